"""Two versions side by side. The second is the project's own warehouse with a few rows altered, as if the documents had said so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.diff import diff
from tests.conftest import bangfu

ALTERED = """
    update star.fct_aid_standards set amount_low_yuan = 1200, amount_high_yuan = 1200, quote = '1200 元/人'
        where quote = '1000 元/人' and aid_type = '春节慰问';
    delete from star.fct_indicator_targets where quote like '%79 人%' or indicator_name = '省部级劳模发放津贴标准';
    insert into star.dim_projects by name
        select 'new' as project_id, document_id, city_id, fiscal_year, 99 as project_ordinal, '新项目' as project_name
        from star.dim_documents where city_id = '120000';
    delete from star.dim_documents where city_id = '420700';
"""


@pytest.fixture(scope="module")
def files(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The warehouse, and the altered one."""
    after = tmp_path_factory.mktemp("diff") / "after.duckdb"
    shutil.copy(warehouse.resolve(), after)
    after.chmod(0o644)
    with duckdb.connect(str(after)) as connection:
        connection.execute(ALTERED)
    return warehouse.resolve(), after


@pytest.fixture(scope="module")
def found(files: tuple[Path, Path]) -> dict[str, Any]:
    return diff(*files, limit=1000)


def changes(found: dict[str, Any], entity: str) -> list[tuple[Any, ...]]:
    columns = ("change", "row_text", "column", "text_before", "text_after")
    return [tuple(c[name] for name in columns) for c in found["changes"] if c["entity"] == entity]


def test_an_altered_rate_is_told_cell_by_cell_with_the_words_of_both(found: dict[str, Any]) -> None:
    rate = "市级劳模春节慰问经费 · 春节慰问 · 市级劳模 · 市级"
    assert changes(found, "rate") == [
        ("changed", rate, "amount_high_yuan", "1000.0", "1200.0"),
        ("changed", rate, "amount_low_yuan", "1000.0", "1200.0"),
    ]
    (told, _) = (c for c in found["changes"] if c["entity"] == "rate")
    assert (told["quote_before"], told["quote_after"]) == ("1000 元/人", "1200 元/人")


def test_added_and_removed_rows_are_told_once(found: dict[str, Any]) -> None:
    assert ("added", "新项目", None, None, None) in changes(found, "project")
    assert ("省部级劳模发放津贴标准" in changes(found, "target")[0][1], changes(found, "target")[0][0]) == (
        True,
        "removed",
    )
    assert [(c[0], c[2]) for c in changes(found, "document")] == [("removed", None)]


def test_everything_is_counted_though_only_a_part_is_shown(files: tuple[Path, Path], found: dict[str, Any]) -> None:
    short = diff(*files, limit=1)
    assert (len(short["changes"]), short["is_complete"]) == (1, False)
    assert short["counts"] == found["counts"]
    assert short["counts"]["rate"] == {"added": 0, "removed": 0, "changed": 1}
    assert short["counts"]["document"] == {"added": 0, "removed": 1, "changed": 0}
    assert short["n_changes"] == len(found["changes"])


def test_a_version_differs_in_nothing_from_itself(files: tuple[Path, Path]) -> None:
    same = diff(files[0], files[0], limit=10)
    assert (same["n_changes"], same["changes"], same["is_complete"]) == (0, [], True)


def test_the_command_prints_data_on_standard_out(files: tuple[Path, Path], found: dict[str, Any]) -> None:
    as_json = bangfu("diff", *files, "--json", "--limit", "1000")
    assert as_json.returncode == 0, as_json.stderr
    assert json.loads(as_json.stdout)["counts"] == found["counts"]
    text = bangfu("diff", *files, "--limit", "2")
    assert "rates: 0 added, 0 removed, 1 changed" in text.stdout
    assert text.stdout.splitlines()[-1].startswith("… and ")


def test_what_is_no_warehouse_is_said_so(files: tuple[Path, Path], tmp_path: Path, warehouse: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    wrong = bangfu("diff", tmp_path / "notes.txt", files[0])
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "cannot be compared" in wrong.stderr
    unknown = bangfu("diff", "previous", "current", "--warehouse", warehouse.parent)
    assert unknown.returncode == 1
    assert "no version before" in unknown.stderr
