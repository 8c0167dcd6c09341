"""A table on an endless sheet: columns as wide as their words deserve, rows as high as their cells need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from tests.rendering.pages import Ruled
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
