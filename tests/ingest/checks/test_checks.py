from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.checks import CannotCheck, Checking
from ingest.loading import load_readings, load_reference
from ingest.promises import Promise, promises
from ingest.steps import RAW, REFERENCE
from tests.ingest.readings import reading, source


@pytest.fixture(scope="module")
def checking() -> Iterator[Checking]:
    """The process that checks; it takes seconds to start."""
    started = Checking(rows_at_once=2048)
    yield started
    started.stop()


@pytest.fixture
def raw() -> Iterator[duckdb.DuckDBPyConnection]:
    """Raw tables with one good document."""
    with duckdb.connect() as connection:
        load_readings(connection, RAW, [(source(), reading())])
        load_reference(connection, RAW, REFERENCE)
        yield connection


def broken(checking: Checking, connection: duckdb.DuckDBPyConnection, suite: str, table: str | None = None) -> set[str]:
    """The promises that do not hold, as `table expectation columns`; of one table, or of all."""
    checks = checking.check(connection, suite, [p for p in promises(suite) if table in (None, p.table)])
    return {" ".join(filter(None, (c.table, c.expectation, c.column))) for c in checks if not c.success}


def test_a_good_document_keeps_every_promise(checking: Checking, raw: duckdb.DuckDBPyConnection) -> None:
    checks = checking.check(raw, "raw", promises("raw"))
    assert [c for c in checks if not c.success] == []
    assert len(checks) == len(promises("raw"))


@pytest.mark.parametrize(
    ("damage", "promise"),
    [
        ("insert into raw.documents from raw.documents", "raw.documents ExpectColumnValuesToBeUnique document_id"),
        ("update raw.documents set city_id = '999999'", "raw.documents city_is_a_place"),
        ("update raw.documents set fiscal_year = 1900", "raw.documents ExpectColumnValuesToBeBetween fiscal_year"),
        ("delete from raw.document_lines where line = 3", "raw.documents lines_are_complete"),
        ("update raw.indicators set comparator = '≥'", "raw.indicators ExpectColumnValuesToBeInSet comparator"),
        ("update raw.indicators set horizon = 'yearly'", "raw.indicators ExpectColumnValuesToBeInSet horizon"),
        ("update raw.indicators set target_low = 2000", "raw.indicators bounds_are_ordered"),
        ("update raw.indicators set comparator = '>='", "raw.indicators bounds_fit_comparator"),
        ("update raw.indicators set weight = 101", "raw.indicators ExpectColumnValuesToBeBetween weight"),
        ("update raw.indicators set placement = 'moved'", "raw.indicators move_is_proved"),
        ("update raw.indicators set quote = '慰问标准 1000元/人'", "raw.indicators quote_in_source"),
        ("update raw.indicators set line_end = 3", "raw.indicators quote_in_source"),
        ("update raw.rates set line_start = 2, line_end = 2", "raw.rates quote_in_source"),
        ("update raw.rates set amount_low_yuan = -1", "raw.rates ExpectColumnValuesToBeBetween amount_low_yuan"),
        ("update raw.rates set symbolic_high = 12", "raw.rates amount_is_money_or_symbolic"),
        ("update raw.rates set indicator_row_id = 'lost'", "raw.rates rate_of_a_row_has_its_row"),
        ("update raw.budgets set amount_yuan = -1", "raw.budgets ExpectColumnValuesToBeBetween amount_yuan"),
        ("delete from raw.places where place_level = 'county'", "raw.places ExpectTableRowCountToBeBetween"),
        ("truncate raw.documents", "raw.documents ExpectTableRowCountToBeBetween"),
    ],
)
def test_damage_is_seen(checking: Checking, raw: duckdb.DuckDBPyConnection, damage: str, promise: str) -> None:
    raw.execute(damage)
    assert promise in broken(checking, raw, "raw", promise.split(maxsplit=1)[0])


def test_what_is_not_stated_breaks_nothing(checking: Checking, raw: duckdb.DuckDBPyConnection) -> None:
    raw.execute("update raw.indicators set comparator = 'text', target_low = null, target_high = null, weight = null")
    assert broken(checking, raw, "raw") == set()


def test_a_failure_names_what_was_seen(checking: Checking, raw: duckdb.DuckDBPyConnection) -> None:
    raw.execute("update raw.indicators set comparator = '≥'")
    (failed,) = [c for c in checking.check(raw, "raw", promises("raw")) if c.column == "comparator" and not c.success]
    assert failed.observed_text == "1 of 1 rows fail: ≥"
    assert failed.is_critical


def test_a_promise_that_cannot_be_evaluated_is_broken(checking: Checking, raw: duckdb.DuckDBPyConnection) -> None:
    raw.execute("drop table raw.rates")
    failed = [c for c in checking.check(raw, "raw", promises("raw")) if c.table == "raw.rates"]
    assert failed
    assert all(not c.success and "does not exist" in (c.observed_text or "") for c in failed)


