"""The tables others rely on, column by column: a difference here is a change of the contract, to be reviewed as one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest


@pytest.mark.blessed
def test_published_tables_and_columns(warehouse: Path, blessed: Callable[[Path, str], None]) -> None:
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        columns = connection.execute(
            """
            select table_schema || '.' || table_name, column_name, data_type
            from information_schema.columns
            where table_schema in ('star', 'marts', 'meta')
            order by table_schema, table_name, ordinal_position
            """
        ).fetchall()
    blessed(Path(__file__).with_name("published_columns.txt"), "".join(f"{'  '.join(row)}\n" for row in columns))
