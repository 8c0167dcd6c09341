"""The words on screen: one catalogue per language, a folder in `texts/` with a file for each page, none in code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
CATALOGUES = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of one language; `words("compare.title", n=3)` is a text with its blanks filled."""

    language: Language
    texts: dict[str, str]

    def __call__(self, key: str, **values: Any) -> str:
        """The text for a dotted key. Raises KeyError for a key the catalogue lacks: a forgotten word is loud."""
        return self.texts[key].format(**values)

    def of(self, kind: str, code: object) -> str:
        """The word for a code of the data, e.g. `of("rank", "national")`.

        A code without a word is shown as it is rather than dropped; NULL is "not stated".
        """
        return self.texts["not_stated"] if code is None else self.texts.get(f"{kind}.{code}", str(code))

    def codes(self, kind: str) -> list[str]:
        """The codes of a kind that have words, in the order of the catalogue."""
        return [key.removeprefix(f"{kind}.") for key in self.texts if key.startswith(f"{kind}.")]

    def pick(self, row: dict[str, Any], column: str) -> str:
        """The value of a column the data carries in both languages, as aid_type and aid_type_en or reason_zh and reason_en."""
        return str(row.get(f"{column}_{self.language}") or row.get(column) or self.texts["not_stated"])


@lru_cache
def words_in(language: Language) -> Words:
    """The catalogue of a language. Raises ValueError when two of its files say the same key."""
    pairs: list[tuple[str, str]] = []
    for file in sorted((CATALOGUES / language).glob("*.yml")):
        pairs += _flattened(yaml.safe_load(file.read_text(encoding="utf-8")))
    texts = dict(pairs)
    if len(texts) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"said twice in texts/{language}: {sorted({key for key in keys if keys.count(key) > 1})}")
    return Words(language, texts)


def _flattened(nested: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in nested.items():
        dotted = f"{prefix}{key}"
        pairs += _flattened(value, f"{dotted}.") if isinstance(value, dict) else [(dotted, str(value))]
    return pairs
