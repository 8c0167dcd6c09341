"""A picture of a page → its characters and strokes, in points from its top left corner."""

from __future__ import annotations

import numpy as np
from PIL import Image

from ingest.readers.pdf_page import PageContent
from ingest.readers.scan_layout import picture_to_layout
from ingest.readers.scan_reading import read_regions, word_to_glyphs


def picture_to_content(picture: Image.Image, number: int, scale: float) -> PageContent:
    """A picture whose pixels measure `scale` points → what stands on page `number`."""
    layout = picture_to_layout(np.asarray(picture), scale)
    page, height = layout.page, layout.height
    words = read_regions(page, layout.words, height)
    glyphs = [glyph for word in words for glyph in word_to_glyphs(word, height, scale)]
    rows, columns = page.grey.shape
    return PageContent(
        number, columns * scale, rows * scale, glyphs, page.strokes,
        quarter_turns=layout.quarter_turns, skew_degrees=page.skew_degrees,
    )  # fmt: skip
