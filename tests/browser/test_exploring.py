"""From a question to the words that answer it, in a real browser: search, map, workbench, a file of one's own; and open to everyone."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.seen_page import SeenPage
from tests.conftest import SOURCES


def test_from_a_word_to_a_project_and_on_to_its_line(seen: SeenPage) -> None:
    seen.open("/project")
    field = seen.page.get_by_label("查找（几个词用空格分开，都要出现）")
    field.fill("春节 慰问 劳模")
    field.press("Enter")
    seen.settle()
    assert "找到 2 个项目" in seen.text()
    seen.click_cell("found", row=1, across=20)
    assert "project=" in seen.page.url
    assert "绩效指标" in seen.text()
    link = seen.page.locator(".form a").first
    line = link.inner_text()
    link.click()
    seen.page.wait_for_url("**/source**")
    seen.settle()
    assert f"第 {seen.page.locator('tr.lit th').first.inner_text()} 行" == line


def test_a_point_of_the_map_leads_to_its_city(seen: SeenPage) -> None:
    seen.open("/map")
    seen.page.locator("svg path[aria-label^='呼和浩特市']").first.click()
    seen.page.wait_for_url("**/city**")
    seen.settle()
    assert "city=150100" in seen.page.url
    assert seen.metric("预算合计") == "240.15 万元"


def test_a_contradiction_is_one_click_from_both_sides_words(seen: SeenPage) -> None:
    seen.open("/reconciliation?verdict=contradicts")
    seen.click_cell("checks", row=1, across=20)
    box = seen.page.locator(".st-key-check")
    assert "目标 79人 ≠ 指标 70人" in box.inner_text()
    assert "请问：绩效目标中的人数与指标中的人数不一致" in box.inner_text()


def test_the_workbench_answers_and_refuses(seen: SeenPage) -> None:
    seen.open("/data?sql=select city_name from star.dim_cities where city_id = '150100'")
    seen.page.get_by_role("button", name="运行").click()
    seen.page.get_by_text("1 行。").wait_for(timeout=30_000)
    assert "呼和浩特市" in str(seen.table_rows("answer"))


def test_a_file_of_ones_own_is_read_and_shown(seen: SeenPage) -> None:
    seen.open("/try")
    document = next(SOURCES.glob("420700_*/*/document.txt"))
    seen.page.locator("input[type=file]").set_input_files(document)
    seen.page.get_by_text("文件说自己是").wait_for(timeout=60_000)
    seen.settle()
    assert "鄂州市" in seen.text()


def test_what_keeps_people_out_would_be_found(page: Page, address: str) -> None:
    page.set_content("<html lang='zh'><title>x</title><main><h1>x</h1><button></button></main></html>")
    assert [fault.split(":")[0] for fault in SeenPage(page, address).serious_faults()] == ["button-name"]
