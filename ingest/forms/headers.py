"""Finds the header of an indicator table and types its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from ingest.forms.takes import unit_in_brackets
from ingest.layout import Boundary, Cell, Column, Words
from ingest.lexicon import Lexicon, bare

MOST_BEFORE_ROWS = 4  # cells between the title of a table and its first level
MOST_JOINED = 4  # a label wrapped over lines: 绩/效/指/标
MOST_COLUMNS = 60  # two halves of a wide form have about thirty; a longer run of header words heads no table
_HALF_KINDS = {"level2", "name", "target"}
_HORIZON_KINDS = {"target_mid_term", "target_long_term"}
_VALUE_KINDS = _HORIZON_KINDS | {"target", "last_actual", "actual", "interim", "part"}

T = TypeVar("T")
Kind = tuple[str, int | None]  # what a column is, and where it stands in its row


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: its columns in order, the number of the first cell after it, the unit of money its brackets name, and the
    words of columns that nobody knows."""

    columns: list[Column]
    end: int
    money_unit: str | None = None
    unknown: tuple[Words, ...] = ()


def starts_row(cell: Cell) -> bool:
    """Whether a new printed row surely begins with `cell`."""
    return cell.boundary >= Boundary.ROW


def match_joined(cells: list[Cell], start: int, question: Callable[[str], T | None]) -> tuple[T, int] | None:
    """The longest run of softly parted cells from `start` that `question` (a function of the joined text) answers: (answer, end)."""
    found: tuple[T, int] | None = None
    text = ""
    for end in range(start + 1, min(len(cells), start + MOST_JOINED) + 1):
        cell = cells[end - 1]
        if end > start + 1 and cell.boundary > Boundary.BLANK:
            break
        text += bare(cell.text)
        if answer := question(text):
            found = (answer, end)
    return found


def find_header(cells: list[Cell], start: int, lexicon: Lexicon) -> Header | None:
    """The header that begins at cell `start`, or None. It must name a target and an indicator or its second level."""
    kinds, end = _header_run(cells, start, lexicon)
    kinds = _older_frame(_with_grades(kinds))
    kinds = _with_levels_below(kinds, end, cells, lexicon)
    if not _is_header(_with_name(kinds)):
        kinds, end = _with_row_below(cells, kinds, end, lexicon)
    kinds = _with_name(kinds)
    if not _is_header(kinds):
        return None
    kinds, end = _with_value_columns_below(cells, kinds, end, lexicon)
    unknown = {slot for kind, slot in kinds if kind == "unknown"}
    words = tuple(c.words for c in cells[start:end] if c.text and c.slot in unknown and not lexicon.header(c.text))
    return Header(_columns(kinds), end, _money_unit(cells[start:end], lexicon), words)


def _is_header(kinds: list[Kind]) -> bool:
    named = {kind for kind, _ in kinds}
    if not (
        named & {"target", "last_actual", *_HORIZON_KINDS} and named & {"name", "level2", "level1"} and len(kinds) >= 3
    ):
        return False
    return sum(kind == "unknown" for kind, _ in kinds) * 3 <= len(kinds)


def _with_row_below(cells: list[Cell], kinds: list[Kind], end: int, lexicon: Lexicon) -> tuple[list[Kind], int]:
    """A header of two rows: merged cells of the first (项目名称) reach into the second, which has what stands below its headings."""
    is_above = any(kind == "section" for kind, _ in kinds) and end < len(cells) and cells[end].is_in_row
    below, after = _header_run(cells, end, lexicon) if is_above else ([], end)
    taken = {slot for _, slot in below}
    if not below or None in {slot for _, slot in kinds} | taken:
        return kinds, end
    above = [(kind, slot) for kind, slot in kinds if slot not in taken and kind != "section"]
    return sorted([*above, *below], key=lambda column: column[1] or 0), after


def _money_unit(header: list[Cell], lexicon: Lexicon) -> str | None:
    """The unit of money in the brackets of a budget column's header: 预算金额(万元)."""
    texts = (cell.text for cell in header if cell.text and lexicon.header(cell.text) == "budget")
    return next((unit for text in texts if (unit := unit_in_brackets(text))), None)


def _with_levels_below(kinds: list[Kind], end: int, cells: list[Cell], lexicon: Lexicon) -> list[Kind]:
    """A header without levels above a first-level word in a line of its own: the levels stand below its first column, before the names."""
    named = {kind for kind, _ in kinds}
    is_open = named & {"name", "section"} and "target" in named and not named & {"level1", "level2", "project_name"}
    is_above = end < len(cells) and cells[end].boundary >= Boundary.LINE and match_joined(cells, end, lexicon.level1)
    if not is_open or not is_above or any(slot is not None for _, slot in kinds):
        return kinds
    return [("level1", None), ("level2", None), *kinds]


def _with_grades(kinds: list[Kind]) -> list[Kind]:
    """指标值 above 优 | 良 | 中 | 差: what is aimed at is the best grade; the others are steps below it."""
    found: list[Kind] = []
    for kind, slot in kinds:
        if kind == "best" and found and found[-1][0] == "target":
            found.pop()
        found.append(("target" if kind == "best" else kind, slot))
    return found


