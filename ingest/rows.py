"""A reading → rows of the raw tables, as documented in the raw source of dbt. Knows columns, not meaning."""

from __future__ import annotations

from typing import Any

from ingest.columns import (
    budget_columns,
    correction_columns,
    document_columns,
    goal_columns,
    indicator_columns,
    payment_columns,
    place_columns,
    project_columns,
    rate_columns,
    region_rows,
)
from ingest.identity import Keys, document_key
from ingest.nouns import Budget, Indicator, Issue, Project, Reading, Refusal, SourceFile, StatedRate

Rows = dict[str, list[dict[str, Any]]]
Ids = dict[str, str | None]
TABLES = (
    "documents", "document_lines", "document_regions", "document_totals", "projects", "budgets", "goals", "payment_plans", "indicators",
    "rates", "issues", "corrections",
)  # fmt: skip


def refusal_of(reading: Reading, source: SourceFile) -> Refusal | None:
    """Why this reading cannot go into the warehouse, or None when it can."""
    if not reading.projects and not reading.rates:
        issue = next(iter(reading.issues), Issue("not_a_form", "nothing was found in it"))
        return Refusal(source.source_path, source.sha256, issue.code, issue.message)
    missing = [
        word for word, value in (("city", reading.city_id), ("fiscal year", reading.fiscal_year)) if value is None
    ]
    if not missing:
        return None
    code = f"{missing[0].replace(' ', '_')}_missing"
    reason = f"neither the document nor a passport says its {' and '.join(missing)}: put a source.yml beside it"
    return Refusal(source.source_path, source.sha256, code, reason)


def document_id_of(reading: Reading) -> str:
    """The key of a reading that has a city and a year."""
    assert reading.city_id is not None and reading.fiscal_year is not None
    return document_key(reading.city_id, reading.fiscal_year, reading.publisher, reading.title)


def reading_to_rows(reading: Reading, source: SourceFile) -> Rows:
    """One reading that has a city and a year → rows by table name. Money in yuan, keys from content, locators beside every figure."""
    document_id = document_id_of(reading)
    rows: Rows = {table: [] for table in TABLES}
    rows["documents"].append(document_columns(reading, source, document_id))
    rows["document_lines"] = [
        {"document_id": document_id, "page": reading.pages.get(n), "line": n, "line_text": text}
        for n, text in enumerate(reading.lines, 1)
    ]
    rows["document_regions"] = region_rows(reading.regions, document_id)
    rows["document_totals"] = [
        {"document_id": document_id, "total_ordinal": n, "label_text": total.label_text, "amount_text": total.amount_text,
         "amount_yuan": total.amount_yuan, **place_columns(total.locator)}
        for n, total in enumerate(reading.totals, 1)
    ]  # fmt: skip
    keys = Keys()
    project_ids = {p.ordinal: keys.key(document_id, 6, p.name, p.code) for p in reading.projects}
    for project in reading.projects:
        _add_project(rows, project, document_id, project_ids, keys)
    _add_rates(rows, reading.rates, {"project_id": None, "document_id": document_id}, keys)
    rows["issues"] = [
        {"document_id": document_id, "issue_ordinal": n, "project_id": project_ids.get(issue.project_ordinal or 0), "code": issue.code,
         "message": issue.message, **place_columns(issue.locator)}
        for n, issue in enumerate(reading.issues, 1)
    ]  # fmt: skip
    return rows


def _add_project(rows: Rows, project: Project, document_id: str, project_ids: dict[int, str], keys: Keys) -> None:
    project_id = project_ids[project.ordinal]
    ids: Ids = {"project_id": project_id, "document_id": document_id}
    rows["projects"].append(ids | project_columns(project))
    _add_corrections(rows, "project", project, ids)
    for budget in project.budgets:
        rows["budgets"].append(ids | budget_columns(budget))
        _add_corrections(rows, "budget", budget, ids)
    rows["goals"] += [ids | goal_columns(goal) for goal in project.goals]
    rows["payment_plans"] += [ids | payment_columns(payment) for payment in project.payments]
    ordinals: dict[str, int] = {}
    for indicator in project.indicators:
        ordinals[indicator.horizon] = ordinals.get(indicator.horizon, 0) + 1
        row_id = keys.key(
            project_id, 8, indicator.horizon, indicator.level1, indicator.level2, indicator.name, indicator.target_text
        )  # fmt: skip
        printed = {
            "printed_project_id": project_ids.get(indicator.printed_project, project_id),
            "row_ordinal": ordinals[indicator.horizon],
        }
        row_ids = ids | {"indicator_row_id": row_id}
        rows["indicators"].append(row_ids | printed | indicator_columns(indicator))
        _add_corrections(rows, "indicator", indicator, row_ids)
        _add_rates(rows, indicator.rates, row_ids, keys)
    in_rows = {stated for indicator in project.indicators for stated in indicator.rates}
    _add_rates(rows, [stated for stated in project.rates if stated not in in_rows], ids, keys)


def _add_rates(rows: Rows, rates: list[StatedRate], ids: Ids, keys: Keys) -> None:
    """Each rate once; a rate outside any project has its document's id alone."""
    parent, row_id = ids["project_id"] or ids["document_id"], ids.get("indicator_row_id")
    for stated in dict.fromkeys(rates):
        rate = stated.rate
        content = ("rate", stated.horizon, row_id, stated.stated_in, rate.qualifier, rate.payer, stated.amount_text)
        rate_ids = ids | {"indicator_row_id": row_id, "rate_id": keys.key(str(parent), 10, *content)}
        rows["rates"].append(rate_ids | rate_columns(stated))
        _add_corrections(rows, "rate", stated, rate_ids)


def _add_corrections(rows: Rows, entity: str, thing: Project | Budget | Indicator | StatedRate, ids: Ids) -> None:
    for correction in thing.corrections:
        ordinal = {"correction_ordinal": len(rows["corrections"]) + 1}
        place = place_columns(thing.locator)
        rows["corrections"].append(ids | ordinal | correction_columns(correction, entity) | place)
