"""What a table's columns are like over all its pages, where no page break touches them: by that a cut cell is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.readers.pdf_cells import PdfCell, PdfTable
from ingest.readers.pdf_text import PADDING

Extent = tuple[int, int]
ALWAYS = 0.9  # of a column's cells, so that an empty one is not whole
WHOLE = 2  # cells at page breaks with the same words, so that they are all of them
LEAST_SINGLE = 3  # so many cells of one line each make a column whose cells are never wrapped


@dataclass(slots=True)
class Habits:
    """What the cells of each column are like that no page break touches.

    `waiting`: by page, the columns whose words must stand on a page after it, for none so far shows one.
    """

    cells: Counter[Extent] = field(default_factory=Counter)
    filled: Counter[Extent] = field(default_factory=Counter)
    wrapped: Counter[Extent] = field(default_factory=Counter)
    merged: Counter[Extent] = field(default_factory=Counter)
    texts: Counter[str] = field(default_factory=Counter)
    padding: float = PADDING
    waiting: dict[int, set[Extent]] = field(default_factory=dict)

    def is_always_filled(self, extent: Extent) -> bool:
        """Whether an empty cell of this column is the rest of another."""
        return self.cells[extent] > 0 and self.filled[extent] >= ALWAYS * self.cells[extent]

    def tells_rows(self, extent: Extent) -> bool:
        """Whether a row whose cell in this column is empty is not whole; where cells are merged that says nothing."""
        return self.is_always_filled(extent) and not self.merged[extent]

    def is_whole(self, text: str) -> bool:
        """Whether a cell that no page break touches has these words, or two cells have them."""
        return self.texts[text] >= WHOLE

    def is_never_wrapped(self, extent: Extent) -> bool:
        """Whether two filled cells of this column are two rows."""
        return self.filled[extent] >= LEAST_SINGLE and not self.wrapped[extent]


def texts_of(tables: Iterable[PdfTable]) -> Counter[str]:
    """How often the words of a cell are the whole words of one; a cell that no page break touches counts for many."""
    texts: Counter[str] = Counter()
    for table in tables:
        for cell in table.cells:
            texts[cell.text] += WHOLE if table.header_rows < cell.row and cell.end < table.height else 1
    return texts


def habits_of(tables: Iterable[PdfTable], texts: Counter[str]) -> Habits:
    """The habits of one table's columns over all its pages; `texts` are those of the cells of the whole document."""
    habits = Habits(texts=texts)
    before: set[Extent] = set()
    for table in tables:
        before = habits.waiting[table.page] = _waiting(table, before)
        for cell in table.cells:
            habits.merged[cell.extent] += cell.rows > 1
            if len(cell.lines) > 1:
                free = cell.width - max(line.right - line.left for line in cell.lines)
                habits.padding = max(1.0, min(habits.padding, free))
            if not cell.lines and (cell.row <= table.header_rows or cell.end == table.height):
                continue  # its words may stand on the next page
            habits.cells[cell.extent] += 1
            habits.filled[cell.extent] += bool(cell.lines)
            habits.wrapped[cell.extent] += len(cell.lines) > 1
    return habits


def _waiting(table: PdfTable, before: set[Extent]) -> set[Extent]:
    """The columns whose last cell on a page is empty and begins there, or on pages before that show no word of it either."""
    last = [cell for cell in table.cells if cell.end == table.height and not cell.lines]
    return {cell.extent for cell in last if not (is_first(cell, table) and table.is_continued) or cell.extent in before}


def is_first(cell: PdfCell, table: PdfTable) -> bool:
    """Whether a cell stands in the first row of a page that is no header, be it merged with the header's."""
    return cell.row <= table.header_rows < cell.end
