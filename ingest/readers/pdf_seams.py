"""Puts together what a page break cuts: the last row of a page with the first of the next, and merged cells that go on.

Four things tell a cut cell from two. Lines: a cell without a line at the page's edge is not closed. Gaps: what every row has is
missing. Wraps: a line that left room for the next word ends where it does, one that did not may go on. Neighbours: cells that
begin and end side by side are cut together. What none of them decides is put down as it stands, and said to be doubtful.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.readers.pdf_cells import PdfCell, PdfTable
from ingest.readers.pdf_habits import Extent, Habits, is_first
from ingest.readers.pdf_text import is_wrapped

LEAST_COLUMNS = 3  # cells of a row that tell what it is a row of
LEAST_LINES = 3  # of a running text


@dataclass(frozen=True, slots=True)
class _Pair:
    """The cell above a page break and the one below it in the same columns.

    `is_from_before`: the cell above may itself be the rest of one on the pages before, which then hold its words.
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
    def is_text_cut(self) -> bool:
        """Whether a running text of several lines goes on below."""
        return self.has_both and self.goes_on and len(self.above.lines + self.below.lines) > LEAST_LINES

    @property
    def goes_on(self) -> bool:
        """Whether the words above may go on below."""
        return not self.has_both or is_wrapped(
            self.above.lines[-1], self.below.lines[0], self.above.width, self.padding
        )

    def ends_beside(self, other: _Pair) -> bool:
        """Whether both are pairs of cells that begin and end side by side."""
        return self.above.row == other.above.row and self.below.end == other.below.end

    def doubt(self, is_doubtful: bool) -> None:
        """Says of both cells that nothing tells whether they are one."""
        self.above.is_doubtful |= is_doubtful
        self.below.is_doubtful |= is_doubtful

    def join(self, is_doubtful: bool) -> None:
        """Puts the words below behind those above."""
        self.doubt(self.above.is_doubtful or self.below.is_doubtful or is_doubtful)
        self.above.lines += self.below.lines
        self.below.lines = []


def join_at_page_break(above: PdfTable, below: PdfTable, habits: Habits) -> bool:
    """Joins what the break between two pages of one table cuts.

    Returns whether anything showed that the table goes on, and is not another one of the same columns.
    """
    pairs = _pairs(above, below, habits)
    rows = [pair for pair in pairs if pair.is_row] if _have_same_cells(pairs, above, below) else []
    is_cut, is_doubtful = _is_cut(rows, habits)
    merged = [pair for pair in pairs if not (is_cut and pair.is_row)]
    has_lines = _has_lines(above, below)
    known = [pair for pair in merged if is_cut or _is_merged_over(pair, habits, has_lines)]
    beside = [pair for pair in merged if pair not in known and _is_beside(pair, merged, known, habits, has_lines)]
    is_same = True
    for pair in merged:
        if pair not in known and pair not in beside:
            pair.doubt(_may_be_cut(pair, merged, habits, has_lines))
        elif pair.above.text != pair.below.text:
            pair.join(pair in beside)
        elif is_same or is_cut:
            pair.below.lines = []  # printed again
        is_same = is_same and pair in known
    for pair in rows if is_cut else ():
        pair.join(is_doubtful)
    _drop_header(below)
    return is_cut or bool(known or beside) or _has_same_columns(pairs, below)


def _drop_header(below: PdfTable) -> None:
    """Takes out the words of a header that is printed again, so that the table's rows follow one another."""
    for cell in below.cells:
        if cell.end <= below.header_rows:
            cell.lines = []


def _have_same_cells(pairs: list[_Pair], above: PdfTable, below: PdfTable) -> bool:
    """Whether every cell at the break has its other side: else they are different rows."""
    last, first = (sum(c.end == above.height for c in above.cells), sum(is_first(c, below) for c in below.cells))
    return last == len(pairs) == first


def _has_same_columns(pairs: list[_Pair], below: PdfTable) -> bool:
    """Whether the first row below has all its cells where the last one above has: rows of one table, not the head of a next."""
    first = sum(is_first(cell, below) for cell in below.cells)
    return first == len(pairs) >= LEAST_COLUMNS


def _pairs(above: PdfTable, below: PdfTable, habits: Habits) -> list[_Pair]:
    upper = {cell.extent: cell for cell in above.cells if cell.end == above.height}
    waiting = habits.waiting[above.page]
    pairs = []
    for cell in below.cells:
        if is_first(cell, below) and (over := upper.get(cell.extent)):
            is_open = over.is_open_below and (cell.is_open_above or below.header_rows > 0)
            is_from_before = is_first(over, above) and above.is_continued and cell.extent not in waiting
            pairs.append(_Pair(over, cell, is_open, is_from_before, habits.padding))
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


def _is_beside(pair: _Pair, merged: list[_Pair], known: list[_Pair], habits: Habits, has_lines: bool) -> bool:
    """Whether a merged cell goes on because one beside it does: surely, or by its words, of which none beside it come to an end."""
    if pair.is_row or _is_closed(pair, merged, has_lines):
        return False
    together = [other for other in merged if other.ends_beside(pair)]
    if pair.has_both:
        sure = any(other in known and not other.has_both for other in together)
        return sure and _may_go_on(pair, habits)
    both = [other for other in together if other.has_both]
    return any(other.is_text_cut for other in both) and all(_may_go_on(other, habits) for other in both)


def _may_be_cut(pair: _Pair, merged: list[_Pair], habits: Habits, has_lines: bool) -> bool:
    """Whether two cells that were not joined could be one, for all one can see."""
    is_merged = not pair.is_row or habits.merged[pair.extent] > 0
    return is_merged and pair.has_both and _may_go_on(pair, habits) and not _is_closed(pair, merged, has_lines)


def _may_go_on(pair: _Pair, habits: Habits) -> bool:
    """Whether words may go on below, and neither part is printed like this elsewhere."""
    return pair.goes_on and not any(habits.is_whole(cell.text) for cell in (pair.above, pair.below))


def _is_closed(pair: _Pair, merged: list[_Pair], has_lines: bool) -> bool:
    """Whether a line closes a cell where others are left open: it ends there."""
    return has_lines and not pair.is_open and any(other.is_open for other in merged)


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
        empty = pair.below if pair.above.lines else pair.above
        return is_open or (is_known and (empty.rows > 1 or habits.is_always_filled(pair.extent)))
    if not pair.has_both:
        return is_open or (not pair.is_from_before and habits.is_always_filled(pair.extent))
    both = pair.above.text + pair.below.text
    return pair.above.text == pair.below.text or (is_open and pair.goes_on) or habits.is_whole(both)
