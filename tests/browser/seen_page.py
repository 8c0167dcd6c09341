"""A page as a person meets it: opened, waited for, and everything a person would not like written down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import ConsoleMessage, Dialog, Page, Request

ARTEFACTS = Path(__file__).parents[1] / "artefacts"
CELL_HEIGHT = 35
QUIET_MS = 500
GRAVE = {"serious", "critical"}
CONTENT_LENGTH = "document.body.innerHTML.length"
# Asked of the page as it is: a chart that was there a moment ago may have gone with a choice.
CHARTS_DRAWN = """() => [...document.querySelectorAll("[data-testid='stVegaLiteChart']")]
    .every(chart => chart.querySelector("svg, canvas"))"""
FINISHED = "[data-testid='stApp'][data-test-script-state='notRunning']"
# On a deep link Streamlit asks for this address below the page's path first, and then finds the right one.
KNOWN_404 = re.compile(r"/\w+/_stcore/(health|host-config)$")


@dataclass  # without slots: Playwright keeps notes on an object whose methods it calls
class SeenPage:
    """A browser page on the dashboards at `address`; `complaints` are console errors and requests that leave this machine."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("dialog", self._note_dialog)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not KNOWN_404.search(urlsplit(message.location.get("url", "")).path):
            self.complaints.append(f"console: {message.text} ({message.location.get('url')})")

    def _note_dialog(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "localhost":
            self.complaints.append(f"left this machine: {request.url}")

    def open(self, path: str) -> None:
        """Go to an address of the dashboards and wait until everything is drawn."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector("h2", timeout=30_000)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has nothing more to do: the script has ended, and nothing on the page has changed for a while."""
        before, after = -1, -2
        while before != after:
            self.page.wait_for_selector(FINISHED, timeout=30_000)
            self.page.wait_for_function(CHARTS_DRAWN, timeout=30_000)
            before = int(self.page.evaluate(CONTENT_LENGTH))
            self.page.wait_for_timeout(QUIET_MS)
            after = int(self.page.evaluate(CONTENT_LENGTH))

    def text(self) -> str:
        """Every word a person can read on the page without a table's cells, which are painted."""
        return self.page.locator("[data-testid='stMain']").inner_text()

    def chart_texts(self, number: int = 0) -> list[str]:
        """The texts in a chart's picture."""
        texts = self.page.locator("[data-testid='stVegaLiteChart']").nth(number).locator("svg text")
        return [text.text_content() or "" for text in texts.all()]

    def table_rows(self, key: str) -> list[list[str]]:
        """The cells of a table's visible rows, as a screen reader is told them; the heading row first."""
        self.page.locator(f".st-key-{key}").first.scroll_into_view_if_needed()
        rows = self.page.locator(f".st-key-{key} table [role='row']")
        rows.first.wait_for(state="attached")
        self.page.wait_for_timeout(400)
        return [[cell.text_content() or "" for cell in row.locator("[role]").all()] for row in rows.all()]

    def click_cell(self, key: str, row: int, across: float) -> None:
        """Click into a row of a painted table (the heading is row 0), so many pixels from its left edge, or from its right if negative."""
        table = self.page.locator(f".st-key-{key} canvas").first
        table.scroll_into_view_if_needed()
        self.page.wait_for_timeout(400)
        box = table.bounding_box()
        assert box is not None
        left = box["x"] + (across if across >= 0 else box["width"] + across)
        middle = box["y"] + CELL_HEIGHT * (row + 0.5)
        self.page.mouse.move(left, middle)
        self.page.wait_for_timeout(100)
        self.page.mouse.click(left, middle)
        self.settle()

    def metric(self, label: str) -> str:
        """The figure shown under a label."""
        return (
            self.page.locator("[data-testid='stMetric']", has_text=label)
            .locator("[data-testid='stMetricValue']")
            .inner_text()
        )

    def serious_faults(self) -> list[str]:
        """What axe-core finds on the page that keeps people out: rule and element of each serious or critical violation."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{fault['id']}: {node['target']} {node['html'][:160]}"
            for fault in found
            if fault["impact"] in GRAVE
            for node in fault["nodes"]
        ]

    def whole_picture(self, name: str) -> None:
        """Keep a picture of the whole page among the artefacts."""
        ARTEFACTS.mkdir(exist_ok=True)
        width = (self.page.viewport_size or {"width": 1440})["width"]
        main = "[data-testid='stMain']"
        height = self.page.evaluate(f'document.querySelector("{main}").scrollHeight')
        self.page.set_viewport_size({"width": width, "height": min(int(height) + 80, 8000)})
        self.settle()
        self.page.screenshot(path=ARTEFACTS / f"{name}.png")
