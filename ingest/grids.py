"""Document → Grid: one sequence of cells, each with what stands between it and the cell before. Words mean nothing here.

Text conversions come in three manners. *Rows*: a line is a row, delimiters part its cells. *Cells*: a line is a cell, a
delimiter at its start or end says so, and rows have no end. *Words*: no delimiters, blanks and line breaks may part cells or
wrap them. The manner is told by how many filled pieces delimited lines have.
"""

from __future__ import annotations

import re
from statistics import median

from ingest.layout import Boundary, Cell, Document, Grid, Line, Words

_TOKEN = re.compile(r"\S+")


def document_to_grid(document: Document) -> Grid:
    """Document → Grid. Empty cells are kept where a delimiter makes them, for they hold merged cells open."""
    delimited = [line for line in document.lines if line.delimiter]
    filled = [sum(1 for piece in line.pieces if piece.text) for line in delimited if any(p.text for p in line.pieces)]
    if len(delimited) * 5 < len(document.lines) or not filled:
        return Grid(document, _words(document.lines), has_rows=False)
    if median(filled) <= 1:
        return Grid(document, _single_cells(document.lines), has_rows=False)
    return Grid(document, _rows(document.lines), has_rows=True)


def _rows(lines: list[Line]) -> list[Cell]:
    cells = []
    for line in lines:
        first = Boundary.PAGE if line.blanks_before else Boundary.ROW
        pieces = line.pieces[:-1] if line.is_delimited_after and line.delimiter == "|" else line.pieces
        for slot, piece in enumerate(pieces):
            cells.append(Cell(piece, line.number, slot, Boundary.CELL if slot else first))
    return cells


def _single_cells(lines: list[Line]) -> list[Cell]:
    leading = sum(line.is_delimited_before and any(p.text for p in line.pieces) for line in lines)
    trailing = sum(line.is_delimited_after and any(p.text for p in line.pieces) for line in lines)
    cells = []
    is_ended = True
    for line in lines:
        is_hard = bool(line.delimiter) if leading >= trailing else is_ended
        pieces = [piece for piece in line.pieces if piece.text] or [line.pieces[0]]
        for i, piece in enumerate(pieces):
            cells.append(Cell(piece, line.number, None, Boundary.CELL if i else _gap(line, is_hard)))
        is_ended = bool(line.delimiter)
    return cells


def _gap(line: Line, hard: bool) -> Boundary:
    if line.blanks_before:
        return Boundary.CELL_BLANK if hard else Boundary.BLANK
    return Boundary.CELL_LINE if hard else Boundary.LINE


def _words(lines: list[Line]) -> list[Cell]:
    cells = []
    for line in lines:
        first = Boundary.BLANK if line.blanks_before else Boundary.LINE
        for piece in line.pieces:
            for match in _TOKEN.finditer(piece.text):
                token: Words = piece.part(match.start(), match.end())
                cells.append(Cell(token, line.number, None, first))
                first = Boundary.SPACE
            first = Boundary.CELL
    return cells
