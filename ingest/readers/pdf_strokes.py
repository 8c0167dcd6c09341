"""The paths that are drawn on a page → its ruling strokes: lines, and areas so thin that they look like lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium

from ingest.layout import Unreadable
from ingest.readers.pdf_objects import MOST_OBJECTS, THIN, Box, Drawing, Matrix, matrix_of, product


def thin_boxes(drawing: Drawing) -> Iterator[Box]:
    """The box around every straight thin thing that is drawn, in pdfium's coordinates."""
    for path, outer in drawing.paths:
        yield from _thin_boxes(path, outer)


def _thin_boxes(path: Any, outer: Matrix) -> Iterator[Box]:
    """The straight thin parts of a path: the lines of a stroked one, the thin areas of a filled one."""
    fill, is_stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, is_stroked)
    if not (fill.value or is_stroked.value):
        return
    for points in _subpaths(path, product(matrix_of(path), outer)):
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
