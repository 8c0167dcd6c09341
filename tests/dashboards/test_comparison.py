"""What may share an axis: the honest splits, on standards read by eye."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboards.comparison import compare, most_telling, ranks_in
from dashboards.warehouse import aid_types, published_warehouse
from dashboards.words import words_in
from tests.dashboards import conftest

RANKS = words_in("zh").codes("rank")


@pytest.fixture
def stated(small: Path) -> dict[str, pl.DataFrame]:
    """The standards by aid type."""
    menu = aid_types(published_warehouse(small))
    return {aid_type: conftest.stated(small, aid_type) for aid_type in menu["aid_type_id"]}


def drawn(frame: pl.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return frame.select(columns).rows()


def test_a_monthly_amount_meets_a_yearly_one_by_rank(stated: dict[str, pl.DataFrame]) -> None:
    (panel,) = compare(stated["honour_allowance"], "year", RANKS).panels
    assert drawn(panel, "comparable_rank", "city_name", "honour_rank", "low") == [
        ("国家级", "天津市", "国家级", 7200),
        ("国家级", "呼和浩特市", "国家级", 6000),
        ("省部级", "天津市", "市级", 3600),
        ("省部级", "呼和浩特市", "省部级", 3600),
        ("市级", "呼和浩特市", "市级", 720),
    ]


def test_by_month_they_are_a_twelfth(stated: dict[str, pl.DataFrame]) -> None:
    (panel,) = compare(stated["honour_allowance"], "month", RANKS).panels
    assert panel["low"].to_list() == [600, 500, 300, 300, 60]


def test_as_stated_different_units_do_not_share_an_axis(stated: dict[str, pl.DataFrame]) -> None:
    panels = compare(stated["honour_allowance"], "as_stated", RANKS).panels
    assert [(panel["drawn_period"][0], panel["low"].to_list()) for panel in panels] == [
        ("年", [6000, 3600, 720]),
        ("月", [600, 300]),
    ]


def test_ceilings_have_no_low_and_a_lump_sum_stays_apart(stated: dict[str, pl.DataFrame]) -> None:
    split = compare(stated["living_relief"], "year", RANKS)
    assert drawn(split.drawn, "shape", "low", "high") == [("ceiling", None, 3000), ("ceiling", None, 1500)]
    assert drawn(split.apart, "city_name", "reason") == [("呼和浩特市", "lump_sum")]


def test_a_missing_period_is_no_year_but_can_be_shown_as_stated(stated: dict[str, pl.DataFrame]) -> None:
    relief = stated["general_relief"]
    assert compare(relief, "year", RANKS).panels == []
    split = compare(relief, "as_stated", RANKS)
    assert drawn(split.drawn, "shape", "low", "high") == [("range", 500, 1000), ("floor", 500, None)]
    assert drawn(split.apart, "reason") == [("symbolic_amount",)]


def test_a_quoted_rule_is_never_drawn(stated: dict[str, pl.DataFrame]) -> None:
    for basis in ("year", "month", "as_stated"):
        split = compare(stated["winter_warmth"], basis, RANKS)
        assert "regulation" not in split.drawn["scope"].to_list()


def test_no_row_is_lost(stated: dict[str, pl.DataFrame]) -> None:
    for rows in stated.values():
        for basis in ("year", "month", "as_stated"):
            split = compare(rows, basis, RANKS)
            assert split.drawn.height + split.apart.height == rows.height


def test_ranks_stand_from_the_highest_down(stated: dict[str, pl.DataFrame]) -> None:
    assert ranks_in(stated["honour_allowance"], RANKS) == ["国家级", "省部级", "市级"]


def test_a_chart_of_too_many_rows_keeps_the_highest_and_lowest_of_each_rank() -> None:
    rows = pl.DataFrame(
        {
            "comparable_rank": ["国家级"] * 100 + [None] * 3,
            "low": [*range(100, 0, -1), 3, 2, 1],
            "city_id": [f"c{number}" for number in range(103)],
        }
    )
    shown, left_out = most_telling(rows, 16)
    assert shown["low"].to_list() == [100, 99, 98, 97, 4, 3, 2, 1, 3, 2, 1]
    assert left_out == 92
    assert most_telling(rows, 16, ["c50"])[0]["low"].to_list() == [100, 99, 98, 97, 50, 4, 3, 2, 1, 3, 2, 1]
    assert most_telling(rows, 103) == (rows, 0)
