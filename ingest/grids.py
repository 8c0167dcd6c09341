"""Document → Grid: one sequence of cells, each with what stands between it and the cell before. Words mean nothing here.

Readers of structured formats say which lines are rows of a table; the other lines are words. Text conversions come in three
manners. *Rows*: a line is a row, delimiters part its cells. *Cells*: a line is a cell, a delimiter at its start or end says so,
and rows have no end. *Words*: no delimiters, blanks and line breaks may part cells or wrap them. The manner is told by how many
filled pieces delimited lines have; where few lines are delimited, every run of them is judged by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from statistics import median

from ingest.layout import Boundary, Cell, Document, Grid, Line, Words

_TOKEN = re.compile(r"\S+")
_WIDE_PARTED = re.compile(r"\S+(?:[ \u00a0]\S+)*")  # a single blank does not part cells
WIDE_GAP = 3  # blanks; with fewer, words of one cell may be parted
LEAST_ENDED = 5  # lines with a blank at their end; fewer are chance
LEAST_ROWS = 3  # fewer delimited lines than this amid words are no table


def document_to_grid(document: Document) -> Grid:
    """Document → Grid. Empty cells are kept where a delimiter makes them, for they hold merged cells open."""
    lines = document.lines
    if any(line.is_row for line in lines):
        return Grid(document, _mixed(lines, {line.number for line in lines if line.is_row}))
    delimited = [line for line in lines if line.delimiter]
    filled = _filled(delimited)
    if len(delimited) * 5 < len(lines) or not filled:
        return Grid(document, _mixed(lines, _numbers_of_rows(lines)))
    if median(filled) <= 1:
        return Grid(document, _single_cells(lines))
    return Grid(document, _rows(lines))


def _filled(lines: Iterable[Line]) -> list[int]:
    """How many filled pieces each line has; lines without any are left out."""
    return [count for line in lines if (count := sum(1 for piece in line.pieces if piece.text))]


def _numbers_of_rows(lines: list[Line]) -> set[int]:
    """The numbers of the lines that are rows of a small table amid words: runs of lines with one delimiter and several cells."""
    numbers: set[int] = set()
    for delimiter, run in groupby(lines, key=lambda line: line.delimiter):
        table = list(run)
        if delimiter and len(table) >= LEAST_ROWS and median(_filled(table) or [0]) > 1:
            numbers |= {line.number for line in table}
    return numbers


def _mixed(lines: list[Line], rows: set[int]) -> list[Cell]:
    """Lines whose number is in `rows` are rows, the others words."""
    cells: list[Cell] = []
    for is_row, run in groupby(lines, key=lambda line: line.number in rows):
        cells += (_rows if is_row else _words)(list(run))
    return cells


def _rows(lines: list[Line]) -> list[Cell]:
    piped = [line for line in lines if line.delimiter == "|"]
    has_outer_pipes = sum(line.is_delimited_before for line in piped) * 10 >= len(piped) * 9
    cells = []
    for line in lines:
        first = Boundary.PAGE if line.blanks_before else Boundary.ROW
        for slot, piece in enumerate(_pieces(line, has_outer_pipes)):
            cells.append(Cell(piece, line.number, slot, Boundary.CELL if slot else first))
    return cells


def _pieces(line: Line, has_outer_pipes: bool) -> list[Words]:
    """The cells of a row: outer pipes hold none, and in a line without delimiters wide gaps part them."""
    if line.delimiter == "|":
        start = 1 if has_outer_pipes and line.is_delimited_before else 0
        return list(line.pieces[start : -1 if line.is_delimited_after else None])
    if line.delimiter is None:
        words = line.pieces[0]
        return [words.part(match.start(), match.end()) for match in _WIDE_PARTED.finditer(words.text)]
    return list(line.pieces)


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
    has_ends = _prints_ends(lines)
    for before, line in zip([None, *lines], lines, strict=False):
        first = Boundary.LINE
        if line.blanks_before:
            first = Boundary.BLANK
        elif has_ends and before is not None:
            first = Boundary.LINE_END if before.has_blank_end else Boundary.WRAP
        for piece in line.pieces:
            end = 0
            for match in _TOKEN.finditer(piece.text):
                token: Words = piece.part(match.start(), match.end())
                is_parted = first == Boundary.SPACE and _parts_cells(piece.text, end, match.start(), match.end())
                cells.append(Cell(token, line.number, None, Boundary.CELL if is_parted else first))
                first, end = Boundary.SPACE, match.end()
            first = Boundary.CELL
    return cells


def _prints_ends(lines: list[Line]) -> bool:
    """Whether blanks at line ends tell the ends of cells: where many lines have one, and others do not."""
    ended = sum(line.has_blank_end for line in lines)
    return ended >= LEAST_ENDED and len(lines) < ended * 5 and ended * 10 < len(lines) * 9


def _parts_cells(text: str, start: int, end: int, word_end: int) -> bool:
    """Whether the blanks from `start` to `end` are so wide that cells part there; words of one sign are a label set wide."""
    width = sum(2 if blank == "\u3000" else 1 for blank in text[start:end])
    return width >= WIDE_GAP and not (word_end - end == 1 and (start < 2 or text[start - 2].isspace()))
