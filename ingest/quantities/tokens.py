"""Glyphs to tokens: every sign of the text belongs to exactly one token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ingest.quantities.noise import FIRST_SIGNS, match_list_number, match_noise
from ingest.quantities.numbers import HAN, HAN_FIRST, figures_to_decimal, han_to_decimal
from ingest.quantities.vocabulary import Word, vocabulary

_NUMBER = re.compile(r"\d{1,2}(?:[.、](?:\x20|(?!\d))|\))|\(\d{1,2}\)(?!元)", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_LATIN = re.compile(r"[A-Za-z0-9²³㎡]+")
_SIGNS = {"/": "slash", "·": "dot", "(": "open", ")": "close", ":": "colon"}
_SIGNS |= dict.fromkeys("-至到", "range") | dict.fromkeys("、+", "item") | dict.fromkeys(",，", "clause")
_SIGNS |= dict.fromkeys("；。", "sentence")

_FIGURES = frozenset({"number", "han", "multiplier", "about_after"})
_QUANTITY_END = _FIGURES | {"currency", "percent", "unit", "period", "symbolic", "close", "after", "ignored"}
# A word of these kinds is one only straight after a token of those kinds; anywhere else it is part of a longer word.
_ONLY_AFTER = {
    "multiplier": _FIGURES,
    "currency": _FIGURES,
    "percent": _FIGURES,
    "unit": _FIGURES | {"slash", "dot", "every"},
    "period": _FIGURES | {"slash", "dot", "every", "unit"},
    "after": _QUANTITY_END,
    "about_after": _QUANTITY_END,
    "ignored": _QUANTITY_END,
}
_ADJACENT = frozenset({"超", "达", "近", "约"})  # so short that they mean something only straight before a figure


@dataclass(frozen=True, slots=True)
class Token:
    """Signs `start:end` of the glyphs: a kind, and what they mean (a decimal, a canonical unit, a comparator ...)."""

    kind: str
    text: str
    start: int
    end: int
    value: Any = None


def glyphs_to_tokens(text: str) -> list[Token]:
    """Tokens in order, without gaps or overlaps; words the grammar does not know are `word` tokens."""
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        token = _next(text, position, tokens)
        if token.kind == "word" and tokens and tokens[-1].kind == "word":
            last = tokens.pop()
            token = Token("word", last.text + token.text, last.start, token.end)
        tokens.append(token)
        position = token.end
    return tokens


def _next(text: str, at: int, before: list[Token]) -> Token:
    sign = text[at]
    is_figure = "0" <= sign <= "9"
    if is_figure or sign in FIRST_SIGNS or sign in HAN_FIRST:
        found = _noise(text, at, before)
        if found:
            return found
    if is_figure:
        return _number_or_code(text, at)
    word = _word(text, at, before)
    if word is None and sign.isascii() and sign.isalpha():
        return _number_or_code(text, at)
    return word or _sign(text, at, before)


def _noise(text: str, at: int, before: list[Token]) -> Token | None:
    last = before[-1] if before else None
    if (
        last is None
        or last.kind in ("sentence", "colon", "clause")
        or (last.kind == "word" and last.text[-1] in '》"”')
    ):
        end = match_list_number(text, at)
        if end is not None:
            return Token("ordinal", text[at:end], at, end)
    found = match_noise(text, at)
    return Token(found[0], text[at : found[1]], at, found[1]) if found else None


def _number_or_code(text: str, at: int) -> Token:
    """A number, unless letters cling to it (5A, 13020025P00J4J) or it is longer than any amount."""
    run = _LATIN.match(text, at)
    end = run.end() if run else at + 1
    found = _NUMBER.match(text, at)
    if found is None:
        return Token("code", text[at:end], at, end)
    rest = text[found.end() : end]
    if found.end() >= end or any(
        word.spelling == rest for word in vocabulary().words.get(rest[0], ()) if word.kind in ("unit", "period")
    ):
        value = figures_to_decimal(found.group())
        return Token("number" if value is not None else "code", found.group(), at, found.end(), value)
    return Token("code", text[at:end], at, end)


def _word(text: str, at: int, before: list[Token]) -> Token | None:
    """The longest word of the vocabulary that may stand here."""
    symbolic = vocabulary().symbolic.match(text, at) if before and before[-1].kind in _FIGURES else None
    if symbolic:
        head, body = symbolic.groups()
        unit = ("个月" if head == "月" else head) + vocabulary().symbolic_bodies[body]
        return Token("symbolic", symbolic.group(), at, symbolic.end(), unit)
    for word in vocabulary().words.get(text[at], ()):
        if text.startswith(word.spelling, at) and _may_stand(word, text, at, before):
            return Token(word.kind, word.spelling, at, at + len(word.spelling), word.value)
    return None


def _may_stand(word: Word, text: str, at: int, before: list[Token]) -> bool:
    last = before[-1].kind if before else None
    allowed = _ONLY_AFTER.get(word.kind)
    if allowed is not None and last not in allowed:
        is_bracketed = last == "open" and len(before) > 1 and before[-2].kind in ("currency", "slash")
        return is_bracketed and word.kind in ("unit", "period")
    if word.kind == "unit" and len(before) > 1 and last == "about_after":
        return before[-2].kind in _FIGURES
    if word.spelling in _ADJACENT:
        following = text[at + len(word.spelling) : at + len(word.spelling) + 1]
        return following != "" and (following.isdigit() or following in HAN or following in "¥每≥≤<>=")
    return True


def _sign(text: str, at: int, before: list[Token]) -> Token:
    sign = text[at]
    last = before[-1].kind if before else None
    if sign in HAN_FIRST:
        end = at + 1
        while end < len(text) and end - at < 24 and text[end] in HAN:
            end += 1
        value = han_to_decimal(text[at:end])
        return Token("han" if value is not None else "word", text[at:end], at, end, value)
    if sign in ".*" and last in ("unit", "period", "currency"):
        return Token("dot", sign, at, at + 1)
    if sign in "至到" and last not in _QUANTITY_END:
        return Token("word", sign, at, at + 1)
    if sign in "-" and text.startswith("--", at):
        return Token("range", "--", at, at + 2)
    return Token(_SIGNS.get(sign, "word"), sign, at, at + 1)
