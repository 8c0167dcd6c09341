"""Money in columns - 年初预算数, 全年预算数, 全年执行数 - whose figures stand behind the label of their row (年度资金总额)."""

from __future__ import annotations

from ingest.forms.takes import OpenLabel
from ingest.layout import Cell, Field, Words
from ingest.lexicon import LabelWord


class Matrix:
    """The columns printed last, and how many figures of the present row have been read."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.has_initial = False
        self.labels: list[Words] = []
        self.line = self.figures_at = 0  # the line of the last label, and of figures without a label of their own

    def __bool__(self) -> bool:
        return bool(self.parts)

    def column(self, label: LabelWord, words: Words, line: int) -> bool:
        """Takes a column's label; returns whether it opens a new row of columns."""
        is_new = not self.parts or self.at > 0
        if is_new:
            self.parts, self.labels, self.at = [], [], 0
        self.parts.append(label.part or "none")
        self.has_initial = self.has_initial or label.part == "initial"
        self.labels.append(words)
        self.line = line
        return is_new

    def figure(self, row: OpenLabel, cell: Cell) -> Field | None:
        """The next figure of a row as a field of its head; None for a share, a weight or a score."""
        if self.at >= len(self.parts):
            return None  # weight and score of the execution rate
        part = self._part(self.parts[self.at], row.label.part or "total")
        self.at += 1
        if part is None or not (row.label.name.startswith("budget_total") or part in ("total", row.label.part)):
            return None
        return Field(row.label.name, row.words, cell.words, row.horizon, part)

    def is_alone(self, cell: Cell, *, begins_line: bool) -> bool:
        """Whether a figure has no label of a row: right behind its column's (年初预算数:100), or in a line of figures below."""
        if len(self.parts) == 1 and not self.at and self.line == cell.line:
            return True
        is_first = begins_line and not self.at and cell.line > self.line
        self.figures_at = cell.line if is_first else self.figures_at
        return self.figures_at == cell.line and self.at < len(self.parts)

    def alone(self, cell: Cell) -> Field | None:
        """Such a figure as a field of the head; None for a share."""
        part = self._part(self.parts[self.at], "total")
        self.at += 1
        return Field("budget_total", self.labels[self.at - 1], cell.words, "annual", part) if part else None

    def _part(self, column: str, whole: str) -> str | None:
        """What a column's figure is: the budget is the initial one, or the adjusted where no initial one is printed."""
        if column == "initial" or (column == "adjusted" and not self.has_initial):
            return whole
        return None if column == "none" else column
