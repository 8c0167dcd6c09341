"""Where words stand in the original file: the part of a page, or the cells of a sheet."""

from __future__ import annotations

from typing import NamedTuple


class Area(NamedTuple):
    """A part of the original file: of page `page`, or of the sheet with that number, counted from 1.

    On a page, the box around the words: its edges in percent of the page's width and height, from its top left corner, as the page
    is shown. In a workbook, the sheet's name and the range as it is called there (C12, or B3:B7 for merged cells).
    """

    page: int
    left_pct: float | None = None
    top_pct: float | None = None
    right_pct: float | None = None
    bottom_pct: float | None = None
    sheet_name: str | None = None
    cell_range: str | None = None


class Region(NamedTuple):
    """The words of line `line` (from 1) from character `start` up to `end` (from 0), and where they stand in the original file."""

    line: int
    start: int
    end: int
    area: Area
