"""A table's cells → its indicator rows, per horizon, with levels filled down and page-cut cells made whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.layout import NO_WORDS, Boundary, Cell, Table, Words
from ingest.lexicon import Lexicon, bare
from ingest.records.alignment import AlignedRow, KnownFits, align
from ingest.records.broken import MAYBE_BROKEN, TORN, whole_rows
from ingest.records.columns import told_by_cells
from ingest.records.levels import Level, fill_levels
from ingest.records.price_list import INFINITE
from ingest.records.printed import LEVEL_KINDS, PrintedRow, Row, by_horizon

PROJECT_KINDS = frozenset({"project_name", "organisation", "category", "budget", "goal"})
_HOLLOW = re.compile(r"[\s/\\—―–\-.。…]*")  # what is printed where nothing applies


def table_to_rows(table: Table, words: Lexicon) -> list[PrintedRow]:
    """A table's cells → its rows in printed order. Text that fits no column is left in `table.unread`."""
    printed: list[PrintedRow] = []
    table.columns = told_by_cells(table, words)
    is_torn = False
    for aligned in _aligned_rows(table, words):
        is_torn = is_torn or _is_torn(aligned, table)
        row = _printed_row(aligned, table, words)
        if not _is_whole(row) and printed and _continue_cut_row(printed[-1].halves, aligned, table):
            continue
        if row.halves:
            printed.append(row)
        else:
            table.unread += aligned.dropped
    for project in _projects(printed):
        _settle_levels([row.halves for row in project], words)
    for row in printed:
        table.unread += [words for half in row.halves if not _says(half) for words in _beyond_levels(half)]
        row.halves = [half for half in row.halves if _says(half)]
        for half in row.halves if is_torn else []:
            half.flags.append(MAYBE_BROKEN)
    return printed


def _is_torn(aligned: AlignedRow, table: Table) -> bool:
    """Whether a piece of a level word was left over, or stands behind a target."""
    targets = [words.text for c, words in aligned.cells.items() if table.columns[c].kind == "target"]
    return any(bare(dropped.text) in TORN for dropped in aligned.dropped) or any(t.endswith("指标") for t in targets)


def _says(row: Row) -> bool:
    """Whether a row is an indicator; without a name and a target (/ is none) it only carries its levels on."""
    return not _HOLLOW.fullmatch(row.text("name") + row.text("target"))


def _beyond_levels(row: Row) -> list[Words]:
    return [words for kind, words in row.cells.items() if kind not in LEVEL_KINDS and not _HOLLOW.fullmatch(words.text)]


def _projects(printed: list[PrintedRow]) -> Iterator[list[PrintedRow]]:
    """Runs of rows of one project: in a list, no level is carried on beyond a project's first row."""
    starts = [0, *(i for i, row in enumerate(printed) if i and "project_name" in row.project), len(printed)]
    for start, end in pairwise(starts):
        yield printed[start:end]


def _aligned_rows(table: Table, words: Lexicon) -> list[AlignedRow]:
    """Where rows are certain each is aligned by itself, else the whole sequence is."""
    if not table.has_rows:
        return align(table.cells, table.columns, words)
    rows: list[list[Cell]] = []
    for cell in table.cells:
        if cell.boundary >= Boundary.ROW or not rows:
            rows.append([])
        rows[-1].append(cell)
    filled = [row for row in rows if any(cell.text for cell in row)]
    found: list[AlignedRow] = []
    known: KnownFits = {}
    for line in whole_rows(filled, table.columns, words):
        alone = _levels_alone(line.cells, table, words)
        if not alone and len(line.cells) == 1:  # what stands alone between rows is no row
            table.unread.append(line.cells[0].words)
            continue
        aligned = alone or align(line.cells, table.columns, words, known)
        found += [replace(row, flags=line.flags) for row in aligned]
    return found


def _levels_alone(row: list[Cell], table: Table, words: Lexicon) -> list[AlignedRow]:
    """A printed row that holds nothing but level words, a merged cell above its rows; no rows when it holds anything else."""
    filled = [cell for cell in row if cell.text]
    numbers = {column.kind: c for c, column in reversed(list(enumerate(table.columns)))}
    cells: dict[int, Words] = {}
    for cell in filled:
        kind = "level1" if words.level1(cell.text) and not cells else "level2" if words.level2(cell.text) else ""
        if kind not in numbers or numbers[kind] in cells:
            return []
        cells[numbers[kind]] = cell.words
    return [AlignedRow(cells, [], INFINITE, filled[0].line)]


