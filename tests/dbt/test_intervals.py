"""Laws of arithmetic on bounds, tried on the SQL that dbt makes of the macros, in DuckDB itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dbt.raw_database import build

Interval = tuple[int | None, bool, int | None, bool]
"""Low, whether it is open, high, whether it is open; None is an end that is not stated."""
Example = tuple[Interval, int, Interval, int]
"""Two intervals, each with a point that lies in it."""

OPERATIONS = ("plus", "minus", "times", "divided_by")
TOTALS = ("total_of", "hull_of", "common_of")
PAIR = "{{{{ as_columns({0}(interval('{1}'), interval('{2}')), '{0}_{1}{2}') }}}}"
GROUP = "{{{{ as_columns({0}(interval('a')), '{0}') }}}}"
TEMPLATE = " ;;; ".join(
    (
        f"select n, x, y, {', '.join(PAIR.format(o, *sides) for o in OPERATIONS for sides in ('ab', 'ba'))} from pairs order by n",
        f"select g, {', '.join(GROUP.format(total) for total in TOTALS)} from members group by g",
        "select {{ bounds_text(interval('a')) }} from members",
        "select {{ is_within(interval('a'), interval('b')) }} as within, {{ is_below(interval('a'), interval('b')) }} as below"
        " from pairs order by n",
        "select n, {{ verdict(interval('a'), 'y', 0) }} as verdict from pairs order by n",
        "select {{ as_columns(union_of(interval('a'), 'g = 1'), 'union') }} from members group by g",
    )
)
tries = settings(max_examples=max(25, settings().max_examples // 4))
"""An example holds many pairs, so a quarter of the usual number tries as much."""


@pytest.fixture(scope="module")
def queries(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What dbt compiles: every operation on a pair, every total of a group, and the text of an interval."""
    path = tmp_path_factory.mktemp("intervals") / "warehouse.duckdb"
    compiled = build(path, "--quiet", "compile", "--inline", TEMPLATE)
    assert compiled.returncode == 0, compiled.stdout
    return compiled.stdout.split(";;;")


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create table pairs (n int, x double, y double)")
        connection.execute("create table members (g int, x double)")
        for table, names in (("pairs", "ab"), ("members", "a")):
            for name in names:
                connection.execute(f"alter table {table} add column {name}_low double")
                connection.execute(f"alter table {table} add column is_{name}_low_open boolean")
                connection.execute(f"alter table {table} add column {name}_high double")
                connection.execute(f"alter table {table} add column is_{name}_high_open boolean")
        yield connection


@st.composite
def intervals_with_a_point(draw: st.DrawFn) -> tuple[Interval, int]:
    """A point that is never negative and an interval around it; an open end does not touch the point."""
    x = draw(st.integers(0, 60))
    low = draw(st.none() | st.integers(0, x))
    high = draw(st.none() | st.integers(x, 120))
    is_low_open = low is not None and low < x and draw(st.booleans())
    is_high_open = high is not None and high > x and draw(st.booleans())
    return (low, is_low_open, high, is_high_open), x


examples = st.lists(st.tuples(intervals_with_a_point(), intervals_with_a_point()), min_size=1, max_size=30)


