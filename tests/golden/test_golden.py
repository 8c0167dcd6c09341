"""The engine's reading of the source documents against a reading by eye: every field of every record.

`expected.json` was written from the document, never from the program's output. `<field>_accept` lists other readings
of a field that a second expert would defend, `accept` other values of a target or a goal, `debatable` a rate nobody is
blamed for. A test names all differences of its document at once, one readable line each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from ingest.nouns import Budget, DocumentTotal, Goal, Indicator, Locator, Payment, Project, Reading, StatedRate
from ingest.pipeline import read_file

GOLDEN = Path(__file__).parent
SOURCES = GOLDEN.parents[1] / "data" / "sources"
NAMES = sorted(file.parent.name for file in GOLDEN.glob("*/expected.json"))

Record = dict[str, Any]
Differences = Iterator[str]

# golden field: attribute of the noun; a field that a golden record leaves out is not compared
DOCUMENT = {
    "city": "city_name",
    "fiscal_year": "fiscal_year",
    "fiscal_year_basis": "fiscal_year_basis",
    "publisher": "publisher",
}
PROJECT = {
    "name": "name",
    "code": "code",
    "organisation": "organisation_name",
    "organisation_code": "organisation_code",
    "category": "category_text",
    "fund_nature": "fund_nature_text",
    "policy_basis": "policy_basis_text",
    "purpose": "purpose_text",
}
MONEY = {"label": "label_text", "amount_text": "amount_text", "amount_yuan": "amount_yuan"}
PAYMENT = {"text": "cumulative_pct_text", "pct": "cumulative_pct"}
ROW = {
    "level1": "level1",
    "level1_text": "level1_text",
    "level2": "level2",
    "level2_text": "level2_text",
    "name": "name",
    "name_text": "name_text",
    "description": "description_text",
    "target_text": "target_text",
    "comparator_text": "comparator_text",
    "measure_text": "measure_text",
    "direction": "direction_text",
    "weight": "weight",
    "basis": "basis_text",
    "printed_project": "printed_project",
}
SYMBOLIC = {"low": "symbolic_low", "high": "symbolic_high", "unit": "symbolic_unit"}
RATE = ("comparator", "amount_low_yuan", "amount_high_yuan", "per", "pay_period", "qualifier", "payer", "scope")


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_reads_what_the_eye_reads(name: str) -> None:
    (source,) = SOURCES.glob(f"*_{name}/*/document.txt")
    expected = json.loads((GOLDEN / name / "expected.json").read_text(encoding="utf-8"))
    lines = source.read_text(encoding="utf-8").split("\n")
    found = list(document_differences(expected, read_file(source), lines))
    assert not found, f"{name}: {len(found)} differences\n" + "\n".join(found)


def document_differences(expected: Record, reading: Reading, lines: list[str]) -> Differences:
    """Every difference between the golden reading and the engine's, as readable lines; `lines` is the source."""
    yield from fields_differ("document", expected["document"], reading, DOCUMENT)
    for rate in reading.rates:
        yield f"outside projects · rate: expected none, got {rate.amount_text!r}"

    def total_differs(where: str, want: Record, got: DocumentTotal) -> Differences:
        yield from fields_differ(where, want, got, MONEY)
        yield from locator_differs(where, got.locator, lines)

    def project_differs(where: str, want: Record, got: Project) -> Differences:
        yield from project_differences(f"{want['name'][:14]}", expected["projects"].index(want) + 1, want, got, lines)

    yield from lists_differ(
        "total", expected["totals"], reading.totals, keys("amount_text"), keys("amount_text"), total_differs
    )
    yield from lists_differ(
        "project", expected["projects"], reading.projects, keys("name"), keys("name"), project_differs
    )


