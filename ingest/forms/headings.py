"""Words above what opens a form, printed behind the last row of the form before: they are a heading, not the rest of that row."""

from __future__ import annotations

from ingest.layout import Boundary, Cell
from ingest.lexicon import Lexicon

MOST_LINES = 2
LEAST_BETWEEN = 5  # where empty lines stand between most cells, one of them parts nothing


def take_heading(cells: list[Cell], lexicon: Lexicon) -> list[Cell]:
    """Takes from the end of a table's cells what stands behind its last empty line, where that is no value and no level word."""
    blanks = [i for i, cell in enumerate(cells) if cell.boundary in (Boundary.BLANK, Boundary.CELL_BLANK)]
    if not blanks or len(blanks) * LEAST_BETWEEN > len(cells):
        return []
    heading = cells[blanks[-1] :]
    if len({cell.line for cell in heading}) > MOST_LINES or any(_is_of_table(cell, lexicon) for cell in heading):
        return []
    del cells[blanks[-1] :]
    return heading


def _is_of_table(cell: Cell, lexicon: Lexicon) -> bool:
    return bool(lexicon.holds("holds_value", cell.text) or lexicon.level1(cell.text) or lexicon.level2(cell.text))
