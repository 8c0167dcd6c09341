"""A page → a PDF file, cut into sheets of any height. Lays out by itself, so that what is drawn at a cut can be chosen."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.rendering.pages import Page, Ruled
from tests.rendering.paper import Paper

FONT = "STSong-Light"
PAD = 3.0
LEADING = 1.35
_UNBREAKABLE = re.compile(r"[!-~]+|.", re.DOTALL)
_NEVER_FIRST = "，。、；：）”%》"

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@dataclass
class Placed:
    """A cell on the endless sheet: its edges, its words line by line, and whether it is merged over several rows."""

    left: float
    right: float
    top: float
    bottom: float
    lines: list[str]
    is_merged: bool
    row: int


@dataclass
class Laid:
    """A table on the endless sheet: where its rows begin and the last one ends, its cells, and the number of its header row."""

    edges: list[float]
    cells: list[Placed]
    header: int | None


@dataclass
class _Sheets:
    """The sheets printed so far, and how far down the present one is filled."""

    canvas: Canvas
    paper: Paper
    number: int = 0
    used: float = 0.0
    path: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def room(self) -> float:
        return self.paper.depth - self.used

    def begin(self) -> None:
        self.number += 1
        self.used = 0.0
        if self.paper.running_head:
            self.write(self.paper.margin, self.paper.margin - 14, self.paper.running_head)

    def end(self) -> None:
        if self.paper.has_page_numbers:
            self.write(self.paper.width / 2 - 12, self.paper.height - self.paper.margin + 20, f"- {self.number} -")
        self._draw()
        self.canvas.showPage()

    def next(self) -> None:
        self.end()
        self.begin()

    def write(self, x: float, y: float, text: str) -> None:
        self.canvas.setFont(FONT, self.paper.size)
        self.canvas.drawString(x, self.paper.height - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A border in the coordinates of the sheet's printed part."""
        top = self.paper.height - self.paper.margin
        self.path.append((self.paper.margin + x0, top - y0, self.paper.margin + x1, top - y1))

    def _draw(self) -> None:
        lines, self.path = self.path, []
        if not self.paper.is_bordered:
            return
        if self.paper.strokes == "path":
            path = self.canvas.beginPath()
            for x0, y0, x1, y1 in lines:
                path.moveTo(x0, y0)
                path.lineTo(x1, y1)
            self.canvas.drawPath(path)
            return
        for x0, y0, x1, y1 in lines:
            if self.paper.strokes == "lines":
                self.canvas.line(x0, y0, x1, y1)
            else:
                self.canvas.rect(x0 - 0.24, min(y0, y1) - 0.24, x1 - x0 + 0.48, abs(y1 - y0) + 0.48, stroke=0, fill=1)


def to_pdf(page: Page, paper: Paper = Paper()) -> bytes:  # noqa: B008
    """Lines of words and ruled tables, one below the other, on as many sheets as they need."""
    file = io.BytesIO()
    print_page(page, Canvas(file, pagesize=(paper.width, paper.height)), paper)
    return file.getvalue()


def print_page(page: Page, canvas: Canvas, paper: Paper = Paper()) -> None:  # noqa: B008
    """The same on a canvas that was prepared for something, and is saved."""
    sheets = _Sheets(canvas, paper)
    sheets.begin()
    for part in page:
        if isinstance(part, Ruled):
            _print_table(lay_out(part, paper), sheets)
        else:
            _print_lines(part, sheets)
    sheets.end()
    canvas.save()


def _print_lines(text: str, sheets: _Sheets) -> None:
    paper = sheets.paper
    for line in wrapped(text.replace("\t", "        "), paper.width - 2 * paper.margin, paper.size):
        if sheets.room < paper.size * LEADING:
            sheets.next()
        sheets.used += paper.size * LEADING
        sheets.write(paper.margin, paper.margin + sheets.used - PAD, line)
    sheets.used += 4


# layout ---------------------------------------------------------------------------------------------------------------


def lay_out(table: Ruled, paper: Paper) -> Laid:
    """Columns as wide as their words deserve, rows as high as their cells need."""
    widths = column_widths(table, paper)
    lefts = [sum(widths[:c]) for c in range(len(widths) + 1)]
    leading = paper.size * LEADING
    placed = [
        (r, c, box, wrapped(box.text, lefts[c + box.columns] - lefts[c] - 2 * PAD, paper.size))
        for r, c, box in table.placed()
    ]
    heights = [0.0] * len(table.rows)
    for r, _, box, lines in sorted(placed, key=lambda cell: cell[2].rows):
        missing = len(lines) * leading + 2 * PAD - sum(heights[r : r + box.rows])
        heights[r + box.rows - 1] += max(0.0, missing)
    edges = [sum(heights[:r]) for r in range(len(heights) + 1)]
    cells = [
        Placed(lefts[c], lefts[c + box.columns], edges[r], edges[r + box.rows], lines, box.rows > 1, r)
        for r, c, box, lines in placed
    ]
    header = next((r for r, row in enumerate(table.rows) if any(box.text == "三级指标" for box in row)), None)
    return Laid(edges, cells, header)


