"""The numbers that Word prints before the paragraphs of a list (1. 2. 一、二、): they stand in no text, yet the eye reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from ingest.readers.docx_text import is_on
from ingest.readers.xml import attribute, child, local_name

_DIGITS = "〇一二三四五六七八九"
_CHINESE = frozenset({"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"})
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_ROMAN = (
    (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEVEL = re.compile(r"%([1-9])")
MOST_STYLES_ABOVE = 20  # styles a style is based on, one upon the other; Word allows ten
MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int
    style: str  # of the paragraphs that stand on this level, where one is named
    is_decimal: bool  # the numbers of the levels above are printed in digits, whatever their form


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a style or a paragraph says it stands in lists; empty where it says nothing."""

    number: str = ""
    depth: str = ""


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: etree._Element | None, styles: etree._Element | None = None) -> None:
        """`root` is numbering.xml, `styles` styles.xml; None for a document without."""
        abstract: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = _places(styles) if root is not None else {}
        for element in root if root is not None else ():
            if local_name(element) == "abstractNum":
                abstract[attribute(element, "abstractNumId")] = _levels(element)
            elif local_name(element) == "num":
                kind, number = attribute(child(element, "abstractNumId"), "val"), attribute(element, "numId")
                restarts = _restarts(element)
                levels = {
                    depth: replace(level, start=restarts.get(depth, level.start))
                    for depth, level in abstract.get(kind, {}).items()
                }
                self._lists[number] = (f"own {number}" if restarts else kind, levels)  # else lists share one count

    def next(self, properties: etree._Element) -> str:
        """The number printed before a paragraph of these properties, counted on; empty for one in no list or with a bullet."""
        if not self._lists:
            return ""
        style = attribute(child(properties, "pStyle"), "val")
        own, inherited = _place(properties), self._styles.get(style, _Place())
        counter, levels = self._lists.get(own.number or inherited.number, ("", {}))
        named = (str(depth) for depth, level in levels.items() if style and level.style == style and not own.number)
        depth = own.depth or next(named, inherited.depth) or "0"
        if not depth.isdecimal() or int(depth) not in levels:
            return ""
        return _print(levels, self._counts.setdefault(counter, {}), int(depth))


def _place(properties: etree._Element | None) -> _Place:
    numbers = child(properties, "numPr")
    return _Place(attribute(child(numbers, "numId"), "val"), attribute(child(numbers, "ilvl"), "val"))


def _places(styles: etree._Element | None) -> dict[str, _Place]:
    """Where each paragraph style stands in lists; what it does not say itself, the style says that it is based on."""
    own: dict[str, tuple[_Place, str]] = {}
    for style in styles if styles is not None else ():
        if local_name(style) == "style":
            own[attribute(style, "styleId")] = (_place(child(style, "pPr")), attribute(child(style, "basedOn"), "val"))
    found = {}
    for name, (said, based_on) in own.items():
        place, above = said, based_on
        for _ in range(MOST_STYLES_ABOVE):
            if above not in own or (place.number and place.depth):
                break
            inherited, above = own[above]
            place = _Place(place.number or inherited.number, place.depth or inherited.depth)
        if place.number:
            found[name] = place
    return found


def _restarts(number: etree._Element) -> dict[int, int]:
    """The levels that a list counts for itself, each with its first number."""
    return {
        _whole(attribute(override, "ilvl")): _whole(attribute(child(override, "startOverride"), "val"), 1)
        for override in number
        if local_name(override) == "lvlOverride"
    }


def _levels(element: etree._Element) -> dict[int, _Level]:
    levels = {}
    for level in element:
        depth = attribute(level, "ilvl")
        if local_name(level) == "lvl" and depth.isdecimal() and int(depth) < MOST_LEVELS:
            levels[int(depth)] = _Level(
                attribute(child(level, "numFmt"), "val"),
                attribute(child(level, "lvlText"), "val"),
                _whole(attribute(child(level, "start"), "val"), 1),
                attribute(child(level, "pStyle"), "val"),
                is_on(level, "isLgl"),
            )
    return levels


def _whole(text: str, otherwise: int = 0) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _print(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels[depth]
    counts[depth] = counts.get(depth, level.start - 1) + 1
    for deeper in [d for d in counts if d > depth]:
        del counts[deeper]
    if level.form in {"bullet", "none"}:
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match.group(1)) - 1
        above = levels.get(at, level)
        return _in_form(counts.get(at, above.start), "decimal" if level.is_decimal else above.form)

    return _LEVEL.sub(number, level.text)


def _in_form(number: int, form: str) -> str:
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in {"decimalEnclosedCircleChinese", "decimalEnclosedCircle"} and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if form == "decimalEnclosedParen" and 0 < number <= len(_BRACKETED):
        return _BRACKETED[number - 1]
    if form == "decimalFullWidth":
        return str(number).translate(_FULL_WIDTH)
    if form == "decimalZero":
        return f"{number:02d}"
    if form in {"lowerLetter", "upperLetter"} and 0 < number <= 26:
        return chr((97 if form == "lowerLetter" else 65) + number - 1)
    if form in {"lowerRoman", "upperRoman"} and 0 < number < 400:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
