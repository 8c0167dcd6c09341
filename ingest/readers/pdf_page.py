"""One page of a PDF file as pdfium gives it → its characters and its ruling strokes, measured from the page's top left corner."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ingest.layout import Unreadable
from ingest.readers.pdf_pictures import is_scanned

MOST_OBJECTS = 100_000  # drawn things on a page; a full table has some thousand
MOST_CHARACTERS = 60_000  # on a page; a page of small print has five thousand
LARGEST_SIDE = 15_000.0  # points, some five metres
DEEPEST_FORM = 8  # drawings inside drawings
THIN = 3.5  # points; what is thicker is a picture or a shade, not a ruling line
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}  # how pdfium gives a hyphen at the end of a line
_SYMBOLS = range(0xF020, 0xF100)  # the place of fonts such as Wingdings, which tick boxes are taken from
_SURROGATES = range(0xD800, 0xE000)
UNKNOWN = "\ufffd"
_RADICALS = range(0x2E80, 0x2FE0)  # some printers encode 金 as the radical ⾦


class Glyph(NamedTuple):
    """A character: its left and right edge, its baseline and its height, in points; how sure it is, where a picture was read."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    confidence: float = 1.0


class Stroke(NamedTuple):
    """A thin straight thing that was drawn: the box around it, in points."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page, numbered from 1. `is_scanned`: the page is a picture, its characters are not what one sees."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    strokes: list[Stroke]
    is_scanned: bool = False


class _Frame(NamedTuple):
    """From pdfium's coordinates (up, before the page is turned) to ours (down, as the page is shown)."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarter_turns == 1:
            return y - self.bottom, x - self.left
        if self.quarter_turns == 2:
            return self.right - x, y - self.bottom
        if self.quarter_turns == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter_turns % 2 else (width, height)


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def read_page(document: Any, index: int) -> PageContent:
    """The page at `index` (from 0) of an open pdfium document. Raises Unreadable when it is damaged or beyond all bounds."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise Unreadable("broken_file", f"page {index + 1} is damaged; print the document anew")
    try:
        frame = _frame(page, index)
        strokes = list(_strokes(page, frame, index))
        picture = not strokes and is_scanned(page, *frame.size)
        return PageContent(index + 1, *frame.size, _glyphs(page, frame, index), strokes, picture)
    finally:
        pdfium.FPDF_ClosePage(page)


def _frame(page: Any, index: int) -> _Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    frame = _Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(page))
    if not 0 < max(frame.size) <= LARGEST_SIDE:
        raise Unreadable(
            "too_large",
            f"page {index + 1} measures {max(frame.size):.0f} points; at most {LARGEST_SIDE:.0f} are read",
        )
    return frame


# characters -----------------------------------------------------------------------------------------------------------


def _glyphs(page: Any, frame: _Frame, index: int) -> list[Glyph]:
    words = pdfium.FPDFText_LoadPage(page)
    if not words:
        return []
    try:
        count = pdfium.FPDFText_CountChars(words)
        if count > MOST_CHARACTERS:
            raise Unreadable(
                "too_large",
                f"page {index + 1} holds {count:,} characters; at most {MOST_CHARACTERS:,} are read",
            )
        return list(_placed_glyphs(words, count, frame))
    finally:
        pdfium.FPDFText_ClosePage(words)


def _placed_glyphs(words: Any, count: int, frame: _Frame) -> Iterator[Glyph]:
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    width, height = frame.size
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(words, i)
        if code <= 0x20 and code not in _HYPHENS and (code not in (0, 0x20) or pdfium.FPDFText_IsGenerated(words, i)):
            continue
        pdfium.FPDFText_GetLooseCharBox(words, i, box)
        pdfium.FPDFText_GetCharOrigin(words, i, x, y)
        x0, y0 = frame.point(box.left, box.top)
        x1, y1 = frame.point(box.right, box.bottom)
        _, baseline = frame.point(x.value, y.value)
        left, right = (x0, x1) if x0 <= x1 else (x1, x0)
        if 0 <= (left + right) / 2 <= width and 0 <= baseline <= height:
            yield Glyph(_character(code), left, right, baseline, abs(y1 - y0))


def _character(code: int) -> str:
    """The character of a code; a code without a meaning is shown as one, for a figure lost in silence would be a lie."""
    if code in _HYPHENS:
        return "-"
    if code == 0 or code in _SURROGATES:
        return UNKNOWN
    character = chr(code - 0xF000 if code in _SYMBOLS else code)
    return unicodedata.normalize("NFKC", character) if code in _RADICALS else character


# strokes --------------------------------------------------------------------------------------------------------------


def _strokes(page: Any, frame: _Frame, index: int) -> Iterator[Stroke]:
    for path, matrix in _paths(page, index):
        for x0, y0, x1, y1 in _thin_boxes(path, matrix):
            (a, b), (c, d) = frame.point(x0, y0), frame.point(x1, y1)
            yield Stroke(min(a, c), min(b, d), max(a, c), max(b, d))


def _paths(page: Any, index: int) -> Iterator[tuple[Any, Matrix]]:
    """Every path that is drawn on a page, also inside form objects, with the matrix that places its points."""
    count = 0
    waiting = [(pdfium.FPDFPage_GetObject, pdfium.FPDFPage_CountObjects, page, _IDENTITY, 0)]
    while waiting:
        get, count_of, holder, outer, depth = waiting.pop()
        size = count_of(holder)
        count += size
        if count > MOST_OBJECTS:
            raise Unreadable(
                "too_large", f"page {index + 1} is drawn of more than {MOST_OBJECTS:,} objects; that is no form"
            )
        for i in range(size):
            thing = get(holder, i)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield thing, outer
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
                inner = _product(_matrix(thing), outer)
                waiting.append((pdfium.FPDFFormObj_GetObject, pdfium.FPDFFormObj_CountObjects, thing, inner, depth + 1))


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, found)
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _thin_boxes(path: Any, outer: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The straight thin parts of a path: the lines of a stroked one, the thin areas of a filled one."""
    fill, is_stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, is_stroked)
    if not (fill.value or is_stroked.value):
        return
    for points in _subpaths(path, _product(_matrix(path), outer)):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = min(xs), min(ys), max(xs), max(ys)
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            yield box
        elif is_stroked.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                if min(abs(x1 - x0), abs(y1 - y0)) <= 1:
                    yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _subpaths(path: Any, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of every part of a path that is drawn without lifting the pen; curves count as straight."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    count = pdfium.FPDFPath_CountSegments(path)
    if count > MOST_OBJECTS:
        raise Unreadable("too_large", f"a drawing has more than {MOST_OBJECTS:,} parts; that is no form")
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points