def column_widths(table: Ruled, paper: Paper) -> list[float]:
    """The paper's width, shared among the columns by the length of what stands in them."""
    longest = [2.0] * table.width
    for _, c, box in table.placed():
        if box.columns == 1:
            longest[c] = max(longest[c], min(14.0, max(len(line) for line in box.text.split("\n"))))
    shares = [length**0.7 for length in longest]
    return [(paper.width - 2 * paper.margin) * share / sum(shares) for share in shares]


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Text broken into lines that are not wider than `width`; figures and Latin words stay whole where they can."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _words(paragraph, width, size):
            if line and _width(line + word.rstrip(), size) > width and word not in _NEVER_FIRST:
                lines.append(line.rstrip())
                line = ""
            line += word if line else word.lstrip(" ")
        lines.append(line.rstrip())
    return lines if lines != [""] else []


def _words(text: str, width: float, size: float) -> Iterator[str]:
    for match in _UNBREAKABLE.finditer(text):
        if _width(match.group(), size) <= width:
            yield match.group()
        else:
            yield from match.group()


def _width(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


# page breaks ----------------------------------------------------------------------------------------------------------


def _print_table(laid: Laid, sheets: _Sheets) -> None:
    start, end = 0.0, laid.edges[-1]
    while start < end:
        head = _header(laid) if laid.header is not None and start > laid.edges[laid.header + 1] else None
        again = head[1] - head[0] if head and sheets.paper.has_header_again and start else 0.0
        stop = _cut(laid, start, sheets.room - again, sheets)
        if stop is None:
            sheets.next()
            continue
        if again and head:
            _print_slice(laid, *head, sheets, is_header=True)
        _print_slice(laid, start, stop, sheets)
        start = stop
        if start < end:
            sheets.next()
    sheets.used += 6


def _header(laid: Laid) -> tuple[float, float] | None:
    assert laid.header is not None
    return laid.edges[laid.header], laid.edges[laid.header + 1]


def _cut(laid: Laid, start: float, room: float, sheets: _Sheets) -> float | None:
    """Where the table is cut that begins on this sheet at `start`; None when nothing of it fits."""
    if laid.edges[-1] - start <= room:
        return laid.edges[-1]
    whole = max((edge for edge in laid.edges if start < edge <= start + room), default=None)
    if sheets.paper.cut == "rows" and (whole is not None or sheets.used):
        return whole
    if room < 3 * sheets.paper.size:
        return None if sheets.used else start + room
    return start + room


def _print_slice(laid: Laid, start: float, stop: float, sheets: _Sheets, *, is_header: bool = False) -> None:
    """What stands between two heights of the endless sheet, with the borders that are drawn there; a header is closed."""
    paper, shift = sheets.paper, sheets.used - start
    for cell in laid.cells:
        top, bottom = max(cell.top, start), min(cell.bottom, stop)
        if top >= bottom:
            continue
        for x in (cell.left, cell.right):
            sheets.line(x, top + shift, x, bottom + shift)
        if _has_line(cell.top, top, paper, is_page_edge=bool(start) and top == start and not is_header):
            sheets.line(cell.left, top + shift, cell.right, top + shift)
        if _has_line(
            cell.bottom, bottom, paper, is_page_edge=stop < laid.edges[-1] and bottom == stop and not is_header
        ):
            sheets.line(cell.left, bottom + shift, cell.right, bottom + shift)
        for x, y, line in () if is_header and cell.bottom > stop else _words_in(cell, start, stop, paper):
            sheets.write(paper.margin + x, paper.margin + y + shift, line)
    sheets.used += stop - start


def _has_line(own: float, here: float, paper: Paper, *, is_page_edge: bool) -> bool:
    """Whether a cell that ends at `own` has a border drawn `here`."""
    if is_page_edge and paper.edge != "open":
        return paper.edge == "closed"
    return own == here


def _words_in(cell: Placed, start: float, stop: float, paper: Paper) -> Iterator[tuple[float, float, str]]:
    """The lines of a cell that stand on this sheet. A line belongs to where its middle is."""
    leading = paper.size * LEADING
    top = cell.top + PAD
    if (
        paper.words == "again"
        and cell.is_merged
        and len(cell.lines) * leading + 2 * PAD <= min(cell.bottom, stop) - max(cell.top, start)
    ):
        top = max(cell.top, start) + PAD
        start, stop = float("-inf"), float("inf")
    elif paper.words == "middle":
        top = (cell.top + cell.bottom - len(cell.lines) * leading) / 2
    for n, line in enumerate(cell.lines):
        high = top + n * leading
        if start <= high + leading / 2 < stop:
            high = max(start, min(high, stop - leading))
            yield cell.left + PAD, high + leading * 3 / 4, line
