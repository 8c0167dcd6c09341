from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from ingest.checks import check, promises
from ingest.loading import load_readings, load_reference
from ingest.steps import RAW, REFERENCE
from tests.ingest.readings import reading, source


@pytest.fixture
def raw() -> Iterator[duckdb.DuckDBPyConnection]:
    """Raw tables with one good document."""
    with duckdb.connect() as connection:
        load_readings(connection, RAW, [(source(), reading())])
        load_reference(connection, RAW, REFERENCE)
        yield connection


def broken(connection: duckdb.DuckDBPyConnection, suite: str, table: str | None = None) -> set[str]:
    """The promises that do not hold, as `table expectation columns`; of one table, or of all."""
    checks = check(connection, suite, [p for p in promises(suite) if table in (None, p.table)])
    return {" ".join(filter(None, (c.table, c.expectation, c.column))) for c in checks if not c.success}


def test_a_good_document_keeps_every_promise(raw: duckdb.DuckDBPyConnection) -> None:
    checks = check(raw, "raw", promises("raw"))
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
def test_damage_is_seen(raw: duckdb.DuckDBPyConnection, damage: str, promise: str) -> None:
    raw.execute(damage)
    assert promise in broken(raw, "raw", promise.split(maxsplit=1)[0])


def test_what_is_not_stated_breaks_nothing(raw: duckdb.DuckDBPyConnection) -> None:
    raw.execute("update raw.indicators set comparator = 'text', target_low = null, target_high = null, weight = null")
    assert broken(raw, "raw") == set()


def test_a_failure_names_what_was_seen(raw: duckdb.DuckDBPyConnection) -> None:
    raw.execute("update raw.indicators set comparator = '≥'")
    (failed,) = [c for c in check(raw, "raw", promises("raw")) if c.column == "comparator" and not c.success]
    assert failed.observed_text == "1 of 1 rows fail: ≥"
    assert failed.is_critical


def test_a_promise_that_cannot_be_evaluated_is_broken(raw: duckdb.DuckDBPyConnection) -> None:
    raw.execute("drop table raw.rates")
    failed = [c for c in check(raw, "raw", promises("raw")) if c.table == "raw.rates"]
    assert failed
    assert all(not c.success and "does not exist" in (c.observed_text or "") for c in failed)


@pytest.mark.parametrize("suite", ["raw", "marts"])
def test_the_published_warehouse_keeps_every_promise(warehouse: Path, suite: str) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert broken(connection, suite) == set()


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
def test_damage_to_the_marts_is_seen(marts: duckdb.DuckDBPyConnection, damage: str, promise: str) -> None:
    marts.execute(damage)
    assert promise in broken(marts, "marts", promise.split(maxsplit=1)[0])


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
