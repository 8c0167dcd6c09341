"""`/city`: money, standards, recipients and payment plan of one city in one year, and what it says where nothing is stated."""

from __future__ import annotations

import polars as pl

from dashboards.charts.budgets import budget_chart, budget_pieces
from dashboards.charts.payments import payment_chart, payment_tiles
from dashboards.theme import LIGHT
from dashboards.words import words_in
from tests.dashboards.conftest import OpenPage, seen

ZH = words_in("zh")
EN = words_in("en")


def projects(*rows: tuple[str, str, float | None]) -> pl.DataFrame:
    """Projects by name, purpose and budget."""
    records = [
        {"project_id": name, "project_name": name, "purpose": purpose, "budget_yuan": budget}
        for name, purpose, budget in rows
    ]
    return pl.DataFrame(records, schema_overrides={"budget_yuan": pl.Float64})


def test_the_city_says_what_it_spends_and_what_is_not_stated(open_page: OpenPage) -> None:
    app = open_page("city", city="420700")
    assert {metric.label: metric.value for metric in app.metric} == {
        "项目": "4",
        "预算合计": "15 万元",
        "未写明预算的项目": "3",
        "预算年度": "2025",
    }


def test_a_name_is_english_where_the_page_is(open_page: OpenPage) -> None:
    assert "天津市 en" in seen(open_page("city", city="120000", lang="en"))


def test_every_standard_is_listed_with_grade_and_reason_and_links_to_its_place(open_page: OpenPage) -> None:
    app = open_page("city", city="150100")
    table = next(table.value for table in app.dataframe if "证据等级" in table.value)
    stated = {row["原文金额"]: row for row in table.to_dict("records")}
    assert stated["1.8万元"]["不能比较的原因"] == "名为“标准”，实为总额"
    assert stated["720元/年"]["元/年"] == "720"
    assert stated["720元/年"]["查原文"].startswith("source?document=150100-2024-00000000&line=58&quote=")


def test_the_address_opens_the_evidence_of_a_standard(open_page: OpenPage) -> None:
    text = seen(open_page("city", city="120000", standard="standard-00"))
    assert "全国劳模 600元/人/月" in text
    assert "可比的其他城市只有1个" in text
    assert "这条标准不在当前版本里" in seen(open_page("city", city="120000", standard="gone"))


def test_the_evidence_says_what_share_of_a_local_figure_a_standard_is_or_that_the_figure_is_missing(
    open_page: OpenPage,
) -> None:
    assert "1,000元/人/月 × 12" in seen(open_page("city", city="150100", standard="standard-02"))
    text = seen(open_page("city", city="120000", standard="standard-00"))
    assert "缺少天津市的低保标准" in text
    assert "1000元/人/月" not in text


def test_a_city_without_documents_is_not_a_city_without_aid(open_page: OpenPage) -> None:
    text = seen(open_page("city", city="110000"))
    assert "北京市还没有文件入库" in text
    assert "不等于它没有帮扶标准" in text
    assert "没有这个城市代码" in seen(open_page("city", city="999999"))


def test_a_city_without_a_payment_plan_says_so(open_page: OpenPage) -> None:
    assert "没有支出计划" in seen(open_page("city", city="120000"))


def test_a_table_under_a_chart_is_made_when_it_is_opened(open_page: OpenPage) -> None:
    app = open_page("city", city="420700")
    assert "12月底" not in seen(app)
    app.session_state["payments_folded"] = True
    assert "12月底" in seen(app.run())


def test_pieces_of_one_purpose_stand_one_behind_the_other_and_the_largest_purpose_first() -> None:
    pieces = budget_pieces(
        projects(("a", "visits", 100_000), ("b", "model_workers", 28_100_000), ("c", "visits", 11_900_000)), ZH
    )
    assert pieces.select("project_id", "start", "end", "label").rows() == [
        ("b", 0, 28_100_000, "2,810 万元"),
        ("a", 0, 100_000, "1,200 万元"),
        ("c", 100_000, 12_000_000, "1,200 万元"),
    ]
    assert pieces["description"][0] == "b：2,810 万元（28,100,000 元）"


def test_money_is_said_the_way_people_of_the_language_say_it() -> None:
    (zh,) = budget_pieces(projects(("a", "visits", 11_900_000)), ZH)["label"]
    (en,) = budget_pieces(projects(("a", "visits", 11_900_000)), EN)["label"]
    assert (zh, en) == ("1,190 万元", "11.9 million yuan")
    assert budget_pieces(projects(("a", "visits", 9_999)), ZH)["label"][0] == "9,999 元"


def test_a_project_without_a_printed_budget_is_no_piece_and_not_zero() -> None:
    assert budget_pieces(projects(("a", "visits", None)), ZH).is_empty()


def test_the_payment_plan_keeps_months_in_order_and_empty_cells_empty() -> None:
    steps = pl.DataFrame(
        {
            "project_id": ["a", "a", "b"],
            "project_name": ["甲", "甲", "乙"],
            "due_month": [10, 12, 3],
            "cumulative_pct": [29.0, 100.0, 25.0],
        }
    )
    tiles = payment_tiles(steps, ZH)
    assert tiles["description"].to_list() == ["甲：到10月底累计 29%", "甲：到12月底累计 100%", "乙：到3月底累计 25%"]
    drawn = payment_chart(tiles, LIGHT).to_dict()
    assert drawn["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["3月底", "10月底", "12月底"]


def test_charts_speak_to_screen_readers() -> None:
    drawn = budget_chart(budget_pieces(projects(("a", "visits", 5)), ZH), LIGHT).to_dict()
    assert drawn["layer"][0]["encoding"]["description"]["field"] == "description"
