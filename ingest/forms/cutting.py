"""Cuts cells that hold more than one thing: a label with its value behind a colon, words glued without a blank."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate

from ingest.forms.columns_first import rows_of_columns
from ingest.forms.furniture import without_furniture
from ingest.forms.glued_results import cut_figures, cut_result_rows
from ingest.forms.glued_rows import cut_wide_row
from ingest.forms.pieces import levels_end, parts_of
from ingest.layout import Boundary, Cell, Grid
from ingest.lexicon import Lexicon, bare

_FIGURE = re.compile(r"\s*\d[\d,.]*(?:[亿万]?元)?")
_COLON = re.compile(r"[:：]")
# A unit of money stands at the end of many lines, whatever is in front of it.
_UNIT_BEHIND = re.compile(r"(?:金额)?单位\s*[:：]\s*[亿万]?元$")
_BLANK_FIGURE = re.compile(r"([^\s\d]{2,20})\s+\d[\d,.]*(?:亿|万)?元?")
_PAIR_END = re.compile(r"[；;，,]\s*(?=[^\d\s]|$)")
_PAIR_VALUE = re.compile(r"\s*(?:[:：\d]|$)")
# A value with a sign before it, glued to the name of the next row.
_BOUND_INSIDE = re.compile(
    r"(?<=[一-龥)）])(?:>=|<=|[≥≤≧≦><=])\d[\d,]*(?:\.\d+)?(?:[%％]|[万亿]?元(?:/[人户次件场亩]次?)*|[万亿]?[人户个家次项件场套亩期批份名]次?)(?=[一-龥]{2})"
)
_LONGEST_WORD = 14
LONGEST_HEADERS = 80  # characters of glued headers
_SHORTEST_GLUED = 4
_MOST_LEVELS_IN_A_ROW = 4
_LONGEST_ROW = 120  # a longer cell of glued words is a whole sheet


def cut_cells(grid: Grid, lexicon: Lexicon) -> list[Cell]:
    """The grid's cells, every label followed by a colon cut from its value; where words are glued, cut between them too."""
    cells = without_furniture(grid.cells, lexicon)
    cells = [
        part
        for cell in rows_of_columns(cells, lexicon)
        for pair in _cut_at_pairs(cell, lexicon)
        for part in _cut_at_colon(pair, lexicon)
    ]
    if not any(_is_glued(cell.text, lexicon) for cell in cells if not cell.is_in_row):
        return cells
    found: list[Cell] = []
    headers: set[str] = set()
    for cell in cells:
        if cell.is_in_row:
            found.append(cell)
            continue
        words = _header_words(cell.text, lexicon)
        headers = {kind for word in words if (kind := lexicon.header(word))} or headers
        is_head = bool(_known_word(cell.text, 0, lexicon, is_level=False))
        headers = set() if is_head else headers
        row = [] if is_head else cut_result_rows(cell, headers, lexicon) or cut_wide_row(cell, headers, lexicon)
        found += row or _cut_glued(cell, lexicon)
    return found


def _is_glued(text: str, lexicon: Lexicon) -> bool:
    """Whether a cell shows that words are glued: it is nothing but headers, or a whole sheet of level words."""
    if len(text) > _LONGEST_ROW:
        return lexicon.level_count(text) > _MOST_LEVELS_IN_A_ROW
    return len(_header_words(text, lexicon)) > 2


def _cut_at_pairs(cell: Cell, lexicon: Lexicon) -> list[Cell]:
    """`年度资金总额 16；其他资金 0` → one part for every label that stands behind a stop; prose stays whole."""
    stops = [
        match
        for match in _PAIR_END.finditer(cell.text)
        if match.end() == len(cell.text)
        or ((end := _known_word(cell.text, match.end(), lexicon, is_level=False)) and _PAIR_VALUE.match(cell.text, end))
    ]
    parts, start, boundary = [], 0, cell.boundary
    for stop in stops:
        parts.append(Cell(cell.words.part(start, stop.start()), cell.line, cell.slot, boundary))
        start, boundary = stop.end(), Boundary.SPACE
    if start < len(cell.text):
        parts.append(Cell(cell.words.part(start, len(cell.text)), cell.line, cell.slot, boundary))
    return parts or [cell]


