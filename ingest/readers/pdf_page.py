"""One page of a PDF file as pdfium gives it → its characters and its ruling strokes, measured from the page's top left corner."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ingest.layout import Unreadable
from ingest.readers.pdf_objects import Box, Drawing, address, page_to_drawing
from ingest.readers.pdf_pictures import is_scanned
from ingest.readers.pdf_strokes import thin_boxes

MOST_CHARACTERS = 60_000  # on a page; a page of small print has five thousand
LARGEST_SIDE = 15_000.0  # points, some five metres
SMALLEST = 1.0  # points; smaller characters cannot be seen
_HYPHENS = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}  # how pdfium gives a hyphen at the end of a line
_SYMBOLS = range(0xF020, 0xF100)  # the place of fonts such as Wingdings, which tick boxes are taken from
_SURROGATES = range(0xD800, 0xE000)
UNKNOWN = "\ufffd"
_RADICALS = range(0x2E80, 0x2FE0)  # some printers encode 金 as the radical ⾦


class Glyph(NamedTuple):
    """A character: its left and right edge, its baseline and its height, in points; how sure it is, where a picture was read.

    `clip` is the box - left, top, right, bottom - that it reaches out of, where it is cut off in print.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    confidence: float = 1.0
    clip: Box | None = None


class Stroke(NamedTuple):
    """A thin straight thing that was drawn: the box around it, in points."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on one page, numbered from 1. `unseen` counts its characters that nobody sees; they are left out.

    `is_scanned`: the page is a picture, its characters are not what one sees. `is_drawn`: something is on it that may show words.
    A picture was turned to be read, by quarters to the left and then by a few degrees; its measures are those of the turned page.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    strokes: list[Stroke]
    is_scanned: bool = False
    unseen: int = 0
    is_drawn: bool = False
    quarter_turns: int = 0
    skew_degrees: float = 0.0


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

    def box(self, box: Box) -> Box:
        """A box in our coordinates: left, top, right, bottom."""
        (x0, y0), (x1, y1) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter_turns % 2 else (width, height)


def read_page(document: Any, index: int) -> PageContent:
    """The page at `index` (from 0) of an open pdfium document. Raises Unreadable when it is damaged or beyond all bounds."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        raise Unreadable("broken_file", f"page {index + 1} is damaged; print the document anew")
    try:
        frame = _frame(page, index)
        drawing = page_to_drawing(page, index)
        strokes = list(_strokes(drawing, frame))
        is_picture = not strokes and is_scanned(page, *frame.size)
        if is_picture:
            drawing.unseen.clear()  # what another program read there: all there is without OCR
        placed = _glyphs(page, frame, index, drawing)
        glyphs = [glyph for glyph in placed if glyph is not None]
        unseen = len(placed) - len(glyphs)
        is_drawn = drawing.has_pictures or bool(drawing.paths) or unseen > 0
        return PageContent(index + 1, *frame.size, glyphs, strokes, is_picture, unseen, is_drawn)
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


def _glyphs(page: Any, frame: _Frame, index: int, drawing: Drawing) -> list[Glyph | None]:
    """The characters of a page in the order they are drawn in; None for one that nobody sees."""
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
        return list(_placed_glyphs(words, count, frame, drawing))
    finally:
        pdfium.FPDFText_ClosePage(words)


def _placed_glyphs(words: Any, count: int, frame: _Frame, drawing: Drawing) -> Iterator[Glyph | None]:
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    width, height = frame.size
    has_special = bool(drawing.unseen or drawing.clipped)
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
        holder = address(pdfium.FPDFText_GetTextObject(words, i)) if has_special else 0
        is_on_page = 0 <= (left + right) / 2 <= width and 0 <= baseline <= height
        if is_on_page and abs(y1 - y0) >= SMALLEST and holder not in drawing.unseen:
            clip = frame.box(drawing.clipped[holder]) if holder in drawing.clipped else None
            yield Glyph(_character(code), left, right, baseline, abs(y1 - y0), 1.0, clip)
        elif code > 0x20:
            yield None


def _character(code: int) -> str:
    """The character of a code; a code without a meaning is shown as one, for a figure lost in silence would be a lie."""
    if code in _HYPHENS:
        return "-"
    if code == 0 or code in _SURROGATES:
        return UNKNOWN
    character = chr(code - 0xF000 if code in _SYMBOLS else code)
    return unicodedata.normalize("NFKC", character) if code in _RADICALS else character


# strokes --------------------------------------------------------------------------------------------------------------


def _strokes(drawing: Drawing, frame: _Frame) -> Iterator[Stroke]:
    return (Stroke(*frame.box(box)) for box in thin_boxes(drawing))
