"""Every page on every kind of screen: it fits, it keeps nobody out, nothing complains."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.pages import PAGES, SCREENS, page_path
from tests.browser.seen_page import SeenPage


@pytest.mark.parametrize(
    ("width", "scheme", "lang"),
    [pytest.param(*screen, marks=[pytest.mark.slow] if screen in SCREENS[1:] else []) for screen in SCREENS],
)
def test_every_page_fits_its_screen_keeps_nobody_out_and_nothing_complains(
    browser: Browser, address: str, tianjin: str, width: int, scheme: str, lang: str
) -> None:
    """Nobody out: nothing that axe-core calls serious or critical - names of controls, contrast, roles, order of headings."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    seen_page = SeenPage(context.new_page(), address)
    faults = {}
    for name, path in PAGES.items():
        seen_page.open(page_path(path, tianjin, lang))
        assert seen_page.page.locator("[data-testid='stException'], [data-testid='stAlertContentError']").count() == 0
        main = seen_page.page.locator("[data-testid='stMain']")
        assert main.evaluate("main => main.scrollWidth <= main.clientWidth"), f"{name} is wider than its screen"
        faults[name] = seen_page.serious_faults()
        seen_page.whole_picture(f"{name}_{lang}_{scheme}_{width}")
        seen_page.page.set_viewport_size({"width": width, "height": 900})
    context.close()
    assert faults == {name: [] for name in PAGES}
    assert seen_page.complaints == []
