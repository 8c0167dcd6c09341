"""What `/data` asks: the published tables, what their columns mean, and all rows of one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from dashboards.warehouse import Warehouse


def tables(warehouse: Warehouse) -> pl.DataFrame:
    """The tables and views of star and marts as schema.table, with their description and an estimate of their rows.

    A view has no number of rows: it is computed when it is asked.
    """
    return warehouse.answer("""
        with published as (
            select schema_name, table_name, comment, estimated_size as n_rows from duckdb_tables()
            union all
            select schema_name, view_name, comment, null from duckdb_views() where not internal
        )

        select schema_name || '.' || table_name as "table", comment, n_rows
        from published where schema_name in ('star', 'marts')
        order by schema_name = 'star', table_name
    """)


def columns(warehouse: Warehouse, table: str) -> pl.DataFrame:
    """The columns of a table given as schema.table: name, type and comment, in their order."""
    return warehouse.answer(
        """
        select column_name, data_type, comment
        from duckdb_columns() where schema_name || '.' || table_name = ? order by column_index
        """,
        [table],
    )


def rows(warehouse: Warehouse, table: str) -> pl.DataFrame:
    """All rows of a table. Raises ValueError for what is not among the published tables, as a view is not."""
    if table not in set(tables(warehouse).drop_nulls("n_rows")["table"]):
        raise ValueError(f"{table!r} is not one of the published tables of star and marts")
    return warehouse.answer(f"from {table}")
