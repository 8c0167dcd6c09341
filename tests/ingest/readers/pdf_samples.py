"""Small PDF files drawn by hand, so that every stroke and every word stands where a test wants it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from tests.rendering.layout import FONT

WIDTH, HEIGHT = 400, 300
Draw = Callable[[Canvas], None]


def pdf(*pages: Sequence[Draw], turned: int = 0) -> bytes:
    """A file with these pages; `turned`: its pages are stored lying on a side, and shown upright by so many degrees."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT))  # as it is shown
    for page in pages:
        canvas.setPageRotation(turned)
        canvas.translate(*{0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[turned])
        canvas.rotate(turned)
        for draw in page:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def words(left: float, top: float, text: str, *, size: float = 10, color: str = "black", mode: int = 0) -> Draw:
    """Words whose first character stands `left`, their baseline `top` points below the page's top."""

    def draw(canvas: Canvas) -> None:
        written = canvas.beginText(left, HEIGHT - top)
        written.setFont(FONT, size)
        written.setFillColor(color)
        written.setTextRenderMode(mode)
        written.textOut(text)
        canvas.drawText(written)

    return draw


def area(left: float, top: float, right: float, bottom: float, color: str) -> Draw:
    """A filled rectangle."""

    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(color)
        canvas.rect(left, HEIGHT - bottom, right - left, bottom - top, stroke=0, fill=1)

    return draw


def line(left: float, top: float, right: float, bottom: float) -> Draw:
    return lambda canvas: canvas.line(left, HEIGHT - top, right, HEIGHT - bottom)


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Draw]:
    """All lines of a table, from edge to edge."""
    across = [line(xs[0], y, xs[-1], y) for y in ys]
    return across + [line(x, ys[0], x, ys[-1]) for x in xs]


def filled(xs: Sequence[float], ys: Sequence[float], rows: Sequence[Sequence[str]]) -> list[Draw]:
    """The words of a table's cells, row by row."""
    return [
        words(left + 4, bottom - 6, text)
        for (_, bottom), row in zip(pairwise(ys), rows, strict=True)
        for left, text in zip(xs, row, strict=False)
        if text
    ]


def clipped(left: float, top: float, right: float, bottom: float, *draws: Draw) -> Draw:
    """What is drawn, cut off at a rectangle, as spreadsheets print a cell."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, HEIGHT - bottom, right - left, bottom - top)
        canvas.clipPath(path, stroke=0, fill=0)
        for inner in draws:
            inner(canvas)
        canvas.restoreState()

    return draw