def _cut_at_colon(cell: Cell, lexicon: Lexicon) -> list[Cell]:
    """`年度资金总额: 16`, `其他资金  20` → the label and the figure; a text that merely holds a colon stays whole."""
    if (unit := _UNIT_BEHIND.search(cell.text)) and unit.start():
        head, tail = parts_of(cell, [unit.start()], Boundary.SPACE)
        return [*_cut_at_colon(head, lexicon), *_cut_at_colon(tail, lexicon)]
    for match in _COLON.finditer(cell.text[:40]):
        before = cell.text[: match.start()]
        label = lexicon.label(before) or lexicon.label(before.lstrip("(（"))
        if label and match.end() < len(cell.text) and not lexicon.label(cell.text):
            further = _labels_behind(cell.text, match.end(), lexicon)
            return parts_of(cell, [match.end(), *further], _inner(cell))
    figure = _BLANK_FIGURE.fullmatch(cell.text)
    if figure and (label := lexicon.label(figure.group(1))) and label.takes == "money":
        return parts_of(cell, [figure.end(1)], _inner(cell))
    return [cell]


def _inner(cell: Cell) -> Boundary:
    """What stands between the parts of a cell: where cells are surely parted its parts are too."""
    return Boundary.CELL if cell.boundary >= Boundary.CELL else Boundary.SPACE


def _labels_behind(text: str, start: int, lexicon: Lexicon) -> list[int]:
    """Where further labels begin and end that are glued to the value before them: 主管部门:某局实施单位:某中心."""
    cuts: list[int] = []
    while (figure := _FIGURE.match(text, start)) and (end := _known_word(text, figure.end(), lexicon, is_level=False)):
        cuts += [figure.end(), end]  # 2867.3其中:上级资金2293.8
        start = end
    for colon in _COLON.finditer(text, start):
        first = max(start + 1, colon.start() - _LONGEST_WORD)
        begins = range(first, colon.start() - _SHORTEST_GLUED + 1)
        begin = next((b for b in begins if lexicon.label(text[b : colon.start()])), None)
        if begin is not None and not text[begin].isspace():
            cuts += [begin, colon.end()]
            start = colon.end()
    return cuts


