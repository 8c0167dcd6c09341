"""A page's characters and strokes → what stands on it from top to bottom: lines of words, and tables with words in their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.pdf_lines import RuledTable, strokes_to_tables
from ingest.readers.pdf_page import Glyph, PageContent
from ingest.readers.pdf_text import NEVER_FIRST, TextLine, glyphs_to_lines, lines_to_text

INSIDE = 1.0  # points from the edge of what words are clipped to
INK = 0.2  # of a character's height: what surely is ink above and below its middle
MIDDLE = 0.35  # of a character's height: how far its middle lies above its baseline

Anchored = tuple[Glyph, float, float]


@dataclass(slots=True)
class PdfCell:
    """A cell of a page's table: where it begins and how far it reaches, its words, and whether the page's edge cuts it open.

    `is_overfull`: words reach over its edge, its own or those of the cell beside it.
    """

    row: int
    column: int
    rows: int
    columns: int
    width: float
    is_open_above: bool
    is_open_below: bool
    is_irregular: bool
    lines: list[TextLine] = field(default_factory=list)
    is_doubtful: bool = False
    is_overfull: bool = False

    @property
    def extent(self) -> tuple[int, int]:
        """The columns it takes, which tell what it is a cell of."""
        return self.column, self.columns

    @property
    def end(self) -> int:
        """The first row below it."""
        return self.row + self.rows

    @property
    def text(self) -> str:
        """Its words."""
        return lines_to_text(self.lines, self.width)


@dataclass(slots=True)
class PdfTable:
    """A table as far as one page shows it; `header_rows` at its top are printed again where it is continued from the page before."""

    page: int
    xs: list[float]
    top: float
    height: int
    cells: list[PdfCell]
    is_continued: bool = False
    header_rows: int = 0


@dataclass(slots=True)
class PdfPage:
    """What stands on a page, from top to bottom, and the edges of what is printed."""

    number: int
    items: list[TextLine | PdfTable]
    left: float
    right: float


def content_to_page(content: PageContent) -> PdfPage:
    """Sorts a page's characters into the cells of its tables; those outside are lines of words."""
    ruled = sorted(strokes_to_tables(content.strokes), key=lambda table: table.xs[-1] - table.xs[0])
    inside: list[list[Anchored]] = [[] for _ in ruled]
    outside = []
    for glyph, x, y in _anchored(content.glyphs):
        for number, table in enumerate(ruled):
            if table.xs[0] <= x < table.xs[-1] and table.ys[0] <= y < table.ys[-1]:
                inside[number].append((glyph, x, y))
                break
        else:
            outside.append(glyph)
    placed: list[tuple[float, TextLine | PdfTable]] = [
        (line.baseline, line) for line in glyphs_to_lines(outside, content.number)
    ]
    for table, glyphs in zip(ruled, inside, strict=True):
        if glyphs:
            placed.append((table.ys[0], _filled(table, glyphs, content.number)))
    placed.sort(key=lambda item: item[0])
    left = min((glyph.left for glyph in content.glyphs), default=0.0)
    right = max((glyph.right for glyph in content.glyphs), default=0.0)
    return PdfPage(content.number, [item for _, item in placed], left, right)


def _anchored(glyphs: list[Glyph]) -> Iterator[Anchored]:
    """Every character with the point that tells its cell: its middle, or what is nearest to it in what it is clipped to.

    A punctuation mark that hangs over the edge stays with its word.
    """
    last, last_x = None, 0.0
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.baseline - MIDDLE * glyph.size
        if (
            last
            and glyph.text in NEVER_FIRST
            and glyph.baseline == last.baseline
            and abs(glyph.left - last.right) < glyph.size / 4
        ):
            x = last_x
        if glyph.clip:
            left, top, right, bottom = glyph.clip
            x, y = min(max(x, left + INSIDE), right - INSIDE), min(max(y, top + INSIDE), bottom - INSIDE)
        yield glyph, x, y
        last, last_x = glyph, x


def _filled(table: RuledTable, glyphs: list[Anchored], page: int) -> PdfTable:
    cells, at = [], {}
    for number, cell in enumerate(table.cells):
        width = table.xs[cell.column + cell.columns] - table.xs[cell.column]
        cells.append(
            PdfCell(
                cell.row, cell.column, cell.rows, cell.columns, width,
                cell.is_open_above, cell.is_open_below, cell.is_irregular,
            )
        )  # fmt: skip
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                at[row, column] = number
    words: list[list[Glyph]] = [[] for _ in cells]
    for glyph, x, y in glyphs:
        row, column = bisect_right(table.ys, y) - 1, bisect_right(table.xs, x) - 1
        number = at[row, column]
        words[number].append(glyph)
        high, low = y - INK * glyph.size, y + INK * glyph.size
        over = row - 1 if high < table.ys[row] else row + 1 if low > table.ys[row + 1] else row
        other = at.get((over, column), number)
        if glyph.clip:
            cells[number].is_overfull = True
        elif other != number:
            cells[number].is_overfull = cells[other].is_overfull = True
    for filled, own in zip(cells, words, strict=True):
        filled.lines = glyphs_to_lines(own, page)
    return PdfTable(page, table.xs, table.ys[0], len(table.ys) - 1, cells)
