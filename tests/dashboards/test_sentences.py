"""The sentence over a chart: it says the most that the rows allow and never makes a number of a bound."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboards.comparison import Basis, compare
from dashboards.sentences import headline, names
from dashboards.words import words_in
from tests.dashboards.conftest import stated

ZH, EN = words_in("zh"), words_in("en")


def panel_of(small: Path, aid_type: str, basis: Basis) -> pl.DataFrame:
    return compare(stated(small, aid_type), basis, ZH.codes("rank")).panels[0]


def test_highest_and_lowest_of_the_rank_that_most_cities_share(small: Path) -> None:
    panel = panel_of(small, "honour_allowance", "year")
    assert headline(panel, "荣誉津贴", "元/年", ZH) == (
        "荣誉津贴：国家级荣誉中，天津市最高，7,200 元/年；呼和浩特市最低，6,000 元/年。"
    )
    assert headline(panel, "Honour allowance", "yuan per year", EN) == (
        "Honour allowance, National honours: 天津市 states the most, 7,200 yuan per year; "
        "呼和浩特市 the least, 6,000 yuan per year."
    )


def test_equal_amounts_are_said_to_be_equal(small: Path) -> None:
    panel = panel_of(small, "honour_allowance", "year").filter(pl.col("comparable_rank") == "省部级")
    assert headline(panel, "荣誉津贴", "元/年", ZH) == "荣誉津贴：省部级荣誉中，2 个城市都是 3,600 元/年。"


def test_one_city_is_said_to_be_the_only_one_and_its_ceilings_stay_ceilings(small: Path) -> None:
    panel = panel_of(small, "living_relief", "year")
    assert headline(panel, "生活救助", "元/年", ZH) == "生活救助：只有鄂州市写明了可比的标准：≤ 3,000、≤ 1,500 元/年。"


def test_different_recipients_are_not_ranked_against_each_other(small: Path) -> None:
    panel = panel_of(small, "spring_festival_visit", "year")
    assert headline(panel, "春节慰问", "元/年", ZH) == "春节慰问：2 个城市写明了标准，对象或支付方不同，请逐行看。"


def test_what_another_pays_is_not_ranked_against_it(small: Path) -> None:
    panel = panel_of(small, "honour_allowance", "year").filter(pl.col("comparable_rank") == "国家级")
    payers = panel.with_columns(payer=pl.Series(["省级财政", "市级财政"]))
    assert headline(payers, "荣誉津贴", "元/年", ZH) == "荣誉津贴：2 个城市写明了标准，对象或支付方不同，请逐行看。"


def test_what_a_city_stated_in_an_earlier_year_is_not_its_highest(small: Path) -> None:
    national = panel_of(small, "honour_allowance", "year").filter(pl.col("comparable_rank") == "国家级")
    earlier = national.with_columns(fiscal_year=pl.col("fiscal_year") - 1, low=9000.0, high=9000.0)
    said = headline(pl.concat([earlier, national]), "荣誉津贴", "元/年", ZH)
    assert said == "荣誉津贴：国家级荣誉中，天津市最高，7,200 元/年；呼和浩特市最低，6,000 元/年。"


def test_bounds_alone_allow_no_highest(small: Path) -> None:
    ceilings = panel_of(small, "living_relief", "year")
    two_cities = ceilings.with_columns(city_name=pl.Series(["鄂州市", "滁州市"]))
    assert "2 项只给上限、下限或区间" in headline(two_cities, "生活救助", "元/年", ZH)


def test_nothing_drawn_is_said(small: Path) -> None:
    empty = panel_of(small, "living_relief", "year").clear()
    assert headline(empty, "生活救助", "元/年", ZH) == "生活救助：没有可以直接比较的标准。"


@pytest.mark.parametrize(("count", "text"), [(2, "甲、甲"), (12, "甲、甲、甲、甲、甲、甲、甲、甲、甲、甲等 12 个城市")])
def test_many_names_are_cut_short_with_their_count(count: int, text: str) -> None:
    assert names(["甲"] * count, ZH) == text


def test_cities_that_share_the_highest_amount_are_counted(small: Path) -> None:
    national = panel_of(small, "honour_allowance", "year").filter(pl.col("comparable_rank") == "国家级")
    third = national.filter(pl.col("low") == 7200).with_columns(city_name=pl.lit("北京市"))
    said = headline(pl.concat([national, third]), "荣誉津贴", "元/年", ZH)
    assert said == "荣誉津贴：国家级荣誉中，天津市等 2 市最高，7,200 元/年；呼和浩特市最低，6,000 元/年。"