@pytest.fixture
def many() -> Iterator[duckdb.DuckDBPyConnection]:
    """Five thousand rows, more than are handed over at once: rows 4500 and 4501 are too heavy, and row 5000 repeats the key of row 1."""
    with duckdb.connect() as connection:
        connection.execute("""
            create table many as
            select 'key ' || (n % 4999) as key, if(n in (4500, 4501), 101.5, 5) as weight, n <> 4700 as is_whole from range(1, 5001) as t(n)
        """)
        yield connection


@pytest.mark.parametrize(
    ("promise", "seen"),
    [
        (
            Promise("many", "ExpectColumnValuesToBeBetween", True, "", {"column": "weight", "max_value": 100}),
            "2 of 5000 rows fail: 101.5, 101.5",
        ),
        (
            Promise("many", "ExpectColumnValuesToBeUnique", True, "", {"column": "key"}),
            "2 of 5000 rows fail: key 1, key 1",
        ),
        (
            Promise("many", "ExpectCompoundColumnsToBeUnique", True, "", {"column_list": ["key", "weight"]}),
            "2 of 5000 rows fail: key 1, 5.0, key 1, 5.0",
        ),
        (Promise("many", "everything_is_whole", True, "", holds="is_whole"), "1 of 5000 rows fail: False"),
        (Promise("many", "ExpectTableRowCountToBeBetween", True, "", {"max_value": 4999}), "5000"),
    ],
    ids=lambda given: given.expectation if isinstance(given, Promise) else "",
)
def test_what_is_wrong_is_found_wherever_it_stands(
    checking: Checking, many: duckdb.DuckDBPyConnection, promise: Promise, seen: str
) -> None:
    """In the last rows that are handed over, and in the first and the last together."""
    (check,) = checking.check(many, "raw", [promise])
    assert (check.success, check.observed_text) == (False, seen)


def test_rows_that_cannot_all_be_had_break_their_promise_and_no_other(
    checking: Checking, many: duckdb.DuckDBPyConnection
) -> None:
    """The last row but one cannot be evaluated: then there is no answer, and the next table has its own."""
    fails = Promise("many", "weight_is_a_number", True, "", holds="cast(if(key = 'key 4998', 'x', '1') as integer) = 1")
    holds = Promise("whole", "ExpectTableRowCountToBeBetween", True, "", {"min_value": 1})
    many.execute("create table whole as select 1 as one")
    failed, held = checking.check(many, "raw", [fails, holds])
    assert (failed.success, held.success, held.observed_text) == (False, True, "1")
    assert "Could not convert string 'x'" in (failed.observed_text or "")


def test_the_end_of_the_process_that_checks_is_told(many: duckdb.DuckDBPyConnection) -> None:
    lost = Checking()
    lost._process.kill()
    with pytest.raises(CannotCheck, match="ended with SIGKILL"):
        lost.check(many, "raw", [Promise("many", "is_whole", True, "", holds="is_whole")])
    lost.stop()


@pytest.mark.parametrize("suite", ["raw", "marts"])
def test_the_published_warehouse_keeps_every_promise(checking: Checking, warehouse: Path, suite: str) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert broken(checking, connection, suite) == set()


@pytest.mark.parametrize(
    ("damage", "promise"),
    [
        (
            "update aid_comparison set is_comparable = true where is_lump_sum",
            "marts.aid_comparison lump_sum_is_not_comparable",
        ),
        (
            "update aid_comparison set annual_low_yuan = annual_high_yuan + 1",
            "marts.aid_comparison annual_bounds_are_ordered",
        ),
        (
            "update aid_comparison set evidence_grade = 'E'",
            "marts.aid_comparison ExpectColumnValuesToBeInSet evidence_grade",
        ),
        ("update aid_comparison set not_comparable_reason = null", "marts.aid_comparison incomparable_says_why"),
        (
            "update aid_comparison set is_comparable = true where scope = 'regulation'",
            "marts.aid_comparison rule_is_not_comparable",
        ),
        ("update aid_comparison set quote = '9999元/人'", "marts.aid_comparison quote_in_source"),
        ("update aid_comparison set city_name = null", "marts.aid_comparison ExpectColumnValuesToNotBeNull city_name"),
        (
            "update documents_overview set n_indicator_targets = n_indicator_targets - 1",
            "marts.documents_overview nothing_is_lost",
        ),
    ],
)
def test_damage_to_the_marts_is_seen(
    checking: Checking, marts: duckdb.DuckDBPyConnection, damage: str, promise: str
) -> None:
    marts.execute(damage)
    assert promise in broken(checking, marts, "marts", promise.split(maxsplit=1)[0])


@pytest.fixture
def marts(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy of the published warehouse that a test may damage; its marts are the default schema."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse.resolve()}' as published (read_only)")
        for schema in ("raw", "marts"):
            connection.execute(f"create schema {schema}")
            tables = "select table_name from duckdb_tables() where database_name = 'published' and schema_name = ?"
            for (table,) in connection.execute(tables, [schema]).fetchall():
                connection.execute(f"create table {schema}.{table} as from published.{schema}.{table}")
        connection.execute("use marts")
        yield connection
