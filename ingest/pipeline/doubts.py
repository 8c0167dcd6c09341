"""What a reader was not sure of becomes a flag of everything that was read there, and an issue for people; flags weigh on confidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.confidence import scale
from ingest.layout import Document
from ingest.nouns import Locator, Reading, StatedRate

Flags = tuple[str, ...]
FlagsOf = Callable[[Flags, Locator], Flags]


def flag_doubts(document: Document, reading: Reading) -> None:
    """Adds to projects, indicators, budgets and rates the codes of the doubts about their words, and to the issues all doubts."""
    if not document.doubts:
        return
    doubted = [
        (span, doubt.code) for doubt in document.doubts if doubt.locator for span in document.spans(doubt.locator)
    ]

    def flagged(flags: Flags, place: Locator) -> Flags:
        spans = document.spans(place) if doubted else []
        codes = [
            code for words, code in doubted for span in spans if words.start < span.stop and span.start < words.stop
        ]
        return tuple(dict.fromkeys([*flags, *codes]))

    for project in reading.projects:
        project.flags = flagged(project.flags, project.locator)
        for indicator in project.indicators:
            indicator.flags = flagged(indicator.flags, indicator.locator)
            indicator.rates = [_rate(rate, flagged) for rate in indicator.rates]
        project.budgets = [replace(budget, flags=flagged(budget.flags, budget.locator)) for budget in project.budgets]
        project.rates = [_rate(rate, flagged) for rate in project.rates]
    reading.rates = [_rate(rate, flagged) for rate in reading.rates]
    reading.issues += document.doubts


def _rate(stated: StatedRate, flagged: FlagsOf) -> StatedRate:
    return replace(stated, rate=replace(stated.rate, flags=flagged(stated.rate.flags, stated.locator)))


def weigh(reading: Reading) -> None:
    """Sets the confidence of every row and rate to what alignment and flags leave of it; what is not sure enough is flagged."""
    sure = scale()

    def weighed(stated: StatedRate, of_row: float) -> StatedRate:
        confidence = sure.after_doubts(of_row, stated.rate.flags)
        flags = tuple(dict.fromkeys([*stated.rate.flags, *sure.flags_for(confidence)]))
        return replace(stated, confidence=confidence, rate=replace(stated.rate, flags=flags))

    for project in reading.projects:
        for row in project.indicators:
            of_row = row.confidence
            row.confidence = sure.after_doubts(of_row, row.flags)
            row.flags = tuple(dict.fromkeys([*row.flags, *sure.flags_for(row.confidence)]))
            row.rates = [weighed(stated, of_row) for stated in row.rates]
        project.rates = [weighed(stated, 1.0) for stated in project.rates]
    reading.rates = [weighed(stated, 1.0) for stated in reading.rates]
