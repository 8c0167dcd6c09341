"""The cells of an HTML table in their places, as the standard's algorithm puts them (WHATWG HTML, 4.9.12), with spans kept in bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from ingest.layout import Unreadable

MOST_COLUMNS_SPANNED = 1000  # the standard's own bound
MOST_COLUMNS = 2_000
MOST_SLOTS = 500_000  # rows × columns of one table, merged cells included
_SECTIONS = frozenset({"thead", "tbody", "tfoot"})
_Section = list[list[etree._Element]]  # rows of cells
_CELLS = frozenset({"td", "th"})
_LOOKED_THROUGH = frozenset({"form", "div", "center", "font", "span"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell element, where it begins (from 0) and how far it reaches."""

    element: etree._Element
    row: int
    column: int
    rows: int
    columns: int


def place_cells(table: etree._Element) -> list[PlacedCell]:
    """A table element → its cells in their places. Raises Unreadable when the table is too large."""
    placed: list[PlacedCell] = []
    first = slots = 0
    for section in _sections(table):
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(section, first):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                columns = max(1, min(_span(cell, "colspan"), MOST_COLUMNS_SPANNED))
                left = first + len(section) - row
                rows = min(_span(cell, "rowspan") or left, left)
                slots += rows * columns
                if slots > MOST_SLOTS or column + columns > MOST_COLUMNS:
                    raise Unreadable("too_large", f"a table of the page reaches over more than {MOST_SLOTS} cells")
                taken.update((r, c) for r in range(row, row + rows) for c in range(column, column + columns))
                placed.append(PlacedCell(cell, row, column, rows, columns))
                column += columns
        first += len(section)
    return placed


def _sections(table: etree._Element) -> list[_Section]:
    """The rows of head, bodies and foot, each a list of cells; merged cells do not reach from one into the next."""
    heads: list[_Section] = []
    bodies: list[_Section] = []
    feet: list[_Section] = []
    for is_section, group in groupby(_parts(table), key=lambda element: element.tag in _SECTIONS):
        if not is_section:
            bodies.append(list(_rows(group)))
            continue
        for section in group:
            {"thead": heads, "tbody": bodies, "tfoot": feet}[str(section.tag)].append(list(_rows(_parts(section))))
    return [*heads, *bodies, *feet]


def _parts(element: etree._Element) -> Iterator[etree._Element]:
    """The sections, rows and cells in a table or section; forms and the like that stand around them are looked through."""
    for part in element:
        if part.tag in _SECTIONS or part.tag == "tr" or part.tag in _CELLS:
            yield part
        elif part.tag in _LOOKED_THROUGH:
            yield from _parts(part)


def _rows(parts: Iterable[etree._Element]) -> Iterator[list[etree._Element]]:
    """Rows that are shown; cells that stand in no row make one, as in a browser."""
    for is_cell, group in groupby(parts, key=lambda element: element.tag in _CELLS):
        if is_cell:
            yield _shown(group)
        else:
            yield from (_shown(_parts(row)) for row in group if not is_hidden(row))


def _shown(parts: Iterable[etree._Element]) -> list[etree._Element]:
    return [cell for cell in parts if cell.tag in _CELLS and not is_hidden(cell)]


def is_hidden(element: etree._Element) -> bool:
    """Whether an element's own attributes hide it from the eye."""
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))


def _span(cell: etree._Element, name: str) -> int:
    match = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    return int(match.group(1)) if match else 1
