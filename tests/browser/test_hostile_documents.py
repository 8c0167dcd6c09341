"""Texts of documents that would like to be more than text, and a warehouse that is replaced while people read it."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.dashboard_server import served
from tests.browser.seen_page import SeenPage
from tests.dashboards import small_warehouse

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
HOSTILE = f"{SCRIPT}![x](http://example.com/x.png)<style>*{{display:none}}</style>"
TEXTS = (
    "city_name",
    "publisher",
    "document_title",
    "project_name",
    "recipient",
    "amount_text",
    "quote",
    "payer",
    "per",
)


def test_document_text_is_shown_and_never_obeyed(page: Page, tmp_path: Path) -> None:
    rows = [row | dict.fromkeys(TEXTS, HOSTILE) for row in small_warehouse.standards()]
    folder = small_warehouse.build(tmp_path / "warehouse", rows=rows, lines={"tianjin": [HOSTILE, "</table>"]})
    with served(folder) as address:
        seen = SeenPage(page, address)
        seen.open("/compare?standard=standard-00")
        assert SCRIPT in page.locator(".st-key-evidence").inner_text()
        seen.open("/quality?flag=lump_sum")
        seen.open(f"/source?document={small_warehouse.document_id('tianjin')}&line=1")
        assert page.locator("tr.lit td").inner_text() == HOSTILE
        assert page.locator(".listing td").all_inner_texts() == [HOSTILE, "</table>"]
        assert page.locator("[data-testid='stMain'] script, [data-testid='stMain'] img").count() == 0
        assert seen.complaints == []


def test_a_new_publication_is_shown_without_a_restart(page: Page, tmp_path: Path) -> None:
    folder = small_warehouse.build(tmp_path / "warehouse")
    with served(folder) as address:
        seen = SeenPage(page, address)
        seen.open("/compare")
        assert f"仓库版本 {small_warehouse.VERSION}" in seen.text()
        later = folder / "versions" / "20261122T120000Z.duckdb"
        shutil.copy(folder / "versions" / f"{small_warehouse.VERSION}.duckdb", later)
        (folder / ".current").symlink_to(later.relative_to(folder))
        (folder / ".current").replace(folder / "current.duckdb")
        page.get_by_text("元/月", exact=True).first.click()
        seen.settle()
        assert "仓库版本 20261122T120000Z" in seen.text()
        assert seen.complaints == []
