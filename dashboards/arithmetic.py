"""The warehouse's arithmetic as people read it: numbers grouped, large sums in 万元 where that is exact, in the page's language.

The warehouse keeps each line in Chinese with plain numbers (11900人 × 1000元/人 = 11900000元), to be computed with and searched.
What a line quotes stands between “ and ” and stays as printed. Pure functions; the phrases are in `arithmetic.yml`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dashboards.formats import number, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboards.words import Words

PHRASES = Path(__file__).with_name("arithmetic.yml")
QUOTED = re.compile("(“[^”]*”)")
NUMBER = r"(?<![A-Za-z\d.,])\d+(?:\.\d+)?(?![\d.]|,\d)"
TEN_THOUSAND = 10_000
SHORT_IN_TEN_THOUSANDS = 100  # yuan: what is a multiple of it has two decimals at most in 万元


def arithmetic(text: str | None, words: Words) -> str:
    """An arithmetic line of the warehouse for a reader of the page."""
    line = one_line(text)
    if words.language == "zh":
        return _outside_quotes(line, lambda part: grouped(_in_ten_thousands(part) if _is_short(line) else part))
    return _outside_quotes(line, lambda part: grouped(_translated(part, words.language)))


def grouped(text: str) -> str:
    """A text whose numbers that count something have thousands separators: 1190000元 → 1,190,000元; a year has none."""
    return _counted().sub(lambda found: number(Decimal(found.group())), text)


def _outside_quotes(line: str, change: Callable[[str], str]) -> str:
    return "".join(part if part.startswith("“") else change(part) for part in QUOTED.split(line))


def _is_short(line: str) -> bool:
    """Whether every sum of a line that is large enough is exact in 万元; one unit for all, so that they can be added up."""
    unquoted = QUOTED.sub("", line)
    sums = [Decimal(text) for pair in _sum_of_yuan().findall(unquoted) for text in pair if text]
    is_without_unit = re.search(r"\d (?:\+|=) \d+ (?:\+|=)", unquoted) is not None
    return not is_without_unit and all(
        value % SHORT_IN_TEN_THOUSANDS == 0 for value in sums if value >= TEN_THOUSAND
    )  # fmt: skip


def _in_ten_thousands(text: str) -> str:
    return _sum_of_yuan().sub(_one_sum, text)


def _one_sum(found: re.Match[str]) -> str:
    ends = [Decimal(text) for text in found.groups() if text]
    if min(ends) < TEN_THOUSAND:
        return found.group()
    return "–".join(number(end / TEN_THOUSAND) for end in ends) + str(_told()["ten_thousand_yuan"])


def _translated(text: str, language: str) -> str:
    for pattern, english in _phrases(language):
        text = pattern.sub(english, text)
    return text


@lru_cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(PHRASES.read_text(encoding="utf-8"))
    return told


@lru_cache
def _counted() -> re.Pattern[str]:
    """A number with a unit or a sign behind it; one of an indicator's name, as of a year or a regulation, is none of the sum's."""
    return re.compile(NUMBER + _told()["behind_what_is_counted"])


@lru_cache
def _sum_of_yuan() -> re.Pattern[str]:
    """A sum of money, or a range of sums; not a rate (元/人)."""
    return re.compile(rf"({NUMBER})(?:–({NUMBER}))?" + _told()["yuan"])


@lru_cache
def _phrases(language: str) -> list[tuple[re.Pattern[str], str]]:
    """The phrases of a language in their order, longer ones before those they contain. Raises KeyError for a language without."""
    return [(re.compile(pattern), replacement) for pattern, replacement in _told()["phrases"][language]]
