"""Blocks → Document: what the readers of structured formats share.

A structured format knows its paragraphs and its tables, with merged cells. They are written out as text - a paragraph a line,
a table row a line with tabs, a merged cell's words in its first slot and the slots it covers empty - so that every word has a
line that can be shown and quoted, and the rooms after this one need know no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from ingest.layout import Document, Line, Words
from ingest.nouns import Area, Issue, Locator, Region
from ingest.readers.text import text_line

_SET_APART = re.compile(r"\S(?:[ \u00a0]{3,}|[\t\u3000]+)\S")
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WITHOUT_WIDTH = re.compile(r"[\u200b-\u200d\u2060\ufeff\u00ad]+")


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader is not sure of: a code, which becomes a flag of whatever is read there, and a sentence for people.

    `is_about_words`: it is the words that are doubtful, not where they belong; in a merged cell they are every row's.
    """

    code: str
    message: str
    is_about_words: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables. `page` counts from 1, None for a format without pages; `areas` are where its words stand."""

    text: str
    page: int | None = None
    doubt: Doubt | None = None
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: where it begins (from 0), how far it reaches; `confidence` is below 1 where a picture was read."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    confidence: float = 1.0
    doubt: Doubt | None = None
    areas: tuple[Area, ...] = ()  # where its words stand, on two pages where a page break cuts it


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table as printed on one page or sheet."""

    cells: tuple[TableCell, ...]
    page: int | None = None


Block = Paragraph | TableBlock


def blocks_to_document(media_type: str, blocks: Iterable[Block]) -> Document:
    """Blocks in printed order → the document; an empty line stands between blocks where a table begins or ends.

    A row that one cell fills from edge to edge is a line of words, not a row of a table; so is a lone cell that holds
    several things set apart by blanks (单位 …    金额单位:万元), and what stands alone in the rows above a table.
    """
    writer = _Writer()
    for block in blocks:
        if isinstance(block, Paragraph):
            writer.paragraph(block)
        else:
            writer.table(block)
    document = Document(media_type, "\n".join(writer.texts), writer.lines, regions=writer.regions)
    for doubt, first, last, words in _runs(writer.doubts):
        quote = words or "\n".join(writer.texts[first - 1 : last])
        document.doubts.append(Issue(doubt.code, doubt.message, Locator(first, last, quote, document.pages.get(first))))
    return document


def _one_line(text: str) -> str:
    return _WITHOUT_WIDTH.sub("", _BREAKS.sub(" ", text)).strip()


def _lone_cell(cells: list[TableCell], width: int) -> TableCell | None:
    """The cell of a row that is no row of a table: one from edge to edge, or one alone with words set apart by blanks."""
    filled = [cell for cell in cells if cell.text.strip()]
    if len(cells) == 1 and cells[0].columns == width:
        return cells[0]
    return filled[0] if len(filled) == 1 and _SET_APART.search(filled[0].text) else None


class _Doubted(NamedTuple):
    """A doubt with its first and last line, and the words in them that it is about: all of them where it names none."""

    doubt: Doubt
    first: int
    last: int
    words: str = ""


def _runs(doubts: list[_Doubted]) -> list[_Doubted]:
    """A doubt about all words of neighbouring lines is one."""
    runs: list[_Doubted] = []
    for new in doubts:
        last = runs[-1] if runs else None
        if last and (last.doubt, last.words) == (new.doubt, "") and not new.words and new.first - last.last <= 1:
            runs[-1] = last._replace(last=max(last.last, new.last))
        else:
            runs.append(new)
    return runs


class _Writer:
    """The text written so far, and its lines."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[Line] = []
        self.offset = 0
        self.blanks = 0
        self.was_table = False
        self.doubts: list[_Doubted] = []
        self.regions: list[Region] = []

    def paragraph(self, block: Paragraph) -> None:
        if self.was_table:
            self._blank()
        self.was_table = False
        first = len(self.texts) + 1
        self._words(block.text, block.page, block.areas)
        if block.doubt:
            self.doubts.append(_Doubted(block.doubt, first, len(self.texts)))

    def table(self, block: TableBlock) -> None:
        if self.texts:
            self._blank()
        self.was_table = True
        width = max((cell.column + cell.columns for cell in block.cells), default=0)
        rows: dict[int, list[TableCell]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell)
        reached = min(rows, default=0)  # the first row that no cell so far reaches
        is_above = True  # nothing but lone cells since the last gap: titles above a table
        first: dict[int, int] = {}  # line of every row
        for row in sorted(rows):
            if row > reached:
                self._blank()
                is_above = True
            reached = max(reached, *(cell.row + cell.rows for cell in rows[row]))
            is_above = is_above and len(rows[row]) == 1
            alone = rows[row][0] if is_above else _lone_cell(rows[row], width)
            first[row] = len(self.texts) + 1
            if alone is not None:
                self._words(alone.text, block.page, alone.areas)
            else:
                self._row(rows[row], width, block.page)
        self._doubt_cells(block, first)

    def _row(self, cells: list[TableCell], width: int, page: int | None) -> None:
        pieces = [""] * width
        for cell in cells:
            pieces[cell.column] = _one_line(cell.text)
        self._line(pieces, page)
        starts = [0, *accumulate(len(piece) + 1 for piece in pieces)]
        for cell in cells:
            start = starts[cell.column]
            self._place(start, start + len(pieces[cell.column]), cell.areas)

    def _words(self, text: str, page: int | None, areas: tuple[Area, ...]) -> None:
        """Lines outside tables are read as a text's lines are: tabs and pipes in them may part cells."""
        for raw in (line.strip(" ") for line in text.splitlines() or [""]):
            line = text_line(len(self.texts) + 1, raw, self.offset, self.blanks)
            if line is None:
                self._blank()
                continue
            self.lines.append(replace(line, page=page))
            self.texts.append(raw)
            self._place(0, len(raw), areas)
            self.offset += len(raw) + 1
            self.blanks = 0

    def _place(self, start: int, end: int, areas: tuple[Area, ...]) -> None:
        """Notes where the words of the last line from one character up to another stand in the file."""
        self.regions += [Region(len(self.texts), start, end, area) for area in areas if end > start]

    def _doubt_cells(self, block: TableBlock, lines: dict[int, int]) -> None:
        """The doubts about cells of a table whose rows stand in `lines`: each about its cell, or about all rows of it."""
        for cell in block.cells:
            if cell.doubt is None:
                continue
            last = max(line for row, line in lines.items() if cell.row <= row < cell.row + cell.rows)
            is_merged = cell.doubt.is_about_words and last > lines[cell.row]
            text = "" if is_merged else _one_line(cell.text)
            self.doubts.append(_Doubted(cell.doubt, lines[cell.row], last if is_merged else lines[cell.row], text))

    def _blank(self) -> None:
        self.texts.append("")
        self.offset += 1
        self.blanks += 1

    def _line(self, pieces: list[str], page: int | None) -> None:
        words = []
        at = self.offset
        for piece in pieces:
            words.append(Words(piece, tuple(range(at, at + len(piece)))))
            at += len(piece) + 1
        self.texts.append("\t".join(pieces))
        number, before, after = len(self.texts), not pieces[0], not pieces[-1]
        self.lines.append(Line(number, tuple(words), "\t", self.blanks, before, after, page, is_row=True))
        self.offset = at
        self.blanks = 0