def project_differences(name: str, ordinal: int, want: Record, got: Project, lines: list[str]) -> Differences:
    yield from fields_differ(name, {**want, "ordinal": ordinal}, got, {"ordinal": "ordinal", **PROJECT})
    yield from locator_differs(name, got.locator, lines)

    def budget_differs(where: str, want: Record, got: Budget) -> Differences:
        yield from fields_differ(where, want, got, MONEY)
        yield from locator_differs(where, got.locator, lines)

    def goal_differs(where: str, want: Record, got: Goal) -> Differences:
        yield from fields_differ(
            where, {"text": want["text"], "text_accept": want.get("accept", [])}, got, {"text": "text"}
        )
        yield from locator_differs(where, got.locator, lines)

    def payment_differs(where: str, want: Record, got: Payment) -> Differences:
        yield from fields_differ(where, want, got, PAYMENT)
        yield from locator_differs(where, got.locator, lines)

    def row_differs(where: str, want: Record, got: Indicator) -> Differences:
        yield from row_differences(f"{where} {want['name']}", ordinal, want, got, lines)

    def rate_differs(where: str, want: Record, got: StatedRate) -> Differences:
        if not want.get("debatable"):
            yield from rate_differences(f"{where} {want['quote']!r}", want, got, lines)

    part, goal, month = keys("horizon", "part"), keys("horizon", "ordinal"), keys("due_month")
    yield from lists_differ(f"{name} · budget", want["budgets"], got.budgets, part, part, budget_differs)
    yield from lists_differ(f"{name} · goal", want["goals"], got.goals, goal, goal, goal_differs)
    yield from lists_differ(f"{name} · payment", want["payments"], got.payments, month, month, payment_differs)
    for horizon in ("long_term", "mid_term", "annual"):
        rows = [row for row in want["indicators"] if row["horizon"] == horizon]
        found = [row for row in got.indicators if row.horizon == horizon]
        yield from lists_differ(f"{name} · {horizon}", rows, found, keys("name"), keys("name"), row_differs)
    rates = sorted(want["rates"], key=lambda r: (r["horizon"], r["line_start"]))
    stated = sorted(
        [r for i in got.indicators for r in i.rates] + got.rates, key=lambda r: (r.horizon, r.locator.line_start)
    )
    yield from lists_differ(f"{name} · rate", rates, stated, golden_amounts, stated_amounts, rate_differs)


def row_differences(where: str, ordinal: int, want: Record, got: Indicator, lines: list[str]) -> Differences:
    """One indicator row: its words, its target, its place in the source and in the right project."""
    yield from fields_differ(where, want, got, ROW)
    bounds = {key: getattr(got.target, key) for key in ("comparator", "low", "high")}
    if not any(all(same(value[key], bounds[key]) for key in bounds) for value in [want, *want.get("accept", [])]):
        expected = {key: want[key] for key in bounds}
        yield f"{where} · target {want['target_text']!r}: expected {expected}, got {bounds}"
    yield from fields_differ(where, want, got.target, {"measure": "measure"})
    yield from fields_differ(where, want, got.locator, {"line_start": "line_start", "line_end": "line_end"})
    yield from locator_differs(where, got.locator, lines)
    if bare(want["name"]) not in bare(got.locator.quote):
        yield f"{where} · quote: the indicator's name is not in {got.locator.quote!r}"
    placement = "printed" if want["printed_project"] == ordinal else "moved"
    if got.placement != placement or bool(got.placement_proof) != (placement == "moved"):
        yield f"{where} · placement: expected {placement}, got {got.placement} with proof {got.placement_proof!r}"
    if placement == "printed" and want.get("level1_inferred", False) != ("level1_inferred" in got.flags):
        yield f"{where} · flag level1_inferred: expected {want.get('level1_inferred', False)}, got flags {got.flags}"


