"""The words of the quantity grammar, read once from ingest/vocabulary/quantities.yml."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

PATH = Path(__file__).parent.parent / "vocabulary" / "quantities.yml"


@dataclass(frozen=True, slots=True)
class Word:
    """One spelling: what kind of token it is and what it means."""

    spelling: str
    kind: str
    value: Any


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words` by first sign, longest first; `lists` are the plain word lists of the file, by their name there."""

    words: dict[str, tuple[Word, ...]]
    lists: dict[str, frozenset[str]]
    symbolic: re.Pattern[str]
    symbolic_bodies: dict[str, str]
    name_periods: dict[str, tuple[str, ...]]
    name_pers: dict[str, tuple[str, ...]]


_CUES = {
    "from_cues": "from",
    "former_cues": "former",
    "change_cues": "change",
    "increase_cues": "increase",
    "again_cues": "again",
    "rule_cues": "rule",
    "project_cues": "project",
    "fillers": "filler",
    "apart": "word",
    "currency": "currency",
    "currency_signs": "sign",
    "percent": "percent",
    "plus_minus": "plus_minus",
    "every": "every",
    "ignored_after": "ignored",
}


@cache
def vocabulary() -> Vocabulary:
    """The grammar's words. Raises at first use if the file is missing or a section of it is."""
    data = _read(PATH.read_text(encoding="utf-8"))
    found: dict[str, dict[tuple[str, str], Word]] = defaultdict(dict)
    for word in _words(data):
        found[word.spelling[0]].setdefault((word.spelling, word.kind), word)
    return Vocabulary(
        words={
            first: tuple(sorted(words.values(), key=lambda word: -len(word.spelling))) for first, words in found.items()
        },
        lists={name: frozenset(words) for name, words in data.items() if isinstance(words, list)}
        | {"periods": frozenset(data["periods"])},
        symbolic=_symbolic_pattern(data["symbolic"]),
        symbolic_bodies={
            spelling: body for body, spellings in data["symbolic"]["bodies"].items() for spelling in spellings
        },
        name_periods={period: tuple(words) for period, words in data["name_periods"].items()},
        name_pers={per: tuple(words) for per, words in data["name_pers"].items()},
    )


def _read(source: str) -> dict[str, Any]:
    """YAML through libyaml where PyYAML has it: seven times as fast."""
    try:
        from yaml import CSafeLoader as Loader
    except ImportError:
        from yaml import SafeLoader as Loader  # type: ignore[assignment]
    return cast(dict[str, Any], yaml.load(source, Loader=Loader))


def _words(data: dict[str, Any]) -> list[Word]:
    """Every word the tokenizer knows. Of two kinds of one spelling it takes the first that may stand there."""
    words = [Word(spelling, "before", sign) for sign, spellings in data["before"].items() for spelling in spellings]
    words += [Word(spelling, "after", sign) for sign, spellings in data["after"].items() for spelling in spellings]
    words += [Word(spelling, "about", None) for spelling in data["approximate"]["before"]]
    words += [Word(spelling, "about_after", None) for spelling in data["approximate"]["after"]]
    words += [Word(spelling, "share", unit) for spelling, unit in data["shares"].items()]
    words += [Word(spelling, "multiplier", power) for spelling, power in data["multipliers"].items()]
    words += [Word(spelling, "average", tuple(parts)) for spelling, parts in data["averages"].items()]
    words += [
        Word(spelling, "body", body) for body, spellings in data["symbolic"]["bodies"].items() for spelling in spellings
    ]
    words += [Word(spelling, "period", name) for name, more in data["periods"].items() for spelling in (name, *more)]
    words += [Word(spelling, "unit", name) for name, more in data["units"].items() for spelling in (name, *more)]
    words += [Word(spelling, kind, None) for section, kind in _CUES.items() for spelling in data[section]]
    return words


def _symbolic_pattern(symbolic: dict[str, Any]) -> re.Pattern[str]:
    """个月 + (的|当地|...)* + 低保标准, with up to three words between."""
    heads, between = ("|".join(map(re.escape, symbolic[name])) for name in ("heads", "between"))
    bodies = "|".join(
        sorted((spelling for spellings in symbolic["bodies"].values() for spelling in spellings), key=len, reverse=True)
    )
    return re.compile(f"({heads})(?:{between}){{0,3}}({bodies})")
