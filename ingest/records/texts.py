"""Printed words → the texts and numbers of a record: wraps closed, ordinals and placeholders told apart."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.lexicon import Lexicon, bare

_GAP = re.compile(r"\s+")
_NUMBER = re.compile(
    r"[-+]?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,9})?"
)  # a comma parts thousands, or nothing we know
LONGEST_NAME = 1000  # characters in which ordinals and placeholders are looked for
_PLACEHOLDER = re.compile(r"\(\s*[^()]*\*\*[^()]*\)|（\s*[^（）]*\*\*[^（）]*）|[≥≤≧≦><=]+\s*\*\*[^\s\d]{0,3}")
_BRACKETED_WEIGHT = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*[分%][)）]")
_BRACKETED_MEASURE = re.compile(r"[(（](?:单位[:：])?([^()（）\d]{1,8})[)）]$")
_STARS = re.compile(r"^[*★☆※]+\s*")


def tidy(text: str) -> str:
    """Text as one line: wraps and the blanks put between Chinese characters are gone, other runs of blanks are one."""
    return _GAP.sub(_gap, text).strip()


def _gap(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return "" if before > "\x7f" and after > "\x7f" else " "


def clean_name(text: str, words: Lexicon) -> str:
    """An indicator's name without ordinal (指标 1:), leading stars and catalogue placeholders (≥**%)."""
    if len(text) > LONGEST_NAME:
        return text
    if match := words.ordinal(text):
        text = text[match.end() :] or text
    return _PLACEHOLDER.sub("", _STARS.sub("", text)).strip() or text


def placeholder(text: str) -> str | None:
    """The catalogue placeholder in a name, e.g. `(≥**%)`, from which a missing measure can be told."""
    match = _PLACEHOLDER.search(text[:LONGEST_NAME])
    return match.group(0).strip("()（） ") if match else None


def named_measure(name: str, words: Lexicon) -> str | None:
    """The measure in brackets at the end of a name: 人均资助标准(元) → 元; None when there is none."""
    match = _BRACKETED_MEASURE.search(name[-LONGEST_NAME:].strip())
    return match.group(1) if match and words.is_cell("measure", match.group(1)) else None


def clean_level(text: str) -> str | None:
    """A level word without the weight in brackets: 产出指标(50分) → 产出指标; None when empty."""
    return _BRACKETED_WEIGHT.sub("", text) or None


def to_decimal(text: str | None) -> Decimal | None:
    """A printed number → Decimal; None when there is none, or when it is no number that a form could mean."""
    number = bare(text or "").strip("()").rstrip("%分")
    return Decimal(number.replace(",", "")) if _NUMBER.fullmatch(number) else None