def answers(
    connection: duckdb.DuckDBPyConnection, query: str, table: str, rows: list[tuple[Any, ...]]
) -> list[dict[str, Any]]:
    """The rows that the query makes of `rows`, by column."""
    values = ", ".join(f"({', '.join('null' if value is None else str(value) for value in row)})" for row in rows)
    connection.execute(f"delete from {table}")
    connection.execute(f"insert into {table} values {values}")
    result = connection.execute(query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def interval_of(row: dict[str, Any], name: str) -> tuple[Any, ...]:
    return (row[f"{name}_low"], row[f"is_{name}_low_open"], row[f"{name}_high"], row[f"is_{name}_high_open"])


def holds(interval: tuple[Any, ...], point: float) -> bool:
    low, is_low_open, high, is_high_open = interval
    above = low is None or (point > low if is_low_open else point >= low)
    below = high is None or (point < high if is_high_open else point <= high)
    return above and below


@tries
@given(pairs=examples)
def test_a_result_holds_what_the_points_of_its_inputs_come_to(
    pairs: list[Any], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    rows = [(n, x, y, *a, *b) for n, ((a, x), (b, y)) in enumerate(pairs)]
    for row in answers(connection, queries[0], "pairs", rows):
        x, y = row["x"], row["y"]
        assert holds(interval_of(row, "plus_ab"), x + y), row
        assert holds(interval_of(row, "minus_ab"), x - y), row
        assert holds(interval_of(row, "times_ab"), x * y), row
        if y:
            assert holds(interval_of(row, "divided_by_ab"), x / y), row


@tries
@given(pairs=examples)
def test_sums_and_products_do_not_depend_on_the_order(
    pairs: list[Any], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    rows = [(n, x, y, *a, *b) for n, ((a, x), (b, y)) in enumerate(pairs)]
    for row in answers(connection, queries[0], "pairs", rows):
        for operation in ("plus", "times"):
            assert interval_of(row, f"{operation}_ab") == interval_of(row, f"{operation}_ba"), row


@tries
@given(pairs=examples)
def test_a_verdict_says_on_which_side_of_a_sum_an_amount_lies(
    pairs: list[Any], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    rows = [(n, x, y, *a, *b) for n, ((a, x), (b, y)) in enumerate(pairs)]
    for row, ((a, x), (_, y)) in zip(answers(connection, queries[4], "pairs", rows), pairs, strict=True):
        fits = {"exact", "within_bounds"} if a[0] is not None or a[2] is not None else {"not_checkable"}
        expected = fits if holds(a, y) else {"contradicts"} if y < x else {"gap"}
        assert row["verdict"] in expected, (a, y)


@tries
@given(pairs=examples)
def test_a_difference_may_be_negative_and_its_ends_are_those_of_its_inputs(
    pairs: list[Any], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    rows = [(n, x, y, *a, *b) for n, ((a, x), (b, y)) in enumerate(pairs)]
    for row, ((a, _), (b, _)) in zip(answers(connection, queries[0], "pairs", rows), pairs, strict=True):
        low, is_low_open, high, is_high_open = interval_of(row, "minus_ab")
        assert (low, is_low_open) == ((None, False) if a[0] is None or b[2] is None else (a[0] - b[2], a[1] or b[3]))
        assert (high, is_high_open) == ((None, False) if a[2] is None or b[0] is None else (a[2] - b[0], a[3] or b[1]))


@tries
@given(pairs=examples)
def test_no_end_is_tighter_than_the_inputs_allow(
    pairs: list[Any], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    """The ends of a product are products of ends: reached where both ends are, or where a nought is."""
    rows = [(n, x, y, *a, *b) for n, ((a, x), (b, y)) in enumerate(pairs)]
    for row, ((a, _), (b, _)) in zip(answers(connection, queries[0], "pairs", rows), pairs, strict=True):
        low, is_low_open, high, is_high_open = interval_of(row, "times_ab")
        assert low == (None if a[0] is None or b[0] is None else a[0] * b[0])
        assert high == (None if a[2] is None or b[2] is None else a[2] * b[2])
        if not (a[1] or b[1]):
            assert not is_low_open
        if not (a[3] or b[3]):
            assert not is_high_open


@tries
@given(pairs=examples)
def test_a_divisor_that_may_be_nought_leaves_no_upper_end(
    pairs: list[Any], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    rows = [(n, x, y, *a, *b) for n, ((a, x), (b, y)) in enumerate(pairs)]
    for row, (_, (b, _)) in zip(answers(connection, queries[0], "pairs", rows), pairs, strict=True):
        if not b[0]:
            assert row["divided_by_ab_high"] is None
            assert not row["is_divided_by_ab_high_open"]


@tries
@given(members=st.lists(intervals_with_a_point(), min_size=1, max_size=6))
def test_a_total_holds_the_sum_and_a_hull_every_member(
    members: list[tuple[Interval, int]], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    (row,) = answers(connection, queries[1], "members", [(1, x, *a) for a, x in members])
    assert holds(interval_of(row, "total_of"), sum(x for _, x in members))
    assert all(holds(interval_of(row, "hull_of"), x) for _, x in members)


@tries
@given(members=st.lists(intervals_with_a_point(), min_size=1, max_size=6))
def test_counts_that_may_overlap_come_to_at_least_the_largest_and_at_most_the_sum(
    members: list[tuple[Interval, int]], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    (overlapping,) = answers(connection, queries[5], "members", [(1, x, *a) for a, x in members])
    assert all(holds(interval_of(overlapping, "union"), some(x for _, x in members)) for some in (max, sum))
    (apart,) = answers(connection, queries[5], "members", [(2, x, *a) for a, x in members])
    (total,) = answers(connection, queries[1], "members", [(2, x, *a) for a, x in members])
    assert interval_of(apart, "union") == interval_of(total, "total_of")


@tries
@given(members=st.lists(intervals_with_a_point(), min_size=1, max_size=6))
def test_what_all_members_hold_holds_just_the_points_of_all(
    members: list[tuple[Interval, int]], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    (row,) = answers(connection, queries[1], "members", [(1, x, *a) for a, x in members])
    for point in {x for _, x in members}:
        assert holds(interval_of(row, "common_of"), point) == all(holds(a, point) for a, _ in members)


@tries
@given(pairs=examples)
def test_what_lies_within_or_below_another_does_so_with_every_point(
    pairs: list[Any], queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    rows = [(n, x, y, *a, *b) for n, ((a, x), (b, y)) in enumerate(pairs)]
    for row, ((a, x), (b, y)) in zip(answers(connection, queries[3], "pairs", rows), pairs, strict=True):
        if row["within"]:
            assert holds(b, x)
        if row["below"]:
            assert x < y
        if a == b:
            assert row["within"]
        assert not (row["below"] and holds(b, x))


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        ((70, False, 70, False), "70"),
        ((7610, False, None, False), "≥7610"),
        ((7610, True, None, False), ">7610"),
        ((None, False, 106000, False), "≤106000"),
        ((None, False, 100, True), "<100"),
        ((500, False, 1000, False), "500–1000"),
        ((500, True, 1000, False), ">500且≤1000"),
        ((None, False, None, False), None),
    ],
)
def test_an_interval_is_written_as_people_write_it(
    interval: Interval, text: str | None, queries: list[str], connection: duckdb.DuckDBPyConnection
) -> None:
    connection.execute("delete from members")
    connection.execute("insert into members values (1, 0, ?, ?, ?, ?)", list(interval))
    assert connection.execute(queries[2]).fetchall() == [(text,)]


def test_nothing_stated_stays_nothing_stated(queries: list[str], connection: duckdb.DuckDBPyConnection) -> None:
    unknown: Interval = (None, False, None, False)
    (row,) = answers(connection, queries[0], "pairs", [(1, 0, 0, *unknown, *unknown)])
    assert {interval_of(row, f"{operation}_ab") for operation in OPERATIONS} == {unknown}
