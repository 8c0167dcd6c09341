"""A document comes again with another hash: what it says differently is told cell by cell, and stays told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.load import create_tables, insert, rows_to_arrow, source_tables
from ingest.revisions import write_revisions
from ingest.runs import Run
from ingest.steps import META, RAW

RUN = Run("run-2", "2026-01-02T03:04:05", False, "f")
TOLD = 'select "table", row_text, "column", text_before, text_after, change from meta.revisions order by all'


def version(path: Path, sha256: str, indicators: list[dict[str, Any]], budget: str = "10") -> duckdb.DuckDBPyConnection:
    """A warehouse with one document of one project."""
    connection = duckdb.connect(str(path))
    for schema, description in (("raw", RAW), ("meta", META)):
        create_tables(connection, schema, source_tables(description, schema))
    keys = {"document_id": "d", "project_id": "p"}
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": [{"document_id": "d", "sha256": sha256}],
        "projects": [keys | {"project_name": "慰问项目", "line_start": 1}],
        "budgets": [
            keys | {"horizon": "annual", "budget_part": "total", "label_text": "预算数", "amount_text": budget}
        ],
        "indicators": [keys | {"horizon": "annual", "line_start": n} | row for n, row in enumerate(indicators)],
    }
    for table, values in rows.items():
        insert(connection, "raw", table, rows_to_arrow(values, source_tables(RAW, "raw")[table]))
    return connection


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "published.duckdb"
    rows = [
        {"indicator_name": "慰问标准", "target_text": "1000元/人"},
        {"indicator_name": "慰问人数", "target_text": "50人"},
    ]
    version(file, "old", rows).close()
    yield file


def test_a_changed_an_added_and_a_removed_cell_are_told(published: Path, tmp_path: Path) -> None:
    rows = [
        {"indicator_name": "慰问标准", "target_text": "1200元/人"},
        {"indicator_name": "走访户数", "target_text": "9户"},
    ]
    with version(tmp_path / "new.duckdb", "new", rows, budget="12") as connection:
        assert write_revisions(connection, published, RUN) == 4
        assert connection.execute(TOLD).fetchall() == [
            ("budgets", "慰问项目 · annual · total · 预算数", "amount_text", "10", "12", "changed"),
            ("indicators", "慰问项目 · annual · 慰问人数", "target_text", "50人", None, "removed"),
            ("indicators", "慰问项目 · annual · 慰问标准", "target_text", "1000元/人", "1200元/人", "changed"),
            ("indicators", "慰问项目 · annual · 走访户数", "target_text", None, "9户", "added"),
        ]
        query = (
            "select distinct run_id, revised_at::varchar, document_id, sha256_before, sha256_after from meta.revisions"
        )
        assert connection.execute(query).fetchall() == [("run-2", "2026-01-02 03:04:05", "d", "old", "new")]


def test_the_same_file_read_otherwise_is_no_revision(published: Path, tmp_path: Path) -> None:
    with version(
        tmp_path / "new.duckdb", "old", [{"indicator_name": "慰问标准", "target_text": "1000 元/人"}]
    ) as connection:
        assert write_revisions(connection, published, RUN) == 0
        assert connection.execute(TOLD).fetchall() == []


def test_rows_of_one_name_are_told_apart_by_their_place(published: Path, tmp_path: Path) -> None:
    twice = [{"indicator_name": "慰问标准", "target_text": text} for text in ("1000元/人", "800元/人")]
    with version(
        tmp_path / "new.duckdb", "new", [*twice, {"indicator_name": "慰问人数", "target_text": "50人"}]
    ) as connection:
        write_revisions(connection, published, RUN)
        assert connection.execute(TOLD).fetchall() == [
            ("indicators", "慰问项目 · annual · 慰问标准 (2)", "target_text", None, "800元/人", "added"),
        ]


def test_what_was_told_once_stays_told(published: Path, tmp_path: Path) -> None:
    changed = [
        {"indicator_name": "慰问标准", "target_text": "1200元/人"},
        {"indicator_name": "慰问人数", "target_text": "50人"},
    ]
    second = tmp_path / "second.duckdb"
    with version(second, "new", changed) as connection:
        write_revisions(connection, published, RUN)
    with version(tmp_path / "third.duckdb", "new", changed) as connection:
        assert write_revisions(connection, second, Run("run-3", "2026-02-02T03:04:05", False, "f")) == 0
        assert connection.execute("select run_id, text_after from meta.revisions").fetchall() == [
            ("run-2", "1200元/人")
        ]


def test_the_first_version_has_nothing_to_compare_with(tmp_path: Path) -> None:
    with version(tmp_path / "first.duckdb", "old", []) as connection:
        assert write_revisions(connection, None, RUN) == 0
