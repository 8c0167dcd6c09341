"""The golden readings with more beside them: what another year of a city, and a local figure, make of the same documents."""

from __future__ import annotations

import json

from tests.dbt.golden_warehouse import Row, Tables, golden_tables

OF_A_DOCUMENT = ("documents", "document_lines", "projects", "budgets", "goals", "indicators", "rates")


def enlarged_tables(document_id: str, next_document_id: str) -> Tables:
    """The golden tables in the opposite order, with a next year of one document and a figure that stands in no other warehouse.

    The next year pays 6600 where the document says 6000, and drops what it pays at 720.
    """
    tables = golden_tables()
    for name in OF_A_DOCUMENT:
        printed = json.dumps([row for row in tables[name] if row["document_id"] == document_id], default=str)
        tables[name] += [next_year(row) for row in json.loads(printed.replace(document_id, next_document_id))]
    tables["rates"] = [
        r for r in tables["rates"] if (r["document_id"], r["amount_high_yuan"]) != (next_document_id, 720)
    ]
    figure = {"city_id": "341100", "year": 2023, "figure": "minimum_living_guarantee", "value": 700}
    tables["local_figures"].append(figure | {"measure": "元/人/月", "source_title": "made up for this test"})
    for table in tables.values():
        table.reverse()
    return tables


def next_year(row: Row) -> Row:
    """A row of a document of 2024 as that of 2025 would have it."""
    changed: Row = {}
    if "sha256" in row:
        changed = {"fiscal_year": 2025, "sha256": "of 2025"}
    if "rate_id" in row:
        changed = {"rate_id": f"2025-{row['rate_id']}"}
        if row["amount_high_yuan"] == 6000:
            changed |= {"amount_low_yuan": 6600, "amount_high_yuan": 6600}
    return row | changed
