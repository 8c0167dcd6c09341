"""Finds the header that a program prints again at the top of every page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, partial

from ingest.readers.pdf_cells import PdfTable
from ingest.readers.pdf_habits import Extent

LEAST_HEADER = 3  # cells of a header that is printed again
HEADER_HEIGHTS = (1, 2)  # rows of it

_FIGURE = re.compile(r"[≥≤<>=＝±]?\s*\d[\d.,]*\s*[%％]?")
Printed = tuple[tuple[Extent, int, str], ...]  # of the cells of a row: columns, rows and words


def mark_headers(tables: Sequence[PdfTable]) -> None:
    """Says of every page of one table, but the first, how many rows at its top print again the header of the pages before.

    Other rows may be printed twice as well, say for a long-term and an annual target. But a header begins a table, or follows
    rows with other columns, and no other row has its words.
    """
    for height in reversed(HEADER_HEIGHTS):
        printed = [_rows(table, height) for table in tables]
        is_alone = cache(partial(_stands_nowhere_else, rows=[row for rows in printed for row in rows.values()]))
        headers: list[list[Printed]] = []
        columns: set[Extent] = set()
        for n, (table, rows) in enumerate(zip(tables, printed, strict=True)):
            if n and any(_begins_with(rows, header) for header in headers) and is_alone(rows[0]):
                table.header_rows = height
            for start, row in rows.items():
                if _is_header(row, _extents(table, start - 1) if start else columns):
                    headers.append([rows.get(below, ()) for below in range(start, start + height)])
            columns = _extents(table, max(rows, default=table.height - 1))  # what is empty below may be a cut row


def _begins_with(rows: dict[int, Printed], header: Sequence[Printed]) -> bool:
    return all(_are_alike(rows.get(n, ()), row) for n, row in enumerate(header))


def _are_alike(row: Printed, other: Printed) -> bool:
    """Whether two rows say the same, but for a merged cell beside them."""
    return bool(row) and len(set(row) & set(other)) >= max(len(row), len(other)) - 1


def _is_header(row: Printed, columns: set[Extent]) -> bool:
    """Whether a row has the cells of a header - words, no figures - and the one before it has others, in `columns`."""
    if len(row) < LEAST_HEADER or any(_FIGURE.fullmatch(text) for _, _, text in row):
        return False
    return sum(extent in columns for extent, _, _ in row) < 2


def _extents(table: PdfTable, row: int) -> set[Extent]:
    return {cell.extent for cell in table.cells if cell.row <= row < cell.end}


def _stands_nowhere_else(header: Printed, rows: Iterable[Printed]) -> bool:
    """Whether no other row has most of a header's words below the same columns; a word or two may head other columns too."""
    return all(_are_alike(row, header) or 2 * len(set(row) & set(header)) < len(header) for row in rows)


def _rows(table: PdfTable, height: int) -> dict[int, Printed]:
    """The filled cells of every row - their columns, rows and words - without those merged over more rows than a header has."""
    rows: dict[int, list[tuple[Extent, int, str]]] = {}
    for cell in table.cells:
        if cell.rows <= height and cell.lines:
            rows.setdefault(cell.row, []).append((cell.extent, cell.rows, cell.text))
    return {row: tuple(sorted(cells)) for row, cells in rows.items()}
