"""The numbers that Word prints before the paragraphs of a list (1. 2. 一、二、): they stand in no text, yet the eye reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from ingest.readers.xml import attribute, child, local_name

_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "ideographDigital"}
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LEVEL = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None) -> None:
        """`root` is numbering.xml, None for a document without lists."""
        abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for element in root if root is not None else ():
            if local_name(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId")] = _levels(element)
            elif local_name(element) == "num":
                kind = attribute(child(element, "abstractNumId"), "val")
                number = attribute(element, "numId")
                counter = (
                    f"own {number}" if child(element, "lvlOverride") is not None else kind
                )  # else lists share one count
                self._lists[number] = (counter, abstract.get(kind, {}))

    def next(self, paragraph: etree._Element) -> str:
        """The number printed before a paragraph, counted on; empty for one that is in no list or has a bullet."""
        properties = child(paragraph, "pPr", "numPr")
        if properties is None:
            return ""
        counter, levels = self._lists.get(attribute(child(properties, "numId"), "val"), ("", {}))
        depth = attribute(child(properties, "ilvl"), "val", "0")
        if not (depth.isascii() and depth.isdigit()) or int(depth) not in levels:
            return ""
        return _print(levels, self._counts.setdefault(counter, {}), int(depth))


def _levels(element: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in element:
        depth, start = attribute(level, "ilvl"), attribute(child(level, "start"), "val", "1")
        if local_name(level) == "lvl" and depth.isdigit():
            form, text = attribute(child(level, "numFmt"), "val"), attribute(child(level, "lvlText"), "val")
            levels[int(depth)] = _Level(form, text, int(start) if start.isdigit() and len(start) < 6 else 1)
    return levels


def _print(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels[depth]
    counts[depth] = counts.get(depth, level.start - 1) + 1
    for deeper in [d for d in counts if d > depth]:
        del counts[deeper]
    if level.form in {"bullet", "none"}:
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        return _in_form(
            counts.get(at, levels[at].start if at in levels else 1), level.form if at == depth else "decimal"
        )

    return _LEVEL.sub(number, level.text)


def _in_form(number: int, form: str) -> str:
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    if form == "decimalEnclosedCircleChinese" and number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form in {"lowerLetter", "upperLetter"} and number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    return str(number)
