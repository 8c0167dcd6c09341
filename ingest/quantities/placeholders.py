"""A form's own pattern, printed in the name or before the value: `(≥**%)`, `≤**元/株`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.quantities.measures import text_to_comparator

_COMPARATOR = r"[≥≤≧≦><＞＜=＝]{0,2}"
_WORD = r"[^()（）0-9０-９≥≤≧≦><＞＜=＝*＊,，;；。、\s]"
_PLACEHOLDER = re.compile(rf"[(（]?\s?({_COMPARATOR})\s?[*＊]{{1,8}}\s?({_WORD}{{0,12}})\s?[)）]?")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a placeholder says of the value to come; None where it says nothing."""

    comparator: str | None
    measure: str | None
    end: int  # offset behind it


def without_placeholders(text: str) -> tuple[str, list[Placeholder]]:
    """The text with every placeholder blanked out (offsets stay), and what they say."""
    found = [match for match in _PLACEHOLDER.finditer(text) if _is_placeholder(match, text)]
    for match in reversed(found):
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text, [Placeholder(text_to_comparator(match[1]), match[2] or None, match.end()) for match in found]


def _is_placeholder(match: re.Match[str], text: str) -> bool:
    """A star between units multiplies (元/人*月); with a comparator, or as two stars, it is a placeholder."""
    return bool(match[1]) or "**" in match[0].replace("＊", "*")