def _printed_row(aligned: AlignedRow, table: Table, words: Lexicon) -> PrintedRow:
    halves = range(1 + max(column.half for column in table.columns))
    found = [row for half in halves if (row := _row(aligned, table, half, words))]
    rows = [one for row in found for one in by_horizon(row, len(halves))]
    kinds = {table.columns[c].kind: found for c, found in aligned.cells.items()}
    return PrintedRow(rows, {kind: found for kind, found in kinds.items() if kind in PROJECT_KINDS})


def _row(aligned: AlignedRow, table: Table, half: int, words: Lexicon) -> Row | None:
    """One half of an aligned row; a first level printed once at the left holds for every half."""
    cells = {
        column.kind: aligned.cells[c]
        for c, column in enumerate(table.columns)
        if c in aligned.cells and (column.half == half or column.kind == "level1") and column.kind not in PROJECT_KINDS
    }
    has_more = any(table.columns[c].kind not in LEVEL_KINDS for c in aligned.cells)
    if not cells or (has_more and not set(cells) - {"level1", "goal_name"}):
        return None
    _untangle_levels(cells, words)
    row = Row(table.horizons[half], half, cells, aligned.margin, aligned.line, flags=list(aligned.flags))
    if table.is_header_guessed:
        row.flags.append("header_guessed")
    if "target_again" in cells and bare(row.text("target")) != bare(row.text("target_again")):
        row.flags.append("target_column_ambiguous")
    if any(not _is_echo(dropped, cells, words) for dropped in aligned.dropped):
        row.flags.append("cell_dropped")
    return row


def _is_echo(dropped: Words, cells: dict[str, Words], words: Lexicon) -> bool:
    """Whether a cell that found no column is a level word, or the beginning of the row's, as a merged cell prints it again."""
    begins = (bare(cells[kind].text).startswith(bare(dropped.text)) for kind in ("level1", "level2") if kind in cells)
    return bool(words.level1(dropped.text) or words.level2(dropped.text)) or any(begins)


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
    """Whether one text is a first-level word and the other a second-level word that stands under it.

    Of two words that may be either, the wider stands first: 满意度指标 before 服务对象满意度, and not the other way round.
    """
    first, second = words.level1(level1), words.level2(level2)
    if not (first and second and first.stem in second.under) or bare(level1) == bare(level2):
        return False
    return not words.level2(level1) or len(bare(level1).removesuffix("指标")) < len(bare(level2).removesuffix("指标"))


# cells cut by a page break --------------------------------------------------------------------------------------------


def _is_whole(row: PrintedRow) -> bool:
    return any(half.text("name") and (half.text("target") or len(half.cells) > 3) for half in row.halves)


def _continue_cut_row(previous: list[Row], aligned: AlignedRow, table: Table) -> bool:
    """A row that is the rest of cells cut by a page break: each piece goes behind its cell. False if one fits nowhere."""
    pieces = [*aligned.cells.values(), *aligned.dropped]
    open_cells = [(row, kind) for row in previous for kind in ("name", "target", "basis") if kind in row.cells]
    if not pieces or not open_cells or any(table.columns[c].kind in LEVEL_KINDS for c in aligned.cells):
        return False
    places = [max(open_cells, key=lambda cell: _gain(cell[0], cell[1], piece, previous)) for piece in pieces]
    if any(_gain(row, kind, piece, previous) <= 0 for piece, (row, kind) in zip(pieces, places, strict=True)):
        return False
    for piece, (row, kind) in zip(pieces, places, strict=True):
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
        rows, levels = [row for row, _ in pairs if _says(row)], _carried_levels(pairs, words)
        for row, filled in zip(rows, fill_levels(levels, words), strict=True):
            row.levels = filled
            row.flags += ["level1_inferred"] if filled.is_inferred else []
            row.flags += ["level_inferred_from_block"] if filled.is_from_block else []


def _carried_levels(pairs: list[tuple[Row, Row | None]], words: Lexicon) -> list[Level]:
    """What every indicator prints of its levels; words that stand alone in a row above it are its own."""
    levels, above = [], Level("", "")
    for row, twin in pairs:
        level = _level(row, twin, words)
        level = replace(level, level1=level.level1 or above.level1, level2=level.level2 or above.level2)
        above = Level("", "")
        if _says(row):
            levels.append(level)
        else:
            above = level
    return levels


def _level(row: Row, twin: Row | None, words: Lexicon) -> Level:
    match = words.ordinal(row.text("name"))
    ordinal = int(match.group(2)) if match and match.group(2).isdigit() else None
    is_same = twin is not None and bare(twin.text("name")) == bare(row.text("name"))
    return Level(row.text("level1"), row.text("level2"), ordinal, twin.text("level2") if twin and is_same else "")
