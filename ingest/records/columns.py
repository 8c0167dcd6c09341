"""A column whose header nobody knows is what its cells are."""

from __future__ import annotations

from dataclasses import replace

from ingest.layout import Cell, Column, Table
from ingest.lexicon import Lexicon

_TELLING = ("comparator", "measure")  # kinds that cells alone can tell; what else a column holds, only its header says


def told_by_cells(table: Table, words: Lexicon) -> list[Column]:
    """The columns of a table, each unknown one named where most of its cells are of a kind that no header names.

    Where rows are ragged a cell's slot does not tell its column; then an only unknown column is what most lines hold.
    """
    columns = list(table.columns)
    for kind in _TELLING:
        unknown = [number for number, column in enumerate(columns) if column.kind == "unknown"]
        if any(column.kind == kind for column in columns):
            continue
        fitting = [n for n in unknown if _most_are(table.cells, columns[n].slot, kind, words)]
        if not fitting and len(unknown) == 1 and _most_hold(table.cells, kind, words):
            fitting = unknown
        if len(fitting) == 1:
            columns[fitting[0]] = replace(columns[fitting[0]], kind=kind)
    return columns


def _most_are(cells: list[Cell], slot: int | None, kind: str, words: Lexicon) -> bool:
    """Whether most filled cells of a slot are of a kind."""
    texts = [cell.text for cell in cells if slot is not None and cell.slot == slot and cell.text]
    return sum(words.is_cell(kind, text) for text in texts) * 2 > len(texts)


def _most_hold(cells: list[Cell], kind: str, words: Lexicon) -> bool:
    """Whether at least every second line holds a cell of a kind."""
    lines = {cell.line for cell in cells if cell.text}
    holding = {cell.line for cell in cells if cell.text and words.is_cell(kind, cell.text)}
    return len(holding) * 2 >= len(lines) > 0
