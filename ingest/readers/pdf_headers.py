"""Finds the header that a program prints again at the top of every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.readers.pdf_cells import PdfTable

LEAST_HEADER = 3  # cells of a header that is printed again
HEADER_HEIGHTS = (1, 2)  # rows of it

Extent = tuple[int, int]
Printed = tuple[tuple[Extent, int, str], ...]  # of the cells of a row: columns, rows and words


def header_rows_again(above: Sequence[PdfTable], below: PdfTable) -> int:
    """How many rows at the top of a page print again the header of the pages before.

    Other rows may be printed twice as well, say for a long-term and an annual target. But a header begins a table, or follows
    rows with other columns, and its words stand nowhere else.
    """
    return next((height for height in HEADER_HEIGHTS if _is_header_again(above, below, height)), 0)


def _is_header_again(above: Sequence[PdfTable], below: PdfTable, height: int) -> bool:
    rows = _rows(below, height)
    last: Printed = ()
    head = rows.get(0, ())
    for table in above:
        printed = _rows(table, height)
        for start in printed:
            is_again = all(_are_alike(rows.get(n, ()), printed.get(start + n, ())) for n in range(height))
            if is_again and _is_header(head, printed.get(start - 1, ()) if start else last):
                return _stand_nowhere_else(head, height, [*above, below])
        last = printed.get(table.height - 1, ())
    return False


def _are_alike(row: Printed, other: Printed) -> bool:
    """Whether two rows say the same, but for a merged cell beside them."""
    return bool(row) and len(set(row) & set(other)) >= max(len(row), len(other)) - 1


def _is_header(row: Printed, before: Printed) -> bool:
    """Whether a row has the cells of a header, and the one before it has others."""
    columns = {extent for extent, _, _ in before}
    return len(row) >= LEAST_HEADER and sum(extent in columns for extent, _, _ in row) < 2


def _stand_nowhere_else(header: Printed, height: int, tables: Iterable[PdfTable]) -> bool:
    """Whether the words of a header stand in no other row below the same column."""
    rows = (row for table in tables for row in _rows(table, height).values())
    return all(_are_alike(row, header) or not set(row) & set(header) for row in rows)


def _rows(table: PdfTable, height: int) -> dict[int, Printed]:
    """The filled cells of every row - their columns, rows and words - without those merged over more rows than a header has."""
    rows: dict[int, list[tuple[Extent, int, str]]] = {}
    for cell in table.cells:
        if cell.rows <= height and cell.lines:
            rows.setdefault(cell.row, []).append((cell.extent, cell.rows, cell.text))
    return {row: tuple(sorted(cells)) for row, cells in rows.items()}
