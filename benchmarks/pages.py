"""The dashboards in Chromium on a country of 340 cities and three years: how soon a chart is there, how soon a filter is obeyed.

A page is timed by itself, in the browser, from the start of the navigation to the frame in which the thing is on the screen. Beside it,
in turn, a bare Streamlit page with one line of text. Every visit is a new visitor with an empty cache; the server is warm.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from benchmarks.country import WHOLE, published_country
from benchmarks.figures import Figure
from benchmarks.measure import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VISITS = 5
QUERY_TURNS = 3
SCREEN = {"width": 1440, "height": 1000}
BARE_PAGE = 'import streamlit as st\nst.write("bare")\n'
TEXT = "[data-testid='stMarkdown']"
CHART = "[data-testid='stVegaLiteChart'] svg, [data-testid='stVegaLiteChart'] canvas"
FIRST_CHARTS = {"/compare": "/compare", "/": "/", "/map": "/map", "/city": "/city"}
BASES = ("元/月", "元/年")
FIRST_CHART_GOAL = 2.0
REDRAWN_GOAL_MS, QUERY_GOAL_MS = 500.0, 100.0
APPEARS = """selector => {
    const look = () => document.querySelector(selector) ? window.seenAt ??= performance.now() : requestAnimationFrame(look);
    look();
}"""
# From the pointer's touch to the first frame in which the chart is another one.
REDRAWN = """selector => new Promise(done => {
    const drawn = () => document.querySelector(selector)?.innerHTML ?? "";
    const before = drawn();
    let touched = null;
    document.addEventListener("pointerdown", () => { touched ??= performance.now(); }, {capture: true, once: true});
    const look = () => {
        const now = drawn();
        touched !== null && now.includes("<path") && now !== before ? done(performance.now() - touched) : requestAnimationFrame(look);
    };
    look();
})"""


def page_figures(scratch: Path) -> Iterator[Figure]:
    """First charts beside a bare page, a change of a filter, and the queries of all pages. `scratch` is an empty folder."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS
    from tests.browser.dashboard_server import served

    country = published_country(WHOLE)
    finder = ROOT / "tests" / "browser" / "find_chromium.sh"
    chromium = subprocess.run([finder], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    with ExitStack() as stack:
        dashboards = stack.enter_context(served(country))
        bare = stack.enter_context(_bare(scratch))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield from _first_charts(browser, dashboards, bare)
        redrawn = _filter_changed(browser, f"{dashboards}/compare")
        yield Figure("filter changed, chart redrawn", "ms", redrawn, "half a second", REDRAWN_GOAL_MS, goal=1.0)
        browser.close()
    yield Figure("queries of all pages, p95", "ms", queries_p95_ms(country), "goal", QUERY_GOAL_MS, goal=1.0)


def _first_charts(browser: Browser, dashboards: str, bare: str) -> Iterator[Figure]:
    places = {"bare": (bare, TEXT)} | {name: (dashboards + path, CHART) for name, path in FIRST_CHARTS.items()}
    for address, selector in places.values():  # the server's first time is nobody's
        _appeared(browser, address, selector)
    seconds: dict[str, list[float]] = {name: [] for name in places}
    for _ in range(VISITS):
        for name, (address, selector) in places.items():
            seconds[name].append(_appeared(browser, address, selector))
    median = {name: statistics.median(measured) for name, measured in seconds.items()}
    for name in FIRST_CHARTS:
        yield Figure(
            f"first chart of {name}", "s", median[name], "text of a bare page", median["bare"], goal=FIRST_CHART_GOAL
        )


def _appeared(browser: Browser, address: str, selector: str) -> float:
    """Seconds until something matching the selector is on the page of a new visitor."""
    context = browser.new_context(viewport=SCREEN)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(f"({APPEARS})({selector!r})")
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.seenAt", timeout=120_000)
    seen_at = float(page.evaluate("window.seenAt"))
    context.close()
    return seen_at / 1000


def _filter_changed(browser: Browser, address: str) -> float:
    """Milliseconds from a click on another basis to the chart that shows it; the median of some clicks."""
    context = browser.new_context(viewport=SCREEN, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(CHART, timeout=120_000)
    milliseconds = []
    for turn in range(2 * VISITS):
        _settled(page)
        page.evaluate(f"void (window.redrawn = ({REDRAWN})({CHART!r}))")  # void: nobody waits for it before the click
        page.get_by_text(BASES[turn % 2], exact=True).first.click()
        milliseconds.append(float(page.evaluate("window.redrawn")))
    context.close()
    return statistics.median(milliseconds)


def _settled(page: Page) -> None:
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", timeout=60_000)
    page.wait_for_timeout(1000)


@contextmanager
def _bare(scratch: Path) -> Iterator[str]:
    """The address of a Streamlit page with one line of text."""
    from tests.browser.dashboard_server import free_port, wait_until_healthy

    script, port = scratch / "bare.py", free_port()
    script.write_text(BARE_PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), "--server.headless"]
    options = ["true", "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            wait_until_healthy(f"http://localhost:{port}", server)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def queries_p95_ms(country: Path) -> float:
    """The 95th percentile over everything the pages ask, each question at the median of some turns."""
    from dashboards.warehouse import Warehouse, published_warehouse
    from tests.dashboards.country_pages import country_pages

    asked: list[tuple[str, Sequence[Any]]] = []
    answer = Warehouse.answer

    def noted(self: Warehouse, query: str, parameters: Sequence[Any] = ()) -> Any:
        asked.append((query, parameters))
        return answer(self, query, parameters)

    warehouse = published_warehouse(country)
    views = country_pages(warehouse)
    with mock.patch.object(Warehouse, "answer", noted), mock.patch.dict(os.environ, BANGFU_WAREHOUSE=str(country)):
        _open_all(views)
    milliseconds = [
        statistics.median(_milliseconds(warehouse, *question) for _ in range(QUERY_TURNS)) for question in asked
    ]
    return statistics.quantiles(milliseconds, n=20)[-1]


def _open_all(views: dict[str, tuple[str, dict[str, str]]]) -> None:
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "dashboards" / "app.py"), default_timeout=120).run()
    for page, query in views.values():
        app.switch_page(f"views/{page}.py")
        app.query_params.clear()
        app.query_params.update(query)
        app.run()


def _milliseconds(warehouse: Any, query: str, parameters: Sequence[Any]) -> float:
    started = time.perf_counter()
    warehouse.answer(query, parameters)
    return (time.perf_counter() - started) * 1000
