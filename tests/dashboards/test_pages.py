"""The pages without a browser: what they say in both languages, what the address restores, and what they say when things are missing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboards import small_warehouse
from tests.dashboards.conftest import OpenPage, seen


def chosen(app: AppTest, key: str) -> object:
    """What the widget of a part of the address shows."""
    return app.session_state[f"address.{key}"]


@pytest.mark.parametrize(
    ("page", "lang", "title"),
    [
        ("overview", "zh", "帮扶数据仓库"),
        ("overview", "en", "The bangfu warehouse"),
        ("compare", "zh", "各市帮扶标准对比"),
        ("compare", "en", "Aid standards compared across cities"),
        ("city", "zh", "城市"),
        ("city", "en", "City"),
        ("project", "zh", "项目"),
        ("project", "en", "Projects"),
        ("reconciliation", "zh", "勾稽"),
        ("reconciliation", "en", "Reconciliation"),
        ("quality", "zh", "质量"),
        ("quality", "en", "Quality"),
        ("data", "zh", "数据"),
        ("data", "en", "Data"),
        ("try", "zh", "试读"),
        ("try", "en", "Try a document"),
        ("map", "zh", "地图"),
        ("map", "en", "Map"),
        ("source", "zh", "原文"),
        ("source", "en", "Source"),
    ],
)
def test_every_page_speaks_both_languages(open_page: OpenPage, page: str, lang: str, title: str) -> None:
    app = open_page(page, lang=lang)
    assert app.header[0].value == title
    assert not app.exception
    assert not app.error


def test_an_unknown_language_is_chinese(open_page: OpenPage) -> None:
    assert open_page(lang="fr").header[0].value == "帮扶数据仓库"


def test_the_language_switch_writes_the_address(open_page: OpenPage) -> None:
    app = open_page("compare")
    app.segmented_control(key="language_switch").set_value("en").run()
    assert app.query_params["lang"] == "en"
    assert app.header[0].value == "Aid standards compared across cities"


# overview -------------------------------------------------------------------------------------------------------------


def test_the_overview_counts_and_dates(open_page: OpenPage) -> None:
    app = open_page()
    assert {metric.label: metric.value for metric in app.metric} == {
        "文件": "5",
        "城市": "5",
        "项目": "15",
        "指标行": "250",
        "帮扶标准": "20",
        "存疑标记": "1",
        "通过的检查": "1 / 1",
    }
    text = seen(app)
    assert f"当前版本 {small_warehouse.VERSION}，发布于 2026-11-21 20:00（北京时间）" in text
    assert "已记录的运行中没有失败" in text


# quality --------------------------------------------------------------------------------------------------------------


def test_a_flag_in_the_address_shows_its_places(open_page: OpenPage) -> None:
    assert "小于等于 1.8 万元" not in seen(open_page("quality"))
    text = seen(open_page("quality", flag="lump_sum"))
    assert "“名为标准，实为总额”出现在" in text
    assert "小于等于 1.8 万元" in text
    assert "source?document=150100-2024-00000000&line=26" in text


def test_failures_are_said(open_page: OpenPage, tmp_path: Path) -> None:
    folder = small_warehouse.build(tmp_path)
    with duckdb.connect(folder / "versions" / f"{small_warehouse.VERSION}.duckdb") as connection:
        connection.execute("update meta.checks set success = false")
        connection.execute(
            "insert into meta.quarantine values ('x/document.txt', 'not_a_form', 'no form found', now()::timestamp)"
        )
        connection.execute(
            "insert into meta.runs values ('r0', '2026-11-20 01:00', '2026-11-20 01:01', 'failed', 'disk *full*')"
        )
    text = seen(open_page("quality", folder=folder))
    assert "1 项检查中有 1 项未通过" in text
    assert "no form found" in text
    assert "disk *full*" in text
    assert r"最近一次失败：2026-11-20 09:00（北京时间）。disk \*full\*" in seen(open_page(folder=folder))


def test_the_quality_page_counts_cities_of_their_province(open_page: OpenPage) -> None:
    app = open_page("quality")
    assert "没有文件被拒收" in seen(app)
    table = app.dataframe[0].value
    assert table[["省份", "城市", "预算年度", "文件数", "自相矛盾处"]].values.tolist()[0] == [
        "天津市",
        "天津市",
        "2024",
        1,
        0,
    ]


# compare --------------------------------------------------------------------------------------------------------------


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


# source ---------------------------------------------------------------------------------------------------------------


def test_the_source_lights_the_lines_of_the_address(open_page: OpenPage) -> None:
    text = seen(open_page("source", document=small_warehouse.document_id("tianjin"), line="154", to="155"))
    assert "第 154–155 行已亮起" in text
    assert '<tr class="lit" aria-current="true"><th scope="row">154</th><td>tianjin 154</td></tr>' in text
    assert '<th scope="row">148</th>' in text
    assert '<th scope="row">147</th>' not in text


def test_pages_of_the_source_can_be_turned_and_the_lit_line_found_again(open_page: OpenPage) -> None:
    app = open_page("source", document=small_warehouse.document_id("ezhou"), line="227")
    app.button(key="next_above").click().run()
    assert app.query_params["top"] == "301"
    assert "第 301–380 行，共 400 行" in seen(app)


@pytest.mark.parametrize(("page", "top"), [("3", 81), ("99", 1)])
def test_the_source_opens_at_a_page(open_page: OpenPage, page: str, top: int) -> None:
    text = seen(open_page("source", document=small_warehouse.document_id("chuzhou"), page=page))
    assert f"第 {top}–{top + 79} 行，共 400 行" in text


@pytest.mark.parametrize("line", ["0", "-3", "99999", "abc", "1e9", "٣"])
def test_any_line_in_the_address_is_survived(open_page: OpenPage, line: str) -> None:
    assert not open_page("source", document=small_warehouse.document_id("ezhou"), line=line).exception


def test_an_unknown_document_says_so_and_offers_the_others(open_page: OpenPage) -> None:
    app = open_page("source", document="../../etc/passwd")
    assert "仓库里没有这份文件" in seen(app)
    assert len(app.selectbox[0].options) == 5
