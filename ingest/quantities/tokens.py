"""Glyphs to tokens: every sign of the text belongs to exactly one token."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from ingest.quantities.noise import FIRST_SIGNS, match_list_number, match_noise
from ingest.quantities.numbers import HAN, HAN_FIRST, figures_to_decimal, han_to_decimal
from ingest.quantities.vocabulary import Word, vocabulary

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_LATIN = re.compile(r"[A-Za-z0-9²³㎡]+")
_MISREAD = str.maketrans("OolIi", "00111")  # letters that a scan shows for figures: ≥9O%, l00%
_EACH = re.compile("[1一](?=[一-龥])")
_OF_EACH = re.compile("[不至最≥≤><=]|[0-9一二两三四五六七八九十]")
_TIMES = re.compile("[0-9一两二三四五六七八九十]{1,3}次")
_SIGNS = {"/": "slash", "·": "dot", "(": "open", ")": "close", ":": "colon"}
_SIGNS |= dict.fromkeys("-至到", "range") | dict.fromkeys("、+", "item") | dict.fromkeys(",，", "clause")
_SIGNS |= dict.fromkeys("；。", "sentence")

_FIGURES = frozenset({"number", "han", "multiplier", "about_after"})
_QUANTITY_END = _FIGURES | {"currency", "percent", "unit", "period", "symbolic", "close", "after", "ignored"}
# A word of these kinds is one only straight after a token of those kinds; anywhere else it is part of a longer word.
_ONLY_AFTER = {
    "multiplier": _FIGURES,
    "currency": _FIGURES | {"close"},
    "percent": _FIGURES,
    "unit": _FIGURES | {"slash", "dot", "every"},
    "period": _FIGURES | {"slash", "dot", "every", "unit"},
    "after": _QUANTITY_END,
    "about_after": _QUANTITY_END,
    "ignored": _QUANTITY_END,
}
_BEHIND_MEASURE = frozenset({"起"})  # 1000元起 is a floor; behind a bare figure it counts: 事故0起
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
        position = token.end
        if token.kind == "word" and tokens and tokens[-1].kind == "word":
            token = Token("word", token.text, tokens.pop().start, token.end)  # its text is cut out once, below
        tokens.append(token)
    return [replace(token, text=text[token.start : token.end]) if token.kind == "word" else token for token in tokens]


def _next(text: str, at: int, before: list[Token]) -> Token:
    sign = text[at]
    is_figure = "0" <= sign <= "9"
    if sign in "1一" and _is_each(text, at, before):
        return Token("every", sign, at, at + 1)
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


def _is_each(text: str, at: int, before: list[Token]) -> bool:
    """Whether `1` or `一` means every one: 三千元一人, 1000元/1人, 800元一人一年; 一人1000元, 1户3000元; 一年两次, 1月1次."""
    last = before[-1].kind if before else None
    words = [
        word for word in vocabulary().words.get(text[at + 1 : at + 2], ()) if text.startswith(word.spelling, at + 1)
    ]
    unit = next((word for word in words if word.kind in ("unit", "period")), None)
    if unit is None or last in _FIGURES or _is_longer_word(text, at, len(unit.spelling) + 1):
        return False
    if last in ("currency", "every") or (last == "slash" and len(before) > 1 and before[-2].kind == "currency"):
        return True
    end = at + 1 + len(unit.spelling)
    if unit.kind == "period" and [token.kind for token in before[-3:]] == ["currency", "every", "unit"]:
        return not _TIMES.match(text, end)  # 元一人一年
    if unit.kind == "period":
        return bool(_TIMES.match(text, end))
    return unit.value in vocabulary().lists["each_units"] and bool(_OF_EACH.match(text, end))


def _is_longer_word(text: str, at: int, length: int) -> bool:
    """Whether the vocabulary has a word of more signs that begins here (一次性)."""
    return any(
        len(word.spelling) >= length and text.startswith(word.spelling, at)
        for word in vocabulary().words.get(text[at], ())
    )


def _is_misread(text: str, start: int, end: int) -> bool:
    """Whether letters and figures together are a figure, by what they are a figure of: 9O%, l0家."""
    run = text[start:end]
    if not any(sign.isdecimal() for sign in run) or not run.translate(_MISREAD).isdecimal():
        return False
    kinds = {
        word.kind for word in vocabulary().words.get(text[end : end + 1], ()) if text.startswith(word.spelling, end)
    }
    return bool(kinds & {"percent", "currency", "unit", "period", "multiplier"}) and text[end] not in "日号月"


def _number_or_code(text: str, at: int) -> Token:
    """A number, unless letters cling to it (5A, 13020025P00J4J) or it is longer than any amount."""
    run = _LATIN.match(text, at)
    end = run.end() if run else at + 1
    found = _NUMBER.match(text, at)
    if found is None:
        value = figures_to_decimal(text[at:end].translate(_MISREAD)) if _is_misread(text, at, end) else None
        return Token("number" if value is not None else "code", text[at:end], at, end, value)
    rest = text[found.end() : end]
    if rest and _is_misread(text, at, end):
        value = figures_to_decimal(text[at:end].translate(_MISREAD))
        return Token("number" if value is not None else "code", text[at:end], at, end, value)
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
        return _is_bracketed(word, before) or _is_further_period(word, before)
    if word.kind == "after" and word.spelling in _BEHIND_MEASURE and last in _FIGURES:
        return False
    if word.kind == "unit" and len(before) > 1 and last == "about_after":
        return before[-2].kind in _FIGURES
    if word.spelling in _ADJACENT:
        following = text[at + len(word.spelling) : at + len(word.spelling) + 1]
        return following != "" and (following.isdigit() or following in HAN or following in "¥每≥≤<>=")
    return True


def _is_bracketed(word: Word, before: list[Token]) -> bool:
    """元(人), 元/(人·月) and 16(万元): a measure in brackets."""
    kinds = [token.kind for token in before[-2:]]
    if kinds[1:] != ["open"]:
        return False
    if kinds[0] in ("currency", "slash"):
        return word.kind in ("unit", "period")
    return kinds[0] == "number" and word.kind in ("unit", "period", "currency", "percent", "multiplier")


def _is_further_period(word: Word, before: list[Token]) -> bool:
    """元/人、天: a period listed behind whom the amount is for."""
    kinds = [token.kind for token in before[-3:]]
    return word.kind == "period" and kinds in (["slash", "unit", "item"], ["every", "unit", "item"])


def _sign(text: str, at: int, before: list[Token]) -> Token:
    sign = text[at]
    last = before[-1].kind if before else None
    if sign in HAN_FIRST or (sign in HAN and last == "share"):
        end = at + 1
        while end < len(text) and end - at < 24 and text[end] in HAN:
            end += 1
        value = han_to_decimal(text[at:end] if sign in HAN_FIRST else f"一{text[at:end]}")  # 百分之百
        return Token("han" if value is not None else "word", text[at:end], at, end, value)
    if sign == "." and text[at + 1 : at + 2].isdecimal() and last not in ("unit", "period", "currency"):
        end = next((i for i in range(at + 1, len(text)) if not text[i].isdecimal()), len(text))
        return Token("code", text[at:end], at, end)  # .5: what stood before the point is lost
    if sign in ".*" and last in ("unit", "period", "currency"):
        return Token("dot", sign, at, at + 1)
    if sign in "至到" and last not in _QUANTITY_END:
        return Token("word", sign, at, at + 1)
    if sign in "-" and text.startswith("--", at):
        return Token("range", "--", at, at + 2)
    return Token(_SIGNS.get(sign, "word"), sign, at, at + 1)
