from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.corrections import correct, correct_readings
from ingest.nouns import Correction, Reading, Refusal, SourceFile
from ingest.rows import reading_to_rows
from tests.ingest.readings import indicator, project, rate, reading, source

SAID = {"why": "the stamp hides a figure", "by": "李某，某市总工会财务部", "date": "2026-11-20"}
TARGET = {"indicator": "慰问标准", "field": "target_text", "expect": "1000 元/人", "value": "1200 元/人"}


def entry(**changes: Any) -> dict[str, Any]:
    """An entry that sets the standard right; `changes` replace or, with None for a place, remove what it says."""
    said = TARGET | SAID | changes
    return {key: value for key, value in said.items() if value is not None or key in ("expect", "value")}


def corrected(*entries: dict[str, Any], of: Reading | None = None) -> Reading | Refusal:
    text = yaml.safe_dump(list(entries), allow_unicode=True).encode()
    return correct(replace(source(), corrections=text), of or reading())


def is_right(*entries: dict[str, Any]) -> Reading:
    outcome = corrected(*entries)
    assert isinstance(outcome, Reading), outcome
    return outcome


def why_refused(*entries: dict[str, Any], of: Reading | None = None) -> str:
    outcome = corrected(*entries, of=of)
    assert isinstance(outcome, Refusal)
    assert outcome.code == "correction_unmatched"
    return outcome.reason


def test_a_target_in_other_words_is_read_again_with_its_rate() -> None:
    (row,) = is_right(entry()).projects[0].indicators
    assert (row.target_text, row.target.low, row.target.high, row.target.measure) == (
        "1200 元/人",
        Decimal(1200),
        Decimal(1200),
        "元/人",
    )
    assert row.flags == ("corrected",)
    assert row.corrections == (
        Correction("target_text", "1000 元/人", "1200 元/人", SAID["why"], SAID["by"], date(2026, 11, 20)),
    )
    (stated,) = row.rates
    assert (stated.amount_text, stated.rate.amount_low_yuan, stated.rate.flags) == (
        "1200 元/人",
        Decimal(1200),
        ("corrected",),
    )
    assert stated.locator == row.locator, "its place stays that of the words that are printed"


def test_a_rate_can_be_set_right_by_itself() -> None:
    fields = {"indicator": None, "rate": "1000 元/人", "line": 4}
    amounts = [
        entry(**fields, field=field, expect=1000, value=1200) for field in ("amount_low_yuan", "amount_high_yuan")
    ]
    ((row,),) = [
        p.indicators for p in is_right(*amounts, entry(**fields, field="pay_period", expect=None, value="年")).projects
    ]
    (stated,) = row.rates
    assert (stated.rate.amount_low_yuan, stated.rate.amount_high_yuan, stated.rate.pay_period) == (
        Decimal(1200),
        Decimal(1200),
        "年",
    )
    assert [said.field for said in stated.corrections] == ["amount_low_yuan", "amount_high_yuan", "pay_period"]
    assert row.flags == ()


def test_a_budget_and_a_project_can_be_set_right() -> None:
    money = entry(
        indicator=None, project="春节慰问", budget="total", field="amount_yuan", expect=11900000, value=1190000
    )
    name = entry(indicator=None, project=1, field="name", expect="春节慰问", value="春节慰问经费")
    (form,) = is_right(money, name).projects
    assert (form.name, form.flags) == ("春节慰问经费", ("corrected",))
    assert (form.budgets[0].amount_yuan, form.budgets[0].flags) == (Decimal(1190000), ("corrected",))


def test_every_corrected_value_becomes_a_row_with_its_original() -> None:
    rows = reading_to_rows(is_right(entry(), entry(field="weight", expect=None, value=10)), source())
    kept = [
        (row["correction_ordinal"], row["entity"], row["field"], row["original_text"], row["value_text"])
        for row in rows["corrections"]
    ]
    assert kept == [(1, "indicator", "target_text", "1000 元/人", "1200 元/人"), (2, "indicator", "weight", None, "10")]
    assert rows["corrections"][0]["indicator_row_id"] == rows["indicators"][0]["indicator_row_id"]
    assert (rows["corrections"][0]["said_on"], rows["corrections"][0]["line_start"]) == (date(2026, 11, 20), 4)


def test_an_expectation_that_no_longer_holds_is_named() -> None:
    reason = why_refused(entry(expect="900 元/人"))
    assert reason == (
        "corrections.yml, entry 1 (indicator 慰问标准, field target_text): expects “900 元/人”, but the document reads “1000 元/人”: "
        "look at both and change the entry"
    )


def test_a_document_that_was_put_right_itself_ends_the_correction() -> None:
    assert "the document already reads “1000 元/人”: remove the entry" in why_refused(
        entry(expect="900 元/人", value="1000 元/人")
    )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"indicator": "慰问人数"}, "nothing of this name was read"),
        ({"project": "another"}, "nothing of this name was read"),
        ({"horizon": "mid_term"}, "nothing of this name was read"),
        ({"line": 9}, "nothing of this name was read"),
        ({"field": "amount_yuan"}, "there is no such field; there are level1, level2, name"),
        ({"field": "low", "expect": 1000, "value": "many"}, "should be a valid decimal"),
        ({"field": "comparator", "expect": "=", "value": "≥"}, "Input should be '>=', '<='"),
        ({"field": "comparator", "expect": "=", "value": ">="}, ">= does not go with the bounds 1000 and 1000"),
        ({"field": "measure", "expect": "元/人", "value": "元/户"}, "it also states the rate 1000 元/人"),
    ],
)
def test_an_entry_that_fits_nothing_is_refused(changes: dict[str, Any], why: str) -> None:
    assert why in why_refused(entry(**changes))


