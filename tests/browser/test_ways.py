"""The ways through the dashboards: to the source in two clicks at most from every page, and views that an address brings back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from dashboards.source_page import strip_to_html
from dashboards.warehouse import published_warehouse
from tests.browser.dashboard_server import served
from tests.browser.seen_page import SeenPage

WIDTH, HEIGHT = 1440, 1000  # of the fixture `page`
LINK = 60  # pixels from a table's left edge to the link that is pinned there, behind a box to tick where there is one


def opened(seen: SeenPage, table: str, across: int = LINK) -> SeenPage:
    """What a click on the link in a table's first row opens, in a tab of its own."""
    with seen.page.context.expect_page() as tab:
        seen.click_cell(table, row=1, across=across)
    there = SeenPage(tab.value, seen.address)
    there.page.wait_for_selector("h2", timeout=30_000)
    there.settle()
    return there


def assert_lit_in_sight(seen: SeenPage) -> None:
    assert "/source?document=" in seen.page.url
    lit = seen.page.locator("tr.lit").first.bounding_box()
    assert lit is not None
    screen = seen.page.viewport_size
    assert screen is not None
    assert 0 < lit["y"] < screen["height"] - lit["height"], "the lit line is on the first screen"


@pytest.mark.parametrize(
    ("path", "table"),
    [
        ("/compare", "table"),
        pytest.param("/compare?view=kinds", "kinds_table", marks=pytest.mark.slow),
        pytest.param("/compare?aid_type=medical_relief", "apart", marks=pytest.mark.slow),
        ("/city?city=150100", "projects_table"),
        pytest.param("/reconciliation?verdict=gap", "checks", marks=pytest.mark.slow),
        pytest.param("/", "documents_table", marks=pytest.mark.slow),
    ],
)
def test_a_row_of_a_table_is_one_click_from_its_line(seen: SeenPage, path: str, table: str) -> None:
    seen.open(path)
    assert_lit_in_sight(opened(seen, table, 30 if table in ("documents_table", "projects_table") else LINK))


def test_a_tile_of_the_overview_and_a_point_of_the_map_are_two_clicks_from_the_line(seen: SeenPage) -> None:
    seen.open("/")
    seen.page.locator("svg path[aria-label^='鄂州市，疗休养']").click()
    seen.settle()
    assert_lit_in_sight(opened(seen, "table"))
    seen.open("/map")
    seen.page.locator("svg path[aria-label^='呼和浩特市']").first.click()
    seen.page.wait_for_url("**/city**")
    seen.settle()
    assert_lit_in_sight(opened(seen, "projects_table", 30))


def test_a_number_of_a_projects_form_is_one_click_from_its_line(seen: SeenPage) -> None:
    seen.open("/project?q=春节 慰问")
    seen.click_cell("found", row=1, across=20)
    seen.page.locator(".form a").first.click()
    seen.page.wait_for_url("**/source**")
    seen.settle()
    assert_lit_in_sight(seen)


def test_a_view_goes_into_the_address_and_survives_a_change_of_page(seen: SeenPage) -> None:
    seen.open("/compare")
    for view, basis in (("各类一览", "占当地指标"), ("历年变化", None)):
        seen.page.get_by_text(view, exact=True).click()
        seen.settle()
        if basis:
            seen.page.get_by_text(basis, exact=True).click()
            seen.settle()
            assert seen.page.url.endswith("/compare?view=kinds&basis=share")
            seen.page.get_by_role("link", name="概览").click()
            seen.settle()
            seen.page.get_by_role("link", name="标准对比", exact=True).first.click()
            seen.settle()
            assert "view=kinds" in seen.page.url
            assert "basis=share" in seen.page.url
    assert "view=years" in seen.page.url


def test_on_a_phone_the_first_chart_is_in_sight_and_no_choice_is_cut(seen: SeenPage) -> None:
    seen.page.set_viewport_size({"width": 390, "height": 844})
    seen.open("/compare?lang=en")
    chart = seen.page.locator("[data-testid='stVegaLiteChart']").first.bounding_box()
    assert chart is not None
    assert chart["y"] < 844 - 80
    for choice in ("share of a local figure", "Over the years"):
        box = seen.page.get_by_role("radio", name=choice).bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 390
    seen.page.get_by_role("button", name="Filters").click()
    seen.page.get_by_test_id("stPopoverBody").get_by_role("button", name="Ezhou").click()
    seen.page.wait_for_url("**city=420700**")


@pytest.mark.parametrize("top", [0.5, 47.0, 95.0])
def test_the_box_on_a_page_lies_within_the_strip_that_is_shown_first(page: Page, top: float) -> None:
    file = io.BytesIO()
    Image.new("RGB", (210, 297), "white").save(file, "PNG")
    region = {"left_pct": 20.0, "right_pct": 40.0, "top_pct": top, "bottom_pct": top + 2.0}
    page.set_content(strip_to_html(file.getvalue(), [region], "page 1"))
    strip, box = page.locator("figure").bounding_box(), page.locator("figure span").bounding_box()
    assert strip is not None
    assert box is not None
    assert strip["y"] - 3 <= box["y"]
    assert box["y"] + box["height"] <= strip["y"] + strip["height"] + 3
    assert strip["height"] < strip["width"] / 3


# the country ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def country_address(country: Path) -> Iterator[str]:
    """The dashboards on 340 cities in three years."""
    with served(country) as started:
        yield started


@pytest.mark.slow
def test_a_country_can_be_narrowed_turned_over_and_searched(page: Page, country_address: str, country: Path) -> None:
    seen = SeenPage(page, country_address)
    seen.open("/compare?view=kinds")
    page.get_by_text("3", exact=True).last.click()
    seen.settle()
    assert "kinds_table_rows=3" in page.url
    assert "第 401–" in seen.text()
    page.get_by_role("button", name="筛选").click()
    cities = page.get_by_role("combobox", name="城市")
    cities.fill("鄂州")
    cities.press("Enter")
    seen.settle()
    assert "city=420700" in page.url
    name = published_warehouse(country).answer("select project_name from marts.projects_overview order by 1 limit 1")
    seen.open(f"/project?q={name.item()}")
    seen.click_cell("found", row=1, across=20)
    assert "project=" in page.url
    assert seen.complaints == []
