"""Forms → records: rows by alignment, levels by filling down, projects from head fields, displaced rows by proof."""

from ingest.records.displaced import Placement, WeighedRow, place
from ingest.records.drafts import Draft, forms_to_drafts
from ingest.records.indicators import row_to_indicator
from ingest.records.printed import Row
from ingest.records.projects import draft_to_project, form_to_totals
from ingest.records.texts import named_measure, placeholder, tidy

__all__ = [
    "Draft",
    "Placement",
    "Row",
    "WeighedRow",
    "draft_to_project",
    "form_to_totals",
    "forms_to_drafts",
    "named_measure",
    "place",
    "placeholder",
    "row_to_indicator",
    "tidy",
]
