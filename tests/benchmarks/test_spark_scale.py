"""What the curve of Spark stands on: a whole family of processes is measured, and a table that differs is not called the same."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks.family import run_family
from benchmarks.spark_scale import difference

BUSY = "import time\nheld = bytearray(200 * 2**20)\nwhile time.process_time() < 0.8: pass"


def test_a_child_that_nobody_waits_for_is_measured() -> None:
    measured = run_family(["sh", "-c", f'"{sys.executable}" -c "{BUSY}" & sleep 2'])
    assert measured.seconds * measured.cores > 0.4
    assert 200 < measured.peak_mib < 400


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match=r"exit code 3:\nno such master"):
        run_family(["sh", "-c", "echo no such master >&2; exit 3"])


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ("('a', 0.1 + 0.2), ('b', null)", ""),  # a last digit that two engines add up differently
        ("('b', null), ('a', 0.3)", ""),
        ("('a', 0.3)", "1 rows only in DuckDB, 0 only in Spark"),
        ("('a', 0.3), ('b', null), ('b', null)", "0 rows only in DuckDB, 1 only in Spark"),
        ("('a', 0.3), ('b', 0)", "1 rows only in DuckDB, 1 only in Spark"),
    ],
    ids=["sum", "order", "missing", "twice", "zero"],
)
def test_tables_are_held_row_for_row(tmp_path: Path, there: str, said: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table amounts as from (values ('a', 0.3::double), ('b', null)) as stated(city, yuan)"
        )
        connection.execute(
            f"copy (select city, yuan::double as yuan from (values {there}) as s(city, yuan)) to '{tmp_path}/part.parquet'"
        )
        found = difference(connection, "main", "amounts", tmp_path)
    assert found.startswith(said)
    assert bool(found) == bool(said)
