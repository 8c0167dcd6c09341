"""The questions that rooms ask of words, answered from ingest/vocabulary/{levels,columns,labels}.yml (their only reader)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, cast

import yaml

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_CHAPTER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.)](?!\d)|\([一二三四五六七八九十]{1,3}\))(?=.)")
_TAIL = re.compile(r"(\([^()]*\))+$")
LONGEST_LABEL = 160  # characters; a longer text is no label, no level word and no header


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """Text in NFKC without blanks: the form in which words are compared."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text))


def _load(name: str) -> dict[str, Any]:
    source = files("ingest.vocabulary").joinpath(name).read_text(encoding="utf-8")
    try:
        from yaml import CSafeLoader as Loader
    except ImportError:  # PyYAML without libyaml: the same, slower
        from yaml import SafeLoader as Loader  # type: ignore[assignment]
    return cast(dict[str, Any], yaml.load(source, Loader=Loader))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@dataclass(frozen=True, slots=True)
class LevelWord:
    """A word of the indicator tree: its canonical stem, its depth and the first levels it may stand under."""

    stem: str
    depth: int
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelWord:
    """What a form's label announces: the field's name, the kind of value it takes, and a horizon and part where it says them."""

    name: str
    takes: str
    horizon: str | None = None
    part: str | None = None


