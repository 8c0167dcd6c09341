"""The cells of one certain row + typed columns → that row, at least cost: what `alignment` comes to within a row.

Between the cells of a row a join is dearer than any misfit and a new row dearer than dropping a few cells, so what is left is
to place, drop or skip: the alignment of two short sequences, which takes a tenth of the time. A row that this reads at a high
price is left to the full recursion.
"""

from __future__ import annotations

from ingest.layout import Boundary, Cell
from ingest.records.price_list import NEW_ROW

SURE = 2.0  # a margin from which on a reading is as sure as can be
DEAREST = NEW_ROW[Boundary.CELL] - SURE  # a reading this cheap, or the next best to it, breaks no row
DROPPED = -1
Placing = tuple[int, float]  # the column of a cell (DROPPED: none), and how much dearer the best reading without it is


def may_be_placed(cells: list[Cell]) -> bool:
    """Whether cells stand in one row, each parted from the one before by a delimiter."""
    return cells[0].is_in_row and all(cell.boundary is Boundary.CELL for cell in cells[1:])


def place_in_row(fits: list[list[float]], drops: list[float], skips: list[float]) -> list[Placing] | None:
    """Prices of every cell in every column, of dropping each cell, of skipping each column → where every cell belongs.

    None where the row is so dear to read that it may be two, or nothing at all.
    """
    ahead, behind = _ahead(fits, drops, skips), _behind(fits, drops, skips)
    best, of_nothing = behind[0][0], sum(drops)
    if best > DEAREST or best >= of_nothing:
        return None
    columns = _columns(fits, drops, skips, behind)
    margins = [
        min(of_nothing, _otherwise(ahead[i], behind[i + 1], fits[i], drops[i], column)) - best
        for i, column in enumerate(columns)
    ]
    return [(column, max(0.0, margin)) for column, margin in zip(columns, margins, strict=True)]


def _ahead(fits: list[list[float]], drops: list[float], skips: list[float]) -> list[list[float]]:
    """The price of the cheapest reading of the first cells into the first columns, for every number of both."""
    row = [0.0]
    for skip in skips:
        row.append(row[-1] + skip)
    table = [row]
    for fit, drop in zip(fits, drops, strict=True):
        least = row[0] + drop
        following = [least]
        for c, skip in enumerate(skips):
            least += skip
            placed, dropped = row[c] + fit[c], row[c + 1] + drop
            least = min(least, placed, dropped)
            following.append(least)
        table.append(following)
        row = following
    return table


def _behind(fits: list[list[float]], drops: list[float], skips: list[float]) -> list[list[float]]:
    """The price of the cheapest reading of the last cells into the last columns: `_ahead`, read backwards."""
    table = _ahead([fit[::-1] for fit in reversed(fits)], drops[::-1], skips[::-1])
    return [row[::-1] for row in reversed(table)]


def _columns(fits: list[list[float]], drops: list[float], skips: list[float], behind: list[list[float]]) -> list[int]:
    """The column of every cell in the cheapest reading."""
    columns: list[int] = []
    c = 0
    for i, fit in enumerate(fits):
        left, after = behind[i], behind[i + 1]
        while c < len(skips) and left[c] == left[c + 1] + skips[c] and left[c] < after[c] + drops[i]:
            c += 1
        is_placed = c < len(skips) and left[c] == after[c + 1] + fit[c] and left[c] < after[c] + drops[i]
        columns.append(c if is_placed else DROPPED)
        c += is_placed
    return columns


def _otherwise(before: list[float], after: list[float], fit: list[float], drop: float, column: int) -> float:
    """The price of the cheapest reading that does not put a cell into `column`."""
    otherwise = min(b + a for b, a in zip(before, after, strict=True)) + drop
    for c, price in enumerate(fit):
        if c != column:
            placed = before[c] + price + after[c + 1]
            otherwise = min(otherwise, placed)
    return otherwise
