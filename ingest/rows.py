"""A reading → rows of the raw tables, as documented in the raw source of dbt. Knows columns, not meaning."""

from __future__ import annotations

from typing import Any

from ingest.identity import Keys, document_key
from ingest.nouns import (
    Budget,
    Goal,
    Indicator,
    Issue,
    Locator,
    Payment,
    Project,
    Reading,
    Refusal,
    SourceFile,
    StatedRate,
)

Row = dict[str, Any]
Rows = dict[str, list[Row]]
TABLES = (
    "documents", "document_lines", "document_totals", "projects", "budgets", "goals", "payment_plans", "indicators", "rates", "issues",
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
    rows["documents"].append(_document(reading, source, document_id))
    rows["document_lines"] = [
        {"document_id": document_id, "page": None, "line": n, "line_text": text}
        for n, text in enumerate(reading.lines, 1)
    ]
    rows["document_totals"] = [
        {"document_id": document_id, "total_ordinal": n, "label_text": total.label_text, "amount_text": total.amount_text,
         "amount_yuan": total.amount_yuan, **_place(total.locator)}
        for n, total in enumerate(reading.totals, 1)
    ]  # fmt: skip
    keys = Keys()
    project_ids = {p.ordinal: keys.key(document_id, 6, p.name, p.code) for p in reading.projects}
    for project in reading.projects:
        _add_project(rows, project, document_id, project_ids, keys)
    rows["rates"] += [_rate(stated, document_id, None, None, keys) for stated in dict.fromkeys(reading.rates)]
    rows["issues"] = [
        {"document_id": document_id, "issue_ordinal": n, "project_id": project_ids.get(issue.project_ordinal or 0), "code": issue.code,
         "message": issue.message, **_place(issue.locator)}
        for n, issue in enumerate(reading.issues, 1)
    ]  # fmt: skip
    return rows


def _document(reading: Reading, source: SourceFile, document_id: str) -> Row:
    passport = source.passport
    return {
        "document_id": document_id,
        "city_id": reading.city_id,
        "city_name": reading.city_name,
        "publisher": reading.publisher,
        "fiscal_year": reading.fiscal_year,
        "fiscal_year_basis": reading.fiscal_year_basis,
        "title": reading.title,
        "media_type": reading.media_type,
        "source_path": source.source_path,
        "sha256": source.sha256,
        "url": passport and passport.url,
        "obtained_text": passport and passport.obtained,
        "retrieved_at": passport and passport.retrieved,
        "line_count": len(reading.lines),
    }


def _add_project(rows: Rows, project: Project, document_id: str, project_ids: dict[int, str], keys: Keys) -> None:
    project_id = project_ids[project.ordinal]
    ids = {"project_id": project_id, "document_id": document_id}
    rows["projects"].append(ids | _project(project))
    rows["budgets"] += [ids | _budget(budget) for budget in project.budgets]
    rows["goals"] += [ids | _goal(goal) for goal in project.goals]
    rows["payment_plans"] += [ids | _payment(payment) for payment in project.payments]
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
        rows["indicators"].append(ids | {"indicator_row_id": row_id} | printed | _indicator(indicator))
        rows["rates"] += [
            _rate(stated, document_id, project_id, row_id, keys) for stated in dict.fromkeys(indicator.rates)
        ]
    in_rows = {stated for indicator in project.indicators for stated in indicator.rates}
    rows["rates"] += [
        _rate(stated, document_id, project_id, None, keys) for stated in dict.fromkeys(project.rates) if stated not in in_rows
    ]  # fmt: skip


def _project(project: Project) -> Row:
    return {
        "project_ordinal": project.ordinal,
        "project_name": project.name,
        "project_code": project.code,
        "organisation_name": project.organisation_name,
        "organisation_code": project.organisation_code,
        "project_category_text": project.category_text,
        "fund_nature_text": project.fund_nature_text,
        "policy_basis_text": project.policy_basis_text,
        "purpose_text": project.purpose_text,
        "flags": list(project.flags),
        **_place(project.locator),
    }


def _budget(budget: Budget) -> Row:
    return {
        "horizon": budget.horizon,
        "budget_part": budget.part,
        "label_text": budget.label_text,
        "amount_text": budget.amount_text,
        "money_unit_text": budget.money_unit_text,
        "amount_yuan": budget.amount_yuan,
        "flags": list(budget.flags),
        **_place(budget.locator),
    }


def _goal(goal: Goal) -> Row:
    return {"horizon": goal.horizon, "goal_ordinal": goal.ordinal, "goal_text": goal.text, **_place(goal.locator)}


def _payment(payment: Payment) -> Row:
    return {
        "due_month": payment.due_month,
        "cumulative_pct_text": payment.cumulative_pct_text,
        "cumulative_pct": payment.cumulative_pct,
        **_place(payment.locator),
    }


def _indicator(indicator: Indicator) -> Row:
    target = indicator.target
    return {
        "placement": indicator.placement,
        "placement_proof": indicator.placement_proof,
        "horizon": indicator.horizon,
        "level1_text": indicator.level1_text,
        "level2_text": indicator.level2_text,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "indicator_name": indicator.name,
        "indicator_name_text": indicator.name_text,
        "description_text": indicator.description_text,
        "target_text": indicator.target_text,
        "comparator_text": indicator.comparator_text,
        "measure_text": indicator.measure_text,
        "direction_text": indicator.direction_text,
        "weight_text": indicator.weight_text,
        "basis_text": indicator.basis_text,
        "comparator": target.comparator,
        "target_low": target.low,
        "target_high": target.high,
        "measure": target.measure,
        "quantity_kind": target.kind,
        "weight": indicator.weight,
        "confidence": indicator.confidence,
        "flags": list(dict.fromkeys([*indicator.flags, *target.flags])),
        **_place(indicator.locator),
    }


def _rate(stated: StatedRate, document_id: str, project_id: str | None, row_id: str | None, keys: Keys) -> Row:
    rate = stated.rate
    content = ("rate", stated.horizon, row_id, stated.stated_in, rate.qualifier, rate.payer, stated.amount_text)
    return {
        "rate_id": keys.key(project_id or document_id, 10, *content),
        "document_id": document_id,
        "project_id": project_id,
        "indicator_row_id": row_id,
        "horizon": stated.horizon,
        "origin": stated.origin,
        "stated_in": stated.stated_in,
        "qualifier_text": rate.qualifier,
        "payer_text": rate.payer,
        "comparator": rate.comparator,
        "amount_text": stated.amount_text,
        "amount_low_yuan": rate.amount_low_yuan,
        "amount_high_yuan": rate.amount_high_yuan,
        "symbolic_low": rate.symbolic_low,
        "symbolic_high": rate.symbolic_high,
        "symbolic_unit_text": rate.symbolic_unit,
        "per": rate.per,
        "pay_period": rate.pay_period,
        "scope": rate.scope,
        "context_text": stated.context_text,
        "flags": list(rate.flags),
        **_place(stated.locator),
    }


def _place(locator: Locator | None) -> Row:
    if locator is None:
        return {"page": None, "line_start": None, "line_end": None, "quote": None}
    return {
        "page": locator.page,
        "line_start": locator.line_start,
        "line_end": locator.line_end,
        "quote": locator.quote,
    }
