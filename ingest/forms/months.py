"""The months of a payment plan in a form's head, and the shares printed below them."""

from __future__ import annotations

import re

from ingest.layout import NO_WORDS, Cell, Words
from ingest.lexicon import bare

_MONTH = re.compile(r"(\d{1,2})月(底|末)?")


class Months:
    """A row of months (3月底, 6月底 …) while it and the cells below it are read."""

    def __init__(self) -> None:
        self.months: list[tuple[int, int | None]] = []  # with the slot each stands in
        self.below: list[Cell] = []

    def cell(self, cell: Cell) -> None:
        """A cell behind the label of the plan: a month, or once there is one, what stands below."""
        if match := _MONTH.fullmatch(bare(cell.text)):
            self.months.append((int(match.group(1)), cell.slot))
        elif self.months:
            self.below.append(cell)

    def plan(self) -> list[tuple[int, Words]]:
        """Every month with its share, slot by slot or in their order; cells of merged labels in front are left out."""
        if not self.months:
            return []
        below = {cell.slot: cell.words for cell in self.below if cell.is_in_row and cell.text}
        in_order = [cell.words for cell in self.below[-len(self.months) :]]
        is_aligned = any(slot in below for _, slot in self.months)
        values = [below.get(slot, NO_WORDS) for _, slot in self.months] if is_aligned else in_order
        return [(month, value) for (month, _), value in zip(self.months, values, strict=False)]
