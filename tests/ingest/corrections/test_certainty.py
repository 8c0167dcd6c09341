"""Who corrects a value vouches for it; what was doubtful about its reading weighs no more."""

from __future__ import annotations

from dataclasses import replace

from ingest.nouns import Reading
from tests.ingest.corrections.test_corrections import corrected, entry
from tests.ingest.readings import reading


def doubtful() -> Reading:
    """A reading whose row and rate were read from a poor scan."""
    of = reading()
    (row,) = of.projects[0].indicators
    row.confidence, row.flags = 0.05, ("ocr_doubtful", "low_confidence")
    stated = row.rates[0]
    row.rates = [replace(stated, confidence=0.05, rate=replace(stated.rate, flags=("low_confidence",)))]
    return of


def test_who_corrects_a_value_vouches_for_it() -> None:
    outcome = corrected(entry(), of=doubtful())
    assert isinstance(outcome, Reading)
    (row,) = outcome.projects[0].indicators
    assert (row.confidence, row.flags) == (1.0, ("ocr_doubtful", "corrected"))
    assert [(s.confidence, s.rate.flags) for s in row.rates] == [(1.0, ("corrected",))]


def test_a_corrected_amount_is_certain_and_the_row_it_stands_in_is_not() -> None:
    outcome = corrected(entry(indicator=None, rate="1000 元/人", field="per", expect="人", value="户"), of=doubtful())
    assert isinstance(outcome, Reading)
    (row,) = outcome.projects[0].indicators
    assert (row.confidence, "low_confidence" in row.flags) == (0.05, True)
    assert [(s.confidence, s.rate.flags) for s in row.rates] == [(1.0, ("corrected",))]


def test_words_that_are_set_right_are_doubted_as_far_as_they_are_doubtful_themselves() -> None:
    outcome = corrected(entry(value="100000000000000000000000000 元/人"), of=doubtful())
    assert isinstance(outcome, Reading)
    (row,) = outcome.projects[0].indicators
    assert row.confidence < 1


def test_a_corrected_name_says_nothing_about_the_value() -> None:
    outcome = corrected(entry(field="name", expect="慰问标准", value="慰问金标准"), of=doubtful())
    assert isinstance(outcome, Reading)
    assert "low_confidence" in outcome.projects[0].indicators[0].flags
