"""Small printed forms for tests of the parsing rooms, and short ways to what each room makes of them."""

from __future__ import annotations

from ingest.forms import grid_to_forms
from ingest.grids import document_to_grid
from ingest.layout import Cell, Document, Form
from ingest.nouns import Reading
from ingest.pipeline import read_document
from ingest.readers.text import read

HEADER = "一级指标\t二级指标\t三级指标\t指标值"
NAMED = "项目名称\t劳模慰问\n"


def document(text: str) -> Document:
    return read(text.encode())


def cells(text: str) -> list[Cell]:
    return document_to_grid(document(text)).cells


def forms(text: str) -> list[Form]:
    return grid_to_forms(document_to_grid(document(text)))


def form(text: str) -> Form:
    (found,) = forms(text)
    return found


def fields(text: str) -> list[tuple[str, str]]:
    """Name and value of every head field of the only form."""
    return [(field.name, field.value.text) for field in form(text).fields]


def reading(text: str) -> Reading:
    return read_document(document(text))


def rows(text: str) -> list[tuple[str | None, str | None, str, str]]:
    """Levels, name and target of every indicator, over all projects."""
    found = [indicator for project in reading(text).projects for indicator in project.indicators]
    return [(row.level1, row.level2, row.name, row.target_text) for row in found]


def codes(found: Reading) -> list[str]:
    return [issue.code for issue in found.issues]
