"""Printed words → the texts and numbers of a record: wraps closed, ordinals and placeholders told apart."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from ingest.lexicon import Lexicon, bare

_CJK_GAP = re.compile(r"(?<=[^\x00-\x7f])[ \t\u3000\u00a0\n]+(?=[^\x00-\x7f])")
_GAPS = re.compile(r"[ \t\u3000\u00a0\n]+")
_PLACEHOLDER = re.compile(r"\(\s*[^()]*\*\*[^()]*\)|（\s*[^（）]*\*\*[^（）]*）|[≥≤≧≦><=]+\s*\*\*[^\s\d]{0,3}")
_BRACKETED_WEIGHT = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*[分%][)）]")
_STARS = re.compile(r"^[*★☆※]+\s*")


def tidy(text: str) -> str:
    """Text as one line: wraps and the blanks put between Chinese characters are gone, other runs of blanks are one."""
    return _GAPS.sub(" ", _CJK_GAP.sub("", text)).strip()


def clean_name(text: str, words: Lexicon) -> str:
    """An indicator's name without ordinal (指标 1:), leading stars and catalogue placeholders (≥**%)."""
    if match := words.ordinal(text):
        text = text[match.end() :] or text
    return _PLACEHOLDER.sub("", _STARS.sub("", text)).strip() or text


def placeholder(text: str) -> str | None:
    """The catalogue placeholder in a name, e.g. `(≥**%)`, from which a missing measure can be told."""
    match = _PLACEHOLDER.search(text)
    return match.group(0).strip("()（） ") if match else None


def clean_level(text: str) -> str | None:
    """A level word without the weight in brackets: 产出指标(50分) → 产出指标; None when empty."""
    return _BRACKETED_WEIGHT.sub("", text) or None


def to_decimal(text: str | None) -> Decimal | None:
    """A printed number → Decimal; None when there is none or it is no number."""
    if not text:
        return None
    try:
        return Decimal(bare(text).replace(",", "").rstrip("%分"))
    except InvalidOperation:
        return None
