"""A picture that may lie on its side or upside down → its page as it is read: the turn in which the words are legible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ingest.readers.pdf_lines import RuledTable, strokes_to_tables
from ingest.readers.scan_picture import Pixels, ScannedPage, picture_to_page
from ingest.readers.scan_reading import legibility
from ingest.readers.scan_words import Box, height_of_characters, words_in

INSIDE = 1.2  # points; so far from a ruling line begins what stands in the cell
TURNS = (0, 2, 1, 3)  # quarters, the likeliest first
LEGIBLE = 0.85  # the mean confidence of a sample of words that stand upright
SAMPLE = 10  # words
SHORTEST, LONGEST = 2.5, 12.0  # times its height: the length of a word that tells


@dataclass(frozen=True, slots=True)
class Layout:
    """An upright page, the height of its characters in pixels, and the boxes around its words: cell by cell, then what stands between.

    `quarter_turns`: by how many quarters to the left the picture was turned for it.
    """

    page: ScannedPage
    height: float
    words: list[list[Box]]
    quarter_turns: int = 0


def picture_to_layout(picture: Pixels, scale: float) -> Layout:
    """A picture whose pixels measure `scale` points → where words stand on it, turned so that they can be read."""
    best, most = None, -1.0
    for turn in TURNS:
        layout = _layout(picture_to_page(np.ascontiguousarray(np.rot90(picture, turn)), scale), turn)
        legible = legibility(layout.page, _sample(layout), layout.height)
        if best is None or legible > most:
            best, most = layout, legible
        if legible >= LEGIBLE or not any(layout.words):
            break
    assert best is not None
    return best


def _layout(page: ScannedPage, turn: int) -> Layout:
    height = height_of_characters(page)
    tables = strokes_to_tables(page.strokes)
    regions = [*(cell for table in tables for cell in _cells(table, page.scale)), *_between(page, tables)]
    return Layout(page, height, [words_in(page, region, height) for region in regions], turn)


def _sample(layout: Layout) -> list[Box]:
    """Some words from all over the page that are neither signs nor whole lines."""
    words = [
        box
        for boxes in layout.words
        for box in boxes
        if SHORTEST <= (box.right - box.left) / max(layout.height, box.bottom - box.top) <= LONGEST
    ]
    return words[:: max(1, len(words) // SAMPLE)][:SAMPLE]


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
