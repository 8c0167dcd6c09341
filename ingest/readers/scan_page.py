"""A picture of a page → its characters and strokes, in points from its top left corner."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PIL import Image

from ingest.readers.pdf_lines import RuledTable, strokes_to_tables
from ingest.readers.pdf_page import PageContent
from ingest.readers.scan_picture import ScannedPage, picture_to_page
from ingest.readers.scan_reading import read_regions, word_to_glyphs
from ingest.readers.scan_words import Box, height_of_characters, words_in

INSIDE = 1.2  # points; so far from a ruling line begins what stands in the cell


def picture_to_content(picture: Image.Image, number: int, scale: float) -> PageContent:
    """A picture whose pixels measure `scale` points → what stands on page `number`."""
    page = picture_to_page(np.asarray(picture), scale)
    height = height_of_characters(page)
    tables = strokes_to_tables(page.strokes)
    regions = [*(cell for table in tables for cell in _cells(table, scale)), *_between(page, tables)]
    boxes = [words_in(page, region, height) for region in regions]
    glyphs = [glyph for word in read_regions(page, boxes, height) for glyph in word_to_glyphs(word, height, scale)]
    rows, columns = page.grey.shape
    return PageContent(number, columns * scale, rows * scale, glyphs, page.strokes)


def _cells(table: RuledTable, scale: float) -> Iterator[Box]:
    """What lies inside the ruling lines of each cell, in pixels."""
    for cell in table.cells:
        left, right = table.xs[cell.column] + INSIDE, table.xs[cell.column + cell.columns] - INSIDE
        top, bottom = table.ys[cell.row] + INSIDE, table.ys[cell.row + cell.rows] - INSIDE
        yield Box(*(int(edge / scale) for edge in (left, top, right, bottom)))


def _between(page: ScannedPage, tables: list[RuledTable]) -> Iterator[Box]:
    """The page above, between and below its tables, from edge to edge."""
    rows, columns = page.grey.shape
    top = 0
    for table in sorted(tables, key=lambda table: table.ys[0]):
        yield Box(0, top, columns, max(top, int((table.ys[0] - INSIDE) / page.scale)))
        top = max(top, int((table.ys[-1] + INSIDE) / page.scale))
    yield Box(0, top, columns, rows)
