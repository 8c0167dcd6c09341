"""A cell cut into cells, and the level words a row begins with."""

from __future__ import annotations

from itertools import pairwise

from ingest.layout import Boundary, Cell
from ingest.lexicon import Lexicon


def parts_of(cell: Cell, cuts: list[int], boundary: Boundary) -> list[Cell]:
    """The cell cut at these offsets of its text; `boundary` stands before every part but the first. Empty parts are left out."""
    bounds = [0, *cuts, len(cell.text)]
    parts: list[Cell] = []
    for start, end in pairwise(bounds):
        words = cell.words.part(start, end).strip()
        if words.text:
            parts.append(Cell(words, cell.line, cell.slot, boundary if parts else cell.boundary))
    return parts or [cell]


def levels_end(text: str, lexicon: Lexicon) -> list[int]:
    """Where the level words end that a row begins with."""
    ends, at = [], 0
    while word := next((w for w in lexicon.level_words if text.startswith(w, at)), None):
        at += len(word)
        ends.append(at)
    return ends
