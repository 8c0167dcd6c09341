"""The one meaning of a 指标值 cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ingest.nouns import Target
from ingest.quantities.changes import current_phrases
from ingest.quantities.doubts import doubts, left_over, with_unknown_unit
from ingest.quantities.glyphs import Glyphs, text_to_glyphs
from ingest.quantities.measures import Measure, as_yuan, text_to_comparator, text_to_measure, with_measure
from ingest.quantities.phrases import tokens_to_phrases
from ingest.quantities.placeholders import without_placeholders
from ingest.quantities.quantity import Phrase, bounds
from ingest.quantities.tokens import Token, glyphs_to_tokens
from ingest.quantities.vocabulary import vocabulary

_SUSPICIOUS_PCT = Decimal(150)
_CALCULATION = frozenset({"colon", "slash", "dot", "range"})  # 1:1, 7×7小时


@lru_cache(maxsize=2048)  # the same cells (100%, ≥95%) come again and again
def text_to_target(
    text: str,
    *,
    comparator: str | None = None,
    measure: str | None = None,
    placeholder: str | None = None,
    named: str | None = None,
) -> Target:
    """What one 指标值 says.

    `comparator` and `measure` are the words of columns of their own; a direction (正向, 定性) among them is ignored.
    `placeholder` is the form's own pattern (`≥**%`) and `named` the measure in the brackets of the indicator's name (人均标准(元)):
    they supply a missing measure. Never raises: a text without an amount is `text`, one with several is `text` with the flag
    several_amounts, figures left over are partly_read.
    """
    text, printed = without_placeholders(text)
    glyphs = text_to_glyphs(text)
    tokens = glyphs_to_tokens(glyphs.text)
    phrases = tokens_to_phrases(tokens)
    unread = left_over(tokens, phrases)
    if phrases and any(token.kind == "docno" for token in tokens):
        unread |= {"partly_read"}  # the number of a document is a basis, swallowed from the next column
    phrase, flags = _only(current_phrases(phrases, tokens), tokens)
    if phrase is None or "unreadable_number" in unread:
        is_date = not phrases and any(token.kind == "date" for token in tokens)
        return Target(kind="date" if is_date else "text", flags=tuple(sorted(flags | unread)))
    phrase = with_unknown_unit(phrase, tokens)
    column = text_to_measure(measure)
    flags |= unread | doubts(phrase, tokens, has_measure=bool(column or named))
    hint = next(iter(without_placeholders(placeholder)[1] if placeholder else printed), None)
    phrase, more_flags = with_measure(phrase, column, text_to_measure(hint.measure if hint else named))
    phrase = as_yuan(phrase)
    is_equal = "=" in glyphs.text  # printed, so that the form's own pattern has nothing to add
    phrase = _with_column(phrase, text_to_comparator(comparator), hint.comparator if hint and not is_equal else None)
    return _target(phrase, text, glyphs, flags | more_flags)


def _only(phrases: list[Phrase], tokens: list[Token]) -> tuple[Phrase | None, set[str]]:
    """The one amount of the cell. Printed twice it is one; a breakdown in brackets that sums to it is part of it."""
    since = _breakdown(tokens)
    outer = [phrase for phrase in phrases if phrase.depth == 0 and phrase.first < since]
    inner = [phrase for phrase in phrases if phrase.depth != 0 or phrase.first >= since] if outer else []
    outer = outer or phrases
    if not outer:
        return None, set()
    first = max(outer, key=lambda phrase: phrase.kind != "bare")
    if any((other.low, other.high, other.comparator) != (first.low, first.high, first.comparator) for other in outer):
        return None, {"several_amounts"}
    if any(token.kind in _CALCULATION for other in outer[:-1] for token in tokens[other.after : other.after + 1]):
        return None, {"several_amounts"}
    if any(_counts_something(other, tokens) for other in outer if other is not first):
        return None, {"several_amounts"}
    if {other.kind for other in outer} - {first.kind, "bare"} or len(
        {other.unit for other in outer if other.kind == first.kind}
    ) > 1:
        return None, {"several_amounts"}
    if first.flags & {"unreadable_number"}:
        return None, {"unreadable_number"}
    is_breakdown = not inner or sum((phrase.low for phrase in inner), Decimal(0)) == first.low
    return first, set() if is_breakdown else {"partly_read"}


def _breakdown(tokens: list[Token]) -> int:
    """The number of the token from which on parts of the amount are told: 50人，其中女职工10人."""
    cues = vocabulary().lists["breakdown_cues"]
    return next((i for i, token in enumerate(tokens) if any(cue in token.text for cue in cues)), len(tokens))


def _counts_something(phrase: Phrase, tokens: list[Token]) -> bool:
    """Whether a bare figure has a word behind it, so that it is not another one printed again: 1人1档."""
    return phrase.kind == "bare" and phrase.after < len(tokens) and tokens[phrase.after].kind == "word"


def _with_column(phrase: Phrase, column: str | None, hint: str | None) -> Phrase:
    """The comparator of its own column holds where the cell has none; where both speak and differ, the cell wins."""
    if phrase.comparator != "=":
        is_conflict = column not in (None, "=", phrase.comparator) or (column == "=" and phrase.comparator != "range")
        return replace(phrase, flags=phrase.flags | {"comparator_conflict"}) if is_conflict else phrase
    if column is not None:
        return replace(phrase, comparator=column)  # type: ignore[arg-type]
    if hint not in (None, "="):
        flags = phrase.flags | {"comparator_from_placeholder"}
        return replace(phrase, comparator=hint, flags=flags)  # type: ignore[arg-type]
    return phrase


def _target(phrase: Phrase, text: str, glyphs: Glyphs, flags: set[str]) -> Target:
    marks = {
        "suspicious_percent": phrase.kind == "percent" and max(phrase.low, phrase.high) > _SUSPICIOUS_PCT,
        "symbolic": phrase.kind == "symbolic",
    }
    flags |= phrase.flags | {flag for flag, is_set in marks.items() if is_set}
    low, high = bounds(phrase)
    measure = Measure.of(phrase, text, glyphs)
    return Target(phrase.comparator, low, high, measure, _kind(phrase), tuple(sorted(flags)))


def _kind(phrase: Phrase) -> Literal["number", "percent", "money", "rate", "symbolic"]:
    match phrase.kind:
        case "money":
            return "rate" if phrase.parts else "money"
        case "percent":
            return "percent"
        case "symbolic":
            return "symbolic"
    return "number"
