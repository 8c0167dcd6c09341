"""Pairs the labels of a form's head with their values, whichever way they are laid out.

A value may stand behind its label in the row, in the row below a run of labels, or a few lines on. What a label takes decides:
a label of money takes a figure and nothing else, so a text that follows an empty one is not lost in it.
"""

from __future__ import annotations

from ingest.forms.matrix import Matrix
from ingest.forms.months import Months
from ingest.forms.takes import (
    OpenLabel,
    accepts,
    begins_indicators,
    behind,
    is_below,
    is_column,
    is_money_tail,
    money_unit,
    unit_in_brackets,
)
from ingest.layout import NO_WORDS, Boundary, Cell, Field, Form, Words, joined
from ingest.lexicon import LabelWord, Lexicon
from ingest.nouns import Horizon

MOST_WAITING = 60  # labels printed before their values, as in a column; an older one has none
_HEADING = "goal_heading"  # with a label below it a heading, with a text the label of a goal
_WITHIN_LINE = (Boundary.GLUE, Boundary.SPACE, Boundary.CELL)
_TAKES_NOTHING = {"section", "nothing", "budget_column"}


class Head:
    """The head of one form while it is read."""

    def __init__(self, form: Form, lexicon: Lexicon) -> None:
        self.form, self.lexicon = form, lexicon
        self.waiting: list[OpenLabel] = []
        self.loose: list[Words] = []
        self.is_named = False
        self.filling: OpenLabel | None = None
        self.matrix = Matrix()
        self.is_in_purpose = False
        self.months: Months | None = None
        self.totals_in_row: list[Horizon] = []
        self.parts_in_row: dict[int, int] = {}
        self.padding = (0, 0)  # a row, and how many empty cells it begins with

    def has(self, name: str) -> bool:
        """Whether the head states a field of this name."""
        return any(field.name == name for field in self.form.fields) or any(o.label.name == name for o in self._open())

    def horizons(self) -> list[Horizon]:
        """The distinct horizons its labels name, in printed order."""
        seen: list[Horizon] = []
        for stated in self.form.fields:
            if stated.name.startswith(("goal", "budget_total")) and stated.horizon and stated.horizon not in seen:
                seen.append(stated.horizon)
        return seen

    def _open(self) -> list[OpenLabel]:
        return [*self.waiting, *([self.filling] if self.filling else [])]

    def reset(self) -> None:
        """A form's title: what stood before it speaks of the document or the department, not of the form's project."""
        self.close()
        self.form.fields = [
            field for field in self.form.fields if field.name.startswith("organisation") or field.name == "year"
        ]
        self.form.loose.clear()

    # labels -----------------------------------------------------------------------------------------------------------
    def label(self, label: LabelWord, words: Words, cell: Cell) -> None:
        """A label was read at `cell`."""
        self._finish()
        self._close_months()
        self._close_loose()
        self.waiting = [open for open in self.waiting if open.label.name != _HEADING]
        self._note_unit(label, words)
        self.is_named = self.is_named or label.name == "project_name"
        if self.waiting and self.waiting[-1].line != cell.line and cell.is_in_row:
            self.waiting.clear()
        if label.takes == "budget_column":
            if self.matrix.column(label, words, cell.line):
                self.waiting.clear()
            return
        if label.takes == "section":
            self.is_in_purpose = label.name == "purpose_section"
            return
        if label.takes == "months":
            self.months = Months()
            return
        self.matrix.at = 0
        self.waiting.append(OpenLabel(label, words, cell.line, self._horizon(label, cell), cell.slot))
        if len(self.waiting) > MOST_WAITING:
            self._store(self.waiting.pop(0))

    def _horizon(self, label: LabelWord, cell: Cell) -> Horizon | None:
        """What horizon a label speaks of: its own word, or for parts of a sum the total it stands below."""
        if label.takes == "goal" or label.name.startswith("budget_total"):
            return label.horizon or "annual"  # type: ignore[return-value]
        if label.takes == "money":
            rank = self.parts_in_row.get(cell.line, 0)
            self.parts_in_row[cell.line] = rank + 1
            return self.totals_in_row[rank] if rank < len(self.totals_in_row) else "annual"
        return None

    def _note_unit(self, label: LabelWord, words: Words) -> None:
        """A unit of money in a label's brackets, 资金情况(万元), holds for the form."""
        if unit := unit_in_brackets(words.text):
            self._set_unit(unit)

    def _set_unit(self, unit: str) -> None:
        self.form.money_unit, self.form.is_unit_inherited = unit, False

    # values -----------------------------------------------------------------------------------------------------------
    def value(self, cell: Cell) -> None:
        """A cell that is no label."""
        if self.months is not None:
            self.months.cell(cell)
            return
        if not cell.text:
            self._empty(cell)
            return
        if self.matrix and self._matrix_cell(cell):
            return
        if self._continues(cell):
            return
        for waiting in self._candidates(cell):
            if accepts(waiting.label, cell.text):
                self._fill(waiting, cell)
                return
        self._leftover(cell)

    def _empty(self, cell: Cell) -> None:
        """An empty cell is the value of the label before it where one line is one cell; in rows it is padding."""
        if cell.is_in_row:
            self.padding = (cell.line, self.padding[1] + 1 if self.padding[0] == cell.line else 1)
        if not cell.is_in_row and self.waiting:
            self._store(self.waiting.pop(0))

    def _candidates(self, cell: Cell) -> list[OpenLabel]:
        waiting = [w for w in self.waiting if w.label.takes not in _TAKES_NOTHING]
        if not waiting:
            return []
        last = self.waiting[-1]
        if cell.line == last.line and cell.boundary in (Boundary.SPACE, Boundary.CELL, Boundary.GLUE):
            return [last] if last.label.takes not in _TAKES_NOTHING else []
        if last.label.takes == "money" and not is_column(self.waiting, cell):
            return [last]
        row = [w for w in waiting if w.line == last.line or not cell.is_in_row]
        return [w for w in row if cell.is_in_row and w.printed_at == cell.slot] or row

    def _fill(self, waiting: OpenLabel, cell: Cell) -> None:
        position = self.waiting.index(waiting)
        for passed in self.waiting[:position]:
            self._store(passed)
        self.waiting = self.waiting[position + 1 :]
        self._finish()
        waiting.parts, waiting.slot = [cell.words], cell.slot
        self.filling = waiting

    def _continues(self, cell: Cell) -> bool:
        """A further cell of a text value: soft boundaries join it, and so does a further line of a goal."""
        if self.filling is None or self.waiting or begins_indicators(cell.text, self.lexicon):
            return False
        if is_below(self.filling, self.padding, cell):
            self.filling.parts += behind(cell)
            return True
        if cell.boundary > Boundary.BLANK or (self.filling.label.takes == "money" and not is_money_tail(cell.text)):
            return False
        if self.filling.label.takes == "unit" or (
            cell.boundary == Boundary.BLANK and self.filling.label.takes != "goal"
        ):
            return False
        self.filling.parts += behind(cell)
        return True

    def _matrix_cell(self, cell: Cell) -> bool:
        """Figures in the order of 年初预算数, 全年预算数, 全年执行数 behind the label of their row, or each behind its own."""
        if not self.lexicon.is_cell("percent_number", cell.text):
            return False
        if self.waiting and self.waiting[-1].label.takes == "money":
            figure = self.matrix.figure(self.waiting[-1], cell)
        elif not self.waiting and self.matrix.is_alone(cell, begins_line=cell.boundary not in _WITHIN_LINE):
            figure = self.matrix.alone(cell)
        else:
            return False
        self.form.fields += [figure] if figure else []
        return True

    def _leftover(self, cell: Cell) -> None:
        """A text no label waits for: the purpose, where that section is open; else kept aside."""
        self._finish()
        if self.is_in_purpose:
            self.form.fields.append(Field("purpose", NO_WORDS, cell.words))
            return
        if self.loose and cell.boundary != Boundary.SPACE:
            self._close_loose()
        self.loose += behind(cell) if self.loose else [cell.words]

    def _close_loose(self) -> None:
        if self.loose:
            self.form.loose.append(joined(self.loose))
            self.form.unclaimed += self.form.loose[-1:] if self.is_named else []
            self.loose = []

    # ends -------------------------------------------------------------------------------------------------------------
    def total(self, label: Words, figure: Words) -> None:
        """A printed total over projects."""
        self.form.fields.append(Field("printed_total", label, figure))

    def close(self) -> None:
        """The head ends: whatever waits is stored as stated without a value."""
        self._finish()
        self._close_months()
        self._close_loose()
        for waiting in self.waiting:
            self._store(waiting)
        self.waiting.clear()
        self.matrix = Matrix()

    def _close_months(self) -> None:
        if self.months is not None:
            self.form.months = self.months.plan() or self.form.months
            self.months = None

    def _finish(self) -> None:
        if self.filling is not None:
            self._store(self.filling)
            self.filling = None

    def _store(self, read: OpenLabel) -> None:
        label, value = read.label, read.value
        if label.name == "money_unit":
            if unit := money_unit(value.text):
                self._set_unit(unit)
                return
            label = LabelWord("organisation_budget", "text")
        if label.name.startswith("budget_total") and value.text:
            if self.parts_in_row:
                self.totals_in_row, self.parts_in_row = [], {}
            self.totals_in_row.append(read.horizon or "annual")
        if label.name == _HEADING:
            label = LabelWord("goal", "goal")
        if label.takes == "money" and not value.text:
            return
        if label.name != "ignored":
            self.form.fields.append(Field(label.name, read.words, value, read.horizon, label.part))