def _older_frame(kinds: list[Kind]) -> list[Kind]:
    """评价内容 | 绩效内容 | | 绩效标准: where a standard and no value is named it is the target, the empty cell before it the name."""
    named = {kind for kind, _ in kinds}
    if "basis" not in named or named & {"target", "last_actual", "name"}:
        return kinds
    found: list[Kind] = []
    for kind, slot in kinds:
        before = found[-1][1] if found else None
        if kind == "basis" and slot is not None and before is not None and slot == before + 2:
            found.append(("name", before + 1))
        found.append(("target" if kind == "basis" else kind, slot))
    return found


def guess_columns(cells: list[Cell], start: int, lexicon: Lexicon) -> list[Column] | None:
    """The usual columns, where a table's body begins at cell `start` without a header: two level words, then a name and a target."""
    filled = [cell for cell in cells[start : start + 12] if cell.text]
    row = [cell for cell in filled if cell.line == filled[0].line] if cells[start].slot is not None else filled
    if len(row) < 4 or not lexicon.level1(row[0].text) or not lexicon.level2(row[1].text):
        return None
    kinds = [
        "level1",
        "level2",
        "name",
        "target",
        *(["basis"] if cells[start].slot is not None and len(row) > 4 else []),
    ]
    return [Column(kind) for kind in kinds]


def _header_at(cells: list[Cell], i: int, lexicon: Lexicon, seen: set[str]) -> tuple[str, int] | None:
    """The header at cell `i`: (kind, end). 三级 before 指标值 is a column of its own where none such came before, not 三级指标值."""
    match = match_joined(cells, i, lexicon.header)
    alone = lexicon.header(cells[i].text)
    if match and alone and match[1] == i + 2 and alone != match[0] and alone not in seen:
        return (alone, i + 1) if lexicon.header(cells[i + 1].text) == match[0] else match
    return match


def _header_run(cells: list[Cell], start: int, lexicon: Lexicon) -> tuple[list[Kind], int]:
    kinds: list[Kind] = []
    i, end = start, start
    while i < len(cells) and len(kinds) <= MOST_COLUMNS and not (i > start and starts_row(cells[i])):
        cell = cells[i]
        if not cell.text:
            i += 1
            continue
        match = _header_at(cells, i, lexicon, {kind for kind, _ in kinds})
        if match:
            kinds.append((match[0], cell.slot))
            i = end = match[1]
        elif cell.slot is not None and kinds:
            # a level word printed where the header should say 一级指标, or a column we do not know
            kinds.append(("level1" if lexicon.level1(cell.text) else "unknown", cell.slot))
            i += 1
        else:
            break
    is_row_read = i >= len(cells) or starts_row(cells[i])
    if len(kinds) > MOST_COLUMNS:
        return [], start
    if cells[start].slot is not None and not is_row_read:
        return [], start
    return kinds, i if cells[start].slot is not None else end


def _with_value_columns_below(
    cells: list[Cell], kinds: list[Kind], end: int, lexicon: Lexicon
) -> tuple[list[Kind], int]:
    """A second header row that splits 指标值 (last year's value, this year's) replaces it."""
    below, after = _header_run(cells, end, lexicon) if end < len(cells) else ([], end)
    if len(below) < 2 or not all(kind in _VALUE_KINDS for kind, _ in below):
        return kinds, end
    at = next(i for i, (kind, _) in enumerate(kinds) if kind in _VALUE_KINDS)
    return [*kinds[:at], *((kind, None) for kind, _ in below), *((kind, None) for kind, _ in kinds[at + 1 :])], after


def _with_name(kinds: list[Kind]) -> list[Kind]:
    """Where no column says 三级指标, the last that says 绩效指标 holds the names: in a flat list it stands above no others."""
    sections = [i for i, (kind, _) in enumerate(kinds) if kind == "section"]
    if not sections or any(kind == "name" for kind, _ in kinds):
        return kinds
    at = sections[-1]
    return [*kinds[:at], ("name", kinds[at][1]), *kinds[at + 1 :]]


def _columns(kinds: list[Kind]) -> list[Column]:
    """Kinds → columns; kinds that come again open a second half (mid-term beside annual).

    A target that comes again with no name of its own is of the same half: which of the two counts, the header does not tell.
    A name that comes again with no target of its own (三级指标 | 指标内容) describes the first.
    """
    columns: list[Column] = []
    half = 0
    again = {kind for kind, n in Counter(kind for kind, _ in kinds).items() if n > 1}
    has_halves = "target" in again and bool(again & {"name", "level2"})
    again_as = {"name": "description"}
    for kind, slot in kinds:
        if kind == "section":
            continue
        is_again = kind in _HALF_KINDS and any(c.kind == kind and c.half == half for c in columns)
        half += is_again and has_halves
        kind_again = again_as.get(kind, f"{kind}_again")
        columns.append(Column(kind_again if is_again and not has_halves else kind, slot, half))
    return columns


def begins_with_row(cells: list[Cell], body: int, lexicon: Lexicon) -> bool:
    """Whether the rows of the table whose body begins at cell `body` are certain.

    Its first level tells, so that a page's head printed between a table's title and its first row is not taken for a row.
    """
    near = range(body, min(body + MOST_BEFORE_ROWS, len(cells)))
    first = next((i for i in near if lexicon.level1(cells[i].text) or lexicon.level2(cells[i].text)), body)
    return first < len(cells) and cells[first].is_in_row
