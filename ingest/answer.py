"""A reading → the object that `bangfu parse --json` prints. The names in it are published: changing one is a breaking change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ingest.nouns import Budget, DocumentTotal, Goal, Indicator, Issue, Locator, Payment, Project, Reading, StatedRate

Json = dict[str, Any]


def reading_to_json(reading: Reading) -> Json:
    """Everything that was understood. Money in yuan, a percentage stays a percentage, null means "not stated"."""
    return {
        "document": {
            "city": reading.city_name,
            "city_id": reading.city_id,
            "fiscal_year": reading.fiscal_year,
            "fiscal_year_basis": reading.fiscal_year_basis,
            "publisher": reading.publisher,
            "title": reading.title,
            "media_type": reading.media_type,
        },
        "projects": [_project(project) for project in reading.projects],
        "rates": [_rate(stated) for stated in dict.fromkeys(reading.rates)],
        "totals": [_total(total) for total in reading.totals],
        "issues": [_issue(issue) for issue in reading.issues],
    }


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole ones without a decimal point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def project_rates(project: Project) -> list[StatedRate]:
    """What the project's prose states, then what its indicator rows state, each once; each horizon keeps its own."""
    stated = [*project.rates, *(stated for indicator in project.indicators for stated in indicator.rates)]
    return list(dict.fromkeys(stated))


def budget_yuan(project: Project) -> Decimal | None:
    """The project's budget for the year, else the first total it prints for another horizon."""
    annual = project.budget_yuan()
    totals = (budget.amount_yuan for budget in project.budgets if budget.part == "total")
    return annual if annual is not None else next(totals, None)


def _total(total: DocumentTotal) -> Json:
    return {
        "label": total.label_text,
        "amount_text": total.amount_text,
        "amount_yuan": number(total.amount_yuan),
        "locator": _place(total.locator),
    }


def _project(project: Project) -> Json:
    return {
        "name": project.name,
        "code": project.code,
        "organisation": project.organisation_name,
        "organisation_code": project.organisation_code,
        "category": project.category_text,
        "fund_nature": project.fund_nature_text,
        "policy_basis": project.policy_basis_text,
        "purpose": project.purpose_text,
        "budget_yuan": number(budget_yuan(project)),
        "budgets": [_budget(budget) for budget in project.budgets],
        "payments": [_payment(payment) for payment in project.payments],
        "goals": [_goal(goal) for goal in project.goals],
        "indicators": [_indicator(indicator) for indicator in project.indicators],
        "rates": [_rate(stated) for stated in project_rates(project)],
        "flags": list(project.flags),
        "locator": _place(project.locator),
    }


def _budget(budget: Budget) -> Json:
    return {
        "horizon": budget.horizon,
        "part": budget.part,
        "label": budget.label_text,
        "amount_text": budget.amount_text,
        "money_unit": budget.money_unit_text,
        "amount_yuan": number(budget.amount_yuan),
        "flags": list(budget.flags),
        "locator": _place(budget.locator),
    }


def _goal(goal: Goal) -> Json:
    return {"horizon": goal.horizon, "ordinal": goal.ordinal, "text": goal.text, "locator": _place(goal.locator)}


def _payment(payment: Payment) -> Json:
    return {
        "due_month": payment.due_month,
        "cumulative_pct_text": payment.cumulative_pct_text,
        "cumulative_pct": number(payment.cumulative_pct),
        "locator": _place(payment.locator),
    }


def _indicator(indicator: Indicator) -> Json:
    target = indicator.target
    return {
        "horizon": indicator.horizon,
        "level1": indicator.level1,
        "level2": indicator.level2,
        "name": indicator.name,
        "description": indicator.description_text,
        "target_text": indicator.target_text,
        "comparator": target.comparator,
        "low": number(target.low),
        "high": number(target.high),
        "measure": target.measure,
        "direction": indicator.direction_text,
        "weight": number(indicator.weight),
        "basis": indicator.basis_text,
        "confidence": round(indicator.confidence, 3),
        "placement": indicator.placement,
        "placement_proof": indicator.placement_proof,
        "printed_project": indicator.printed_project,
        "flags": list(dict.fromkeys([*indicator.flags, *target.flags])),
        "locator": _place(indicator.locator),
    }


def _rate(stated: StatedRate) -> Json:
    rate = stated.rate
    return {
        "horizon": stated.horizon,
        "qualifier": rate.qualifier,
        "payer": rate.payer,
        "comparator": rate.comparator,
        "amount_text": stated.amount_text,
        "amount_low_yuan": number(rate.amount_low_yuan),
        "amount_high_yuan": number(rate.amount_high_yuan),
        "symbolic_low": number(rate.symbolic_low),
        "symbolic_high": number(rate.symbolic_high),
        "symbolic_unit": rate.symbolic_unit,
        "per": rate.per,
        "pay_period": rate.pay_period,
        "origin": stated.origin,
        "scope": rate.scope,
        "stated_in": stated.stated_in,
        "context": stated.context_text,
        "quote": stated.locator.quote,
        "flags": list(rate.flags),
        "locator": _place(stated.locator),
    }


def _issue(issue: Issue) -> Json:
    return {
        "code": issue.code,
        "message": issue.message,
        "project_ordinal": issue.project_ordinal,
        "locator": _place(issue.locator) if issue.locator else {},
    }


def _place(locator: Locator) -> Json:
    return {
        "page": locator.page,
        "line_start": locator.line_start,
        "line_end": locator.line_end,
        "quote": locator.quote,
    }
