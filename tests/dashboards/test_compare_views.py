"""`/compare` beyond one kind of aid: all kinds at a glance, the years, shares of local figures, the basket, and pictures of it all."""

from __future__ import annotations

import re

import polars as pl
import pytest

from dashboards.charts.distribution import spread
from dashboards.charts.series import amount_text
from dashboards.comparison import compare
from dashboards.formats import broken
from dashboards.words import words_in
from tests.dashboards.conftest import ROOT, OpenPage, seen

ZH = words_in("zh")


def test_all_kinds_stand_side_by_side_and_a_city_without_a_mark_says_why(open_page: OpenPage) -> None:
    app = open_page("compare", view="kinds", city="120000,150100")
    text = seen(app)
    assert "**荣誉津贴**" in text
    assert "各图横轴不同，图与图之间不能比长短" in text
    assert "形状是可比等级：● 国家级、◆ 省部级、■ 市级" in text
    assert set(app.dataframe[0].value["城市"]) == {"天津市", "呼和浩特市"}
    assert "**没有可画的标准**：" in text
    assert "生活救助" in text.split("**没有可画的标准**：")[1].split("（")[0]  # a lump sum only


def test_the_basket_stays_when_the_kind_of_aid_changes(open_page: OpenPage) -> None:
    app = open_page("compare", city="420700,341100")
    app.selectbox[0].set_value("living_relief").run()
    assert app.query_params["city"] == "341100,420700" or app.query_params["city"] == "420700,341100"
    assert set(app.dataframe[0].value["城市"]) == {"鄂州市"}
    assert "**未说明**：滁州市（" in seen(app)


def test_a_share_is_shown_where_a_figure_is_known_and_elsewhere_its_lack_is_said(open_page: OpenPage) -> None:
    """720 yuan a year are 6 % of twelve times 1,000."""
    app = open_page("compare", basis="share")
    rows = {row["原文金额"]: row for row in app.dataframe[0].value.to_dict("records")}
    assert (rows["720元/年"]["占比"], rows["720元/年"]["证据等级"]) == ("6 %", "C")
    assert "**缺少当地数字**：天津市 2024" in seen(app)
    assert "缺少注明来源的当地数字" in app.dataframe[1].value.to_csv()
    assert "还没有任何一个城市当年的" in seen(open_page("compare", basis="share", figure="average_wage"))


def test_the_years_tell_a_raise_from_what_cannot_be_told(open_page: OpenPage) -> None:
    table = open_page("compare", view="years").dataframe[0].value
    assert table[["预算年度", "金额", "变化", "变化幅度"]].fillna("").values.tolist() == [
        ["2022", "2,400", "首个年度", ""],
        ["2023", "≤ 3,000", "界限重叠，无法判断", ""],
        ["2024", "3,600", "提高", "+20.0 %"],
    ]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"view": "kinds"}, "各图横轴不同"),
        ({"view": "kinds", "scale": "shared"}, "各图共用一条横轴"),
        ({"view": "kinds", "basis": "share"}, "可比等级"),
        ({"view": "years"}, "个序列有多个年度"),
        ({"view": "cities", "basis": "share"}, "缺少当地数字"),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_an_address_opens_its_view_and_a_change_of_view_goes_into_it(
    open_page: OpenPage, query: dict[str, str], told: str
) -> None:
    app = open_page("compare", **query)
    assert told in seen(app)
    other = "cities" if query["view"] == "kinds" else "kinds"
    app.segmented_control(key="address.view").set_value(other).run()
    assert app.query_params["view"] == other


def test_the_unit_of_the_years_is_in_the_language_of_the_page(open_page: OpenPage) -> None:
    table = open_page("compare", view="years", lang="en").dataframe[0].value
    assert set(table["Unit"]) == {"yuan per person per year"}


def test_one_year_is_no_series(open_page: OpenPage) -> None:
    assert "都只有一个年度" in seen(open_page("compare", view="years", aid_type="spring_festival_visit"))


def test_what_compares_with_what_is_said_of_the_standards_drawn(open_page: OpenPage) -> None:
    """Of five standards' ten pairs two are of one rank: 7,200 with 6,000, and 3,600 with 3,600."""
    text = seen(open_page("compare"))
    assert "折算后可比 2 对（不同发放周期折算为年标准）；不可比 8 对（对象的荣誉等级不同）" in text


def many(amounts: list[tuple[float | None, float | None]]) -> pl.DataFrame:
    rows = pl.DataFrame(amounts, schema=["annual_low_yuan", "annual_high_yuan"], orient="row")
    texts = {"comparable_rank": "国家级", "recipient": "劳模", "recipient_en": "model worker", "per": "人"}
    nothing = dict.fromkeys(("payer", "not_comparable_reason"), None)
    return rows.with_row_index("city_id").with_columns(
        pl.col("city_id").cast(pl.String), city_name=pl.format("城{}", "city_id"), is_comparable=pl.lit(True),
        aid_standard_id=pl.col("city_id").cast(pl.String), **{k: pl.lit(v) for k, v in texts.items()},
        **{k: pl.lit(v, dtype=pl.String) for k, v in nothing.items()},
    )  # fmt: skip


def test_quartiles_are_of_exact_amounts_and_of_five_cities_at_least() -> None:
    """Of 100, 200, 300, 400, 500 the middle half is 200 to 400; a ceiling of 9,000 is no number."""
    (panel,) = compare(many([(100 * n, 100 * n) for n in range(1, 6)] + [(None, 9000)]), "year", ["国家级"]).panels
    shown = spread(panel, ["2"], ZH)
    assert shown.groups["description"].to_list() == ["中位数 300，中间一半 200–400，5 市"]
    assert shown.dots["low"].max() == 500
    assert shown.named.rows() == [("国家级", 300.0, "城2")]
    (few,) = compare(many([(100, 100), (200, 200)]), "year", ["国家级"]).panels
    assert spread(few, [], ZH).groups["description"].to_list() == ["2 市，太少，不算四分位"]


@pytest.mark.parametrize(
    ("low", "high", "text"), [(300, 300, "300"), (100, 200, "100–200"), (None, 5, "≤ 5"), (5, None, "≥ 5")]
)
def test_bounds_without_a_sign_of_their_own_say_what_they_are(low: float | None, high: float | None, text: str) -> None:
    assert amount_text(low, high) == text


def test_a_long_title_breaks_between_characters_and_words_but_not_before_a_comma() -> None:
    assert broken("天津市最高，呼和浩特市最低", 10) == ["天津市最", "高，呼和浩", "特市最低"]
    assert broken("Tianjin states most", 10) == ["Tianjin", "states", "most"]


def test_every_chart_is_shown_by_the_one_part_that_adds_its_pictures() -> None:
    calls = [
        file.name
        for file in (ROOT / "dashboards").rglob("*.py")
        if re.search(r"\.(altair|vega_lite)_chart\(", file.read_text("utf-8"))
    ]
    assert calls == ["drawing.py"]


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("compare", {}),
        ("compare", {"view": "kinds"}),
        ("compare", {"view": "years"}),
        ("overview", {}),
        ("map", {}),
        ("city", {}),
    ],
)
def test_every_page_with_charts_offers_a_picture_and_a_drawing(
    open_page: OpenPage, page: str, query: dict[str, str]
) -> None:
    labels = [button.proto.label for button in open_page(page, **query).get("download_button")]
    assert {"图片 PNG", "矢量图 SVG"} <= set(labels)
