"""The one meaning of a 指标值 cell."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.nouns import Target
from ingest.quantities.changes import current_phrases
from ingest.quantities.glyphs import Glyphs, text_to_glyphs
from ingest.quantities.measures import Measure, as_yuan, text_to_comparator, text_to_measure, with_measure
from ingest.quantities.phrases import tokens_to_phrases
from ingest.quantities.placeholders import without_placeholders
from ingest.quantities.quantity import Phrase, bounds
from ingest.quantities.tokens import Token, glyphs_to_tokens

_SUSPICIOUS_PCT = Decimal(150)
_LONGEST_UNIT = 4
_CALCULATION = frozenset({"colon", "slash", "dot", "range"})  # 1:1, 7×7小时
_YEARS = range(1990, 2051)


def text_to_target(
    text: str, *, comparator: str | None = None, measure: str | None = None, placeholder: str | None = None
) -> Target:
    """What one 指标值 says.

    `comparator` and `measure` are the words of columns of their own; a direction (正向, 定性) among them is ignored.
    `placeholder` is the form's own pattern (`≥**%`), which supplies a missing measure. Never raises: a text that holds no
    amount is `text`, one that holds several is `text` with the flag several_amounts, figures left over are partly_read.
    """
    text, printed = without_placeholders(text)
    glyphs = text_to_glyphs(text)
    tokens = glyphs_to_tokens(glyphs.text)
    phrases = tokens_to_phrases(tokens)
    left_over = _left_over(tokens, phrases)
    phrase, flags = _only(current_phrases(phrases, tokens), tokens)
    if phrase is None or "unreadable_number" in left_over:
        kind = "date" if not phrases and any(token.kind == "date" for token in tokens) else "text"
        return Target(kind=kind, flags=tuple(sorted(flags | left_over)))  # type: ignore[arg-type]
    phrase = _with_unknown_unit(phrase, tokens)
    flags |= left_over | _doubts(phrase, tokens, measure)
    hint = next(iter(without_placeholders(placeholder)[1] if placeholder else printed), None)
    phrase, more_flags = with_measure(phrase, text_to_measure(measure), text_to_measure(hint.measure if hint else None))
    phrase = as_yuan(phrase)
    phrase = _with_column(phrase, text_to_comparator(comparator), hint.comparator if hint else None)
    return _target(phrase, text, glyphs, flags | more_flags)


def _only(phrases: list[Phrase], tokens: list[Token]) -> tuple[Phrase | None, set[str]]:
    """The one amount of the cell: printed twice it is one, and a breakdown in brackets that sums to it belongs to it."""
    outer = [phrase for phrase in phrases if phrase.depth == 0] or phrases
    inner = [phrase for phrase in phrases if phrase.depth > 0] if len(outer) < len(phrases) else []
    if not outer:
        return None, set()
    first = max(outer, key=lambda phrase: phrase.kind != "bare")
    if any((other.low, other.high, other.comparator) != (first.low, first.high, first.comparator) for other in outer):
        return None, {"several_amounts"}
    if any(token.kind in _CALCULATION for other in outer[:-1] for token in tokens[other.after : other.after + 1]):
        return None, {"several_amounts"}
    if {other.kind for other in outer} - {first.kind, "bare"} or len(
        {other.unit for other in outer if other.kind == first.kind}
    ) > 1:
        return None, {"several_amounts"}
    if first.flags & {"unreadable_number"}:
        return None, {"unreadable_number"}
    is_breakdown = not inner or sum((phrase.low for phrase in inner), Decimal(0)) == first.low
    return first, set() if is_breakdown else {"partly_read"}


def _left_over(tokens: list[Token], phrases: list[Phrase]) -> set[str]:
    """Figures that no phrase and no date, age or document number accounts for."""
    inside = [(phrase.start, phrase.end) for phrase in phrases]
    position = 0
    for token in tokens:
        while position < len(inside) and inside[position][1] <= token.start:
            position += 1
        is_inside = position < len(inside) and inside[position][0] <= token.start
        if token.kind in ("code", "number", "word") and not is_inside and any(sign.isdecimal() for sign in token.text):
            return {"unreadable_number" if token.text.isdecimal() else "partly_read"}
    has_age = not phrases and any(token.kind == "age" for token in tokens)
    return {"partly_read"} if has_age else set()


def _with_unknown_unit(phrase: Phrase, tokens: list[Token]) -> Phrase:
    """A short word that ends the cell behind a bare figure is a measure we have not met: taken as printed, with a flag."""
    following = tokens[phrase.after :]
    if (
        phrase.kind != "bare"
        or len(following) != 1
        or following[0].kind != "word"
        or len(following[0].text) > _LONGEST_UNIT
    ):
        return phrase
    token = following[0]
    return replace(
        phrase,
        kind="count",
        unit=token.text,
        unit_span=(token.start, token.end),
        flags=phrase.flags | {"unknown_measure"},
    )


def _doubts(phrase: Phrase, tokens: list[Token], measure: str | None) -> set[str]:
    """A bare 2024 may be a year; a bare figure behind other words, or a count between them (8小时工作制), may be anything."""
    if phrase.kind == "count" and phrase.comparator == "=" and phrase.start > 0:
        return (
            {"partly_read"}
            if any(token.kind in ("word", "filler") for token in tokens[: phrase.first])
            and _has_words(tokens[phrase.after :], 0)
            else set()
        )
    if phrase.kind != "bare" or text_to_measure(measure):
        return set()
    if phrase.comparator == "=" and not phrase.is_scaled and int(phrase.low) in _YEARS:
        return {"maybe_year"}
    return {"partly_read"} if _has_words(tokens, phrase.depth) else set()


def _has_words(tokens: list[Token], deepest: int) -> bool:
    """Do the tokens hold other words, in brackets no deeper than `deepest`?"""
    depth = 0
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.kind == "word" and depth <= deepest and re.search(r"\w", token.text):
            return True
    return False


def _with_column(phrase: Phrase, column: str | None, hint: str | None) -> Phrase:
    """The comparator of its own column holds where the cell has none; where both speak and differ, the cell's own words win."""
    if phrase.comparator != "=":
        is_conflict = column not in (None, "=", phrase.comparator) or (column == "=" and phrase.comparator != "range")
        return replace(phrase, flags=phrase.flags | {"comparator_conflict"}) if is_conflict else phrase
    if column is not None:
        return replace(phrase, comparator=column)  # type: ignore[arg-type]
    if hint not in (None, "="):
        return replace(phrase, comparator=hint, flags=phrase.flags | {"comparator_from_placeholder"})  # type: ignore[arg-type]
    return phrase


def _target(phrase: Phrase, text: str, glyphs: Glyphs, flags: set[str]) -> Target:
    kinds = {"money": "rate" if phrase.parts else "money", "percent": "percent", "symbolic": "symbolic"}
    flags |= phrase.flags
    if phrase.kind == "percent" and max(phrase.low, phrase.high) > _SUSPICIOUS_PCT:
        flags.add("suspicious_percent")
    if phrase.kind == "symbolic":
        flags.add("symbolic")
    low, high = bounds(phrase)
    return Target(
        phrase.comparator,
        low,
        high,
        Measure.of(phrase, text, glyphs),
        kinds.get(phrase.kind, "number"),
        tuple(sorted(flags)),
    )  # type: ignore[arg-type]
