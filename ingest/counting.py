"""How many rows lie in a database: what a step of a run took in and gave out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NOT_BUILT = ("raw", "meta")


def rows_read_and_built(database: Path) -> tuple[int, int]:
    """The rows of the raw tables of a database that nobody has open, and those of all tables that were built from them."""
    import duckdb

    with duckdb.connect(str(database)) as connection:
        raw = count_rows(connection, raw_tables(connection))
        return raw, count_rows(connection, built_tables(connection))


def raw_tables(connection: DuckDBPyConnection) -> list[str]:
    """The raw tables, as `schema.table`."""
    return [table for table in _tables(connection) if table.startswith("raw.")]


def built_tables(connection: DuckDBPyConnection) -> list[str]:
    """The tables that were built from the raw ones, as `schema.table`."""
    return [table for table in _tables(connection) if table.split(".")[0] not in NOT_BUILT]


def count_rows(connection: DuckDBPyConnection, tables: Iterable[str]) -> int:
    """The rows of all these tables, in one query. In: names of the project's own tables."""
    parts = [f"select count(*) as n from {table}" for table in tables]  # noqa: S608
    if not parts:
        return 0
    (n,) = connection.execute(f"select sum(n)::bigint from ({' union all '.join(parts)})").fetchone() or (0,)  # noqa: S608
    return int(n)


def _tables(connection: DuckDBPyConnection) -> list[str]:
    query = """
        select schema_name || '.' || table_name from duckdb_tables()
        where database_name = current_database() and not temporary order by 1
    """
    return [table for (table,) in connection.execute(query).fetchall()]
