"""What a column of its own says about a value: its measure (万元, 元/人, %) or its comparator (大于等于)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import get_args

from ingest.nouns import Comparator
from ingest.quantities.glyphs import Glyphs, text_to_glyphs
from ingest.quantities.numbers import scaled
from ingest.quantities.phrases import tokens_to_phrases
from ingest.quantities.quantity import Phrase
from ingest.quantities.tokens import glyphs_to_tokens
from ingest.quantities.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure on its own: `万元/户` is money, power 4, per 户. `unit` is what a count counts, as printed."""

    kind: str
    unit: str | None = None
    power: int = 0
    parts: tuple[str, ...] = ()

    @staticmethod
    def of(phrase: Phrase, text: str, glyphs: Glyphs) -> str | None:
        """The measure of a phrase after scaling: 元, 元/人/月, %, 场, 场/年, 个月低保; None for a bare figure."""
        stem = {"money": "元", "percent": "%"}.get(phrase.kind, phrase.unit)
        if phrase.unit_span is not None and phrase.kind == "count":
            start, end = glyphs.span(*phrase.unit_span)
            stem = "".join(text[start:end].split())
        return "/".join([*([stem] if stem else []), *denominator(phrase.parts)]) or None


def denominator(parts: tuple[str, ...]) -> list[str]:
    """Whom before how often: 月, 人 → 人, 月."""
    periods = vocabulary().lists["periods"]
    return [part for part in parts if part not in periods] + [part for part in parts if part in periods]


@lru_cache(maxsize=512)
def text_to_measure(text: str | None) -> Measure | None:
    """A measure column's words; None when it says nothing. A measure we do not know is a count of what is printed."""
    printed = "".join((text or "").split())
    if not printed or text_to_glyphs(printed).text in vocabulary().lists["ignored_measures"]:
        return None
    glyphs = text_to_glyphs("1" + printed)
    tokens = glyphs_to_tokens(glyphs.text)
    phrases = tokens_to_phrases(tokens)
    if len(phrases) != 1 or phrases[0].end < len(glyphs.text) or phrases[0].flags or phrases[0].low <= 0:
        return Measure("count", printed)
    phrase = phrases[0]
    power = phrase.low.adjusted()
    return Measure(phrase.kind, phrase.unit, power, phrase.parts)


@lru_cache(maxsize=256)
def text_to_comparator(text: str | None) -> Comparator | None:
    """大于等于 → >=; None for what is no comparator (正向, 反向, 定性)."""
    for token in glyphs_to_tokens(text_to_glyphs(text or "").text):
        if token.kind in ("before", "after") and token.value in get_args(Comparator):
            return token.value  # type: ignore[no-any-return]
    return None


def with_measure(phrase: Phrase, column: Measure | None, hint: Measure | None) -> tuple[Phrase, set[str]]:
    """The phrase with what its column, or else the form's placeholder, says. The cell's own words win over both."""
    flags: set[str] = set()
    for measure in (column, hint):
        if measure is None:
            continue
        if phrase.kind == "bare":
            power = 0 if phrase.is_scaled and measure.power >= 4 else measure.power
            phrase = replace(
                phrase,
                kind=measure.kind,
                unit=measure.unit,
                low=scaled(phrase.low, power),
                high=scaled(phrase.high, power),
                is_scaled=phrase.is_scaled or measure.power >= 4,
                parts=phrase.parts or measure.parts,
            )
        elif measure is column and not _agree(measure, phrase):
            flags.add("measure_conflict")
        elif phrase.kind == measure.kind == "money" and not phrase.parts:
            phrase = replace(phrase, parts=measure.parts)
    return phrase, flags


def as_yuan(phrase: Phrase) -> Phrase:
    """A figure per something without 元 (1350/人·月, 每亩475) can only be yuan, and says so by a flag."""
    periods = vocabulary().lists["periods"]
    if phrase.kind != "bare" or not phrase.parts:
        return phrase
    if all(part in periods for part in phrase.parts):
        return replace(phrase, flags=phrase.flags | {"unknown_measure"})
    return replace(phrase, kind="money", flags=phrase.flags | {"yuan_not_printed"})


def _agree(measure: Measure, phrase: Phrase) -> bool:
    return (
        measure.kind == phrase.kind
        and text_to_glyphs(measure.unit or "").text == (phrase.unit or "")
        and not (measure.parts and phrase.parts and denominator(measure.parts) != denominator(phrase.parts))
    )
