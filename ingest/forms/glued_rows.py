"""A row of a wide table whose cells are glued: `成本指标人均助学标准每名子女资助金额5000元/人工作计划`.

Level words stand in front; the value is the last text that can only be one; behind it stands the basis, before it the name.
Where a name ends and its description begins is a guess, so that cut is soft and the row's margin tells of it.
"""

from __future__ import annotations

import re

from ingest.forms.pieces import levels_end, parts_of
from ingest.layout import Boundary, Cell
from ingest.lexicon import Lexicon

_LEAST_NAME = 2
_NO_VALUE_BEFORE = re.compile(r"[〔\[(（第\d.]")  # 〔2022〕, 第3: numbers of documents
_NO_VALUE_BEHIND = re.compile(r"[〕\])）号\d.]")


def cut_wide_row(cell: Cell, headers: set[str], lexicon: Lexicon) -> list[Cell]:
    """The cells of a glued row below a header of these kinds; empty where the header has no more than names and values."""
    if not {"name", "target"} <= headers or not headers & {"description", "basis"}:
        return []
    levels = levels_end(cell.text, lexicon)
    start = levels[-1] if levels else 0
    value = _value(cell.text, start, lexicon)
    if value is None:
        return []
    cells = parts_of(cell, [*levels, value.start(), value.end()], Boundary.CELL)
    if "description" not in headers:
        return cells
    return [
        part
        for found in cells
        for part in (_with_description(found, lexicon) if found.words.at[0] == cell.words.at[start] else [found])
    ]


def _value(text: str, start: int, lexicon: Lexicon) -> re.Match[str] | None:
    """The value in a glued row: one that is marked as such (≥, %, 元/人) before a bare figure, the last before the others."""
    found = [
        match
        for match in lexicon.compiled("glued_value").finditer(text, start + _LEAST_NAME)
        if not _NO_VALUE_BEFORE.match(text, match.start() - 1) and not _NO_VALUE_BEHIND.match(text, match.end())
    ]
    marked = [match for match in found if not match.group().isdigit()]
    if marked or found:
        return (marked or found)[-1]
    stated = list(lexicon.compiled("qualitative").finditer(text, start + _LEAST_NAME))
    return stated[-1] if stated else None


def _with_description(cell: Cell, lexicon: Lexicon) -> list[Cell]:
    """A name and the description glued to it: the name ends with the first word that a name may end with."""
    match = lexicon.compiled("name_end").match(cell.text)
    return parts_of(cell, [match.end()], Boundary.SPACE) if match and match.end() < len(cell.text) - 1 else [cell]
