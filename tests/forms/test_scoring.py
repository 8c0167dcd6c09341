"""The score itself: what it must notice."""

from __future__ import annotations

from typing import Any

from tests.forms.scoring import Entry, score

ROW = {"horizon": "annual", "level2": "数量指标", "name": "慰问劳模人数", "target_text": "≥60人"}
VALUE = {"comparator": ">=", "low": 60, "high": None}
RATE = {
    "amount_low_yuan": 500,
    "amount_high_yuan": 500,
    "recipient": "劳模",
    "quote": "500元/人",
    "amount_text": "500元/人",
}


def reading(flags: tuple[str, ...] = (), rates: tuple[Entry, ...] = (), **row: Any) -> Entry:
    indicator = {**ROW, **VALUE, **row, "flags": list(flags)}
    project = {"name": "劳模慰问", "budget_yuan": 30000, "indicators": [indicator], "rates": list(rates)}
    return {"projects": [project], "rates": []}


def differences(got: Entry, expected: Entry | None = None) -> list[str]:
    return [line.split(":")[0] for line in score(expected or reading(), got).differences]


def test_the_same_reading_has_no_difference() -> None:
    assert differences(reading()) == []


def test_blanks_and_a_running_number_do_not_make_another_name() -> None:
    assert differences(reading(name="指标1:慰问 劳模人数")) == []


def test_a_wrong_value_is_silent_unless_it_carries_a_flag() -> None:
    assert differences(reading(low=600)) == ["value silently wrong"]
    assert differences(reading(low=600, flags=("low_confidence",))) == ["value flagged and wrong"]


def test_another_comparator_is_another_value() -> None:
    assert differences(reading(comparator=">")) == ["value silently wrong"]


def test_a_level_counts_without_its_ending() -> None:
    assert differences(reading(level2="数量")) == []
    assert differences(reading(level2="质量指标")) == ["level silently wrong"]


def test_another_name_is_one_row_missed_and_one_too_many() -> None:
    assert differences(reading(name="疗休养人数")) == ["row missed", "row too many"]


def test_a_row_read_into_another_project_is_noticed() -> None:
    two = {
        "projects": [*reading()["projects"], {**reading()["projects"][0], "name": "送清凉", "indicators": []}],
        "rates": [],
    }
    swapped = {
        "projects": [{**p, "name": n} for p, n in zip(two["projects"], ["送清凉", "劳模慰问"], strict=True)],
        "rates": [],
    }
    assert differences(swapped, two) == ["row in another project"]


def test_a_rate_nobody_stated_is_noticed_and_a_stated_one_missed() -> None:
    stated = {**RATE, "flags": []}
    assert differences(reading(rates=(stated,))) == ["rate too many"]
    assert differences(reading(), reading(rates=(stated,))) == ["rate missed"]
