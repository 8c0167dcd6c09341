"""What a reader was not sure of becomes a flag of everything that was read there, and an issue for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ingest.nouns import Issue, Locator, Reading, StatedRate

Flags = tuple[str, ...]
FlagsOf = Callable[[Flags, Locator], Flags]


def flag_doubts(doubts: list[Issue], reading: Reading) -> None:
    """Adds to indicators, budgets and rates the codes of the doubts whose lines they stand in, and to the issues all doubts."""
    if not doubts:
        return
    codes: dict[int, list[str]] = {}
    for doubt in doubts:
        if doubt.locator is not None:
            for line in range(doubt.locator.line_start, doubt.locator.line_end + 1):
                codes.setdefault(line, []).append(doubt.code)

    def flagged(flags: Flags, place: Locator) -> Flags:
        lines = range(place.line_start, place.line_end + 1)
        return tuple(dict.fromkeys([*flags, *(code for line in lines for code in codes.get(line, []))]))

    for project in reading.projects:
        for indicator in project.indicators:
            indicator.flags = flagged(indicator.flags, indicator.locator)
            indicator.rates = [_rate(rate, flagged) for rate in indicator.rates]
        project.budgets = [replace(budget, flags=flagged(budget.flags, budget.locator)) for budget in project.budgets]
        project.rates = [_rate(rate, flagged) for rate in project.rates]
    reading.rates = [_rate(rate, flagged) for rate in reading.rates]
    reading.issues += doubts


def _rate(stated: StatedRate, flagged: FlagsOf) -> StatedRate:
    return replace(stated, rate=replace(stated.rate, flags=flagged(stated.rate.flags, stated.locator)))
