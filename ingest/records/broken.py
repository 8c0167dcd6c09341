"""Rows whose cells were broken over several printed lines, put together again where the table itself proves it.

Two manners are met. A line ends amid a cell and the next one goes on with it, so that the two have as many cells as the
header (`慰问劳模` / `人数 | ≥60人`). Or every line of a cell is a row of the table, below its first (`服务对象满意` above `度指标`).
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.layout import Boundary, Cell, Column
from ingest.lexicon import Lexicon, bare

CELL_JOINED, MAYBE_BROKEN = "cell_joined", "maybe_broken"
TORN = frozenset(
    {"指标", "标", "度指标", "益指标"}
)  # left over in a table, they prove that its cells are broken over lines
_LEVELS = ("level1", "level2")


@dataclass(slots=True)
class PrintedLine:
    """The cells of one printed row, and what is to be said of it."""

    cells: list[Cell]
    flags: tuple[str, ...] = ()

    def text(self, slot: int | None) -> str:
        """What stands in a slot; nothing where the row has no such cell."""
        return next((cell.text for cell in self.cells if cell.slot == slot), "") if slot is not None else ""


def whole_rows(rows: list[list[Cell]], columns: list[Column], words: Lexicon) -> list[PrintedLine]:
    """Printed rows of a table whose rows are certain → the same, those that are one row put together or, in doubt, flagged."""
    slots = {column.kind: column.slot for column in reversed(columns) if column.slot is not None}
    if not {"name", "target"} <= set(slots) or any(column.half for column in columns):
        return [PrintedLine(row) for row in rows]
    table = _Table(slots, 1 + max(slots.values()), words)
    return table.pieces_below(table.lines_that_go_on([PrintedLine(row) for row in rows]))


@dataclass(slots=True)
class _Table:
    slots: dict[str, int]
    width: int
    words: Lexicon

    # a line that goes on with the last cell of the line before ---------------------------------------------------------
    def lines_that_go_on(self, rows: list[PrintedLine]) -> list[PrintedLine]:
        whole: list[PrintedLine] = []
        i = 0
        while i < len(rows):
            end = self._end_of_broken(rows, i)
            row = rows[i]
            for line in rows[i + 1 : end]:
                row = PrintedLine(_gone_on(row.cells, line.cells), (CELL_JOINED,))
            whole.append(row)
            i = max(end, i + 1)
        return whole

    def _end_of_broken(self, rows: list[PrintedLine], start: int) -> int:
        """The number of the first row that is no part of the one at `start`; `start` where nothing proves it broken."""
        row, count = rows[start], len(rows[start].cells)
        if count < 2 or not row.cells[-1].text:
            return start
        if count == self.width:
            following = rows[start + 1].cells if start + 1 < len(rows) else []
            return start + 2 if len(following) == 1 and self._is_rest_of_value(row.cells[-1], following[0]) else start
        if count != self.slots["name"] + 1 or self._is_level(row.cells[-1].text):
            return start
        for end in range(start + 1, min(len(rows), start + 4)):
            cells = rows[end].cells
            if not cells[0].text or self._is_level(cells[0].text):
                return start
            count += len(cells) - 1
            if len(cells) > 1:
                return end + 1 if count == self.width else start
        return start

    def _is_rest_of_value(self, last: Cell, rest: Cell) -> bool:
        """Whether a cell is what the figure before it counts: ≤500 / 元/人."""
        is_target = last.slot == self.slots["target"] and last.text[-1:].isdigit()
        return is_target and self.words.is_cell("measure", rest.text)

    # a row that holds what stands below the cells of the row before -----------------------------------------------------
    def pieces_below(self, rows: list[PrintedLine]) -> list[PrintedLine]:
        whole: list[PrintedLine] = []
        for row in rows:
            above = whole[-1] if whole else None
            if above and self._is_piece_of(row, above):
                whole[-1] = PrintedLine(_put_below(above.cells, row.cells), above.flags or (CELL_JOINED,))
            elif above and self._may_go_on(row, above):
                whole.append(PrintedLine(row.cells, (*row.flags, MAYBE_BROKEN)))
            else:
                whole.append(row)
        return whole

    def _is_piece_of(self, row: PrintedLine, above: PrintedLine) -> bool:
        """Whether every filled cell stands below a filled one, and two of them make a level word or a value that neither is alone."""
        filled = [cell for cell in row.cells if cell.text]
        if not filled or len(row.cells) < 2 or not all(above.text(cell.slot) for cell in filled):
            return False
        last = next((cell for cell in above.cells if cell.slot == self.slots["target"] and cell.text), None)
        if last and len(filled) == 1 and filled[0].slot == last.slot:
            return self._is_rest_of_value(last, filled[0])
        return any(
            self._is_completed(kind, above.text(self.slots[kind]), row.text(self.slots[kind]))
            for kind in _LEVELS
            if kind in self.slots
        )

    def _is_completed(self, kind: str, begun: str, rest: str) -> bool:
        question = self.words.level1 if kind == "level1" else self.words.level2
        return bool(begun and rest and question(bare(begun + rest)) and not question(rest))

    def _may_go_on(self, row: PrintedLine, above: PrintedLine) -> bool:
        """Whether the row above has a name and nothing behind it, and this one no levels: its name may be the other's rest."""
        name, target = self.slots["name"], self.slots["target"]
        ends_in_name = above.text(name) and not any(cell.text for cell in above.cells if (cell.slot or 0) > name)
        has_levels = any(row.text(slot) for kind, slot in self.slots.items() if kind in _LEVELS)
        return bool(ends_in_name and not has_levels and row.text(name) and row.text(target))

    def _is_level(self, text: str) -> bool:
        return bool(self.words.level1(text) or self.words.level2(text))


def _gone_on(cells: list[Cell], line: list[Cell]) -> list[Cell]:
    """The cells of a row, the last one with the first of the next line behind it, and the others of that line."""
    last = cells[-1]
    joined = Cell(last.words + line[0].words, last.line, last.slot, last.boundary)
    first = (last.slot or 0) + 1
    return [*cells[:-1], joined, *(Cell(c.words, c.line, first + i, Boundary.CELL) for i, c in enumerate(line[1:]))]


def _put_below(cells: list[Cell], line: list[Cell]) -> list[Cell]:
    below = {cell.slot: cell.words for cell in line if cell.text}
    return [Cell(c.words + below[c.slot], c.line, c.slot, c.boundary) if c.slot in below else c for c in cells]
