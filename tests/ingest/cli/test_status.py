"""What `bangfu status` says when something is wrong with what is published."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from ingest.publish import WarehouseFolder
from ingest.runs import Quarantined, Run, append_run
from ingest.status import show_status, warehouse_status


def test_a_published_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "current.duckdb").write_text("not a database")
    status = warehouse_status(WarehouseFolder(tmp_path))
    assert status["published"] is None
    assert "not a valid DuckDB database" in status["fault"]
    assert json.loads(json.dumps(status)) == status


def test_a_version_of_a_bangfu_that_knew_other_tables_is_said(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "current.duckdb")) as connection:
        connection.execute("create schema meta; create table meta.versions as select 'v' as version")
        connection.execute("create schema star; create table star.dim_documents as select 'd' as document_id")
    status = warehouse_status(WarehouseFolder(tmp_path))
    assert status["published"] is None
    assert "does not exist" in status["fault"]


def test_the_quarantine_is_that_of_what_is_published_though_a_later_run_failed(tmp_path: Path) -> None:
    folder = WarehouseFolder(tmp_path)
    published = Run("1", "2026-01-01T00:00:00", False, "f")
    published.quarantine = [Quarantined("x/document.txt", None, "not_a_form", "no form", "2026-01-01T00:00:00")]
    published.finish("succeeded", 3, "1 documents published")
    failed = Run("2", "2026-01-02T00:00:00", False, "f")
    failed.finish("failed", 1, "disk full")
    for run in (published, failed):
        append_run(folder.runs, run)
    status = warehouse_status(folder)
    assert [q["source_path"] for q in status["quarantine"]] == ["x/document.txt"]
    assert [(r["run_id"], r["outcome"], r["message"]) for r in status["runs"]] == [
        ("2", "failed", "disk full"),
        ("1", "succeeded", "1 documents published"),
    ]


def test_a_refused_file_stands_on_lines_of_its_own_and_commands_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = WarehouseFolder(tmp_path)
    run = Run("1", "2026-01-01T00:00:00", False, "f")
    reason = "no performance-target form found: " + "no project name, no indicator table and no stated rate"
    run.quarantine = [Quarantined("a\n\x1b[2J$(rm).txt", None, "not_a_form", reason, "2026-01-01T02:17:00.123456")]
    run.finish("succeeded", 3, "1 documents published")
    append_run(folder.runs, run)
    show_status(warehouse_status(folder))
    said = capsys.readouterr().out.splitlines()
    assert "a\\n\\x1b[2J$(rm).txt  not_a_form, since 2026-01-01T02:17" in said
    assert f"  {reason}" in said
