"""Glyphs to tokens: every sign of the text belongs to exactly one token."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ingest.quantities.numbers import HAN, HAN_FIRST, figures_to_decimal, han_to_decimal
from ingest.quantities.vocabulary import Word, vocabulary

# Words that hold figures but are no amounts. Each starts at a figure (or where it says so) and is bounded in length.
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"\d{1,2}月(?:份|底|末|初|上旬|中旬|下旬)?(?:\d{1,2}[日号])?"
_NOT_AMOUNTS = [
    ("docno", re.compile(rf"\({_YEAR}\)(?:第)?\d{{1,5}}号|{_YEAR}\)\d{{1,5}}号|\(\d{{4,6}}\)|\d{{1,6}}号(?:文件|文|令|公告)?", re.ASCII)),
    ("date", re.compile(rf"{_YEAR}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?日?(?![\d.%元万])", re.ASCII)),
    ("date", re.compile(rf"{_YEAR}-{_YEAR}(?:年度|学年|年)", re.ASCII)),
    ("date", re.compile(rf"{_YEAR}(?:年度?|全年|学年)(?:{_DAY})?(?:度|底|末|初|全年|上半年|下半年|[一二三四1-4]季度)?", re.ASCII)),
    ("date", re.compile(r"\d{1,2}月?-\d{1,2}月(?:份|底|末|初)?(?!标准|低保)", re.ASCII)),
    ("date", re.compile(rf"{_DAY}(?!标准|低保)", re.ASCII)),
    ("date", re.compile(r"\d{1,2}[日号](?=前|之前|以前|起|止|至)", re.ASCII)),
    ("date", re.compile(r"[1-4]季度", re.ASCII)),
    ("date", re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)", re.ASCII)),
    ("date", re.compile(r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d|元|万)", re.ASCII)),
    ("date", re.compile(r"[一二三四五六七八九十]{1,2}月(?:份|底|末|初|上旬|中旬|下旬|[一二三四五六七八九十]{1,3}[日号]|(?=前))|第?[一二三四]季度|[二一][〇零一二三四五六七八九]{3}年度?", re.ASCII)),
    ("age", re.compile(r"\d{1,3}(?:\.\d)?(?:周岁|岁)(?:以上|以下|及以上|及以下)?", re.ASCII)),
    ("ordinal", re.compile(r"第(?:\d{1,4}|[一二三四五六七八九十百]{1,5})(?:[条款项章节批次期届年类个位名])?", re.ASCII)),
    ("ordinal", re.compile(r"(?:附件|附表|序号|指标|目标|表|注)\d{1,3}(?![\d.%元万人户])", re.ASCII)),
]  # fmt: skip
_LIST_NUMBER = re.compile(r"\d{1,2}(?:[.、](?:\x20|(?!\d))|\))|\(\d{1,2}\)(?!元)", re.ASCII)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
_LATIN = re.compile(r"[A-Za-z0-9²³㎡]+")
_SEPARATORS = {"、": "item", "+": "item", ",": "clause", "，": "clause", ":": "colon", "；": "sentence", "。": "sentence"}
_SIGNS = {"/": "slash", "·": "dot", "-": "range", "至": "range", "到": "range", "(": "open", ")": "close", **_SEPARATORS}

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
    """Signs `start:end` of the glyphs: a kind, and what the signs mean (a decimal, a canonical unit, a comparator ...)."""

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
    last = before[-1].kind if before else "sentence"
    sign = text[at]
    is_figure = "0" <= sign <= "9"
    if is_figure or sign in "(第附序指目表注" or sign in HAN_FIRST:
        found = _not_amount(text, at, before)
        if found:
            return found
    if is_figure or sign.isascii() and sign.isalpha():
        return _number_or_code(text, at) if last not in ("slash", "dot", *_FIGURES) or is_figure else _word(text, at, before) or _number_or_code(text, at)
    return _word(text, at, before) or _sign(text, at, before)


def _not_amount(text: str, at: int, before: list[Token]) -> Token | None:
    last = before[-1].kind if before else "sentence"
    if last in ("sentence", "colon", "clause") or (last == "word" and before[-1].text[-1] in "》\"”"):
        found = _LIST_NUMBER.match(text, at)
        if found and not (last != "sentence" and found.end() == len(text)):
            return Token("ordinal", found.group(), at, found.end())
    for kind, pattern in _NOT_AMOUNTS:
        found = pattern.match(text, at)
        if found:
            return Token(kind, found.group(), at, found.end())
    return None


def _number_or_code(text: str, at: int) -> Token:
    """A number, unless letters cling to it (5A, 13020025P00J4J) or it is longer than any amount."""
    run = _LATIN.match(text, at)
    end = run.end() if run else at + 1
    found = _NUMBER.match(text, at)
    if found is None:
        return Token("code", text[at:end], at, end)
    rest = text[found.end() : end]
    if found.end() >= end or any(word.spelling == rest for word in vocabulary().words.get(rest[0], ()) if word.kind in ("unit", "period")):
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
        after_currency = last == "open" and len(before) > 1 and before[-2].kind == "currency"
        return after_currency and word.kind in ("unit", "period")
    if word.kind == "unit" and len(before) > 1 and last == "about_after":
        return before[-2].kind in _FIGURES
    if word.spelling in _ADJACENT:
        following = text[at + len(word.spelling) : at + len(word.spelling) + 1]
        return following != "" and (following.isdigit() or following in HAN or following in "¥每")
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
