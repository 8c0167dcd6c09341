"""What a reading costs: how well a text fits a column, and what it costs to join, skip, drop or break.

Prices are in one unit: 1 is a small oddity, 5 a near impossibility. What a word is, the vocabulary says.
"""

from __future__ import annotations

import re

from ingest.layout import Boundary, Cell, Column
from ingest.lexicon import Lexicon, bare
from ingest.records.price_list import (
    AT_HOME,
    DROP,
    DROP_ECHO,
    DROP_EMPTY,
    EMPTY,
    EMPTY_OTHER,
    IN_PLACE,
    JOIN,
    JOIN_CHINESE_WORDS,
    JOIN_FULL_LINE,
    LEFT_HOME,
    LEVEL_BEFORE_NAME,
    LEVELS,
    MOST_OFF_SLOT,
    OFF_SLOT,
    UNKNOWN_LEVEL,
    VALUES,
    WRONG,
)

_WORD = re.compile(r"[\u4e00-\u9fa5/]{3,12}")
_HOLLOW = re.compile(r"[/\\—―–-]+")  # nothing applies
_NUMBERED = re.compile(r"\d{1,2}[.、](?=[\u4e00-\u9fa5])")
LONGEST_WORD = 2000  # characters; what a longer text is, its words do not tell: only how dear its length is
_PER_CHARACTER = {"name": 0.01, "description": 0.01, "target": 0.005, "basis": 0.0025, "reason": 0.0025}
_WORDS_BEHIND_FIGURE = re.compile(r"[\u4e00-\u9fa5]{5}")
_PLACEHOLDER = re.compile(r"\([^()]*\*\*[^()]*\)|[≥≤><=]+\*\*[^\d]{0,3}")
_COMPARATORS = ("≥", "≤", "≧", "≦", ">=", "<=", "=", ">", "<")


