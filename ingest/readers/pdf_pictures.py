"""Whether a page of a PDF file is a picture of a page: a scan, perhaps with another program's reading laid invisibly over it."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float
from typing import Any

import pypdfium2.raw as pdfium

COVERS = 0.6  # of the page: a picture so large is the page, not a part of it
MOST_VISIBLE = 120  # drawn pieces of text that may stand on a scan: its number, a stamp, a note
DEEPEST = 3  # drawings inside drawings


def is_scanned(page: Any, width: float, height: float) -> bool:
    """Whether a picture covers the page (open in pdfium, measured in points) and little or nothing visible is written on it."""
    covered, visible = 0.0, 0
    for thing in _things(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject):
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered += _area(thing)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            visible += pdfium.FPDFTextObj_GetTextRenderMode(thing) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return covered >= COVERS * width * height and visible <= MOST_VISIBLE


def _things(holder: Any, count: Any, get: Any, depth: int = 0) -> Iterator[Any]:
    for i in range(count(holder)):
        thing = get(holder, i)
        yield thing
        if depth < DEEPEST and pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _things(thing, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, depth + 1)


def _area(thing: Any) -> float:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top)
    return max(0.0, right.value - left.value) * max(0.0, top.value - bottom.value)
