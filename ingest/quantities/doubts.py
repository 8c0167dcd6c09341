"""What in a cell makes its one amount doubtful: figures left over, a year, words around a bare figure."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.quantities.quantity import Phrase
from ingest.quantities.tokens import Token

_LONGEST_UNIT = 4
_MOST_BEHIND = 8  # signs of words that may explain an amount: ≥80%的困难职工
_YEARS = range(1990, 2051)


def left_over(tokens: list[Token], phrases: list[Phrase]) -> set[str]:
    """Flags for figures that no phrase and no date, age or document number accounts for."""
    inside = [(phrase.start, phrase.end) for phrase in phrases]
    position = 0
    for token in tokens:
        while position < len(inside) and inside[position][1] <= token.start:
            position += 1
        is_inside = position < len(inside) and inside[position][0] <= token.start
        if not is_inside and token.kind in ("code", "number", "word") and any(sign.isdecimal() for sign in token.text):
            return {"unreadable_number" if token.text.isdecimal() else "partly_read"}
    is_only_age = not phrases and any(token.kind == "age" for token in tokens)
    return {"partly_read"} if is_only_age else set()


def with_unknown_unit(phrase: Phrase, tokens: list[Token]) -> Phrase:
    """A short word that ends the cell behind a bare figure is a measure we have not met: taken as printed, flagged."""
    following = tokens[phrase.after :]
    if phrase.kind != "bare" or len(following) != 1:
        return phrase
    token = following[0]
    if token.kind != "word" or len(token.text) > _LONGEST_UNIT:
        return phrase
    flags = phrase.flags | {"unknown_measure"}
    return replace(phrase, kind="count", unit=token.text, unit_span=(token.start, token.end), flags=flags)


def doubts(phrase: Phrase, tokens: list[Token], *, has_measure: bool) -> set[str]:
    """A bare 2024 may be a year; a bare figure beside words, or a count between them (8小时工作制), may be anything; many words
    behind an amount may be those of another cell."""
    if _signs_behind(phrase, tokens) >= _MOST_BEHIND:
        return {"partly_read"}
    if phrase.kind == "count":
        return {"partly_read"} if phrase.comparator == "=" and _is_between_words(phrase, tokens) else set()
    if phrase.kind != "bare" or has_measure:
        return set()
    if phrase.comparator == "=" and not phrase.is_scaled and int(phrase.low) in _YEARS:
        return {"maybe_year"}
    return {"partly_read"} if _has_words(tokens, phrase.depth) else set()


def _signs_behind(phrase: Phrase, tokens: list[Token]) -> int:
    """How many signs of words stand behind a phrase, those in brackets aside."""
    count = depth = 0
    for token in tokens[phrase.after :]:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        count += (token.end - token.start) * (token.kind == "word" and depth <= 0)
    return count


def _is_between_words(phrase: Phrase, tokens: list[Token]) -> bool:
    has_before = any(token.kind in ("word", "filler") for token in tokens[: phrase.first])
    return has_before and _has_words(tokens[phrase.after :], 0)


def _has_words(tokens: list[Token], deepest: int) -> bool:
    """Do the tokens hold other words, in brackets no deeper than `deepest`?"""
    depth = 0
    for token in tokens:
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.kind == "word" and depth <= deepest and re.search(r"\w", token.text):
            return True
    return False
