from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest

from ingest.export import export_warehouse
from tests.conftest import bangfu

HOSTILE = ["=5 万元", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]
HARMLESS = ["=", "≥5 万元", "900元/人", ">=", "", None]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A published file whose words would be formulas in a spreadsheet."""
    file = tmp_path / "20240927T000000000000Z-0123456789ab.duckdb"
    with duckdb.connect(str(file)) as connection:
        for schema in ("star", "marts", "meta"):
            connection.execute(f"create schema {schema}")
        connection.execute("create table marts.words (ordinal integer, word varchar, flags varchar[], loss double)")
        for ordinal, word in enumerate([*HOSTILE, *HARMLESS]):
            connection.execute("insert into marts.words values (?, ?, ['=a', 'b'], -1.5)", [ordinal, word])
        document = "'某市总工会' as publisher, '=目标表' as title, 2024 as fiscal_year, 'a/document.txt' as source_path"
        connection.execute(f"create table star.dim_documents as select {document}, 'abc' as sha256, null as url")
        connection.execute("create table meta.versions (published_at timestamp)")
        connection.execute("insert into meta.versions values ('2024-09-27 01:02:03')")
    return file


def test_formulas_are_defused_for_spreadsheets_and_parquet_is_exact(hostile: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    export_warehouse(hostile, to)
    with (to / "csv" / "marts.words.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["word"] for row in rows] == [*(f"'{word}" for word in HOSTILE), *HARMLESS[:-1], ""]
    assert (rows[0]["flags"], rows[0]["loss"]) == ("'=a; b", "-1.5")
    sheet = openpyxl.load_workbook(to / "bangfu.xlsx")["marts.words"]
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells if cell.value is not None] == ["s"] * (len(HOSTILE) + 4)
    assert [cell.value for cell in cells][:4] == ["'=5 万元", "'+1", "'-2+3", "'@SUM(A1)"]
    exact = pl.read_parquet(to / "parquet" / "marts.words.parquet")
    assert exact["word"].to_list() == [*HOSTILE, *HARMLESS]
    assert exact["flags"].to_list()[0] == ["=a", "b"]


def test_what_a_sheet_cannot_hold_goes_on_in_the_next(
    hostile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.export.SHEET_ROWS", 6)
    export_warehouse(hostile, tmp_path / "out")
    workbook = openpyxl.load_workbook(tmp_path / "out" / "bangfu.xlsx")
    sheets = [workbook[name] for name in ("marts.words", "marts.words (2)", "marts.words (3)")]
    assert [sheet["A1"].value for sheet in sheets] == ["ordinal"] * 3
    ordinals = [[cell.value for cell in sheet["A"][1:]] for sheet in sheets]
    assert ordinals == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11]]
    assert "marts.words (4)" not in workbook.sheetnames


def test_pairs_of_standards_are_written_by_what_they_have_in_common(exported: Path) -> None:
    names = {file.name for file in (exported / "csv").iterdir()}
    assert {"marts.footings.csv", "marts.footing_pairs.csv", "marts.aid_comparison.csv"} <= names
    assert "marts.comparability.csv" not in names


def test_where_it_comes_from_is_inside(hostile: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    export_warehouse(hostile, to)
    about = dict(pl.read_csv(to / "about.csv").iter_rows())
    assert about["version"] == "20240927T000000000000Z-0123456789ab"
    assert about["published_at"] == "2024-09-27 01:02:03 UTC"
    assert about["source"] == "某市总工会 · =目标表 · 2024 · a/document.txt · abc"
    assert pl.read_parquet_metadata(to / "parquet" / "marts.words.parquet")["version"] == about["version"]


@pytest.fixture(scope="module")
def exported(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("export")
    done = bangfu("export", "--to", to, "--warehouse", warehouse.parent)
    assert done.returncode == 0, done.stderr
    return to


def test_every_table_is_there_whole(exported: Path, warehouse: Path) -> None:
    workbook = openpyxl.load_workbook(exported / "bangfu.xlsx", read_only=True)
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        tables = connection.execute(
            """
            select table_schema || '.' || table_name from information_schema.tables
            where table_schema in ('star', 'marts') and table_type = 'BASE TABLE'
            """
        ).fetchall()
        for (table,) in tables:
            published = connection.sql(f"from {table}").pl()
            assert pl.read_parquet(exported / "parquet" / f"{table}.parquet").equals(published)
            assert pl.read_csv(exported / "csv" / f"{table}.csv", infer_schema=False).height == published.height
            assert sum(1 for _ in workbook[table[:31]].iter_rows()) == published.height + 1


def test_csv_begins_with_a_byte_order_mark(exported: Path) -> None:
    files = list(exported.rglob("*.csv"))
    assert files
    assert [file for file in files if not file.read_bytes().startswith(b"\xef\xbb\xbf")] == []


def test_every_column_is_explained(exported: Path) -> None:
    dictionary = pl.read_csv(exported / "dictionary.csv")
    assert dictionary.filter(pl.col("description").is_null())["table"].to_list() == []
    assert "marts.aid_comparison" in dictionary["table"].to_list()
