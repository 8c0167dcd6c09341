"""Text taken from a page column by column - headers and values one a line - turned back into rows.

Each header may stand above its own values, or all headers above all columns of values.
"""

from __future__ import annotations

from itertools import groupby, pairwise

from ingest.layout import Boundary, Cell, Words
from ingest.lexicon import Lexicon

LEAST_COLUMNS, LEAST_ROWS = 3, 2
_NEEDED = {"name", "target"}
_TABLE_KINDS = {
    "level1",
    "level2",
    "name",
    "description",
    "comparator",
    "direction",
    "target",
    "measure",
    "weight",
    "basis",
}


def rows_of_columns(cells: list[Cell], lexicon: Lexicon) -> list[Cell]:
    """Cells with a table printed column by column replaced by its rows, header first.

    Only where every column has as many values as the others and level columns hold nothing but level words: a wrapped value
    would shift all below it, so a table that does not come out even stays as it is and is doubted later.
    """
    lines = [list(group) for _, group in groupby(cells, key=lambda cell: cell.line)]
    kinds = [lexicon.header(_text(line)) if not line[0].is_in_row else None for line in lines]
    starts = [i for i, kind in enumerate(kinds) if kind in _TABLE_KINDS]
    if len(starts) < LEAST_COLUMNS or _NEEDED - {str(kinds[i]) for i in starts}:
        return cells
    if stacked := _stacked(lines, kinds, starts, lexicon):
        return stacked
    height = starts[1] - starts[0]
    table = lines[starts[0] : starts[-1] + height]
    is_even = all(b - a == height for a, b in pairwise(starts)) and len(table) == height * len(starts)
    if not is_even or height <= LEAST_ROWS:
        return cells
    columns = [table[k * height : (k + 1) * height] for k in range(len(starts))]
    if not all(_fits(str(kinds[start]), column[1:], lexicon) for start, column in zip(starts, columns, strict=True)):
        return cells
    return _with_rows(lines, starts[0], columns)


def _stacked(lines: list[list[Cell]], kinds: list[str | None], starts: list[int], lexicon: Lexicon) -> list[Cell]:
    """The cells where all headers stand in one run and the columns of values below them; no cells where they do not."""
    first, width = starts[0], len(starts)
    if starts != list(range(first, first + width)) or kinds[first] not in ("level1", "level2"):
        return []
    question = lexicon.level1 if kinds[first] == "level1" else lexicon.level2
    body = lines[first + width :]
    height = next((n for n, line in enumerate(body) if not question(_text(line))), len(body))
    if height < LEAST_ROWS or len(body) < height * width:
        return []
    columns = [body[k * height : (k + 1) * height] for k in range(width)]
    if not all(_fits(str(kinds[start]), column, lexicon) for start, column in zip(starts, columns, strict=True)):
        return []
    return _with_rows(lines, first, [[lines[start], *column] for start, column in zip(starts, columns, strict=True)])


def _with_rows(lines: list[list[Cell]], first: int, columns: list[list[list[Cell]]]) -> list[Cell]:
    """The cells of all lines, those of the table, which begins with line number `first`, row by row."""
    height = len(columns[0])
    rows = [
        Cell(_words(column[row]), column[row][0].line, slot, Boundary.CELL if slot else Boundary.ROW)
        for row in range(height)
        for slot, column in enumerate(columns)
    ]
    before = [cell for line in lines[:first] for cell in line]
    after = [cell for line in lines[first + height * len(columns) :] for cell in line]
    return [*before, *rows, *after]


def _text(line: list[Cell]) -> str:
    return " ".join(cell.text for cell in line if cell.text)


def _words(line: list[Cell]) -> Words:
    words = line[0].words
    for cell in line[1:]:
        words += Words(" ", (cell.words.at[0] - 1,)) + cell.words
    return words


def _fits(kind: str, column: list[list[Cell]], lexicon: Lexicon) -> bool:
    """Whether the values of a column can be what its header says."""
    match kind:
        case "level1":
            return all(lexicon.level1(_text(line)) for line in column)
        case "level2":
            return all(lexicon.level2(_text(line)) for line in column)
        case _:
            return not any(lexicon.level1(_text(line)) or lexicon.header(_text(line)) for line in column)