def rate_differences(where: str, want: Record, got: StatedRate, lines: list[str]) -> Differences:
    """One stated amount: the sum, for whom and how often, and that its quote is the words that say so."""
    yield from fields_differ(where, want, got.rate, {field: field for field in RATE})
    yield from fields_differ(where, want["symbolic"] or dict.fromkeys(SYMBOLIC), got.rate, SYMBOLIC)
    yield from fields_differ(where, want, got, {"origin": "origin", "horizon": "horizon"})
    yield from locator_differs(where, got.locator, lines)
    words, quote = bare(want["quote"]), bare(got.locator.quote)
    if words not in quote and quote not in words:
        yield f"{where} · quote: got {got.locator.quote!r}"
    first, last = want["line_start"], want["line_end"]
    if not first <= got.locator.line_start <= got.locator.line_end <= last:
        yield f"{where} · lines: expected {first}-{last}, got {got.locator.line_start}-{got.locator.line_end}"


def fields_differ(where: str, want: Record, got: object, fields: dict[str, str]) -> Differences:
    """One line for every field that `want` states and `got` says otherwise."""
    for field, attribute in fields.items():
        value = getattr(got, attribute)
        if field in want and not any(same(option, value) for option in [want[field], *want.get(f"{field}_accept", [])]):
            yield f"{where} · {field}: expected {want[field]!r}, got {value!r}"


def locator_differs(where: str, locator: Locator, lines: list[str]) -> Differences:
    """A locator holds when its quote stands in the source, from its first line to its last."""
    first, last = locator.line_start, locator.line_end
    place = "\n".join(lines[first - 1 : last])
    if not locator.quote or locator.quote not in place or locator.quote.count("\n") != last - first:
        yield f"{where} · locator: lines {first}-{last} are {place!r}, quoted {locator.quote!r}"


def lists_differ(
    where: str,
    want: Sequence[Record],
    got: Sequence[Any],
    want_key: Callable[[Any], Any],
    got_key: Callable[[Any], Any],
    record_differs: Callable[[str, Record, Any], Differences],
) -> Differences:
    """Two lists side by side, in order: equal keys held together, unequal ones in turn, the rest missing or surplus."""
    matcher = SequenceMatcher(None, [want_key(w) for w in want], [got_key(g) for g in got], autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        both = min(i2 - i1, j2 - j1)
        for step in range(both):
            yield from record_differs(f"{where} {i1 + step + 1}", want[i1 + step], got[j1 + step])
        for i in range(i1 + both, i2):
            if not want[i].get("debatable"):
                yield f"{where} {i + 1}: missing {want_key(want[i])}"
        for j in range(j1 + both, j2):
            yield f"{where} {j + 1}: surplus {got_key(got[j])}"


def keys(*fields: str) -> Callable[[Any], tuple[Any, ...]]:
    """Reads the named fields of a golden record or of a noun as one comparable key."""

    def key(record: Any) -> tuple[Any, ...]:
        values = [record[field] if isinstance(record, dict) else getattr(record, field) for field in fields]
        return tuple(bare(value) if isinstance(value, str) else value for value in values)

    return key


def golden_amounts(rate: Record) -> tuple[Any, ...]:
    symbolic = rate["symbolic"] or {"low": None, "high": None}
    return (rate["horizon"], rate["amount_low_yuan"], rate["amount_high_yuan"], symbolic["low"], symbolic["high"])


def stated_amounts(stated: StatedRate) -> tuple[Any, ...]:
    rate = stated.rate
    return (stated.horizon, rate.amount_low_yuan, rate.amount_high_yuan, rate.symbolic_low, rate.symbolic_high)


def same(want: object, got: object) -> bool:
    """Numbers to the last digit; texts but for white space and a label's leading 其中 (of which)."""
    if isinstance(want, int | float) and isinstance(got, int | float | Decimal):
        return Decimal(str(want)) == Decimal(str(got))
    if isinstance(want, str) and isinstance(got, str):
        return bare(want) == bare(got)
    return want is None and got is None


def bare(text: str) -> str:
    return "".join(text.split()).removeprefix("其中：").removeprefix("其中:")
