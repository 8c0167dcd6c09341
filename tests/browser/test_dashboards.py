"""The dashboards in a real browser on a really built warehouse: what a person sees, and that nothing complains."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from tests.browser.seen_page import SeenPage


def test_the_comparison_shows_the_documents_own_numbers(seen: SeenPage) -> None:
    seen.open("/compare")
    assert "荣誉津贴：国家级荣誉中，天津市最高，7,200 元/人/年；呼和浩特市最低，6,000 元/人/年。" in seen.text()
    table = seen.table_rows("table")
    columns = [table[0].index(name) for name in ("城市", "文件印的等级", "可比等级", "元/年")]
    assert [[row[column] for column in columns] for row in table[1:]] == [
        ["天津市", "国家级", "国家级", "7,200"],
        ["呼和浩特市", "国家级", "国家级", "6,000"],
        ["天津市", "市级", "省部级", "3,600"],
        ["呼和浩特市", "省部级", "省部级", "3,600"],
        ["呼和浩特市", "市级", "市级", "720"],
    ]


def test_the_values_can_be_read_off_the_chart_without_hovering(seen: SeenPage) -> None:
    seen.open("/compare")
    texts = seen.chart_texts()
    assert [text.split(" · ")[0] for text in texts if " · " in text] == ["7,200", "6,000", "3,600", "3,600", "720"]
    assert "天津市 2024市级劳模比照省部级" in texts


def test_cities_that_say_nothing_are_named(seen: SeenPage) -> None:
    seen.open("/compare")
    assert "未说明：唐山市、滁州市、鄂州市" in seen.text()


def test_the_five_cities_are_on_the_overview(seen: SeenPage) -> None:
    seen.open("/")
    drawn = seen.chart_texts()
    assert {"天津市", "唐山市", "呼和浩特市", "滁州市", "鄂州市"} <= set(drawn)
    assert [row[1] for row in seen.table_rows("documents_table")[1:]] == [
        "天津市",
        "唐山市",
        "呼和浩特市",
        "滁州市",
        "鄂州市",
    ]
    assert seen.metric("项目") == "27"
    assert seen.metric("指标行") == "428"


def test_from_a_mark_to_its_words_and_on_to_the_lit_line(seen: SeenPage) -> None:
    seen.open("/compare")
    seen.page.locator("svg path[aria-label*='天津市 2024，国家级劳模']").first.click()
    seen.settle()
    evidence = seen.page.locator(".st-key-evidence").inner_text()
    assert "7,200 元/年（按月发放，一年12个月）" in evidence
    assert "天津市总工会2024年项目绩效目标表" in evidence
    assert "第 154 行" in evidence
    seen.page.get_by_role("link", name="在原文中查看").click()
    seen.settle()
    assert seen.page.locator("tr.lit td").all_inner_texts() == ["全国劳模 600元/人/月、"]
    lit = seen.page.locator("tr.lit").bounding_box()
    assert lit is not None
    assert 0 < lit["y"] < 1000, "the lit line is on the first screen"


def test_from_a_row_of_the_table_to_its_words_and_back_by_the_address(seen: SeenPage) -> None:
    seen.open("/compare?basis=month")
    seen.click_cell("table", row=2, across=20)
    assert "国家级劳模：6000元/年" in seen.page.locator(".st-key-evidence").inner_text()
    found = seen.page.url.removeprefix(seen.address)
    assert "basis=month" in found
    seen.open(found)
    assert "国家级劳模：6000元/年" in seen.page.locator(".st-key-evidence").inner_text()


def test_what_cannot_be_compared_opens_its_evidence_too(seen: SeenPage) -> None:
    seen.open("/compare?aid_type=medical_relief")
    assert [cell for cell in seen.table_rows("apart")[1] if "标准" in cell or "÷" in cell] == [
        "名为“标准”，实为总额",
        "≤10.6万元 ÷ 78户 = ≤1,358.97元/户",
    ]
    assert not [text for text in seen.chart_texts() if "106,000" in text]
    seen.click_cell("apart", row=1, across=20)
    assert "10.6" in seen.page.locator(".st-key-evidence").inner_text()


def test_choosing_goes_into_the_address_and_survives_a_change_of_page(seen: SeenPage) -> None:
    seen.open("/compare")
    seen.page.get_by_text("元/月", exact=True).first.click()
    seen.settle()
    assert seen.page.url.endswith("/compare?basis=month")
    assert "600 · A" in seen.chart_texts()
    seen.page.get_by_role("link", name="概览").click()
    seen.settle()
    seen.page.get_by_role("link", name="标准对比", exact=True).first.click()
    seen.settle()
    assert seen.page.url.endswith("/compare?basis=month")


def test_the_language_is_switched_and_stays(seen: SeenPage) -> None:
    seen.open("/compare")
    seen.page.get_by_text("English", exact=True).click()
    seen.settle()
    assert "lang=en" in seen.page.url
    assert "Honour allowance, National honours: Tianjin states the most, 7,200 yuan per person per year" in seen.text()
    seen.page.get_by_role("link", name="Overview").click()
    seen.settle()
    assert "The bangfu warehouse" in seen.text()
    assert "lang=en" in seen.page.url


def test_a_tile_of_the_coverage_leads_to_the_comparison(seen: SeenPage) -> None:
    seen.open("/")
    seen.page.locator("svg path[aria-label^='鄂州市，疗休养']").click()
    seen.settle()
    assert "aid_type=rest_retreat" in seen.page.url
    assert "3,000 元/人" in seen.text()


def test_a_flag_leads_to_its_place(seen: SeenPage) -> None:
    seen.open("/quality?flag=lump_sum_named_standard")
    assert "实为总额”出现在" in seen.text()
    with seen.page.context.expect_page() as opened:
        seen.click_cell("places_table", row=1, across=30)
    assert "/source?document=150100-2024-" in opened.value.url


def test_the_table_and_the_picture_can_be_carried_away(seen: SeenPage) -> None:
    seen.open("/compare")
    with seen.page.expect_download() as table:
        seen.page.get_by_role("button", name="表格 CSV").click()
    content = Path(table.value.path()).read_bytes()
    assert table.value.suggested_filename == "帮扶标准_荣誉津贴_year.csv"
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["元/年"] for row in rows] == ["7,200", "6,000", "3,600", "3,600", "720"]
    assert rows[0]["位置"].endswith("document.txt，第 154 行")
    with seen.page.expect_download() as picture:
        seen.page.get_by_role("button", name="图片 PNG").click()
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")


def test_the_keyboard_reaches_what_a_comparison_is_made_of(seen: SeenPage) -> None:
    seen.open("/compare")
    reached = set()
    for _ in range(40):
        seen.page.keyboard.press("Tab")
        reached.add(str(seen.page.evaluate("document.activeElement.ariaLabel || document.activeElement.innerText")))
    found = " ".join(reached)
    assert [name for name in ("English", "待遇种类", "元/月", "CSV", "PNG") if name not in found] == []
