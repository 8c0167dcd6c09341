"""Puts together what a page break cuts: the last row of a page with the first of the next, and merged cells that go on.

Three things tell a cut row from two rows. Lines: a cell without a line at the page's edge is not closed. Gaps: a row that lacks
what every row has is not whole. Wraps: a line that left room for the next word ends where it does, one that did not may go on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.readers.pdf_cells import PdfCell, PdfTable
from ingest.readers.pdf_text import PADDING, is_wrapped

Extent = tuple[int, int]
ALWAYS = 0.9  # of a column's cells, so that an empty one is not whole
LEAST_SINGLE = 3  # so many cells of one line each make a column whose cells are never wrapped
LEAST_COLUMNS = 3  # cells of a row that tell what it is a row of


@dataclass(slots=True)
class Habits:
    """What the cells of each column are like that no page break touches."""

    cells: Counter[Extent] = field(default_factory=Counter)
    filled: Counter[Extent] = field(default_factory=Counter)
    wrapped: Counter[Extent] = field(default_factory=Counter)
    merged: Counter[Extent] = field(default_factory=Counter)
    texts: set[tuple[Extent, str]] = field(default_factory=set)
    padding: float = PADDING

    def is_always_filled(self, extent: Extent) -> bool:
        """Whether an empty cell of this column is the rest of another."""
        return self.cells[extent] > 0 and self.filled[extent] >= ALWAYS * self.cells[extent]

    def tells_rows(self, extent: Extent) -> bool:
        """Whether a row whose cell in this column is empty is not whole; where cells are merged that says nothing."""
        return self.is_always_filled(extent) and not self.merged[extent]

    def is_never_wrapped(self, extent: Extent) -> bool:
        """Whether two filled cells of this column are two rows."""
        return self.filled[extent] >= LEAST_SINGLE and not self.wrapped[extent]


def habits_of(tables: Iterable[PdfTable]) -> Habits:
    """The habits of one table's columns over all its pages."""
    habits = Habits()
    for table in tables:
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
            if cell.row > 0 and cell.end < table.height:
                habits.texts.add((cell.extent, cell.text))
    return habits


@dataclass(frozen=True, slots=True)
class _Pair:
    """The cell above a page break and the one below it in the same columns.

    `is_from_before`: the cell above may itself be the rest of one on the page before, which then holds its words.
    """

    above: PdfCell
    below: PdfCell
    is_open: bool
    is_from_before: bool
    padding: float

    @property
    def extent(self) -> Extent:
        return self.above.extent

    @property
    def has_both(self) -> bool:
        return bool(self.above.lines and self.below.lines)

    @property
    def has_one(self) -> bool:
        return bool(self.above.lines) != bool(self.below.lines)

    @property
    def is_row(self) -> bool:
        """Whether both are cells of one row only; merged cells reach over it."""
        return self.above.rows == 1 == self.below.rows

    @property
    def goes_on(self) -> bool:
        """Whether the words above may go on below."""
        return not self.has_both or is_wrapped(
            self.above.lines[-1], self.below.lines[0], self.above.width, self.padding
        )

    def join(self, is_doubtful: bool = False) -> None:
        """Puts the words below behind those above."""
        self.above.is_doubtful |= self.below.is_doubtful or is_doubtful
        self.above.lines += self.below.lines
        self.below.lines = []


def join_at_page_break(above: PdfTable, below: PdfTable, habits: Habits) -> bool:
    """Joins what the break between two pages of one table cuts.

    Returns whether anything showed that the table goes on, and is not another one of the same columns.
    """
    pairs = _pairs(above, below, habits.padding)
    rows = [pair for pair in pairs if pair.is_row]
    is_cut, is_doubtful = _is_cut(rows, habits)
    goes_on = is_cut or _has_same_columns(pairs, below)
    merged = [pair for pair in pairs if not (is_cut and pair.is_row)]
    has_lines = _has_lines(above, below)
    known = [pair for pair in merged if is_cut or _is_merged_over(pair, habits, has_lines)]
    is_same = True
    for pair in merged:
        is_known = pair in known
        if is_known or _is_beside(pair, known, habits):
            goes_on = True
            if pair.above.text != pair.below.text:
                pair.join(not is_known)
            elif is_same or is_cut:
                pair.below.lines = []  # printed again
        is_same = is_same and is_known
    for pair in rows if is_cut else ():
        pair.join(is_doubtful)
    _drop_header(below)
    return goes_on


