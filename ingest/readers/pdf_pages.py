"""Pages → one sequence of lines and tables: a table that goes on over page breaks has the same columns on every page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise

from ingest.readers.pdf_cells import PdfPage, PdfTable
from ingest.readers.pdf_habits import habits_of, texts_of
from ingest.readers.pdf_headers import mark_headers
from ingest.readers.pdf_lines import SNAP
from ingest.readers.pdf_seams import join_at_page_break
from ingest.readers.pdf_text import TextLine

_PAGE_NUMBER = re.compile(r"[-—–－·\s]*(第?\s*\d{1,4}\s*页?)([\s,，/共]*\d{1,4}\s*页?)?[-—–－·\s]*")
_DIGITS = re.compile(r"\d+")


def stitch_pages(pages: list[PdfPage]) -> None:
    """Joins in place what page breaks cut, gives a table the same columns on all its pages, and drops page numbers and running heads."""
    _drop_page_numbers(pages)
    chains = _chains(pages)
    for chain in chains:
        tables = [table for _, table in chain]
        _unite_columns(tables)
        for table in tables[1:]:
            table.is_continued = True
        mark_headers(tables)
    texts = texts_of(item for page in pages for item in page.items if isinstance(item, PdfTable))
    for chain in chains:
        habits = habits_of([table for _, table in chain], texts)
        for (upper, above), (lower, below) in reversed(list(pairwise(chain))):
            if join_at_page_break(above, below, habits):
                del upper.items[upper.items.index(above) + 1 :]
                del lower.items[: lower.items.index(below)]


def _drop_page_numbers(pages: list[PdfPage]) -> None:
    """A figure alone in the first or the last line of a page, where at least one neighbouring page has one at the same height."""
    for end in (0, -1):
        numbers = [
            line if (line := _line_at(page, end)) and _PAGE_NUMBER.fullmatch(line.text) else None for page in pages
        ]
        for i, (page, line) in enumerate(zip(pages, numbers, strict=True)):
            neighbours = numbers[max(0, i - 1) : i] + numbers[i + 1 : i + 2]
            if line and any(other and abs(other.baseline - line.baseline) <= SNAP for other in neighbours):
                del page.items[end]


def _line_at(page: PdfPage, end: int) -> TextLine | None:
    return item if page.items and isinstance(item := page.items[end], TextLine) else None


def _chains(pages: list[PdfPage]) -> list[list[tuple[PdfPage, PdfTable]]]:
    """Tables of neighbouring pages between which nothing stands but what is printed on every page; each with its page."""
    chains: list[list[tuple[PdfPage, PdfTable]]] = []
    open_chain: list[tuple[PdfPage, PdfTable]] | None = None
    for above, below in pairwise([None, *pages]):
        assert below is not None
        tables = [item for item in below.items if isinstance(item, PdfTable)]
        if above and open_chain and tables and _fits(open_chain[-1][1], tables[0]) and _is_next(above, below):
            open_chain.append((below, tables[0]))
        elif tables:
            open_chain = [(below, tables[0])]
            chains.append(open_chain)
        if not tables:
            open_chain = None
        elif len(tables) > 1:
            chains += [[(below, table)] for table in tables[1:]]
            open_chain = chains[-1]
    return [chain for chain in chains if len(chain) > 1]


def _fits(above: PdfTable, below: PdfTable) -> bool:
    """Whether both reach from the same left edge to the same right edge."""
    return max(abs(above.xs[0] - below.xs[0]), abs(above.xs[-1] - below.xs[-1])) <= SNAP


def _is_next(above: PdfPage, below: PdfPage) -> bool:
    """Whether the lines behind the last table of a page and before the first of the next stand on both pages alike."""
    last = max(i for i, item in enumerate(above.items) if isinstance(item, PdfTable))
    first = min(i for i, item in enumerate(below.items) if isinstance(item, PdfTable))
    feet = [line for line in above.items[last + 1 :] if isinstance(line, TextLine)]
    heads = [line for line in below.items[:first] if isinstance(line, TextLine)]
    return _are_printed_on(below, feet) and _are_printed_on(above, heads)


def _are_printed_on(page: PdfPage, lines: Iterable[TextLine]) -> bool:
    printed = [item for item in page.items if isinstance(item, TextLine)]
    return all(any(_is_alike(line, other) for other in printed) for line in lines)


def _is_alike(line: TextLine, other: TextLine) -> bool:
    return abs(line.baseline - other.baseline) <= SNAP and _DIGITS.sub("", line.text) == _DIGITS.sub("", other.text)


def _unite_columns(tables: list[PdfTable]) -> None:
    """Numbers the columns of all pages alike: a page that shows merged cells only has fewer lines than the others."""
    edges: list[float] = []
    for x in sorted(x for table in tables for x in table.xs):
        if not edges or x - edges[-1] > SNAP:
            edges.append(x)
    for table in tables:
        number = [bisect_left(edges, x - SNAP) for x in table.xs]
        table.xs = edges
        for cell in table.cells:
            cell.column, cell.columns = number[cell.column], number[cell.column + cell.columns] - number[cell.column]
