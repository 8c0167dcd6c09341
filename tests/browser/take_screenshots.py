"""The pictures in the README, and one of every page, taken on the project's own documents: `python -m tests.browser.take_screenshots`.

They are made by the same parts as the tests in the browser use, so what the README shows is what the tests see. Every page is taken
whole, in both languages and at both widths, into the folder of artefacts, which is not in git.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.dashboard_server import ROOT, served
from tests.browser.pages import PAGES, SCREENS, monthly_document, page_path
from tests.browser.seen_page import ARTEFACTS, SeenPage

PICTURES = {"compare": "/compare", "overview": "/"}
FOLDER = ROOT / "docs" / "images"
SCREEN = {"width": 1280, "height": 1080}


def main() -> None:
    """Refresh into a temporary warehouse, serve it, write docs/images/*.png and then the artefacts."""
    finder = Path(__file__).parent / "find_chromium.sh"
    chromium = subprocess.run([finder], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        refresh = [sys.executable, "-m", "ingest.cli", "refresh", "--warehouse", folder]
        subprocess.run(refresh, cwd=ROOT, check=True)
        with served(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport=SCREEN, color_scheme="light")  # type: ignore[arg-type]
            take(SeenPage(page, address))
            take_all(browser, address, monthly_document(Path(folder)))
            browser.close()


def take(seen: SeenPage) -> None:
    """Write one picture a page, of what the first screen shows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, path in PICTURES.items():
        seen.open(path)
        seen.page.mouse.move(0, 0)
        seen.page.screenshot(path=FOLDER / f"{name}.png")
        print(FOLDER / f"{name}.png")


def take_all(browser: Browser, address: str, document: str) -> None:
    """Write every page, whole, at every pair of width, scheme and language."""
    for width, scheme, lang in SCREENS:
        screen = {"width": width, "height": 900}
        context = browser.new_context(viewport=screen, color_scheme=scheme)  # type: ignore[arg-type]
        seen = SeenPage(context.new_page(), address)
        for name, path in PAGES.items():
            seen.open(page_path(path, document, lang))
            seen.whole_picture(f"{name}_{lang}_{scheme}_{width}")
            seen.page.set_viewport_size(screen)  # type: ignore[arg-type]
        context.close()
    print(ARTEFACTS)


if __name__ == "__main__":
    main()
