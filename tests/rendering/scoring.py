"""What came back from a rendered form, held against what went in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ingest.nouns import Indicator, Project, Reading

Record = dict[str, Any]

# field of an expected row: how the engine's indicator says it; a field that is not expected is not compared
ROW: dict[str, Callable[[Indicator], object]] = {
    "horizon": lambda row: row.horizon,
    "level1": lambda row: row.level1,
    "level2": lambda row: row.level2,
    "name": lambda row: row.name,
    "target_text": lambda row: row.target_text,
    "measure": lambda row: row.target.measure,
    "weight": lambda row: row.weight,
    "description": lambda row: row.description_text,
    "basis": lambda row: row.basis_text,
    "direction": lambda row: row.direction_text,
    "comparator_text": lambda row: row.comparator_text,
    "measure_text": lambda row: row.measure_text,
}
PROJECT: dict[str, Callable[[Project], object]] = {
    "name": lambda project: project.name,
    "code": lambda project: project.code,
    "organisation": lambda project: project.organisation_name,
    "organisation_code": lambda project: project.organisation_code,
    "category": lambda project: project.category_text,
    "fund_nature": lambda project: project.fund_nature_text,
    "policy_basis": lambda project: project.policy_basis_text,
    "purpose": lambda project: project.purpose_text,
    "budget_yuan": lambda project: project.budget_yuan(),
}


@dataclass
class Score:
    """How many rows and how many facts of the head went in and came back right, and what did not."""

    rows: int = 0
    rows_right: int = 0
    facts: int = 0
    facts_right: int = 0
    differences: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.rows + other.rows, self.rows_right + other.rows_right, self.facts + other.facts,
            self.facts_right + other.facts_right, self.differences + other.differences,
        )  # fmt: skip

    @property
    def is_perfect(self) -> bool:
        return self.rows == self.rows_right and self.facts == self.facts_right and not self.differences


def score(expected: Record, reading: Reading) -> Score:
    """Every project in its order: rows as whole tuples, heads fact by fact; a surplus row or project is a difference."""
    result = Score()
    for n, want in enumerate(expected["projects"]):
        got = reading.projects[n] if n < len(reading.projects) else Project(0, "", None)  # type: ignore[arg-type]
        _score_rows(want, got, result)
        _score_facts(want, got, result)
    for surplus in reading.projects[len(expected["projects"]) :]:
        result.differences.append(f"surplus project {surplus.name}")
    want_totals = [total["amount_yuan"] for total in expected.get("totals", [])]
    _score_fact("totals", want_totals, [total.amount_yuan for total in reading.totals], [], result)
    return result


def _score_rows(want: Record, got: Project, result: Score) -> None:
    left = list(got.indicators)
    for row in want["indicators"]:
        result.rows += 1
        found = next((indicator for indicator in left if not list(row_differences(row, indicator))), None)
        if found is not None:
            left.remove(found)
            result.rows_right += 1
            continue
        alike = next((indicator for indicator in left if same(row["name"], indicator.name)), None)
        why = "; ".join(row_differences(row, alike)) if alike else "missing"
        result.differences.append(f"{want['name']} · {row['horizon']} {row['level2']} {row['name']}: {why}")
    if len(got.indicators) > len(want["indicators"]):
        result.differences.append(f"{want['name']}: {len(got.indicators) - len(want['indicators'])} surplus rows")


def row_differences(want: Record, got: Indicator) -> Iterator[str]:
    """What an indicator says otherwise than expected."""
    for name, says in ROW.items():
        if name == "measure" and want["low"] is want["high"] is None:
            continue  # a text has none
        if name in want and not any(
            same(option, says(got)) for option in [want[name], *want.get(f"{name}_accept", [])]
        ):
            yield f"{name}: expected {want[name]!r}, got {says(got)!r}"
    bounds = ("comparator", "low", "high")
    values = [want, *want.get("accept", [])]
    if not any(all(same(value[bound], getattr(got.target, bound)) for bound in bounds) for value in values):
        found = [str(getattr(got.target, bound)) for bound in bounds]
        yield f"target: expected {[want[bound] for bound in bounds]}, got {found}"


def _score_facts(want: Record, got: Project, result: Score) -> None:
    for name, says in PROJECT.items():
        if name in want:
            _score_fact(f"{want['name']} · {name}", want[name], says(got), want.get(f"{name}_accept", []), result)
    budgets = Counter((b["horizon"], b["part"], Decimal(str(b["amount_yuan"]))) for b in want.get("budgets", []))
    if budgets:
        found = Counter((b.horizon, b.part, b.amount_yuan) for b in got.budgets)
        _score_fact(f"{want['name']} · budgets", budgets, found, [], result)
    for goal in want.get("goals", []):
        texts = [g.text for g in got.goals if g.horizon == goal["horizon"] and g.ordinal == goal["ordinal"]]
        _score_fact(
            f"{want['name']} · goal {goal['ordinal']}", goal["text"], "".join(texts), goal.get("accept", []), result
        )
    payments = [(payment["due_month"], payment["pct"]) for payment in want.get("payments", [])]
    _score_fact(
        f"{want['name']} · payments", payments, [(p.due_month, p.cumulative_pct) for p in got.payments], [], result
    )


def _score_fact(name: str, want: Any, got: Any, accept: list[Any], result: Score) -> None:
    result.facts += 1
    if any(same(option, got) for option in [want, *accept]):
        result.facts_right += 1
    else:
        result.differences.append(f"{name}: expected {want!r}, got {got!r}")


def same(want: object, got: object) -> bool:
    """Texts but for white space and how 元/人·月 writes its last stroke, numbers to the last digit."""
    if isinstance(want, str) and isinstance(got, str):
        return "".join(want.split()).replace("·", "/") == "".join(got.split()).replace("·", "/")
    if isinstance(want, int | float) and isinstance(got, int | float | Decimal):
        return Decimal(str(want)) == Decimal(str(got))
    return want == got
