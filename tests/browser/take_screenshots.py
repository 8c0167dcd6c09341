"""The pictures in the README, taken of the dashboards on the project's own documents: `python -m tests.browser.take_screenshots`.

They are made by the same parts as the tests in the browser use, so what the README shows is what the tests see.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.dashboard_server import ROOT, served
from tests.browser.seen_page import SeenPage

PICTURES = {"compare": "/compare", "overview": "/"}
FOLDER = ROOT / "docs" / "images"
SCREEN = {"width": 1280, "height": 1080}


def main() -> None:
    """Refresh into a temporary warehouse, serve it, and write docs/images/*.png."""
    finder = Path(__file__).parent / "find_chromium.sh"
    chromium = subprocess.run([finder], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    with tempfile.TemporaryDirectory() as folder:
        refresh = [sys.executable, "-m", "ingest.cli", "refresh", "--warehouse", folder]
        subprocess.run(refresh, cwd=ROOT, check=True)
        with served(Path(folder)) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport=SCREEN, color_scheme="light")  # type: ignore[arg-type]
            take(SeenPage(page, address))
            browser.close()


def take(seen: SeenPage) -> None:
    """Write one picture a page, of what the first screen shows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, path in PICTURES.items():
        seen.open(path)
        seen.page.mouse.move(0, 0)
        seen.page.screenshot(path=FOLDER / f"{name}.png")
        print(FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
