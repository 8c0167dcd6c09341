"""Where rates are looked for - target cells, basis cells, narrative fields, lines outside forms - and the place of their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ingest.layout import Document, Form, Line, Words, joined
from ingest.nouns import Horizon, Indicator, StatedRate
from ingest.quantities import text_to_rates
from ingest.records import Draft, Row, tidy

# narrative fields of a form's head, and what their rates are said to be stated in
_NARRATIVES = {
    "policy_basis": "policy_basis",
    "goal": "goal",
    "goal_mid_term": "goal",
    "goal_long_term": "goal",
    "purpose": "purpose",
    "detail": "text",
}
FULL_LINE = 0.9  # of the widest line; a shorter one ends where its author ended it
LONGEST_CLAUSE = 500  # characters quoted on either side of a rate at most
_SENTENCE_END = re.compile(r"[。；;\n]")


@dataclass(frozen=True, slots=True)
class _Source:
    """Words to look in, and what is known of them."""

    words: Words
    origin: Literal["indicator", "narrative"]
    stated_in: str
    horizon: Horizon = "annual"
    name: str | None = None
    comparator: str | None = None
    measure: Words | None = None


def row_rates(row: Row, indicator: Indicator, document: Document) -> list[StatedRate]:
    """Rates of the target cell, then those of the basis that are not the same amounts again."""
    measure = row.words("measure")
    target = _Source(
        row.words("target"), "indicator", "target", indicator.horizon, indicator.name, indicator.comparator_text,
        measure if measure.text else None,
    )  # fmt: skip
    found = _rates(target, document)
    basis = _rates(_Source(row.words("basis"), "indicator", "basis", indicator.horizon, indicator.name), document)
    amounts = {_amounts(stated) for stated in found}
    further = [stated for stated in basis if _amounts(stated) not in amounts]
    total = sum((stated.rate.amount_high_yuan or Decimal(0) for stated in found), Decimal(0))
    if len(found) > 1:
        further = [_as_total(stated) if stated.rate.amount_high_yuan == total else stated for stated in further]
    return found + further


def restated_rates(indicator: Indicator, target_text: str) -> list[StatedRate]:
    """Rates of other words for an indicator's target than were read; their place is that of the whole row."""
    measure = indicator.measure_text
    found = text_to_rates(
        target_text, comparator=indicator.comparator_text, measure=measure, name=indicator.name, is_narrative=False
    )
    return [
        StatedRate(
            rate, "indicator", "target", tidy(target_text[rate.start : rate.end]) + (measure or ""), indicator.name,
            indicator.locator, indicator.horizon,
        )
        for rate in found
    ]  # fmt: skip


def _amounts(stated: StatedRate) -> tuple[Decimal | None, ...]:
    rate = stated.rate
    return rate.amount_low_yuan, rate.amount_high_yuan, rate.symbolic_low, rate.symbolic_high


def _as_total(stated: StatedRate) -> StatedRate:
    """What several payers pay together is no further rate."""
    return replace(stated, rate=replace(stated.rate, flags=(*stated.rate.flags, "total_of_parts")))


def narrative_rates(draft: Draft, document: Document) -> list[StatedRate]:
    """Rates that a head's texts state: policy basis, goals, purpose, details of spending."""
    return [
        stated
        for field in draft.fields
        if field.name in _NARRATIVES and field.value.text
        for stated in _narrated(field.value, _NARRATIVES[field.name], field.horizon or "annual", document)
    ]


def rates_outside(document: Document, forms: list[Form]) -> list[StatedRate]:
    """Rates in lines that belong to no form."""
    taken = {n for form in forms for n in _lines_of(form, document)}
    outside = [line for line in document.lines if line.number not in taken]
    return [stated for words in _paragraphs(outside) for stated in _narrated(words, "text", "annual", document)]


def _paragraphs(lines: list[Line]) -> Iterator[Words]:
    """The words of lines, a sentence that a full line breaks off put together with its next line."""
    widest = max((len(line.pieces[0].text) for line in lines if line.delimiter is None), default=0)
    begun: list[Words] = []
    last = 0
    for line in lines:
        goes_on = line.delimiter is None and not line.blanks_before and line.number == last + 1
        if begun and not goes_on:
            yield joined(begun)
            begun = []
        if line.delimiter is not None:
            yield from line.pieces
            continue
        begun.append(line.pieces[0])
        last = line.number
        if len(line.pieces[0].text) < widest * FULL_LINE or _SENTENCE_END.search(line.pieces[0].text.rstrip()[-1:]):
            yield joined(begun)
            begun = []
    if begun:
        yield joined(begun)


def _lines_of(form: Form, document: Document) -> Iterable[int]:
    """The numbers of a form's lines, from its first to its last; of one stated in sentences those of its indicators."""
    cells = [c.words for t in form.tables for c in t.cells]
    if form.is_prose:
        return {document.line_at(a) for words in cells for a in words.at}
    heads = [words for field in form.fields for words in (field.label, field.value)]
    at = [a for words in (form.title, *heads, *cells) for a in words.at]
    return range(document.line_at(min(at)), document.line_at(max(at)) + 1) if at else ()


def _narrated(words: Words, stated_in: str, horizon: Horizon, document: Document) -> list[StatedRate]:
    found = _rates(_Source(words, "narrative", stated_in, horizon), document)
    return [replace(s, context_text=_sentence(words.text, s.rate.start, s.rate.end)) for s in found]


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence of `text` that holds the span."""
    first, last = max(0, start - LONGEST_CLAUSE), min(len(text), end + LONGEST_CLAUSE)
    before = max((match.end() for match in _SENTENCE_END.finditer(text, first, start)), default=first)
    after = _SENTENCE_END.search(text, end, last)
    return tidy(text[before : after.start() if after else last])


def _rates(source: _Source, document: Document) -> list[StatedRate]:
    stated = []
    measure = source.measure
    for rate in text_to_rates(
        source.words.text,
        comparator=source.comparator,
        measure=tidy(measure.text) if measure else None,
        name=source.name,
        is_narrative=source.origin == "narrative",
    ):
        part = source.words.part(rate.start, rate.end)
        amount_text = tidy(part.text) + (tidy(measure.text) if measure else "")
        locator = document.locate(part, *([measure] if measure else []))
        stated.append(
            StatedRate(rate, source.origin, source.stated_in, amount_text, source.name or "", locator, source.horizon)
        )
    return stated
