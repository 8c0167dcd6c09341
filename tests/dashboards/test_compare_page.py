"""`/compare` without a browser: what it compares, what the address restores, what it says of what it cannot compare."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboards.conftest import OpenPage, seen


def chosen(app: AppTest, key: str) -> object:
    """What the widget of a part of the address shows."""
    return app.session_state[f"address.{key}"]


def test_the_comparison_opens_with_the_kind_of_aid_most_cities_state(open_page: OpenPage) -> None:
    app = open_page("compare")
    assert chosen(app, "aid_type") == "honour_allowance"
    assert chosen(app, "basis") == "year"
    table = app.dataframe[0].value
    assert table[["城市", "可比等级", "文件印的等级", "元/年"]].values.tolist() == [
        ["天津市", "国家级", "国家级", "7,200"],
        ["呼和浩特市", "国家级", "国家级", "6,000"],
        ["天津市", "省部级", "市级", "3,600"],
        ["呼和浩特市", "省部级", "省部级", "3,600"],
        ["呼和浩特市", "市级", "市级", "720"],
    ]


def test_silence_is_named_and_never_zero(open_page: OpenPage) -> None:
    assert "**未说明**：唐山市、滁州市、鄂州市（文件已入库，但没有写这类标准；不等于零）" in seen(open_page("compare"))


def test_the_rank_rule_is_explained_where_it_is_used(open_page: OpenPage) -> None:
    assert "天津市是直辖市" in seen(open_page("compare"))
    assert "直辖市，" not in seen(open_page("compare", aid_type="living_relief"))


def test_what_cannot_be_compared_is_listed_with_its_reason(open_page: OpenPage) -> None:
    app = open_page("compare", aid_type="living_relief")
    assert "18,000" not in app.dataframe[0].value.to_csv()
    apart = app.dataframe[1].value
    assert apart[["城市", "原文金额", "不能比较的原因"]].values.tolist() == [
        ["呼和浩特市", "1.8万元", "名为“标准”，实为总额"]
    ]


def test_the_address_restores_the_view(open_page: OpenPage) -> None:
    app = open_page("compare", aid_type="honour_allowance", basis="month", rank="国家级,市级", lang="en")
    assert (chosen(app, "basis"), chosen(app, "rank")) == ("month", ["国家级", "市级"])
    assert app.dataframe[0].value["Yuan a month"].tolist() == ["600", "500", "60"]


def test_what_a_person_changes_goes_into_the_address(open_page: OpenPage) -> None:
    app = open_page("compare", basis="month", rank="国家级")
    app.selectbox[0].set_value("living_relief").run()
    assert app.query_params["aid_type"] == "living_relief"
    assert "rank" not in app.query_params
    assert "basis" not in app.query_params


def test_nonsense_in_the_address_falls_back(open_page: OpenPage) -> None:
    app = open_page("compare", aid_type="no such", basis="weekly", rank="x", year="abc")
    assert not app.exception
    assert chosen(app, "aid_type") == "honour_allowance"


def test_the_address_opens_the_evidence_of_a_standard(open_page: OpenPage) -> None:
    text = seen(open_page("compare", standard="standard-00"))
    assert "全国劳模 600元/人/月" in text
    assert "**每年**：7,200 元/年（按月发放，一年12个月）" in text
    assert "天津市总工会2024年项目绩效目标表" in text
    assert r"120000\_tianjin/2024\_project\-performance\-targets/document\.txt，第 154 行" in text


def test_the_evidence_says_how_a_standard_stands_among_others_and_with_which_it_compares(open_page: OpenPage) -> None:
    """Of the national honours' 7,200 and 6,000 yuan a year the second is 1,200 less; other ranks do not compare."""
    app = open_page("compare", standard="standard-02")
    table = next(table.value for table in app.dataframe if "能否比较" in table.value)
    rows = {(row["城市"], row["对象"]): row for row in table.to_dict("records")}
    alike = rows["天津市", "国家级劳模"]
    assert (alike["能否比较"], alike["相差（元/年）"]) == ("折算后可比", "-1,200")
    assert alike["折算或不可比的原因"] == "不同发放周期折算为年标准"
    assert rows["呼和浩特市", "市级劳模"]["折算或不可比的原因"] == "对象的荣誉等级不同"
    assert "可比的其他城市只有1个" in seen(open_page("compare", standard="standard-00"))


@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ({"payer": "市级财政"}, ["≤1500元/人年"]),
        ({"payer": "省级财政", "grade": "D"}, ["≤3000元/人年"]),
        ({"city": "420700"}, ["≤3000元/人年", "≤1500元/人年"]),
        ({"payer": "none"}, []),
    ],
)
def test_payers_grades_and_cities_narrow_the_comparison(
    open_page: OpenPage, query: dict[str, str], amounts: list[str]
) -> None:
    table = open_page("compare", aid_type="living_relief", **query).dataframe[0].value
    assert (table["原文金额"].tolist() if len(table) else []) == amounts


def test_cities_are_named_in_the_language_of_the_page(open_page: OpenPage) -> None:
    text = seen(open_page("compare", lang="en"))
    assert "天津市 en states the most" in text
    assert "**Not stated**: 唐山市 en, 滁州市 en, 鄂州市 en" in text


def test_the_evidence_of_what_stays_apart_says_why(open_page: OpenPage) -> None:
    text = seen(open_page("compare", aid_type="living_relief", standard="standard-11"))
    assert "**不与其他城市比较，因为**：名为“标准”，实为总额" in text
    assert "**存疑标记**：名为标准，实为总额" in text


def test_a_standard_that_is_gone_says_so(open_page: OpenPage) -> None:
    assert "这条标准不在当前版本里" in seen(open_page("compare", standard="gone"))


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"aid_type": "rest_retreat", "basis": "year"}, "可以改选“按原文”"),
        ({"aid_type": "honour_allowance", "rank": "国家级", "year": "2023"}, ""),
    ],
)
def test_an_empty_comparison_says_why(open_page: OpenPage, query: dict[str, str], why: str) -> None:
    app = open_page("compare", **query)
    assert not app.exception
    assert why in seen(app)


def test_a_basket_that_states_nothing_drawable_is_told_from_a_kind_of_aid_that_has_nothing(open_page: OpenPage) -> None:
    """Relief in hardship is drawn as stated, for Tianjin; Chuzhou has a symbolic amount alone."""
    assert "请放宽筛选" in seen(open_page("compare", aid_type="general_relief", city="341100"))