class Prices:
    """Prices for one sequence of cells."""

    def __init__(self, cells: list[Cell], lexicon: Lexicon) -> None:
        self.cells, self.lexicon = cells, lexicon
        self.texts = [bare(cell.text) for cell in cells]

    def join(self, i: int) -> float:
        """The price of reading cell `i` as the rest of the cell before it."""
        boundary = self.cells[i].boundary
        if boundary in (Boundary.LINE, Boundary.WRAP) and self._has_neighbour(i):
            return JOIN_FULL_LINE
        if boundary == Boundary.SPACE and i and self.texts[i - 1][-1:] > "\u2e80" and self.texts[i][:1] > "\u2e80":
            return JOIN_CHINESE_WORDS
        return JOIN[boundary]

    def _has_neighbour(self, i: int) -> bool:
        """Whether another cell stands behind cell `i` in its line."""
        return i + 1 < len(self.cells) and self.cells[i + 1].boundary in (Boundary.SPACE, Boundary.GLUE)

    def drop(self, i: int) -> float:
        """The price of reading nothing into cell `i`."""
        if not self.texts[i]:
            return DROP_EMPTY
        return DROP_ECHO if self._is_echo(i) else DROP

    def _is_echo(self, i: int) -> bool:
        """Whether a level word, or its beginning, stands again in the next cell: a merged cell printed twice."""
        text, following = self.texts[i], self.texts[i + 1] if i + 1 < len(self.texts) else ""
        return bool(following) and following.startswith(text) and self._is_level(following)

    def fits(self, start: int, end: int, columns: list[Column]) -> list[float]:
        """The price of reading cells `start` to `end` as one cell, for every column."""
        text = self.texts[start] if end == start + 1 else "".join(self.texts[start:end])
        if len(text) > LONGEST_WORD:
            return [_PER_CHARACTER.get(column.kind, WRONG) * len(text) for column in columns]
        slot = self.cells[start].slot
        by_kind: dict[str, float] = {}
        for column in columns:
            if column.kind not in by_kind:
                empty = EMPTY.get(column.kind, EMPTY_OTHER)
                by_kind[column.kind] = self._fit(column.kind, text, start, end) if text else empty
        if slot is None:
            return [by_kind[column.kind] for column in columns]
        found = [self._fit_there(by_kind[column.kind], text, slot, column) for column in columns]
        is_at_home = (
            text
            and end == start + 1
            and any(c.slot == slot and fit <= AT_HOME for c, fit in zip(columns, found, strict=True))
        )
        if not is_at_home:
            return found
        return [fit if c.slot == slot else fit + LEFT_HOME for c, fit in zip(columns, found, strict=True)]

    def _fit_there(self, price: float, text: str, slot: int, column: Column) -> float:
        """The price of a text as a cell of a column, when it stands in a slot of its row that may not be the column's."""
        if column.slot is None:
            return price
        if slot == column.slot:
            if column.kind in LEVELS and price == WRONG and self._may_be_level(text):
                return UNKNOWN_LEVEL
            return 0.0 if column.kind == "weight" and self.lexicon.is_cell("percent_number", text) else price
        if column.kind in IN_PLACE and text:
            return WRONG
        return price + min(MOST_OFF_SLOT, OFF_SLOT * abs(slot - column.slot))

    def _fit(self, kind: str, text: str, start: int, end: int) -> float:
        match kind:
            case "level1":
                return self._level1(text)
            case "level2":
                return 0.0 if self.lexicon.level2(text) else WRONG
            case "name" | "description":
                return self._name(kind, text, start, end)
            case _ if kind in VALUES:
                return EMPTY_OTHER if kind != "target" and _HOLLOW.fullmatch(text) else self._target(text, start, end)
            case "basis" | "reason":
                return self._remark(kind, text)
            case _:
                return self._short(kind, text)

    def _may_be_level(self, text: str) -> bool:
        """Whether a text nobody has listed may be a word of the tree: a short word, no value, no sentence."""
        return bool(_WORD.fullmatch(text)) and not self._is_value(text) and not self._is_level(text)

    def _level1(self, text: str) -> float:
        if self.lexicon.level1(text):
            return 0.5 if self.lexicon.level2(text) else 0.0
        return 1.0 if text.endswith("指标") and 2 < len(text) <= 7 and not self._is_level(text) else WRONG

    def _name(self, kind: str, text: str, start: int, end: int) -> float:
        """A name is free text that is no value, no comparator and, but for 满意度 and the like, no level word."""
        lexicon = self.lexicon
        if lexicon.is_cell("comparator", text) or lexicon.is_cell("direction", text):
            return WRONG
        price = 0.5 + len(text) / 100
        is_level = self._is_level(text)
        if kind == "description" and self._is_repeated(text, start):
            price -= 1.5  # a description most often repeats the name before it
        elif self._is_value(text) or (is_level and text.endswith(lexicon.level_words)):
            price += 3.5
        elif is_level:
            price += 1.5
        price += LEVEL_BEFORE_NAME * (end - start > 1 and self._is_level(self.texts[start]))
        if not is_level:
            price += 3.0 * lexicon.holds_level(text) + 1.5 * lexicon.is_cell("level_tail", text)
        plain = _PLACEHOLDER.sub("", text)
        price += 3.0 * lexicon.holds("holds_bound", plain) + 2.0 * ("*" in plain.lstrip("*"))
        pieces = self.texts[start:end] if end - start > 1 else []
        price += 3.0 * any(self._is_closed(piece) or lexicon.is_cell("date", piece) for piece in pieces)
        price += 3.0 * self._holds_next_row(start, end)
        price += 3.0 * any(lexicon.is_cell("comparator", piece) for piece in pieces[1:])
        is_open = text.count("(") > text.count(")")
        price += 2.0 * lexicon.holds("ends_date", text)
        return price + 1.0 * is_open + 1.0 * (text[0] in ",。;:、)%" or len(text) < 2)

    def _is_repeated(self, text: str, start: int) -> bool:
        """Whether the cells before cell `start` end with `text`."""
        before, i = "", start
        while i and len(before) < len(text):
            i -= 1
            before = self.texts[i] + before
        return before.endswith(text)

    def _target(self, text: str, start: int, end: int) -> float:
        """A target is a value, a text that holds one, or a qualitative text; never two values or a level word."""
        if self._runs_on(text, start, end):
            return 4.0 + 3.0 * self.lexicon.level_count(text)
        if self._is_level(text):
            return WRONG - 2
        is_stated = self.lexicon.holds("holds_value", text) or self.lexicon.is_cell("qualitative", text)
        price = 0.0 if self._is_value(text) else 0.9 - 0.5 * is_stated
        is_open = "**" in text and not self.lexicon.is_cell("qualitative", text.strip("*"))
        return price + len(text) / 200 + 3.0 * is_open + 3.0 * self.lexicon.level_count(text)

    def _runs_on(self, text: str, start: int, end: int) -> bool:
        """Whether several cells hold more than one value: the first is whole, or a later one opens with a comparator."""
        if any(self.texts[i].startswith(_COMPARATORS) for i in range(start + 1, end)):
            return True
        if end == start + 1 or self.lexicon.is_cell("date", text):
            return False
        if self._is_level(self.texts[start]) or self._holds_next_row(start, end):
            return True
        begun = ""
        for i in range(start, end - 1):
            begun += self.texts[i]
            if self._is_run_on(begun, text[len(begun) :], self.cells[i + 1].boundary):
                return True
        return False

    def _holds_next_row(self, start: int, end: int) -> bool:
        """Whether a row ends amid the cells, with points in brackets, or begins there, with a level word or a number (2.)."""
        return any(
            self._is_level(piece) or _NUMBERED.match(piece) or self.lexicon.is_cell("glued_weight", piece)
            for piece in self.texts[start + 1 : end]
        )

    def _is_run_on(self, begun: str, rest: str, boundary: Boundary) -> bool:
        """Whether a value is whole before `rest`, or a bare figure stands before words of another cell."""
        is_cell = self.lexicon.is_cell
        if is_cell("date", begun):
            return rest[:1].isdigit() or (begun[-1] in "前内" and bool(_WORDS_BEHIND_FIGURE.match(rest)))
        if is_cell("measure", rest) or is_cell("unit_or_more", rest):
            return False
        if is_cell("number", begun):
            return boundary > Boundary.SPACE and bool(_WORDS_BEHIND_FIGURE.match(rest))
        return self._is_closed(begun)

    def _is_closed(self, text: str) -> bool:
        """Whether a text is a value with its measure, so that nothing more belongs to it."""
        return self.lexicon.is_cell("closed_value", text) or self.lexicon.is_cell("han_value", text)

    def _remark(self, kind: str, text: str) -> float:
        """A basis may repeat the target; a reason holds no values of the next row."""
        if kind == "basis":
            return (WRONG - 2 if self._is_level(text) else 0.5) + len(text) / 400 + 3.0 * self.lexicon.holds_level(text)
        swallows = "**" in text or any(
            self.lexicon.holds(sign, text) for sign in ("holds_bound", "ends_closed", "ends_number")
        )
        is_other = swallows or self._is_level(text) or self._is_value(text) or self.lexicon.holds_level(text)
        return (3.5 if is_other else 0.8) + len(text) / 400

    def _short(self, kind: str, text: str) -> float:
        is_cell = self.lexicon.is_cell
        match kind:
            case "comparator" | "direction":
                other = "direction" if kind == "comparator" else "comparator"
                return 0.0 if is_cell(kind, text) else 0.4 if is_cell(other, text) else WRONG
            case "measure":
                is_short = len(text) <= 4 and not self._is_value(text) and not self._is_level(text)
                return 0.0 if is_cell("measure", text) else 1.2 if is_short else WRONG
            case "goal_name" | "yes_no":
                return 0.0 if is_cell(kind, text) else WRONG
            case "weight" | "score":
                return 0.0 if is_cell("points", text) else WRONG
            case "budget" | "ordinal":
                return 0.0 if is_cell("number", text) else WRONG
            case _:
                return WRONG if self._is_level(text) else 0.5

    def _is_level(self, text: str) -> bool:
        return bool(self.lexicon.level1(text) or self.lexicon.level2(text))

    def _is_value(self, text: str) -> bool:
        if _NUMBERED.match(text):  # 1.疗养人数
            return False
        return any(self.lexicon.is_cell(kind, text) for kind in ("value", "percent_number", "han_value", "date"))
