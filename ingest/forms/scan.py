"""Reads a grid from top to bottom and sorts its cells into forms: head fields, and indicator tables with typed columns."""

from __future__ import annotations

from typing import cast

from ingest.forms.cutting import cut_cells
from ingest.forms.headers import Header, begins_with_row, find_header, guess_columns, match_joined
from ingest.forms.headings import take_heading
from ingest.forms.heads import Head
from ingest.layout import NO_WORDS, Boundary, Cell, Column, Field, Form, Grid, Table, joined
from ingest.lexicon import LabelWord, Lexicon, bare, lexicon
from ingest.nouns import Horizon

_OPENING_FIELDS = {"project_name", "project_code"}


def grid_to_forms(grid: Grid) -> list[Form]:
    """Grid → the forms printed in it, in order. A grid without any form gives an empty list."""
    return _Scan(grid, lexicon()).forms()


class _Scan:
    """State of one pass: the form being filled, the table being filled (None while in a head) and the last columns seen."""

    def __init__(self, grid: Grid, words: Lexicon) -> None:
        self.grid, self.lexicon = grid, words
        self.cells = cut_cells(grid, words)
        self.found: list[Form] = []
        self.form = Form()
        self.head = Head(self.form, words)
        self.table: Table | None = None
        self.horizon: Horizon | None = None
        self.columns: list[Column] = []
        self.is_after = False
        self.between: list[list[Cell]] = []  # lines behind the last row of a table that are no rows

    def forms(self) -> list[Form]:
        """Every form with a project name or an indicator table."""
        i = 0
        while i < len(self.cells):
            i = self._step(i)
        self._close()
        return self.found

    # one step ---------------------------------------------------------------------------------------------------------
    def _step(self, i: int) -> int:
        """Reads what begins at cell `i`; returns the number of the first cell after it."""
        cell = self.cells[i]
        if cell.text:
            if self._begins_line(i) and (end := self._title(i)):
                return end
            if self._begins_line(i) and (beside := self._goal_beside_header(i)):
                return beside
            if header := find_header(self.cells, i, self.lexicon):
                return self._open_table(header)
            if self._may_be_label(i) and (match := match_joined(self.cells, i, self.lexicon.label)):
                label, end = match
                if self._label(label, i, end):
                    return end
        if self.table is None and (columns := guess_columns(self.cells, i, self.lexicon)):
            self._new_table(columns, i, is_header_guessed=True)
        if self.table is not None and not self.is_after:
            return self._table_cell(i)
        if self.is_after:
            self._after_table(cell)
        else:
            self.head.value(cell)
        return i + 1

    def _may_be_label(self, i: int) -> bool:
        """Inside a table only the labels that open the next form are looked for."""
        return self.table is None or self._begins_line(i)

    def _begins_line(self, i: int) -> bool:
        return i == 0 or self.cells[i].boundary not in (Boundary.GLUE, Boundary.SPACE, Boundary.CELL)

    def _line(self, i: int) -> tuple[str, int]:
        """The text of the printed line or row that begins at cell `i`, and the number of the first cell after it."""
        end = i + 1
        while end < len(self.cells) and self._is_same_line(i, end):
            end += 1
        return " ".join(cell.text for cell in self.cells[i:end] if cell.text), end

    def _is_same_line(self, i: int, j: int) -> bool:
        """Whether cell `j` stands in the row of cell `i`, or where rows are not known in its line."""
        if self.cells[i].is_in_row and self.cells[j].is_in_row:
            return self.cells[j].boundary < Boundary.ROW
        return self.cells[j].line == self.cells[i].line

    # landmarks --------------------------------------------------------------------------------------------------------
    def _title(self, i: int) -> int | None:
        text, end = self._line(i)
        if horizon := self.lexicon.table_title(text):
            self.horizon = horizon  # type: ignore[assignment]
            if self.columns and self.form.fields:
                self._new_table(self.columns, end, is_header_inherited=True)
            self.is_after = False
            return end
        if not self.lexicon.is_form_title(text) or self.lexicon.label(text):
            return None
        if self.form.tables or any(field.name in _OPENING_FIELDS for field in self.form.fields):
            self._close()
        self.head.reset()
        self.form.title = joined(cell.words for cell in self.cells[i:end])
        self.table, self.is_after = None, False
        return end

    def _goal_beside_header(self, i: int) -> int | None:
        """A goal's label in front of a header (长期目标1 | 一级指标 …) says the table's horizon; returns where the header begins."""
        label = self.lexicon.label(self.cells[i].text) if self.cells[i].is_in_row else None
        if label is None or label.takes != "goal" or i + 1 == len(self.cells) or not self._is_same_line(i, i + 1):
            return None
        if not find_header(self.cells, i + 1, self.lexicon):
            return None
        self.horizon = cast(Horizon, label.horizon or "annual")
        return i + 1

    def _open_table(self, header: Header) -> int:
        if header.money_unit:
            self.form.money_unit, self.form.is_unit_inherited = header.money_unit, False
        if self.table is not None and self.table.cells and header.columns == self.columns and not self.is_after:
            return header.end  # printed again on the next page
        self._new_table(header.columns, header.end)
        self.form.unclaimed += header.unknown
        return header.end

    def _new_table(
        self, columns: list[Column], body: int, *, is_header_inherited: bool = False, is_header_guessed: bool = False
    ) -> None:
        """Opens a table of these columns whose body begins at cell `body`."""
        self.columns = columns
        self._leave_between()
        self.head.close()
        halves = 1 + max(column.half for column in columns)
        horizons = self.head.horizons() if halves > 1 else []
        is_horizon_assumed = halves > 1 and len(horizons) != halves
        if len(horizons) != halves:
            horizons = [self.horizon or "annual"] * halves
        if self.form.tables and not self.form.tables[-1].cells:
            self.form.tables.pop()  # a title whose header has come after all
        has_rows = begins_with_row(self.cells, body, self.lexicon)
        self.table = Table(columns, [], horizons, has_rows, is_header_inherited, is_header_guessed, is_horizon_assumed)
        self.form.tables.append(self.table)
        self.is_after = False

    def _label(self, label: LabelWord, start: int, end: int) -> bool:
        """Takes a label in a head; inside or after a table only one that opens the next form. Returns whether it was taken."""
        if self.table is not None or self.is_after:
            is_list = any(column.kind == "project_name" for column in self.columns)
            if label.name not in _OPENING_FIELDS or is_list:
                return False
            self._close()
        elif label.name == "project_name" and self.head.has("project_name"):
            self._close()
        words = joined(cell.words for cell in self.cells[start:end])
        self.head.label(label, words, self.cells[start])
        return True

    def _table_cell(self, i: int) -> int:
        """Adds a cell, or where rows are certain the whole row, to the table; words that end a table end it."""
        assert self.table is not None
        if not (self.table.has_rows or self.cells[i].is_in_row):
            is_label = self.cells[i].text.endswith((":", "："))
            if (is_label or self._begins_line(i)) and self._is_stop(i):
                self.is_after = True
                self.horizon = None
                return i
            self.table.cells.append(self.cells[i])
            return i + 1
        _, end = self._line(i)
        row = self.cells[i:end]
        if self._goal_row(row):
            return end
        first = _first_text(row)
        if self.lexicon.is_stop(first):
            self._total(row)
            self.is_after = not first.startswith("合计")
            return end
        if (len(row) == 1 or not row[0].is_in_row) and not self._is_level(first):
            self.between.append(row)
            return end
        for line in self.between:  # the table goes on behind them: they are not what follows it
            if line[0].is_in_row:
                self.table.cells.extend(line)
            else:
                self.table.unread += [cell.words for cell in line if cell.text]
        self.between = []
        self.table.cells.extend(row)
        return end

    def _is_stop(self, i: int) -> bool:
        """Whether the line that begins at cell `i` ends a table; a word drawn apart (备 注) is put together."""
        text = self.cells[i].text
        return self.lexicon.is_stop(self._line(i)[0] if len(text) == 1 else text)

    def _goal_row(self, row: list[Cell]) -> bool:
        """Takes a goal printed in a row of its own among the indicators (年度绩效目标1 | 帮助困难职工): label and text, nothing else."""
        filled = [cell for cell in row if cell.text]
        label = self.lexicon.label(filled[0].text) if len(filled) == 2 else None
        if label is None or label.takes != "goal" or self._is_level(filled[0].text):
            return False
        goal = Field(label.name, filled[0].words, filled[1].words, cast(Horizon, label.horizon or "annual"))
        self.form.fields.append(goal)
        return True

    def _is_level(self, text: str) -> bool:
        return bool(self.lexicon.level1(text) or self.lexicon.level2(text))

    def _after_table(self, cell: Cell) -> None:
        """Behind the words that end a table nothing is read; a level word there means that rows are left."""
        if self.form.tables and self._is_level(cell.text) and bare(cell.text).endswith("指标"):
            self.form.tables[-1].unread.append(cell.words)

    def _total(self, row: list[Cell]) -> None:
        """A printed total of a list of projects: its figure stands in a table that has a budget column."""
        if not any(column.kind == "budget" for column in self.columns):
            return
        figures = [cell.words for cell in row if self.lexicon.is_cell("number", cell.text)]
        label = next((cell.words for cell in row if cell.text), NO_WORDS)
        if figures:
            self.head.total(label, figures[0])

    def _leave_between(self) -> None:
        """Lines behind the last row of a table stand outside it."""
        self.form.loose += [cell.words for line in self.between for cell in line if cell.text]
        self.between = []

    def _close(self) -> None:
        heading = take_heading(self.table.cells, self.lexicon) if self.table and not self.table.has_rows else []
        self._leave_between()
        self.head.close()
        if self.form.tables or self.head.has("project_name"):
            self.form.tables = [table for table in self.form.tables if table.cells]
            self.found.append(self.form)
        form = Form(money_unit=self.form.money_unit, is_unit_inherited=self.form.money_unit is not None)
        if not (self.form.tables or self.head.has("project_name")):
            form.loose = self.form.loose
            form.is_unit_inherited = self.form.is_unit_inherited
            form.title = self.form.title
        form.loose += [cell.words for cell in heading]
        self.form = form
        self.head = Head(form, self.lexicon)
        self.table, self.horizon, self.is_after = None, None, False


def _first_text(row: list[Cell]) -> str:
    """The first words of a row; a word drawn apart over cells (合 | 计) is put together."""
    texts = [cell.text for cell in row if cell.text]
    return "".join(texts[:2]) if len(texts) > 1 and len(texts[0]) == 1 else "".join(texts[:1])
