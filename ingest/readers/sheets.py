"""What XLSX and XLS share: the filled cells and merged ranges of a sheet → a table, without hidden rows and columns."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from ingest.layout import Unreadable
from ingest.nouns import Area
from ingest.readers.blocks import Doubt, TableBlock, TableCell

MOST_CELLS = 300_000  # filled cells of a sheet
MOST_CHARACTERS = 4_000_000  # shown by a sheet; a thousand cells may refer to one long string
MOST_SLOTS = 2_000_000  # rows with a filled cell × columns with one, of a sheet
MOST_MERGES = 50_000
LAST_ROW, LAST_COLUMN = 1_048_575, 16_383
Place = tuple[int, int]  # row and column, from 0


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: its first and last row and column, from 0."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class Sheet:
    """A sheet as stored: what its filled cells show, what is merged, what is hidden."""

    cells: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: bytearray = field(
        default_factory=lambda: bytearray(LAST_COLUMN + 1)
    )  # a byte a column, 0 for shown
    characters: int = 0
    doubts: dict[Place, Doubt] = field(default_factory=dict)

    def put(self, row: int, column: int, text: str) -> None:
        """Stores what a cell shows; nothing for an empty one. Raises Unreadable beyond the bounds of a sheet."""
        if not (0 <= row <= LAST_ROW and 0 <= column <= LAST_COLUMN):
            raise Unreadable("broken_file", "a sheet names a cell where no sheet reaches; save the workbook anew")
        if text.strip():
            self.cells[row, column] = text
            self.characters += len(text)
            if len(self.cells) > MOST_CELLS or self.characters > MOST_CHARACTERS:
                raise Unreadable(
                    "too_large", f"a sheet has more than {MOST_CELLS} filled cells or too long texts; split it"
                )

    def merge(self, top: int, bottom: int, left: int, right: int) -> None:
        """Stores a merged range; one that ends before it begins is none. Raises Unreadable when there are too many."""
        if 0 <= top <= bottom and 0 <= left <= right:
            self.merges.append(Merge(top, bottom, left, right))
            if len(self.merges) > MOST_MERGES:
                raise Unreadable("too_large", f"a sheet has more than {MOST_MERGES} merged ranges")

    def hide_columns(self, first: int, last: int) -> None:
        """Notes columns that are not shown."""
        first, end = max(0, first), min(last, LAST_COLUMN) + 1
        if first < end:
            self.hidden_columns[first:end] = b"\1" * (end - first)


def sheet_to_block(sheet: Sheet, page: int, name: str) -> TableBlock | None:
    """A sheet called `name` → its table, None when it shows nothing; `page` is its number from 1. Raises Unreadable when it is too large.

    Columns in which nothing begins are left out, and so are hidden ones; rows keep their distance, so that a gap can be seen.
    """
    shown = _shown(sheet)
    columns = sorted({merge.left for _, merge, _ in shown})
    if len({merge.top for _, merge, _ in shown}) * len(columns) > MOST_SLOTS:
        raise Unreadable("too_large", f"a sheet reaches over more than {MOST_SLOTS} cells; split the workbook")
    hidden = sorted(sheet.hidden_rows)
    cells = []
    for place, merge, text in shown:
        row, column = merge.top - bisect_left(hidden, merge.top), bisect_left(columns, merge.left)
        below = merge.bottom + 1 - bisect_right(hidden, merge.bottom)
        reach = bisect_right(columns, merge.right) - column
        area = Area(page, sheet_name=name, cell_range=range_name(merge))
        cells.append(TableCell(text, row, column, below - row, reach, doubt=sheet.doubts.get(place), areas=(area,)))
    return TableBlock(tuple(cells), page) if cells else None


def range_name(merge: Merge) -> str:
    """What a range is called in its sheet: C12, or B3:B7."""
    first, last = (f"{_letters(c)}{r + 1}" for r, c in ((merge.top, merge.left), (merge.bottom, merge.right)))
    return first if first == last else f"{first}:{last}"


def _letters(column: int) -> str:
    """What a column, counted from 0, is called: A … Z, AA …"""
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _shown(sheet: Sheet) -> list[tuple[Place, Merge, str]]:
    """The cells that are shown, each with its place and the range it fills from the first row and column that are not hidden."""
    covered = _covered(sheet)
    merges = {(merge.top, merge.left): merge for merge in sheet.merges}
    shown = []
    for (row, column), text in sorted(sheet.cells.items()):
        if (row, column) in covered:
            continue
        merge = merges.get((row, column), Merge(row, row, column, column))
        top = next((row for row in range(merge.top, merge.bottom + 1) if row not in sheet.hidden_rows), None)
        left = sheet.hidden_columns.find(0, merge.left, merge.right + 1)
        if top is not None and left >= 0:
            shown.append(((row, column), Merge(top, merge.bottom, left, merge.right), text))
    return shown


def _covered(sheet: Sheet) -> set[Place]:
    """Filled cells that lie under a merged one: stored, but not to be seen."""
    rows = sorted({row for row, _ in sheet.cells})
    covered: set[Place] = set()
    work = 0
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(sheet.cells):
        by_row.setdefault(row, []).append(column)
    for merge in sheet.merges:
        for row in rows[bisect_left(rows, merge.top) : bisect_right(rows, merge.bottom)]:
            columns = by_row[row]
            under = columns[bisect_left(columns, merge.left) : bisect_right(columns, merge.right)]
            covered.update((row, column) for column in under if (row, column) != (merge.top, merge.left))
            work += 1 + len(under)
            if work > MOST_SLOTS:
                raise Unreadable(
                    "too_large", "the merged ranges of a sheet lie over each other; save the workbook anew"
                )
    return covered
