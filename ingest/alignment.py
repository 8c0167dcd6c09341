"""Cells + typed columns → rows, at least cost.

A sequence of cells is cut into segments; each segment goes to one column of one row, columns rising within a row. A cell may be
dropped, a column skipped, cells joined, a row ended: everything has a price, and the cheapest reading of the whole sequence
wins (semi-Markov Viterbi). The same recursion run backwards prices, for every segment, the best reading that does *not* contain
it; the difference is the margin by which the reading is sure. Prices are in one unit: 1 is a small oddity, 5 a near impossibility.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.layout import Boundary, Cell, Column, Words
from ingest.lexicon import Lexicon, bare

_PLACEHOLDER = re.compile(r"\([^()]*\*\*[^()]*\)|[≥≤><=]+\*\*[^\d]{0,3}")
_COMPARATORS = ("≥", "≤", "≧", "≦", ">=", "<=", "=", ">", "<")
INFINITE = 1e9
MOST_JOINED = 12  # cells of one segment; a name wrapped in a narrow column takes about six

# What a boundary costs when the cells beside it are one cell, two cells of a row, or in two rows.
JOIN = {
    Boundary.GLUE: 0.4, Boundary.SPACE: 0.6, Boundary.LINE: 0.4, Boundary.BLANK: 2.5, Boundary.CELL: 15.0,
    Boundary.CELL_LINE: 8.0, Boundary.CELL_BLANK: 9.0, Boundary.ROW: 15.0, Boundary.PAGE: 15.0,
}  # fmt: skip
NEXT = {
    Boundary.GLUE: 0.2, Boundary.SPACE: 0.2, Boundary.LINE: 0.5, Boundary.BLANK: 0.0, Boundary.CELL: 0.0,
    Boundary.CELL_LINE: 0.0, Boundary.CELL_BLANK: 0.3, Boundary.ROW: 6.0, Boundary.PAGE: 8.0,
}  # fmt: skip
NEW_ROW = {
    Boundary.GLUE: 4.0, Boundary.SPACE: 1.0, Boundary.LINE: 0.0, Boundary.BLANK: 0.1, Boundary.CELL: 15.0,
    Boundary.CELL_LINE: 0.3, Boundary.CELL_BLANK: 0.0, Boundary.ROW: 0.0, Boundary.PAGE: 0.0,
}  # fmt: skip

# What it costs that a row has no cell for a column.
SKIP = {
    "level1": 0.2, "level2": 0.4, "name": 6.0, "target": 4.0, "description": 1.0, "basis": 0.8, "weight": 1.5, "comparator": 0.8,
    "direction": 0.8, "measure": 0.8, "actual": 0.4, "last_actual": 0.3, "score": 0.5, "reason": 0.3, "goal_name": 0.1,
    "project_name": 0.0, "organisation": 0.0, "category": 0.0, "budget": 0.0, "goal": 0.0, "section": 0.0,
}  # fmt: skip
EMPTY = {"name": 6.0, "target": 3.0, "description": 0.6, "basis": 0.5, "weight": 0.6, "project_name": 0.05}
DROP_EMPTY, DROP = 0.15, 4.0
OFF_SLOT, MOST_OFF_SLOT = 0.12, 0.5
WRONG = 7.0
_IN_PLACE = {"project_name", "organisation", "category", "budget", "goal"}  # a project's cells are printed once, in their own columns
_TELLING = {"name", "target", "comparator", "measure", "weight"}  # columns whose doubt is doubt about the row


@dataclass(frozen=True, slots=True)
class Segment:
    """Cells `start` to `end` read as the cell of column number `column`; `margin` is the price of the next-best reading less this one's."""

    start: int
    end: int
    column: int
    margin: float


@dataclass(slots=True)
class AlignedRow:
    """One row: per column its words, the cells dropped in between, and the least margin of its segments."""

    cells: dict[int, Words]
    dropped: list[Words]
    margin: float
    line: int
    slots: dict[int, int | None]


def align(cells: list[Cell], columns: list[Column], lexicon: Lexicon) -> list[AlignedRow]:
    """Cells and typed columns → rows at least cost, each with its margin. Empty input gives no rows."""
    if not cells or not columns:
        return []
    return _Alignment(cells, columns, lexicon).rows()


