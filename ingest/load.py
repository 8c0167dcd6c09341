"""Rows → tables of DuckDB. The tables are created from their description in dbt's YAML, so the two cannot drift."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Columns = dict[str, str]
_DECIMAL = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")


class BadRows(ValueError):
    """A row does not fit its table: a column too many, or a value that the column's type cannot hold exactly."""


def source_tables(description: Path, source: str) -> dict[str, Columns]:
    """The tables of one dbt source: table name → column name → DuckDB type, in the order written there."""
    import yaml

    # our own words: libyaml is nine times as fast, and its faults with malicious text are none here
    said = yaml.load(description.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    tables = next(s["tables"] for s in said["sources"] if s["name"] == source)
    return {t["name"]: {c["name"]: c["data_type"] for c in t["columns"]} for t in tables}


def create_tables(connection: DuckDBPyConnection, schema: str, tables: Mapping[str, Columns]) -> None:
    """An empty table for each description."""
    connection.execute(f"create schema if not exists {schema}")
    for name, columns in tables.items():
        body = ", ".join(f'"{column}" {data_type}' for column, data_type in columns.items())
        connection.execute(f"create or replace table {schema}.{name} ({body})")


def rows_to_arrow(rows: Iterable[Mapping[str, Any]], columns: Columns) -> pa.Table:
    """Rows → one Arrow table with exactly these columns; a column a row does not name is NULL.

    Raises BadRows when a row names another column or when a value does not fit exactly (no figure is ever rounded).
    """
    import pyarrow as pa

    rows = list(rows)
    unknown = {column for row in rows for column in row} - columns.keys()
    if unknown:
        raise BadRows(f"no such column: {', '.join(sorted(unknown))}")
    arrays = {}
    for column, data_type in columns.items():
        try:
            arrays[column] = pa.array([row.get(column) for row in rows], type=arrow_type(data_type))
        except (pa.ArrowException, ValueError, TypeError, UnicodeError) as error:
            raise BadRows(f"{column} ({data_type}): {error}") from error
    return pa.table(arrays)


def insert(connection: DuckDBPyConnection, schema: str, table: str, rows: pa.Table) -> int:
    """Append an Arrow table, columns matched by name; returns how many rows it had."""
    connection.register("rows_to_insert", rows)
    # names come from the project's own description of its tables
    connection.execute(f"insert into {schema}.{table} by name select * from rows_to_insert")  # noqa: S608
    connection.unregister("rows_to_insert")
    return int(rows.num_rows)


def csv_to_arrow(path: Path, columns: Columns) -> pa.Table:
    """A CSV file with a header row → an Arrow table with exactly these columns and types. Raises BadRows when the header differs."""
    import pyarrow as pa
    from pyarrow import csv

    types = {column: arrow_type(data_type) for column, data_type in columns.items()}
    try:
        table = csv.read_csv(path, convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=True))
    except pa.ArrowException as error:
        raise BadRows(f"{path}: {error}") from error
    if set(table.column_names) != set(columns):
        raise BadRows(f"{path}: the header has {', '.join(table.column_names)}; expected {', '.join(columns)}")
    return table.select(list(columns))


def arrow_type(data_type: str) -> pa.DataType:
    """The Arrow type of a DuckDB type as written in the YAML. Raises BadRows for a type that is not known here."""
    import pyarrow as pa

    if data_type.endswith("[]"):
        return pa.list_(arrow_type(data_type[:-2]))
    if decimal := _DECIMAL.fullmatch(data_type):
        return pa.decimal128(int(decimal[1]), int(decimal[2]))
    known = {
        "VARCHAR": pa.string(), "INTEGER": pa.int32(), "BIGINT": pa.int64(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(), "TIMESTAMP": pa.timestamp("us"),
    }  # fmt: skip
    if data_type not in known:
        raise BadRows(f"unknown column type {data_type}")
    return known[data_type]
