"""A table's cells → its indicator rows, per horizon, with levels filled down and page-cut cells made whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.layout import NO_WORDS, Boundary, Cell, Table, Words
from ingest.lexicon import Lexicon, bare
from ingest.nouns import Horizon
from ingest.records.alignment import AlignedRow, align
from ingest.records.levels import Filled, Level, fill_levels
from ingest.records.texts import tidy

PROJECT_KINDS = frozenset({"project_name", "organisation", "category", "budget", "goal"})
LEVEL_KINDS = frozenset({"level1", "level2", "goal_name"})


@dataclass(slots=True)
class Row:
    """One indicator row of one horizon: its words with their places, its levels as printed and as filled down."""

    horizon: Horizon
    half: int
    cells: dict[str, Words]
    margin: float
    line: int
    levels: Filled = field(default_factory=lambda: Filled("", ""))
    flags: list[str] = field(default_factory=list)

    def words(self, kind: str) -> Words:
        """The words of a column; no words when the row has none."""
        return self.cells.get(kind, NO_WORDS)

    def text(self, kind: str) -> str:
        """The text of a column, wraps closed; empty when the row has none."""
        return tidy(self.words(kind).text)


@dataclass(slots=True)
class PrintedRow:
    """One printed row: its halves, and the project cells a list prints in it."""

    halves: list[Row]
    project: dict[str, Words]


def table_to_rows(table: Table, words: Lexicon) -> list[PrintedRow]:
    """A table's cells → its rows in printed order. Text that fits no column is left in `table.unread`."""
    printed: list[PrintedRow] = []
    for aligned in _aligned_rows(table, words):
        row = _printed_row(aligned, table, words)
        if not _is_whole(row) and printed and _continue_cut_row(printed[-1].halves, aligned, table):
            continue
        if row.halves:
            printed.append(row)
        else:
            table.unread += aligned.dropped
    _settle_levels([row.halves for row in printed], words)
    for row in printed:
        row.halves = [half for half in row.halves if half.text("name") or half.text("target")]
    return printed


def _aligned_rows(table: Table, words: Lexicon) -> list[AlignedRow]:
    """Where rows are certain each is aligned by itself, else the whole sequence is."""
    if not table.has_rows:
        return align(table.cells, table.columns, words)
    rows: list[list[Cell]] = []
    for cell in table.cells:
        if cell.boundary >= Boundary.ROW or not rows:
            rows.append([])
        rows[-1].append(cell)
    return [aligned for row in rows if any(cell.text for cell in row) for aligned in align(row, table.columns, words)]


def _printed_row(aligned: AlignedRow, table: Table, words: Lexicon) -> PrintedRow:
    halves = range(1 + max(column.half for column in table.columns))
    rows = [row for half in halves if (row := _row(aligned, table, half, words))]
    kinds = {table.columns[c].kind: found for c, found in aligned.cells.items()}
    return PrintedRow(rows, {kind: found for kind, found in kinds.items() if kind in PROJECT_KINDS})


def _row(aligned: AlignedRow, table: Table, half: int, words: Lexicon) -> Row | None:
    """One half of an aligned row; a first level printed once at the left holds for every half."""
    cells = {
        column.kind: aligned.cells[c]
        for c, column in enumerate(table.columns)
        if c in aligned.cells and (column.half == half or column.kind == "level1") and column.kind not in PROJECT_KINDS
    }
    if not set(cells) - {"level1", "goal_name"}:
        return None
    _untangle_levels(cells, words)
    row = Row(table.horizons[half], half, cells, aligned.margin, aligned.line)
    if table.is_header_guessed:
        row.flags.append("header_guessed")
    if any(not words.level2(dropped.text) and len(dropped.text) > 2 for dropped in aligned.dropped):
        row.flags.append("cell_dropped")
    return row


def _untangle_levels(cells: dict[str, Words], words: Lexicon) -> None:
    """Rows that print fewer cells than levels: 满意度指标 | 服务对象满意度 | ≥90%, where the second level is the indicator itself."""
    level1, level2, name = (cells.get(kind, NO_WORDS) for kind in ("level1", "level2", "name"))
    if not name.text and cells.get("target") and level2.text:
        cells["name"] = name = cells.pop("level2")
        level2 = NO_WORDS
    if not level1.text and _is_first_of(level2.text, name.text, words):
        cells["level1"], cells["level2"] = level2, name
    elif not level2.text and _is_first_of(level1.text, name.text, words):
        cells["level2"] = name


def _is_first_of(level1: str, level2: str, words: Lexicon) -> bool:
    """Whether one text is a first-level word and the other, a different one, a second-level word that stands under it."""
    first, second = words.level1(level1), words.level2(level2)
    return bool(first and second and first.stem in second.under and bare(level1) != bare(level2))


# cells cut by a page break --------------------------------------------------------------------------------------------


def _is_whole(row: PrintedRow) -> bool:
    return any(half.text("name") and (half.text("target") or len(half.cells) > 3) for half in row.halves)


def _continue_cut_row(previous: list[Row], aligned: AlignedRow, table: Table) -> bool:
    """A row that is the rest of cells cut by a page break: each piece goes behind its cell. False if one fits nowhere."""
    pieces = [*aligned.cells.values(), *aligned.dropped]
    open_cells = [(row, kind) for row in previous for kind in ("name", "target", "basis") if kind in row.cells]
    if not pieces or not open_cells or any(table.columns[c].kind in LEVEL_KINDS for c in aligned.cells):
        return False
    for piece in pieces:
        row, kind = max(open_cells, key=lambda cell: _gain(cell[0], cell[1], piece, previous))
        if _gain(row, kind, piece, previous) <= 0:
            return False
        row.cells[kind] += piece
        row.flags.append("cell_cut_by_page")
    return True


_OPEN_ENDS = tuple("/、,，(（的和及与")


def _gain(row: Row, kind: str, piece: Words, previous: list[Row]) -> int:
    """What speaks for `piece` being the rest of a cell: it ends in the open; whole, it equals its twin in the other half."""
    text = row.cells[kind].text
    twins = [other.cells[kind].text for other in previous if other is not row and kind in other.cells]
    return 2 * text.endswith(_OPEN_ENDS) + 3 * any(bare(text + piece.text) == bare(twin) for twin in twins)


# levels ---------------------------------------------------------------------------------------------------------------


def _settle_levels(printed: list[list[Row]], words: Lexicon) -> None:
    """Levels of all rows of a table, half by half, each told what the other half prints."""
    for half in {row.half for rows in printed for row in rows}:
        pairs = [
            (row, next((twin for twin in rows if twin is not row), None))
            for rows in printed
            for row in rows
            if row.half == half
        ]
        for (row, _), filled in zip(pairs, fill_levels([_level(*pair, words) for pair in pairs], words), strict=True):
            row.levels = filled
            row.flags += ["level1_inferred"] if filled.is_inferred else []
            row.flags += ["level_inferred_from_block"] if filled.is_from_block else []


def _level(row: Row, twin: Row | None, words: Lexicon) -> Level:
    match = words.ordinal(row.text("name"))
    ordinal = int(match.group(2)) if match and match.group(2).isdigit() else None
    is_same = twin is not None and bare(twin.text("name")) == bare(row.text("name"))
    return Level(row.text("level1"), row.text("level2"), ordinal, twin.text("level2") if twin and is_same else "")