def join(cells: list[Cell]) -> Words:
    """The words of cells read as one: a blank stays where one stood between them in a line, a wrapped line closes up."""
    words = cells[0].words
    for cell in cells[1:]:
        if cell.boundary in (Boundary.SPACE, Boundary.CELL) and words.text and cell.words.text:
            words += Words(" ", (cell.words.at[0] - 1,))
        words += cell.words
    return words


class _Alignment:
    def __init__(self, cells: list[Cell], columns: list[Column], lexicon: Lexicon) -> None:
        self.cells, self.columns, self.lexicon = cells, columns, lexicon
        self.texts = [bare(cell.text) for cell in cells]
        self.n, self.width = len(cells), len(columns)
        self.skip = [SKIP.get(column.kind, 0.5) for column in columns]
        self.after = [sum(self.skip[c + 1 :]) for c in range(self.width)]
        self.before = [sum(self.skip[:c]) for c in range(self.width)]
        self.fits: dict[tuple[int, int, int], float] = {}
        self.joins = [self._join(i) for i in range(self.n)]

    def _join(self, i: int) -> float:
        """The price of reading cell `i` as the rest of the cell before it; two Chinese words parted by a blank are rarely one."""
        boundary = self.cells[i].boundary
        if boundary == Boundary.SPACE and i and self.texts[i - 1][-1:] > "\u2e80" and self.texts[i][:1] > "\u2e80":
            return 1.6
        return JOIN[boundary]

    # prices -----------------------------------------------------------------------------------------------------------
    def fit(self, start: int, end: int, column: int) -> float:
        """The price of reading cells `start` to `end` as the cell of a column."""
        key = (start, end, column)
        if key not in self.fits:
            self.fits[key] = self._fit(start, end, self.columns[column])
        return self.fits[key]

    def _fit(self, start: int, end: int, column: Column) -> float:
        text = "".join(self.texts[start:end])
        price = EMPTY.get(column.kind, 0.05) if not text else self._price(column.kind, text, start, end)
        slot = self.cells[start].slot
        if slot is not None and column.slot is not None:
            if column.kind in _IN_PLACE and text and slot != column.slot:
                return WRONG
            price += min(MOST_OFF_SLOT, OFF_SLOT * abs(slot - column.slot))
        return price

    def _price(self, kind: str, text: str, start: int, end: int) -> float:
        lexicon = self.lexicon
        is_level = bool(lexicon.level1(text) or lexicon.level2(text))
        is_value = lexicon.is_cell("value", text) or lexicon.is_cell("percent_number", text)
        match kind:
            case "level1":
                is_unknown_level = text.endswith("指标") and len(text) <= 7 and not is_level
                return (0.5 if lexicon.level2(text) else 0.0) if lexicon.level1(text) else 1.0 if is_unknown_level else WRONG
            case "level2":
                return 0.0 if lexicon.level2(text) else WRONG
            case "name" | "description":
                return self._price_of_name(kind, text, start, is_level, is_value)
            case "target" | "last_actual" | "actual" if self._runs_on(text, start, end):
                return 4.0
            case "target" | "last_actual" | "actual":
                price = WRONG - 2 if is_level else 0.0 if is_value else 0.4 if lexicon.holds("holds_value", text) else 0.9
                return price + len(text) / 200 + (3.0 if not is_level and lexicon.holds_level(text) else 0.0)
            case "comparator" | "direction":
                other = "direction" if kind == "comparator" else "comparator"
                return 0.0 if lexicon.is_cell(kind, text) else 0.4 if lexicon.is_cell(other, text) else WRONG
            case "measure":
                return 0.0 if lexicon.is_cell("measure", text) else 1.2 if len(text) <= 4 and not is_value and not is_level else WRONG
            case "weight" | "score" | "budget":
                return 0.0 if lexicon.is_cell("number", text) else WRONG
            case "goal_name":
                return 0.0 if lexicon.is_cell("goal_name", text) else WRONG
            case "basis":
                return (WRONG - 2 if is_level else 0.5) + len(text) / 400 + (3.0 if not is_level and lexicon.holds_level(text) else 0.0)
            case "reason":
                is_other = is_level or is_value or any(lexicon.holds(kind, text) for kind in ("holds_bound", "ends_closed", "ends_number")) or lexicon.holds_level(text)
                return (3.5 if is_other else 0.8) + len(text) / 400
            case _:
                return WRONG if is_level else 0.5

    def _runs_on(self, text: str, start: int, end: int) -> bool:
        """Whether several cells hold more than one value: the first is whole already, or a later one opens with a comparator."""
        if any(self.texts[i].startswith(_COMPARATORS) for i in range(start + 1, end)):
            return True
        first = self.texts[start]
        rest = text[len(first) :]
        if not rest or not self.lexicon.is_cell("closed_value", first):
            return False
        return not (self.lexicon.is_cell("measure", rest) or self.lexicon.is_cell("unit_or_more", rest))

    def _price_of_name(self, kind: str, text: str, start: int, is_level: bool, is_value: bool) -> float:
        price = 0.5 + len(text) / 100
        if self.lexicon.is_cell("comparator", text) or self.lexicon.is_cell("direction", text):
            return WRONG
        is_repeated = kind == "description" and "".join(self.texts[:start]).endswith(text)
        if is_value or (is_level and text.endswith(self.lexicon.level_words) and not is_repeated):
            price += 3.5
        elif is_level and not is_repeated:
            price += 1.5
        elif not is_level and self.lexicon.holds_level(text):
            price += 3.0
        bare_name = _PLACEHOLDER.sub("", text)
        if self.lexicon.holds("holds_bound", bare_name):
            price += 3.0
        if self.lexicon.is_cell("level_tail", text) and not is_level:
            price += 1.5
        if text.endswith("(") or text.count("(") > text.count(")"):
            price += 1.0
        if text[0] in ",。;:、)%" or (len(text) < 2):
            price += 1.0
        if is_repeated:
            price -= 1.5  # a description most often repeats the name before it
        return price

    def drop(self, i: int) -> float:
        """The price of reading nothing into a cell."""
        text = self.texts[i]
        return DROP_EMPTY if not text else 0.8 if self._is_echo(i, text) else DROP

    def _is_echo(self, i: int, text: str) -> bool:
        """Whether a level word, or the beginning of one, stands again in the next cell: a merged cell printed twice."""
        following = self.texts[i + 1] if i + 1 < self.n else ""
        return bool(following) and following.startswith(text) and bool(self.lexicon.level2(following) or self.lexicon.level1(following))

    # recursion --------------------------------------------------------------------------------------------------------
    def rows(self) -> list[AlignedRow]:
        """The cheapest reading as rows."""
        forward, back = self._forward()
        backward = self._backward()
        best = self._best(forward)
        path = self._path(forward, back)
        margins = self._margins(forward, backward, best, path)
        return self._rows(path, margins)

    def _best(self, forward: list[list[float]]) -> float:
        return min([forward[self.n][c] + self.after[c] for c in range(self.width)] + [forward[self.n][self.width]])

    def _entries(self, row: list[float], i: int) -> tuple[list[float], list[int], list[bool]]:
        """For every column: the cheapest way to begin a segment there at cell `i`, from where, and whether in a new row."""
        boundary = self.cells[i].boundary
        fresh = row[self.width]  # nothing read yet
        end, end_from = min((row[c] + self.after[c], c) for c in range(self.width))
        start, start_from = (fresh, self.width) if fresh <= end + NEW_ROW[boundary] else (end + NEW_ROW[boundary], end_from)
        prices, origins, is_new = [], [], []
        same, same_from = INFINITE, -1
        for d in range(self.width):
            if d:
                same += self.skip[d - 1]
                if row[d - 1] < same:
                    same, same_from = row[d - 1], d - 1
            inside = same + NEXT[boundary] if same_from >= 0 else INFINITE
            outside = start + self.before[d]
            prices.append(min(inside, outside))
            origins.append(same_from if inside <= outside else start_from)
            is_new.append(inside > outside)
        return prices, origins, is_new

    def _forward(self) -> tuple[list[list[float]], dict[tuple[int, int], tuple[int, int, bool]]]:
        width = self.width
        forward = [[INFINITE] * (width + 1) for _ in range(self.n + 1)]
        forward[0][width] = 0.0
        back: dict[tuple[int, int], tuple[int, int, bool]] = {}
        for i in range(self.n):
            row = forward[i]
            dropped = self.drop(i)
            for c in range(width + 1):
                if row[c] + dropped < forward[i + 1][c]:
                    forward[i + 1][c] = row[c] + dropped
                    back[i + 1, c] = (i, c, False)
            prices, origins, is_new = self._entries(row, i)
            joined = 0.0
            for j in range(i + 1, min(self.n, i + MOST_JOINED) + 1):
                if j > i + 1:
                    joined += self.joins[j - 1]
                    if joined > WRONG:
                        break
                for d in range(width):
                    price = prices[d] + joined + self.fit(i, j, d)
                    if price < forward[j][d]:
                        forward[j][d] = price
                        back[j, d] = (i, origins[d], is_new[d])
        return forward, back

    def _backward(self) -> list[list[float]]:
        """The cheapest way to read everything from cell `i` on, when column `c` was the last one used."""
        width = self.width
        backward = [[INFINITE] * (width + 1) for _ in range(self.n + 1)]
        backward[self.n] = [*self.after, 0.0]
        for i in range(self.n - 1, -1, -1):
            begin = [INFINITE] * width
            joined = 0.0
            for j in range(i + 1, min(self.n, i + MOST_JOINED) + 1):
                if j > i + 1:
                    joined += self.joins[j - 1]
                    if joined > WRONG:
                        break
                for d in range(width):
                    begin[d] = min(begin[d], joined + self.fit(i, j, d) + backward[j][d])
            boundary = self.cells[i].boundary
            fresh = min(self.before[d] + begin[d] for d in range(width))
            dropped = self.drop(i)
            for c in range(width):
                price = self.after[c] + NEW_ROW[boundary] + fresh
                skipped = NEXT[boundary]
                for d in range(c + 1, width):
                    price = min(price, skipped + begin[d])
                    skipped += self.skip[d]
                backward[i][c] = min(price, dropped + backward[i + 1][c])
            backward[i][width] = min(fresh, dropped + backward[i + 1][width])
        return backward

    def _path(self, forward: list[list[float]], back: dict[tuple[int, int], tuple[int, int, bool]]) -> list[tuple[int, int, int, bool]]:
        """The cheapest reading, last segment first turned round: (start, end, column or -1 when dropped, whether a row begins)."""
        finals = [(forward[self.n][c] + self.after[c], c) for c in range(self.width)] + [(forward[self.n][self.width], self.width)]
        j, c = self.n, min(finals)[1]
        path = []
        while j:
            i, origin, is_new = back[j, c]
            is_drop = origin == c and j == i + 1 and not is_new
            path.append((i, j, -1 if is_drop else c, is_new))
            j, c = i, origin
        return path[::-1]

    def _margins(
        self, forward: list[list[float]], backward: list[list[float]], best: float, path: list[tuple[int, int, int, bool]]
    ) -> list[float]:
        """Per segment of the path: how much dearer the best reading is in which some of its cells are read otherwise."""
        margins = [INFINITE] * len(path)
        owner = [k for k, (i, j, _, _) in enumerate(path) for _ in range(i, j)]
        for i in range(self.n):
            dropped = self.drop(i)
            if path[owner[i]][2] != -1:
                through = min(forward[i][c] + dropped + backward[i + 1][c] for c in range(self.width + 1))
                margins[owner[i]] = min(margins[owner[i]], through - best)
            prices, _, _ = self._entries(forward[i], i)
            joined = 0.0
            for j in range(i + 1, min(self.n, i + MOST_JOINED) + 1):
                if j > i + 1:
                    joined += self.joins[j - 1]
                    if joined > WRONG:
                        break
                for d in range(self.width):
                    through = prices[d] + joined + self.fit(i, j, d) + backward[j][d] - best
                    for k in range(owner[i], owner[j - 1] + 1):
                        if through < margins[k] and path[k][:3] != (i, j, d):
                            margins[k] = max(0.0, through)
        return margins

    def _rows(self, path: list[tuple[int, int, int, bool]], margins: list[float]) -> list[AlignedRow]:
        rows: list[AlignedRow] = []
        pending: list[Words] = []
        for (start, end, column, is_new), margin in zip(path, margins, strict=True):
            words = join(self.cells[start:end])
            if column < 0:
                if words.text:
                    (rows[-1].dropped if rows else pending).append(words)
                continue
            if is_new or not rows:
                rows.append(AlignedRow({}, pending, INFINITE, self.cells[start].line, {}))
                pending = []
            if words.text:
                rows[-1].cells[column] = words
                rows[-1].slots[column] = self.cells[start].slot
                if self.columns[column].kind in _TELLING:
                    rows[-1].margin = min(rows[-1].margin, margin)
        return rows
