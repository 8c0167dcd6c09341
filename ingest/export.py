"""The published tables as files that other people's programs open: Parquet, CSV and one XLSX workbook, with their dictionary.

    DIR/parquet/<schema>.<table>.parquet      typed, lists as lists
    DIR/csv/<schema>.<table>.csv              UTF-8 with a byte order mark, so that Excel shows Chinese
    DIR/bangfu.xlsx                           one sheet for each table, and further ones for what a sheet cannot hold
    DIR/dictionary.csv, DIR/about.csv         every column explained; version, date and sources (in the workbook too)

Views are left out: what they say stands in the tables they are made of, and as rows they may grow with the square of these.
A text that begins like a formula gets an apostrophe in front in CSV and XLSX, because a spreadsheet would run it. Parquet is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.fingerprints import ROOT

if TYPE_CHECKING:
    import polars as pl
    from duckdb import DuckDBPyConnection

MODELS = ROOT / "dbt_project" / "models"
SCHEMAS = ("star", "marts")
FORMULA = r"(?s)^([=+\-@\t\r].)"  # a sign alone, such as the comparator =, is none
CELL_LENGTH = 32_767  # of a cell in XLSX
SHEET_ROWS = 1_048_576
SHEET_NAME_LENGTH = 31
LIST_SEPARATOR = "; "
NOT_IN_XLSX = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export_warehouse(warehouse: Path, to: Path) -> list[Path]:
    """Write every table of star and marts of a published file, and what explains them; returns the files written."""
    import duckdb

    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = {name: connection.sql(f"from {name}").pl() for name in _tables(connection)}
        about = _about(connection, warehouse.stem)
    extras = {"about": about, "dictionary": _dictionary(tables)}
    facts = {row["what"]: row["value"] for row in about.rows(named=True) if row["what"] != "source"}
    written = [_write_parquet(table, to / "parquet" / f"{name}.parquet", facts) for name, table in tables.items()]
    written += [_write_csv(table, to / "csv" / f"{name}.csv") for name, table in tables.items()]
    written += [_write_csv(table, to / f"{name}.csv") for name, table in extras.items()]
    return [*written, _write_workbook(extras | tables, to / "bangfu.xlsx")]


def _tables(connection: DuckDBPyConnection) -> list[str]:
    query = """
        select table_schema || '.' || table_name from information_schema.tables
        where list_contains(?, table_schema) and table_type = 'BASE TABLE' order by 1
    """
    return [row[0] for row in connection.execute(query, [list(SCHEMAS)]).fetchall()]


def _about(connection: DuckDBPyConnection, version: str) -> pl.DataFrame:
    import polars as pl

    published = connection.execute("select max(published_at) from meta.versions").fetchone()
    sources = connection.execute(
        "select publisher, title, fiscal_year, source_path, sha256, url from star.dim_documents order by source_path"
    )
    rows = [
        ("version", version),
        ("published_at", f"{published[0]:%Y-%m-%d %H:%M:%S} UTC" if published else ""),
        ("program", "bangfu 帮扶"),
    ]
    rows += [("source", " · ".join(str(value) for value in row if value is not None)) for row in sources.fetchall()]
    return pl.DataFrame(rows, schema=["what", "value"], orient="row")


def _dictionary(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One row for each column of each table, explained in the words of dbt's YAML."""
    import polars as pl

    described = _descriptions()
    rows = []
    for name, table in tables.items():
        about = described.get(name.split(".")[1], {})
        rows.append((name, "", "", about.get("", "")))
        rows += [(name, column, str(kind), about.get(column, "")) for column, kind in table.schema.items()]
    return pl.DataFrame(rows, schema=["table", "column", "type", "description"], orient="row")


def _descriptions() -> dict[str, dict[str, str]]:
    """Model name → column name → description; the empty column name stands for the model itself."""
    import yaml

    described = {}
    for file in sorted(MODELS.rglob("*.yml")):
        for model in (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("models", []):
            columns = {column["name"]: column.get("description", "").strip() for column in model.get("columns", [])}
            described[model.get("config", {}).get("alias", model["name"])] = {
                "": model.get("description", "").strip(),
                **columns,
            }
    return described


def _write_parquet(table: pl.DataFrame, file: Path, facts: dict[str, str]) -> Path:
    with _replacing(file) as beside:
        table.write_parquet(beside, metadata=facts)
    return file


def _write_csv(table: pl.DataFrame, file: Path) -> Path:
    with _replacing(file) as beside:
        _for_spreadsheets(table).write_csv(beside, include_bom=True)
    return file


def _write_workbook(tables: dict[str, pl.DataFrame], file: Path) -> Path:
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for name, table in tables.items():
        for number, part in enumerate(_sheets(_for_spreadsheets(table)), start=1):
            sheet = workbook.create_sheet(_sheet_name(name, number))
            sheet.freeze_panes = "A2"
            sheet.append(part.columns)
            for row in part.iter_rows():
                sheet.append(list(_cells(row)))
    with _replacing(file) as beside:
        workbook.save(beside)
    return file


def _sheets(table: pl.DataFrame) -> list[pl.DataFrame]:
    """The rows in parts that fit below a heading on one sheet; an empty table is one part."""
    return list(table.iter_slices(SHEET_ROWS - 1)) or [table]


def _sheet_name(table: str, number: int) -> str:
    """The table's name, cut to what a sheet may be called; the second sheet on are numbered."""
    after = f" ({number})" if number > 1 else ""
    return table[: SHEET_NAME_LENGTH - len(after)] + after


def _cells(row: Iterable[Any]) -> Iterable[Any]:
    return (NOT_IN_XLSX.sub("", value)[:CELL_LENGTH] if isinstance(value, str) else value for value in row)


def _for_spreadsheets(table: pl.DataFrame) -> pl.DataFrame:
    """Lists as one text, texts escaped; numbers and dates stay what they are."""
    import polars as pl
    import polars.selectors as cs

    joined = table.with_columns(cs.list().cast(pl.List(pl.String)).list.join(LIST_SEPARATOR))
    return joined.with_columns(cs.string().str.replace(FORMULA, "'${1}"))


@contextmanager
def _replacing(file: Path) -> Iterator[Path]:
    """A file beside `file` to write to; it takes the place of `file` when it is whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.new")
    yield beside
    beside.replace(file)
