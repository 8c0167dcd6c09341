"""A column whose header nobody knows is what its cells are."""

from __future__ import annotations

from dataclasses import replace

from ingest.layout import Cell, Column, Table
from ingest.lexicon import Lexicon

_TELLING = ("comparator", "measure")  # kinds that cells alone can tell; what else a column holds, only its header says


def told_by_cells(table: Table, words: Lexicon) -> list[Column]:
    """The columns of a table, its only unknown one named where most rows hold a cell of a kind that no header names."""
    unknown = [number for number, column in enumerate(table.columns) if column.kind == "unknown"]
    if len(unknown) != 1:
        return table.columns
    for kind in _TELLING:
        if all(column.kind != kind for column in table.columns) and _most_hold(table.cells, kind, words):
            columns = list(table.columns)
            columns[unknown[0]] = replace(columns[unknown[0]], kind=kind)
            return columns
    return table.columns


def _most_hold(cells: list[Cell], kind: str, words: Lexicon) -> bool:
    """Whether at least every second line holds a cell of a kind."""
    lines = {cell.line for cell in cells if cell.text}
    holding = {cell.line for cell in cells if cell.text and words.is_cell(kind, cell.text)}
    return len(holding) * 2 >= len(lines) > 0
