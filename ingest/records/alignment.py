"""Cells + typed columns → rows, at least cost.

A sequence of cells is cut into segments; each segment goes to one column of one row, columns rising within a row. A cell
may be dropped, a column skipped, cells joined, a row ended: everything has a price, and the cheapest reading of the whole
sequence wins (semi-Markov Viterbi). The same recursion run backwards prices, for every segment, the best reading that does
*not* contain it; the difference is the margin by which the reading is sure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ingest.layout import Boundary, Cell, Column, Unreadable, Words
from ingest.lexicon import Lexicon
from ingest.records.in_row import DROPPED, may_be_placed, place_in_row
from ingest.records.price_list import INFINITE, NEW_ROW, NEXT, SKIP, SKIP_OTHER, WRONG
from ingest.records.prices import Prices

MOST_JOINED = 12  # cells of one segment; a name wrapped in a narrow column takes about six
MOST_STATES = 3_000_000  # cells × columns; a state takes about half a kilobyte
KnownFits = dict[tuple[str, int | None], list[float]]
_TELLING = {"name", "target", "comparator", "measure", "weight"}  # columns whose doubt is doubt about the row


class Step(NamedTuple):
    """Cells `start` to `end` read as the cell of column number `column` (DROPPED: as nothing); whether a row begins there."""

    start: int
    end: int
    column: int
    is_new_row: bool


class Entry(NamedTuple):
    """The cheapest way to begin a segment in a column: its price, the column used before, whether in a new row."""

    price: float
    origin: int
    is_new_row: bool


@dataclass(slots=True)
class AlignedRow:
    """One row: the words of each filled column, the cells dropped in between, the least margin of its telling columns."""

    cells: dict[int, Words]
    dropped: list[Words]
    margin: float
    line: int
    flags: tuple[str, ...] = ()


def align(
    cells: list[Cell], columns: list[Column], lexicon: Lexicon, known: KnownFits | None = None
) -> list[AlignedRow]:
    """Cells and typed columns → rows at least cost, each with its margin. Empty input gives no rows.

    `known` remembers, for rows of one table, how well a text in a slot fits its columns: tables say the same words again and again.
    Raises Unreadable when there are more cells than can be held in memory.
    """
    if len(cells) * len(columns) > MOST_STATES:
        message = f"{len(cells):,} cells of one table without row ends cannot be told apart at once: split the document"
        raise Unreadable("too_large", message)
    if not cells or not columns:
        return []
    placed = _row_in_place(cells, columns, lexicon, known) if may_be_placed(cells) else None
    return _Alignment(cells, columns, lexicon).rows() if placed is None else placed


def _row_in_place(
    cells: list[Cell], columns: list[Column], lexicon: Lexicon, known: KnownFits | None = None
) -> list[AlignedRow] | None:
    """The cells of one certain row as a row; None where that does not tell how they are read."""
    prices = Prices(cells, lexicon)
    if known is None or any(column.kind == "description" for column in columns):  # which repeats the cell before it
        known = {}
    fits = []
    for i, cell in enumerate(cells):
        key = prices.texts[i], cell.slot
        if key not in known:
            known[key] = prices.fits(i, i + 1, columns)
        fits.append(known[key])
    placed = place_in_row(fits, [prices.drop(i) for i in range(len(cells))], [_skip(column) for column in columns])
    if placed is None:
        return None
    path = [Step(i, i + 1, column, False) for i, (column, _) in enumerate(placed)]
    first = next((i for i, step in enumerate(path) if step.column != DROPPED), None)
    if first is None:
        return None
    path[first] = path[first]._replace(is_new_row=True)
    return _path_to_rows(path, [margin for _, margin in placed], cells, columns)


def join(cells: list[Cell]) -> Words:
    """The words of cells read as one: a blank stays where one stood between them in a line, a wrapped line closes up."""
    words = cells[0].words
    for cell in cells[1:]:
        if cell.boundary in (Boundary.SPACE, Boundary.CELL) and words.text and cell.words.text:
            words += Words(" ", (cell.words.at[0] - 1,))
        words += cell.words
    return words


class _Alignment:
    """The recursion for one sequence. A state is (cells read, column used last); column `width` means nothing read yet."""

    def __init__(self, cells: list[Cell], columns: list[Column], lexicon: Lexicon) -> None:
        self.cells, self.columns = cells, columns
        self.prices = Prices(cells, lexicon)
        self.n, self.width = len(cells), len(columns)
        self.skip = [_skip(column) for column in columns]
        self.before = [sum(self.skip[:c]) for c in range(self.width)]
        self.after = [*(sum(self.skip[c + 1 :]) for c in range(self.width)), 0.0]
        self.drops = [self.prices.drop(i) for i in range(self.n)]
        self.spans = [list(self._spans(i)) for i in range(self.n)]
        self.entries: list[list[Entry]] = []  # of every cell, in the forward pass

    def _spans(self, i: int) -> Iterator[tuple[int, list[float]]]:
        """Every segment that may begin at cell `i`: its end, and per column the price of joining and of the fit."""
        joined = 0.0
        for end in range(i + 1, min(self.n, i + MOST_JOINED) + 1):
            joined += self.prices.join(end - 1) if end > i + 1 else 0.0
            if joined > WRONG:
                return
            fits = self.prices.fits(i, end, self.columns)
            yield end, [joined + fit for fit in fits]

    def rows(self) -> list[AlignedRow]:
        """The cheapest reading as rows."""
        forward, back = self._forward()
        backward = self._backward()
        path = self._path(forward, back)
        return _path_to_rows(path, self._margins(forward, backward, path), self.cells, self.columns)

    def _entries(self, row: list[float], i: int) -> list[Entry]:
        """For every column the cheapest way to begin a segment there at cell `i`, given the price of every state before."""
        boundary = self.cells[i].boundary
        fresh = row[self.width]
        end, end_from = min((row[c] + self.after[c] + NEW_ROW[boundary], c) for c in range(self.width))
        start, start_from = (fresh, self.width) if fresh <= end else (end, end_from)
        entries = []
        same, same_from = INFINITE, self.width
        for d in range(self.width):
            if d:
                same += self.skip[d - 1]
                if row[d - 1] < same:
                    same, same_from = row[d - 1], d - 1
            inside, outside = same + NEXT[boundary], start + self.before[d]
            entries.append(Entry(inside, same_from, False) if inside <= outside else Entry(outside, start_from, True))
        return entries

    def _forward(self) -> tuple[list[list[float]], dict[tuple[int, int], Step]]:
        """Prices of the cheapest reading up to every state, and the step that led there (its column: where it came from)."""
        forward = [[INFINITE] * (self.width + 1) for _ in range(self.n + 1)]
        forward[0][self.width] = 0.0
        back: dict[tuple[int, int], Step] = {}
        for i, row in enumerate(forward[:-1]):
            for c, price in enumerate(row):
                if price + self.drops[i] < forward[i + 1][c]:
                    forward[i + 1][c] = price + self.drops[i]
                    back[i + 1, c] = Step(i, i + 1, c, False)
            entries = self._entries(row, i)
            self.entries.append(entries)
            for end, fits in self.spans[i]:
                for d, entry in enumerate(entries):
                    if entry.price + fits[d] < forward[end][d]:
                        forward[end][d] = entry.price + fits[d]
                        back[end, d] = Step(i, end, entry.origin, entry.is_new_row)
        return forward, back

    def _backward(self) -> list[list[float]]:
        """Prices of the cheapest way to read everything from cell `i` on, when column `c` was the last one used."""
        backward = [[INFINITE] * (self.width + 1) for _ in range(self.n)] + [self.after]
        for i in range(self.n - 1, -1, -1):
            begin = [min(fits[d] + backward[end][d] for end, fits in self.spans[i]) for d in range(self.width)]
            boundary = self.cells[i].boundary
            fresh = min(self.before[d] + begin[d] for d in range(self.width))
            same = INFINITE  # the cheapest way on within the row, from a column behind `c`
            for c in range(self.width - 1, -1, -1):
                price = min(self.after[c] + NEW_ROW[boundary] + fresh, NEXT[boundary] + same)
                backward[i][c] = min(price, self.drops[i] + backward[i + 1][c])
                same = min(begin[c], self.skip[c] + same)
            backward[i][self.width] = min(fresh, self.drops[i] + backward[i + 1][self.width])
        return backward

    def _path(self, forward: list[list[float]], back: dict[tuple[int, int], Step]) -> list[Step]:
        """The cheapest reading, from the first cell to the last."""
        c = min(range(self.width + 1), key=lambda c: forward[self.n][c] + self.after[c])
        path, end = [], self.n
        while end:
            step = back[end, c]
            is_drop = step.column == c and not step.is_new_row
            path.append(Step(step.start, end, DROPPED if is_drop else c, step.is_new_row))
            end, c = step.start, step.column
        return path[::-1]

    def _margins(self, forward: list[list[float]], backward: list[list[float]], path: list[Step]) -> list[float]:
        """Per step: how much dearer the best reading is in which some of its cells are read otherwise."""
        best = backward[0][self.width]
        margins = [INFINITE] * len(path)
        owner = [k for k, step in enumerate(path) for _ in range(step.start, step.end)]
        for i in range(self.n):
            if path[owner[i]].column != DROPPED:
                through = min(a + b for a, b in zip(forward[i], backward[i + 1], strict=True)) + self.drops[i]
                margins[owner[i]] = min(margins[owner[i]], through - best)
            for end, fits in self.spans[i]:
                for d, entry in enumerate(self.entries[i]):
                    through = entry.price + fits[d] + backward[end][d] - best
                    for k in range(owner[i], owner[end - 1] + 1):
                        if through < margins[k] and path[k][:3] != (i, end, d):
                            margins[k] = max(0.0, through)
        return margins


def _skip(column: Column) -> float:
    """The price of a row that has no cell for a column."""
    return SKIP.get(column.kind, SKIP_OTHER)


def _path_to_rows(path: list[Step], margins: list[float], cells: list[Cell], columns: list[Column]) -> list[AlignedRow]:
    """The steps of a reading, each with its margin → rows."""
    rows: list[AlignedRow] = []
    for step, margin in zip(path, margins, strict=True):
        words = join(cells[step.start : step.end])
        if step.is_new_row or (words.text and not rows):
            rows.append(AlignedRow({}, [], INFINITE, cells[step.start].line))
        if not words.text:
            continue
        if step.column == DROPPED:
            rows[-1].dropped.append(words)
            continue
        rows[-1].cells[step.column] = words
        if columns[step.column].kind in _TELLING:
            rows[-1].margin = min(rows[-1].margin, margin)
    return rows