def test_an_entry_that_fits_several_values_must_say_the_line() -> None:
    twins = [indicator(), indicator(locator=replace(indicator().locator, line_start=3, line_end=3))]
    several = reading(projects=[project(indicators=twins)])
    assert "fits 2 values, in lines 4, 3; say which one in `line`" in why_refused(entry(), of=several)
    outcome = corrected(entry(line=3), of=several)
    assert isinstance(outcome, Reading)
    assert [row.target_text for row in outcome.projects[0].indicators] == ["1000 元/人", "1200 元/人"]


def test_a_rate_outside_any_project_can_be_set_right() -> None:
    notice = reading(projects=[], rates=[rate(origin="narrative")])
    outcome = corrected(entry(indicator=None, rate="1000 元/人", field="per", expect="人", value="户"), of=notice)
    assert isinstance(outcome, Reading)
    assert [(stated.rate.per, stated.rate.flags) for stated in outcome.rates] == [("户", ("corrected",))]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- {", "corrections.yml is not YAML: "),
        ("field: low", "corrections.yml: the file: Input should be a valid list"),
        (
            "- {field: low, expect: 1, value: 2, by: a, date: 2026-01-01}",
            "corrections.yml: entry 1, why: Field required",
        ),
        ("- {field: low, value: 2, why: a, by: a, date: 2026-01-01}", "entry 1, expect: Field required"),
        (
            "- {field: low, expect: 1, value: 2, why: ' ', by: a, date: 2026-01-01}",
            "entry 1, why: String should have at least 1",
        ),
        ("- {feild: low, expect: 1, value: 2, why: a, by: a, date: 2026-01-01}", "entry 1, feild: Unexpected keyword"),
        (
            "- {document: b.txt, field: low, expect: 1, value: 2, why: a, by: a, date: 2026-01-01}",
            "there is no document b.txt beside it, but document.txt",
        ),
    ],
)
def test_a_file_that_cannot_be_understood_keeps_the_document_out(text: str, why: str) -> None:
    outcome = correct(replace(source(), corrections=text.encode()), reading())
    assert isinstance(outcome, Refusal)
    assert outcome.code == "bad_corrections"
    assert why in outcome.reason


def test_of_several_documents_in_a_folder_an_entry_names_its_own() -> None:
    text = yaml.safe_dump([entry(document="b.txt")], allow_unicode=True).encode()
    both = [SourceFile(Path(f"x/{name}"), f"x/{name}", "", corrections=text) for name in ("a.txt", "b.txt")]
    done = dict(correct_readings(both, ((file, reading()) for file in both)))
    targets = [
        outcome.projects[0].indicators[0].target_text for outcome in done.values() if isinstance(outcome, Reading)
    ]
    assert targets == ["1000 元/人", "1200 元/人"]

    unnamed = [replace(file, corrections=yaml.safe_dump([entry()], allow_unicode=True).encode()) for file in both]
    refused = [outcome for _, outcome in correct_readings(unnamed, ((file, reading()) for file in unnamed))]
    assert [outcome.code for outcome in refused if isinstance(outcome, Refusal)] == ["bad_corrections"] * 2
    assert isinstance(refused[0], Refusal)
    assert "2 documents lie beside it; say which one in `document`" in refused[0].reason


def outcomes(text: bytes, second: Reading | None = None) -> dict[str, str]:
    """What becomes of a.txt and b.txt with these corrections beside both: the standard's words, or the code of a refusal."""
    both = [SourceFile(Path(f"x/{name}"), f"x/{name}", "", corrections=text) for name in ("a.txt", "b.txt")]
    readings = zip(both, (reading(), second or reading()), strict=True)
    found = {}
    for file, outcome in correct_readings(both, readings):
        if isinstance(outcome, Refusal):
            found[outcome.source_path] = outcome.code
        elif isinstance(outcome, Reading):
            found[file.source_path] = outcome.projects[0].indicators[0].target_text
    return found


def test_a_bad_entry_keeps_out_its_own_document_alone() -> None:
    entries = [entry(document="a.txt", why=" "), entry(document="b.txt")]
    text = yaml.safe_dump(entries, allow_unicode=True).encode()
    assert outcomes(text) == {"x/a.txt": "bad_corrections", "x/b.txt": "1200 元/人"}


def test_a_file_that_is_no_yaml_keeps_out_the_documents_it_names() -> None:
    assert outcomes(b"- document: b.txt\n  field: {") == {"x/a.txt": "1000 元/人", "x/b.txt": "bad_corrections"}


def test_corrections_that_mean_nobody_are_loud_and_harm_nobody() -> None:
    kept = {"x/a.txt": "1000 元/人", "x/b.txt": "1000 元/人", "x/corrections.yml": "bad_corrections"}
    assert outcomes(b"- {") == kept
    strayed = yaml.safe_dump([entry(document="c.txt", indicator="另一指标")], allow_unicode=True).encode()
    assert outcomes(strayed) == kept


def test_an_entry_with_a_mistaken_name_keeps_out_whatever_it_may_mean() -> None:
    text = yaml.safe_dump([entry(document="B.TXT")], allow_unicode=True).encode()
    other = reading(projects=[project(indicators=[indicator("覆盖率")])])
    found = outcomes(text, second=other)
    assert found["x/a.txt"] == "bad_corrections"
    assert found["x/b.txt"] != "bad_corrections"