def _header_words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Text that is nothing but column headers glued together → those headers; else none."""
    text = bare(text)
    return _glued_headers(text, lexicon) if 8 <= len(text) <= LONGEST_HEADERS else ()


@lru_cache(maxsize=1024)  # asked of a cell when it is looked for glued words, when its row is cut, and when it is
def _glued_headers(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    words, start = [], 0
    while start < len(text):
        ends = [e for e in range(start + 2, min(len(text), start + _LONGEST_WORD) + 1) if lexicon.header(text[start:e])]
        following = [
            e
            for e in ends
            if e == len(text)
            or any(lexicon.header(text[e:f]) for f in range(e + 2, min(len(text), e + _LONGEST_WORD) + 1))
        ]
        if not following:
            return ()
        words.append(text[start : following[-1]])
        start = following[-1]
    return tuple(words)


def _cut_glued(cell: Cell, lexicon: Lexicon) -> list[Cell]:
    """`产出指标数量指标学校改造覆盖率100%` → level words, name and value; labels and headers are cut out likewise.

    In a cell of one row words are looked for where the row can have them: levels in front, labels where it begins with one.
    A whole sheet in one cell is searched throughout.
    """
    text = cell.text
    if headers := _header_words(text, lexicon):
        return parts_of(cell, list(accumulate(len(word) for word in headers[:-1])), Boundary.SPACE)
    is_sheet = len(text) > _LONGEST_ROW
    if not is_sheet and not _known_word(text, 0, lexicon, is_level=False):
        end = levels_end(text, lexicon)
        return _cut_value(cell, [*end, *_value_start(text, end[-1] if end else 0, lexicon)])
    cuts = _cuts_around_words(text, lexicon, has_levels=is_sheet)
    parts = parts_of(cell, cuts, Boundary.LINE if is_sheet else Boundary.SPACE)
    return [piece for part in (_with_rows(parts, lexicon) if is_sheet else parts) for piece in cut_figures(part)]


def _with_rows(parts: list[Cell], lexicon: Lexicon) -> list[Cell]:
    """The parts of a whole sheet, what stands between its words cut into the cells of rows."""
    found: list[Cell] = []
    headers: set[str] = set()
    for part in parts:
        if kind := lexicon.header(part.text):
            headers.add(kind)
        rows = cut_result_rows(part, headers, lexicon)
        found += rows or [
            piece for row in _at_bounds(part) for piece in _cut_value(row, _value_start(row.text, 0, lexicon))
        ]
    return found


def _at_bounds(cell: Cell) -> list[Cell]:
    """`慰问人数≥80人批次2批` → a part for each row: behind a value with a sign before it the next name begins."""
    return parts_of(cell, [match.end() for match in _BOUND_INSIDE.finditer(cell.text)], Boundary.LINE)


def _value_start(text: str, at: int, lexicon: Lexicon) -> list[int]:
    """Where the value begins that a name glued to it ends with; empty when there is no name or no value."""
    if lexicon.level1(text) or lexicon.level2(text):
        return []
    points = lexicon.compiled("glued_weight", "$").search(text)
    end = points.start() if points else len(text)
    value = next(
        (
            match
            for kind in ("glued_end", "qualitative")
            if (match := lexicon.compiled(kind, r"\Z").search(text, at, end))
        ),
        None,
    )
    return [value.start(), *([end] if points else [])] if value and value.start() > at + 1 else []


def _cut_value(cell: Cell, cuts: list[int]) -> list[Cell]:
    return parts_of(cell, [cut for cut in cuts if cut < len(cell.text)], Boundary.GLUE)


def _known_word(text: str, at: int, lexicon: Lexicon, *, is_level: bool) -> int:
    """The end of the longest label (with `is_level` also level word or header) that begins at `at`; 0 when there is none."""
    for end in range(min(len(text), at + _LONGEST_WORD), at + 3, -1):
        word = text[at:end]
        if word[-1].isdigit() and lexicon.label(word.rstrip("0123456789., ")):
            continue  # a figure glued to its label is no part of it
        if lexicon.label(word) or (is_level and (word in lexicon.level_words or _is_header(word, lexicon))):
            return end
    for end in (at + 3, at + 2):
        if lexicon.label(text[at:end]) and text[end : end + 1].isdigit():
            return end
    return at + 3 if is_level and _is_header(text[at : at + 3], lexicon) else 0


def _short_header(text: str, at: int, lexicon: Lexicon) -> int:
    """The end of a header of two characters (权重) that stands right behind another; 0 when there is none."""
    return at + 2 if _is_header(text[at : at + 2], lexicon) else 0


def _is_header(text: str, lexicon: Lexicon) -> bool:
    """Whether a word amid glued ones heads a column; the name of a region stands there for other reasons."""
    return lexicon.header(text) not in (None, "part")


def _cuts_around_words(text: str, lexicon: Lexicon, *, has_levels: bool) -> list[int]:
    """Where known words begin and end in a text."""
    cuts: set[int] = set()
    at, header_end = 0, -1
    while at < len(text):
        end = _known_word(text, at, lexicon, is_level=has_levels) or (
            header_end == at and _short_header(text, at, lexicon)
        )
        if end:
            cuts |= {at, end}
            header_end = end if has_levels and _is_header(text[at:end], lexicon) else -1
            at = end
        elif has_levels and lexicon.is_stop(text[at : at + _LONGEST_WORD]):
            cuts.add(at)
            at += 2
        else:
            at += 1
    return sorted(cut for cut in cuts if 0 < cut < len(text))
