"""Blocks → Document: what the readers of structured formats share.

A structured format knows its paragraphs and its tables, with merged cells. They are written out as text - a paragraph a line,
a table row a line with tabs, a merged cell's words in its first slot and the slots it covers empty - so that every word has a
line that can be shown and quoted, and the rooms after this one need know no format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.layout import Document, Line, Words

_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables. `page` counts from 1, None for a format without pages."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: where it begins (from 0), how far it reaches; `confidence` is below 1 where a picture was read."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table as printed on one page or sheet."""

    cells: tuple[TableCell, ...]
    page: int | None = None


Block = Paragraph | TableBlock


def blocks_to_document(media_type: str, blocks: Iterable[Block]) -> Document:
    """Blocks in printed order → the document; an empty line stands between blocks where a table begins or ends.

    A row that one cell fills from edge to edge is a line of words, not a row of a table.
    """
    writer = _Writer()
    for block in blocks:
        if isinstance(block, Paragraph):
            writer.paragraph(block)
        else:
            writer.table(block)
    return Document(media_type, "\n".join(writer.texts), writer.lines)


class _Writer:
    """The text written so far, and its lines."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.lines: list[Line] = []
        self.offset = 0
        self.blanks = 0
        self.was_table = False

    def paragraph(self, block: Paragraph) -> None:
        if self.was_table:
            self._blank()
        self.was_table = False
        self._words(block.text, block.page)

    def table(self, block: TableBlock) -> None:
        if self.texts:
            self._blank()
        self.was_table = True
        width = max((cell.column + cell.columns for cell in block.cells), default=0)
        rows: dict[int, list[TableCell]] = {}
        for cell in block.cells:
            rows.setdefault(cell.row, []).append(cell)
        reached = min(rows, default=0)  # the first row that no cell so far reaches
        for row in sorted(rows):
            if row > reached:
                self._blank()
            reached = max(reached, *(cell.row + cell.rows for cell in rows[row]))
            if len(rows[row]) == 1 and rows[row][0].columns == width:
                self._words(rows[row][0].text, block.page)
            else:
                self._row(rows[row], width, block.page)

    def _row(self, cells: list[TableCell], width: int, page: int | None) -> None:
        pieces = [""] * width
        for cell in cells:
            pieces[cell.column] = _BREAKS.sub(" ", cell.text).strip()
        self._line(pieces, "\t", page, is_row=True)

    def _words(self, text: str, page: int | None) -> None:
        for line in text.splitlines():
            pieces = [piece.strip() for piece in line.strip().split("\t")]
            if any(pieces):
                self._line(pieces, "\t" if len(pieces) > 1 else None, page)

    def _blank(self) -> None:
        self.texts.append("")
        self.offset += 1
        self.blanks += 1

    def _line(self, pieces: list[str], delimiter: str | None, page: int | None, *, is_row: bool = False) -> None:
        words = []
        at = self.offset
        for piece in pieces:
            words.append(Words(piece, tuple(range(at, at + len(piece)))))
            at += len(piece) + 1
        self.texts.append("\t".join(pieces))
        before, after = bool(delimiter) and not pieces[0], bool(delimiter) and not pieces[-1]
        self.lines.append(Line(len(self.texts), tuple(words), delimiter, self.blanks, before, after, page, is_row))
        self.offset = at
        self.blanks = 0
