"""One noun → the columns of its row in a raw table. Knows columns, not meaning and no keys."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ingest.nouns import (
    Budget,
    Correction,
    Goal,
    Indicator,
    Locator,
    Payment,
    Project,
    Reading,
    Region,
    SourceFile,
    StatedRate,
)

Row = dict[str, Any]


def document_columns(reading: Reading, source: SourceFile, document_id: str) -> Row:
    """A document and its passport."""
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


def region_rows(regions: list[Region], document_id: str) -> list[Row]:
    """Where a document's words stand in its file, numbered within each line."""
    ordinals: Counter[int] = Counter()
    rows = []
    for line, start, end, area in regions:
        ordinals[line] += 1
        place = {"document_id": document_id, "line": line, "region_ordinal": ordinals[line]}
        rows.append(place | {"n_characters_before": start, "n_characters": end - start} | area._asdict())
    return rows


def project_columns(project: Project) -> Row:
    """A project's head."""
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
        **place_columns(project.locator),
    }


def budget_columns(budget: Budget) -> Row:
    """One sum of money."""
    return {
        "horizon": budget.horizon,
        "budget_part": budget.part,
        "label_text": budget.label_text,
        "amount_text": budget.amount_text,
        "money_unit_text": budget.money_unit_text,
        "amount_yuan": budget.amount_yuan,
        "flags": list(budget.flags),
        **place_columns(budget.locator),
    }


def goal_columns(goal: Goal) -> Row:
    """One goal."""
    return {
        "horizon": goal.horizon,
        "goal_ordinal": goal.ordinal,
        "goal_text": goal.text,
        **place_columns(goal.locator),
    }


def payment_columns(payment: Payment) -> Row:
    """One point of a payment plan."""
    return {
        "due_month": payment.due_month,
        "cumulative_pct_text": payment.cumulative_pct_text,
        "cumulative_pct": payment.cumulative_pct,
        **place_columns(payment.locator),
    }


def indicator_columns(indicator: Indicator) -> Row:
    """One row of an indicator table."""
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
        **place_columns(indicator.locator),
    }


def place_columns(locator: Locator | None) -> Row:
    """A locator; all NULL where there is none."""
    if locator is None:
        return {"page": None, "line_start": None, "line_end": None, "quote": None}
    return {
        "page": locator.page,
        "line_start": locator.line_start,
        "line_end": locator.line_end,
        "quote": locator.quote,
    }


def rate_columns(stated: StatedRate) -> Row:
    """One stated rate."""
    rate = stated.rate
    return {
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
        "confidence": stated.confidence,
        "flags": list(rate.flags),
        **place_columns(stated.locator),
    }


def correction_columns(correction: Correction, entity: str) -> Row:
    """One value a person set right; `entity` says what kind of thing it is a value of."""
    return {
        "entity": entity,
        "field": correction.field,
        "original_text": correction.original_text,
        "value_text": correction.value_text,
        "why_text": correction.why,
        "said_by": correction.said_by,
        "said_on": correction.said_on,
    }
