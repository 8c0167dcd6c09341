"""The version published before, attached beside the one that is being built, so that both can be asked in one query."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@contextmanager
def attached(connection: DuckDBPyConnection, version: Path, name: str = "before") -> Iterator[None]:
    """The tables of a version as `<name>.<schema>.<table>`, read-only."""
    path = str(version.resolve()).replace("'", "''")
    connection.execute(f"attach '{path}' as {name} (read_only)")
    try:
        yield
    finally:
        connection.execute(f"detach {name}")


def shared_columns(connection: DuckDBPyConnection, schema: str, table: str) -> list[str]:
    """The columns that a table has in both versions, in its order; a table that the older one lacks shares none."""
    query = """
        select column_name from duckdb_columns() as now
        where database_name = current_database() and schema_name = ? and table_name = ?
            and exists (
                select 1 from duckdb_columns() as before where before.database_name = 'before'
                and before.schema_name = now.schema_name and before.table_name = now.table_name
                and before.column_name = now.column_name
            )
        order by column_index
    """
    return [column for (column,) in connection.execute(query, [schema, table]).fetchall()]


def take_over(connection: DuckDBPyConnection, table: str, documents: list[str]) -> int:
    """Copy the rows of these documents from a raw table of the version before; returns how many. What it did not know yet is NULL."""
    columns = ", ".join(f'"{column}"' for column in shared_columns(connection, "raw", table))
    if not columns or not documents:
        return 0
    # names are those of the project's own tables
    query = f"""
        insert into raw.{table} by name
        select {columns} from before.raw.{table} where document_id in (select unnest(?))
    """  # noqa: S608
    counted = connection.execute(query, [documents]).fetchone()
    return int(counted[0]) if counted else 0
