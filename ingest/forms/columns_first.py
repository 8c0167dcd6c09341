"""Text taken from a page column by column - headers and values one a line - turned back into rows.

Each header may stand above its own values, or all headers above all columns of values.
"""

from __future__ import annotations

from itertools import groupby

from ingest.layout import NO_WORDS, Boundary, Cell, Words
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
    would shift all below it, so a table that does not come out even stays as it is and is doubted later. First levels printed
    once for several rows stand before the first second level that may stand under them.
    """
    lines = [list(group) for _, group in groupby(cells, key=lambda cell: cell.line)]
    kinds = [lexicon.header(_text(line)) if not line[0].is_in_row else None for line in lines]
    starts = [i for i, kind in enumerate(kinds) if kind in _TABLE_KINDS]
    headed = {str(kinds[start]): start for start in starts}
    if len(starts) < LEAST_COLUMNS or _NEEDED - set(headed) or kinds[starts[-1]] == "level1":
        return cells
    ends = [*starts[1:], starts[-1] + _height(headed["name"], starts, len(lines))]
    columns = [lines[start:end] for start, end in zip(starts, ends, strict=True)]
    height = len(columns[starts.index(headed["name"])])
    if height <= LEAST_ROWS:
        return cells
    if "level1" in headed and "level2" in headed:
        first, second = (columns[starts.index(headed[kind])] for kind in ("level1", "level2"))
        columns[starts.index(headed["level1"])] = _spread(first, second, lexicon)
    if any(len(column) != height for column in columns):
        return cells
    if not all(_fits(str(kinds[start]), column[1:], lexicon) for start, column in zip(starts, columns, strict=True)):
        return cells
    rows = [
        Cell(_words(column[row]), _line_of(row, columns), slot, Boundary.CELL if slot else Boundary.ROW)
        for row in range(height)
        for slot, column in enumerate(columns)
    ]
    before = [cell for line in lines[: starts[0]] for cell in line]
    after = [cell for line in lines[ends[-1] :] for cell in line]
    return [*before, *rows, *after]


def _height(name: int, starts: list[int], end: int) -> int:
    """How many lines the last column has: as many as that of the names, which another column follows or which is the last."""
    following = next((start for start in starts if start > name), end)
    return following - name


def _line_of(row: int, columns: list[list[list[Cell]]]) -> int:
    return next(column[row][0].line for column in columns if column[row])


def _spread(first: list[list[Cell]], second: list[list[Cell]], lexicon: Lexicon) -> list[list[Cell]]:
    """First levels printed once for several rows, with empty cells between them; as they were where no place is sure."""
    if len(first) >= len(second):
        return first
    spread, rest, above = [first[0]], first[1:], None
    for line in second[1:]:
        word = lexicon.level2(_text(line))
        opening = lexicon.level1(_text(rest[0])) if rest else None
        under = word.under if word else ()
        if opening and opening.stem in under and (above not in under or opening.stem == under[0] != above):
            above = opening.stem
            spread.append(rest.pop(0))
        elif above in under:
            spread.append([])
        else:
            return first
    return spread if not rest else first


def _text(line: list[Cell]) -> str:
    return " ".join(cell.text for cell in line if cell.text)


def _words(line: list[Cell]) -> Words:
    words = line[0].words if line else NO_WORDS
    for cell in line[1:]:
        words += Words(" ", (cell.words.at[0] - 1,)) + cell.words
    return words


def _fits(kind: str, column: list[list[Cell]], lexicon: Lexicon) -> bool:
    """Whether the values of a column can be what its header says."""
    match kind:
        case "level1":
            return all(lexicon.level1(_text(line)) for line in column if line)
        case "level2":
            return all(lexicon.level2(_text(line)) for line in column)
        case _:
            return not any(lexicon.level1(_text(line)) or lexicon.header(_text(line)) for line in column)
