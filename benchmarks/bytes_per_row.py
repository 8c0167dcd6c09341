"""`python -m benchmarks.bytes_per_row FILE`: what a warehouse is made of: bytes for each indicator row by schema, table and column."""

from __future__ import annotations

import sys

import duckdb

LARGEST = 12


def main(file: str) -> None:
    """Print where the bytes of a built database lie, the largest first."""
    with duckdb.connect(file, read_only=True) as connection:
        _write_segments(connection)
        for parts in ("schema_name", "schema_name, table_name", "schema_name, table_name, column_name"):
            print(f"{parts:<70} bytes a row")
            for *names, size in connection.execute(
                f"select {parts}, sum(n_bytes) / (select count(*) from raw.indicators) as size "  # noqa: S608
                f"from segments group by all order by size desc limit {LARGEST}"
            ).fetchall():
                print(f"  {'.'.join(names):<70} {size:8.1f}")


def _write_segments(connection: duckdb.DuckDBPyConnection) -> None:
    """A temporary table `segments`: one row per stored piece of a column. A piece reaches to the next one in its block."""
    tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
    stored = " union all ".join(
        f"select '{schema}' as schema_name, '{table}' as table_name, column_name, block_id, block_offset, "  # noqa: S608
        f"len(additional_block_ids) as further_blocks from pragma_storage_info('{schema}.{table}') where block_id >= 0"
        for schema, table in tables
    )
    connection.execute(f"""
        create temp table segments as
        with stored as ({stored}), block as (select block_size from pragma_database_size())
        select
            schema_name, table_name, column_name,
            coalesce(lead(block_offset) over (partition by block_id order by block_offset), block_size)
                - block_offset + further_blocks * block_size as n_bytes
        from stored cross join block
    """)  # noqa: S608


if __name__ == "__main__":
    main(sys.argv[1])
