"""Forms → drafts: which rows and which head fields make a project.

A form with a head is one project. A table with a project column is a list: each filled project cell opens a project.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.layout import NO_WORDS, Field, Form, Words
from ingest.lexicon import Lexicon, bare, lexicon
from ingest.records.printed import Row
from ingest.records.rows import table_to_rows


@dataclass(slots=True)
class Draft:
    """A project being put together: its form, its head fields, and its rows in printed order."""

    form: Form
    fields: list[Field]
    rows: list[Row]


def forms_to_drafts(forms: list[Form]) -> list[Draft]:
    """Forms → one draft per printed project, in order. A form that names no project and has no row gives none."""
    words = lexicon()
    drafts: list[Draft] = []
    for form in forms:
        if any(column.kind == "project_name" for table in form.tables for column in table.columns):
            drafts += _listed(form, words)
        else:
            rows = [half for table in form.tables for printed in table_to_rows(table, words) for half in printed.halves]
            drafts.append(Draft(form, form.fields, rows))
    return [draft for draft in drafts if draft.rows or _name(draft)]


def _listed(form: Form, words: Lexicon) -> list[Draft]:
    drafts: list[Draft] = []
    for table in form.tables:
        for printed in table_to_rows(table, words):
            if "project_name" in printed.project and not (drafts and _name(drafts[-1]) == _bare_name(printed.project)):
                drafts.append(Draft(form, _fields(printed.project), []))
            elif not drafts:
                drafts.append(Draft(form, [], []))  # rows before the first name: of a project whose name is not printed
            drafts[-1].rows += printed.halves
    return drafts


def _fields(cells: dict[str, Words]) -> list[Field]:
    """Project cells of a list → the fields a form's head would state."""
    return [
        Field("budget_total" if kind == "budget" else kind, NO_WORDS, words, "annual") for kind, words in cells.items()
    ]


def _name(draft: Draft) -> str:
    return next((bare(field.value.text) for field in draft.fields if field.name == "project_name"), "")


def _bare_name(cells: dict[str, Words]) -> str:
    return bare(cells["project_name"].text)
