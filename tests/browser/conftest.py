"""A real Chromium, driven by Playwright. `find_chromium.sh` finds it or installs it; nothing here is skipped."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.dashboard_server import served
from tests.browser.pages import monthly_document
from tests.browser.seen_page import SeenPage

FLAGS = (
    "--no-sandbox",  # a build machine's root may not use the sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser's program, installed first where it is missing."""
    found = subprocess.run(
        [Path(__file__).parent / "find_chromium.sh"], stdout=subprocess.PIPE, text=True, check=True, timeout=600
    )
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One headless browser for all tests."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new page with a clean profile, wide enough for a chart and its table."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def address(warehouse: Path) -> Iterator[str]:
    """The dashboards on the warehouse of the project's own documents."""
    with served(warehouse.parent) as started:
        yield started


@pytest.fixture
def seen(page: Page, address: str) -> Iterator[SeenPage]:
    """A page on the dashboards; at the end nobody may have complained."""
    seen_page = SeenPage(page, address)
    yield seen_page
    assert seen_page.complaints == []
    assert page.locator("[data-testid='stException'], [data-testid='stAlertContentError']").count() == 0


@pytest.fixture(scope="session")
def tianjin(warehouse: Path) -> str:
    """The id of the document of the five that prints 600元/人/月."""
    return monthly_document(warehouse.parent)
