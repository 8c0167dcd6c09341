"""Cuts cells that hold more than one thing: a label with its value behind a colon, words glued without a blank."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.forms.columns_first import rows_of_columns
from ingest.forms.furniture import without_furniture
from ingest.layout import Boundary, Cell, Grid
from ingest.lexicon import Lexicon, bare

_COLON = re.compile(r"[:：]")
_GLUED_VALUE = re.compile(r"(?:>=|<=|[≥≤≧≦><=＝≥≤])?\s*\d[\d.,]*\s*(?:%|％|[一-龥]{1,3})?(?:/[一-龥]{1,3})*$")
_LONGEST_WORD = 14


def cut_cells(grid: Grid, lexicon: Lexicon) -> list[Cell]:
    """The grid's cells, every label followed by a colon cut from its value; where words are glued, cut between them too."""
    cells = without_furniture(grid.cells, lexicon)
    cells = [part for cell in rows_of_columns(cells, lexicon) for part in _cut_at_colon(cell, lexicon)]
    if not any(len(_header_words(cell.text, lexicon)) >= 3 for cell in cells if not cell.is_in_row):
        return cells
    return [part for cell in cells for part in ([cell] if cell.is_in_row else _cut_glued(cell, lexicon))]


def _parts(cell: Cell, cuts: list[int], boundary: Boundary) -> list[Cell]:
    bounds = [0, *cuts, len(cell.text)]
    parts = []
    for start, end in pairwise(bounds):
        words = cell.words.part(start, end).strip()
        if words.text:
            parts.append(Cell(words, cell.line, cell.slot, boundary if parts else cell.boundary))
    return parts or [cell]


def _cut_at_colon(cell: Cell, lexicon: Lexicon) -> list[Cell]:
    """`年度资金总额: 16` → the label and the figure; a text that merely holds a colon stays whole."""
    for match in _COLON.finditer(cell.text[:40]):
        label = lexicon.label(cell.text[: match.start()].lstrip("(（"))
        if label and match.end() < len(cell.text) and not lexicon.label(cell.text):
            return _parts(cell, [match.end()], Boundary.CELL if cell.boundary >= Boundary.CELL else Boundary.SPACE)
    return [cell]


def _words_from(text: str, start: int, known: list[str]) -> int | None:
    """The end of the longest known word that begins at `start`."""
    for end in range(min(len(text), start + _LONGEST_WORD), start + 1, -1):
        if text[start:end] in known:
            return end
    return None


def _header_words(text: str, lexicon: Lexicon) -> list[str]:
    """Text that is nothing but column headers glued together → those headers; else an empty list."""
    text, words, start = bare(text), [], 0
    if not 8 <= len(text) <= 80:
        return []
    while start < len(text):
        ends = [e for e in range(start + 2, min(len(text), start + _LONGEST_WORD) + 1) if lexicon.header(text[start:e])]
        following = [
            e
            for e in ends
            if e == len(text)
            or any(lexicon.header(text[e:f]) for f in range(e + 2, min(len(text), e + _LONGEST_WORD) + 1))
        ]
        if not following:
            return []
        words.append(text[start : following[-1]])
        start = following[-1]
    return words


def _cut_glued(cell: Cell, lexicon: Lexicon) -> list[Cell]:
    """`产出指标数量指标学校改造覆盖率100%` → level words, name and value; labels are cut from their values likewise."""
    text = cell.text
    if headers := _header_words(text, lexicon):
        cuts, at = [], 0
        for word in headers[:-1]:
            at += len(word)
            cuts.append(at)
        return _parts(cell, cuts, Boundary.SPACE)
    if cuts := _label_cuts(text, lexicon):
        return _parts(cell, cuts, Boundary.SPACE)
    cuts, at = [], 0
    while word := next((w for w in lexicon.level_words if text.startswith(w, at)), None):
        at += len(word)
        cuts.append(at)
    value = _GLUED_VALUE.search(text, at) or re.search(lexicon.pattern("qualitative") + "$", text[at:])
    if value and (start := value.start() if value.re is _GLUED_VALUE else at + value.start()) > at + 1:
        cuts.append(start)
    return _parts(cell, [c for c in cuts if c < len(text)], Boundary.GLUE)


def _label_cuts(text: str, lexicon: Lexicon) -> list[int]:
    """Where labels glued to their values begin and end, when the text begins with one."""
    cuts: list[int] = []
    at = 0
    while at < len(text):
        ends = [e for e in range(at + 4, min(len(text), at + _LONGEST_WORD) + 1) if lexicon.label(text[at:e])]
        if ends:
            cuts += [at, ends[-1]]
            at = ends[-1]
        elif not cuts:
            return []
        else:
            at += 1
    return sorted({c for c in cuts if 0 < c < len(text)})