class Lexicon:
    """Every question about words, answered from the vocabulary files."""

    def __init__(self) -> None:
        levels, self._columns, self._labels = _load("levels.yml"), _load("columns.yml"), _load("labels.yml")
        self._endings: list[str] = levels["endings"]
        self._level1 = {word: LevelWord(stem, 1) for stem, words in levels["level1"].items() for word in words}
        self._level2 = {
            word: LevelWord(stem, 2, tuple(entry["under"]))
            for stem, entry in levels["level2"].items()
            for word in entry["words"]
        }
        self._cells = {kind: re.compile(pattern) for kind, pattern in self._columns["cells"].items()}

        self._slips = {slip: word for word, slips in self._labels["slips"].items() for slip in slips}
        self._any_slip = re.compile("|".join(self._slips))

    def _short(self, text: str) -> str:
        """The bare text where it is short enough to be one word of a form, a scan's slips mended (顶目); else nothing."""
        word = bare(text) if len(text) <= LONGEST_LABEL else ""
        return self._any_slip.sub(lambda match: self._slips[match.group()], word)

    # levels -----------------------------------------------------------------------------------------------------------
    @lru_cache(maxsize=16384)  # noqa: B019 - one lexicon lives as long as the process
    def level1(self, text: str) -> LevelWord | None:
        """The first-level word that `text` is, a bracketed weight and the endings 指标/目标/值 aside; else None."""
        return self._level(text, self._level1)

    @lru_cache(maxsize=16384)  # noqa: B019
    def level2(self, text: str) -> LevelWord | None:
        """The second-level word that `text` is; else None."""
        return self._level(text, self._level2)

    def _level(self, text: str, words: dict[str, LevelWord]) -> LevelWord | None:
        word = _TAIL.sub("", self._short(text))
        if word in words:
            return words[word]
        for ending in self._endings:
            if word.endswith(ending) and word[: -len(ending)] in words:
                return words[word[: -len(ending)]]
        return None

    @cached_property
    def level_words(self) -> tuple[str, ...]:
        """Every printed form of every level word that carries an ending, longest first: delimiters of glued text."""
        words = {word + ending for word in [*self._level1, *self._level2] for ending in self._endings[:2]}
        return tuple(sorted(words, key=len, reverse=True))

    def holds_level(self, text: str) -> bool:
        """Whether a level word with its ending (产出指标) stands somewhere in a longer text."""
        return self.level_count(text) > 0

    @lru_cache(maxsize=65536)  # noqa: B019
    def level_count(self, text: str) -> int:
        """How many level words with their ending stand in a longer text, a word inside another counted once."""
        return len(self._level_pattern.findall(text)) if "指标" in text else 0

    @cached_property
    def _level_pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(word) for word in self.level_words if word.endswith("指标")))

    @cached_property
    def _page_numbers(self) -> re.Pattern[str]:
        return _any_of(self._labels["page_numbers"])

    def is_page_number(self, text: str) -> bool:
        """Whether a line is a page number and nothing else."""
        return bool(self._page_numbers.fullmatch(text.strip()))

    # table headers ----------------------------------------------------------------------------------------------------
    @cached_property
    def _headers(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(kind, _any_of(entry["headers"])) for kind, entry in self._columns["columns"].items()]

    @lru_cache(maxsize=16384)  # noqa: B019
    def header(self, text: str) -> str | None:
        """The column kind a header cell announces, `section` for a heading of the whole table, else None."""
        word = self._short(text)
        if not word or len(word) > 24:
            return None
        forms = {word, _TAIL.sub("", word)}
        if not any(self._any_header.fullmatch(form) for form in forms):
            return None
        for kind, pattern in self._headers:
            if any(pattern.fullmatch(form) for form in forms):
                return kind
        return "section" if any(self._section.fullmatch(form) for form in forms) else None

    @cached_property
    def _any_header(self) -> re.Pattern[str]:
        return _any_of([*(pattern.pattern for _, pattern in self._headers), *self._columns["section"]])

    @cached_property
    def _section(self) -> re.Pattern[str]:
        return _any_of(self._columns["section"])

    # form heads -------------------------------------------------------------------------------------------------------
    @cached_property
    def _fields(self) -> list[tuple[LabelWord, re.Pattern[str]]]:
        return [
            (LabelWord(name, e["takes"], e.get("horizon"), e.get("part")), _any_of(e["labels"]))
            for name, e in self._labels["fields"].items()
        ]

    @cached_property
    def _any_label(self) -> re.Pattern[str]:
        return _any_of([pattern.pattern for _, pattern in self._fields])

    @cached_property
    def _ignored(self) -> frozenset[str]:
        return frozenset(bare(word) for word in self._labels["ignored"])

    @lru_cache(maxsize=32768)  # noqa: B019
    def label(self, text: str) -> LabelWord | None:
        """The label that `text` is, a chapter number before it, a colon and brackets behind it aside; else None."""
        word = self._short(text).rstrip(":")
        if not 1 < len(word) <= 24:
            return None
        word = _CHAPTER.sub("", word)
        forms = [word, _TAIL.sub("", word)]
        if any(self._any_label.fullmatch(form) for form in forms if form):
            for field, pattern in self._fields:
                if any(pattern.fullmatch(form) for form in forms if form):
                    return field
        return LabelWord("ignored", "nothing") if any(form in self._ignored for form in forms) else None

    @cached_property
    def _stops(self) -> re.Pattern[str]:
        words = _any_of(self._labels["stops"]).pattern
        return re.compile(f"(?:{words})(?:(?<=:)|(?=$|[:;、.,(\\d]))")  # no indicator whose name begins alike: 审核人数

    def is_stop(self, text: str) -> bool:
        """Whether a cell ends an indicator table: its words are a closing label, or one stands before what belongs to it."""
        return bool(self._stops.match(bare(text[:LONGEST_LABEL])))

    @cached_property
    def _table_titles(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(horizon, _any_of(patterns)) for horizon, patterns in self._labels["titles"]["table"].items()]

    @cached_property
    def _form_titles(self) -> re.Pattern[str]:
        return _any_of(self._labels["titles"]["form"])

    @lru_cache(maxsize=16384)  # noqa: B019
    def table_title(self, text: str) -> str | None:
        """The horizon that the title of a table inside a form announces, else None."""
        word = self._short(text)
        return next((horizon for horizon, pattern in self._table_titles if pattern.fullmatch(word)), None)

    def is_form_title(self, text: str) -> bool:
        """Whether a line is the title of a form."""
        word = self._short(text)
        return 4 < len(word) < 60 and "。" not in word and bool(self._form_titles.fullmatch(word))

    # cells ------------------------------------------------------------------------------------------------------------
    @lru_cache(maxsize=65536)  # noqa: B019
    def is_cell(self, kind: str, text: str) -> bool:
        """Whether the whole of `text` looks like a cell of `kind` (number, comparator, direction, measure, value ...)."""
        return bool(self._cells[kind].fullmatch(bare(text)))

    def holds(self, kind: str, text: str) -> bool:
        """Whether a cell of `kind` stands somewhere in `text`."""
        return bool(self._cells[kind].search(bare(text)))

    def pattern(self, kind: str) -> str:
        """The regular expression of a kind of cell, for building larger ones."""
        return f"(?:{self._cells[kind].pattern})"

    @lru_cache(maxsize=64)  # noqa: B019
    def compiled(self, kind: str, behind: str = "") -> re.Pattern[str]:
        """The pattern of a kind of cell, with what must stand behind it, for looking in longer texts."""
        return re.compile(self.pattern(kind) + behind)

    def ordinal(self, text: str) -> re.Match[str] | None:
        """The ordinal prefix of an indicator's name or a goal (指标 1:), matched on the text as printed."""
        return self._cells["ordinal"].match(text)

    @cached_property
    def ticked(self) -> frozenset[str]:
        """Marks of a chosen option."""
        return frozenset(self._labels["ticked"])

    @cached_property
    def unticked(self) -> frozenset[str]:
        """Marks of an option not chosen."""
        return frozenset(self._labels["unticked"])


@cache
def lexicon() -> Lexicon:
    """The one lexicon of the process."""
    return Lexicon()