def _drop_header(below: PdfTable) -> None:
    """Takes out the words of a header that is printed again, so that the table's rows follow one another."""
    for cell in below.cells:
        if cell.end <= below.header_rows:
            cell.lines = []


def _has_same_columns(pairs: list[_Pair], below: PdfTable) -> bool:
    """Whether the first row below has all its cells where the last one above has: rows of one table, not the head of a next."""
    first = sum(cell.row == below.header_rows for cell in below.cells)
    return first == len(pairs) >= LEAST_COLUMNS


def _pairs(above: PdfTable, below: PdfTable, padding: float) -> list[_Pair]:
    upper = {cell.extent: cell for cell in above.cells if cell.end == above.height}
    pairs = []
    for cell in below.cells:
        if cell.row == below.header_rows and (over := upper.get(cell.extent)):
            is_open = over.is_open_below and (cell.is_open_above or below.header_rows > 0)
            pairs.append(_Pair(over, cell, is_open, over.row <= above.header_rows and above.is_continued, padding))
    return pairs


def _is_cut(rows: list[_Pair], habits: Habits) -> tuple[bool, bool]:
    """Whether the last row above and the first row below are one, and whether that is doubtful."""
    is_open = all(pair.is_open for pair in rows)
    if not any(pair.above.lines for pair in rows) or not any(pair.below.lines for pair in rows):
        return bool(rows), False  # the page ends in the free space of a row
    both = [pair for pair in rows if pair.has_both]
    lacking = sum(pair.has_one and habits.tells_rows(pair.extent) for pair in rows)
    ended = sum(not pair.goes_on for pair in both)
    if lacking:
        return lacking > ended, bool(ended) and not is_open
    if not both:
        return is_open, False
    is_usual = any(habits.is_never_wrapped(pair.extent) for pair in both)
    return not ended and not is_usual, not is_open


def _is_beside(pair: _Pair, known: list[_Pair], habits: Habits) -> bool:
    """Whether words that may go on, and are not printed like this elsewhere, stand beside a merged cell that surely goes on."""
    if pair.is_row or not (pair.has_both and pair.goes_on):
        return False
    if {(pair.extent, pair.above.text), (pair.extent, pair.below.text)} & habits.texts:
        return False
    sure = [other for other in known if not other.has_both]
    return any(pair.above.row == other.above.row and pair.below.end == other.below.end for other in sure)


def _has_lines(above: PdfTable, below: PdfTable) -> bool:
    """Whether lines close any cell at the break; where none is closed, a cell without one need not go on."""
    last = [cell for cell in above.cells if cell.end == above.height]
    first = [cell for cell in below.cells if cell.row == 0 == below.header_rows]
    return any(not cell.is_open_below for cell in last) or any(not cell.is_open_above for cell in first)


def _is_merged_over(pair: _Pair, habits: Habits, has_lines: bool) -> bool:
    """Whether a cell that reaches over several rows is cut by the break; without lines at other cells' edges an open one tells nothing."""
    if not (habits.merged[pair.extent] or (pair.is_open and has_lines)):
        return False
    is_open = pair.is_open and has_lines
    if pair.has_one:
        is_known = bool(pair.above.lines) or not pair.is_from_before
        return is_open or (is_known and habits.is_always_filled(pair.extent))
    if not pair.has_both:
        return is_open
    both = pair.above.text + pair.below.text
    return pair.above.text == pair.below.text or (is_open and pair.goes_on) or (pair.extent, both) in habits.texts
