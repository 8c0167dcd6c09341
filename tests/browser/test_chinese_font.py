"""The browser set-up itself: without a Chinese font every page would be boxes, and every other test would still pass."""

from __future__ import annotations

from playwright.sync_api import Page

# Two different characters look alike only when both are drawn as the box that stands for a missing glyph.
DRAWN = """text => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    pen.font = "40px sans-serif";
    pen.fillText(text, 0, 60);
    return canvas.toDataURL();
}"""


def test_chinese_characters_are_drawn_as_themselves(page: Page) -> None:
    page.set_content("<h1>帮扶</h1>")
    drawings = [page.evaluate(DRAWN, character) for character in "帮扶劳模慰问"]
    assert len(set(drawings)) == len(drawings)
