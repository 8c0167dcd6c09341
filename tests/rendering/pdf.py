"""A page → a PDF file, cut into sheets of any height. Lays out by itself, so that what is drawn at a cut can be chosen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from tests.rendering.layout import FONT, LEADING, PAD, Laid, Placed, lay_out, wrapped
from tests.rendering.pages import Page, Ruled
from tests.rendering.paper import Paper


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
