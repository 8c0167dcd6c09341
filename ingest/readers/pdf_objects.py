"""What is drawn on a page, object by object: every path with the matrix that places it, and the words that nobody sees."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from ingest.layout import Unreadable

MOST_OBJECTS = 100_000  # drawn things on a page; a full table has some thousand
DEEPEST_FORM = 8  # drawings inside drawings
LIGHTEST = 240  # of 255 in red, green and blue: what is lighter cannot be told from paper
OPAQUE = 255
FAINTEST = 25  # of 255: what is less opaque cannot be seen
RECTANGLE = 6  # segments of a path
MOST_CLIPS = 8  # that lie one in another
CLIPPED = 0.2  # of the height of words, beyond what they are clipped to
MOST_AREAS = 500  # that are held against words, for each of them could be
THIN = 3.5  # points; what is thicker is a picture or a shade, not a ruling line
_UNSEEN_MODES = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_FILLED_MODES = (pdfium.FPDF_TEXTRENDERMODE_FILL, pdfium.FPDF_TEXTRENDERMODE_FILL_CLIP)

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
# What pdfium writes its answers into; made once, for they are asked for by the thousand.
_matrix = pdfium.FS_MATRIX()
_x, _y, _right, _top = (ctypes.c_float() for _ in range(4))
_red, _green, _blue, _opacity = (ctypes.c_uint() for _ in range(4))
_fill, _stroke = ctypes.c_int(), ctypes.c_int()


class _Paint(NamedTuple):
    """How something is filled: whether it is as light as paper, and whether what lies below shows through."""

    is_light: bool
    is_faint: bool
    is_opaque: bool


@dataclass(slots=True)
class Drawing:
    """The paths of a page, each with its matrix, and - by their addresses - the text objects that do not show, or not wholly.

    Words are unseen when they are drawn without ink, as light as the paper they stand on, or under something that covers them.
    Words are clipped, to the box given, when their cell is too small for them.
    """

    paths: list[tuple[Any, Matrix]] = field(default_factory=list)
    unseen: set[int] = field(default_factory=set)
    clipped: dict[int, Box] = field(default_factory=dict)
    has_pictures: bool = False


def page_to_drawing(page: Any, index: int) -> Drawing:
    """The page at `index` (from 0) → what is drawn on it. Raises Unreadable when that is too much for a form."""
    drawing, count = Drawing(), 0
    waiting = [(pdfium.FPDFPage_GetObject, pdfium.FPDFPage_CountObjects, page, _IDENTITY, 0)]
    while waiting:
        get, count_of, holder, outer, depth = waiting.pop()
        size = count_of(holder)
        count += size
        if count > MOST_OBJECTS:
            raise Unreadable(
                "too_large", f"page {index + 1} is drawn of more than {MOST_OBJECTS:,} objects; that is no form"
            )
        things = [(thing := get(holder, i), pdfium.FPDFPageObj_GetType(thing)) for i in range(size)]
        for thing, kind in things:
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                drawing.paths.append((thing, outer))
            elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                drawing.has_pictures = True
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
                inner = product(matrix_of(thing), outer)
                waiting.append((pdfium.FPDFFormObj_GetObject, pdfium.FPDFFormObj_CountObjects, thing, inner, depth + 1))
        drawing.unseen.update(_unseen(things))
        if depth == 0:
            drawing.clipped.update(_clipped(things))
    return drawing


def address(thing: Any) -> int:
    """What tells one of pdfium's objects from another."""
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def matrix_of(thing: Any) -> Matrix:
    """The matrix that an object brings along."""
    pdfium.FPDFPageObj_GetMatrix(thing, _matrix)
    return _matrix.a, _matrix.b, _matrix.c, _matrix.d, _matrix.e, _matrix.f


def product(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    if outer == _IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


# words that nobody sees -----------------------------------------------------------------------------------------------


def _unseen(things: list[tuple[Any, int]]) -> Iterator[int]:
    """The text objects among those of one holder, from the lowest to the uppermost, that do not show."""
    areas: list[tuple[Box, bool]] = []  # opaque ones, and whether light words can be read on them
    texts: list[tuple[int, Any]] = []
    boxes: dict[int, Box] = {}
    for thing, kind in things:
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if _is_without_ink(thing, areas):
                yield address(thing)
            else:
                texts.append((address(thing), thing))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and len(areas) < MOST_AREAS and _is_area(thing):
            area, paint = _box(thing), _paint(thing)
            areas.append((area, not paint.is_light))
            boxes |= {name: _box(text) for name, text in texts if name not in boxes}
            yield from (name for name, _ in texts if _covers(area, boxes[name]))


def _is_without_ink(text: Any, areas: list[tuple[Box, bool]]) -> bool:
    mode = pdfium.FPDFTextObj_GetTextRenderMode(text)
    if mode in _UNSEEN_MODES:
        return True
    if mode not in _FILLED_MODES:
        return False
    paint = _paint(text)
    if not paint.is_light:
        return paint.is_faint
    box = _box(text)
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    ground = next((is_dark for area, is_dark in reversed(areas) if _covers(area, (x, y, x, y))), False)
    return paint.is_faint or not ground


def _clipped(things: list[tuple[Any, int]]) -> Iterator[tuple[int, Box]]:
    """The text objects that reach out of what they are clipped to, each with that box."""
    for thing, kind in things:
        if kind != pdfium.FPDF_PAGEOBJ_TEXT or not (clip := _clip(thing)):
            continue
        left, bottom, right, top = _box(thing)
        slack = (top - bottom) * CLIPPED
        if bottom < clip[1] - slack or top > clip[3] + slack or left < clip[0] - slack or right > clip[2] + slack:
            yield address(thing), clip


def _clip(thing: Any) -> Box | None:
    """The box that an object is clipped to."""
    path = pdfium.FPDFPageObj_GetClipPath(thing)
    boxes = []
    for n in range(min(pdfium.FPDFClipPath_CountPaths(path), MOST_CLIPS) if path else 0):
        points = []
        for i in range(min(pdfium.FPDFClipPath_CountPathSegments(path, n), RECTANGLE)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(path, n, i), _x, _y)
            points.append((_x.value, _y.value))
        if points:
            xs, ys = zip(*points, strict=True)
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)


def _is_area(path: Any) -> bool:
    """Whether a path is a filled rectangle that nothing shows through, and no line."""
    left, bottom, right, top = _box(path)
    if min(right - left, top - bottom) <= THIN:
        return False
    pdfium.FPDFPath_GetDrawMode(path, _fill, _stroke)
    return bool(_fill.value) and pdfium.FPDFPath_CountSegments(path) <= RECTANGLE and _paint(path).is_opaque


def _paint(thing: Any) -> _Paint:
    if not pdfium.FPDFPageObj_GetFillColor(thing, _red, _green, _blue, _opacity):
        return _Paint(False, False, False)
    is_light = min(_red.value, _green.value, _blue.value) >= LIGHTEST
    is_opaque = _opacity.value == OPAQUE and not pdfium.FPDFPageObj_HasTransparency(thing)
    return _Paint(is_light, _opacity.value < FAINTEST, is_opaque)


def _box(thing: Any) -> Box:
    pdfium.FPDFPageObj_GetBounds(thing, _x, _y, _right, _top)
    return _x.value, _y.value, _right.value, _top.value


def _covers(area: Box, box: Box) -> bool:
    """Whether a box lies in an area, but for a point at its edges."""
    left, bottom, right, top = area
    return left - 1 <= box[0] and box[2] <= right + 1 and bottom - 1 <= box[1] and box[3] <= top + 1
