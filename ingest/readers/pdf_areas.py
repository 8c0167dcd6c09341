"""Lines of words → the boxes around them on the pages they were printed on, as those pages are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import cos, radians, sin

from ingest.nouns import Area
from ingest.readers.pdf_page import PageContent
from ingest.readers.pdf_text import TextLine

ABOVE, BELOW = 0.9, 0.2  # of a character's height: how far it reaches from its baseline
DIGITS = 2  # of a percentage: a hundredth of a percent is less than a pixel

_Point = tuple[float, float]


def lines_to_areas(lines: Iterable[TextLine], pages: Mapping[int, PageContent]) -> tuple[Area, ...]:
    """Lines of one cell or paragraph → the box around them, one for each of the pages that they stand on."""
    by_page: dict[int, list[TextLine]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    return tuple(_area(own, pages[number]) for number, own in by_page.items())


def _area(lines: list[TextLine], page: PageContent) -> Area:
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    top = min(line.baseline - ABOVE * line.size for line in lines)
    bottom = max(line.baseline + BELOW * line.size for line in lines)
    corners = [_as_shown(point, page) for point in ((left, top), (right, top), (left, bottom), (right, bottom))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    edges = (100 * min(max(edge, 0.0), 1.0) for edge in (min(xs), min(ys), max(xs), max(ys)))
    left_pct, top_pct, right_pct, bottom_pct = (round(edge, DIGITS) for edge in edges)
    return Area(page.number, left_pct, top_pct, right_pct, bottom_pct)


def _as_shown(point: _Point, page: PageContent) -> _Point:
    """A point of a page that was set upright to be read → where it is on the page as it lies in the file, as a share of its sides."""
    (x, y), width, height = point, page.width, page.height
    if page.skew_degrees:
        angle, middle_x, middle_y = radians(page.skew_degrees), width / 2, height / 2
        x, y = x - middle_x, y - middle_y
        x, y = cos(angle) * x - sin(angle) * y + middle_x, sin(angle) * x + cos(angle) * y + middle_y
    for _ in range(page.quarter_turns):
        x, y, width, height = height - y, x, height, width
    return x / width, y / height
