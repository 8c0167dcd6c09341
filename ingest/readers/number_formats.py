"""A stored number and its number format → the text a spreadsheet prints: 7 as 7.00, 0.95 as 95%, 45000 as 2023年3月15日.

What counts is what the eye reads. Colours, widths and fonts are left out; powers of ten and fractions print the plain number.
Formats: ECMA-376 part 1, 18.8.30 and 18.8.31, with the Chinese ones of 27 to 58.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from ingest.readers.date_formats import print_date

GENERAL = "General"
MOST_DIGITS = 30  # behind the point, as many as spreadsheets take
LONGEST = 255  # characters of a format; a longer one was written by no spreadsheet
_YMD, _YM, _MD = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: _YM, 28: _MD, 29: _MD, 30: "m-d-yy", 31: _YMD, 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: _YM,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 48: "0.0E+0", 49: "@", 50: _YM, 51: _MD, 52: _YM, 53: _MD, 54: _MD, 57: _YM, 58: _MD,
}  # fmt: skip
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _. | \*. |         # words; room of a character's width; a character that fills
    \[(?P<bracket>[^\]]*)\] | (?P<percent>%) | (?P<power>E[+-]0+) |
    (?P<places>[0\#?][0\#?.,]*|\.[0\#?]+|General) | (?P<half>AM/PM|上午/下午) | (?P<letters>y+|m+|d+|h+|s+|a{3,4}) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SECTION_END = re.compile(r'"[^"]*"|\\.|(;)')
_CONDITION = re.compile(r"\[(<=|>=|<>|=|<|>)(-?\d+(?:\.\d*)?)\]")
Token = tuple[str, str]


def print_number(number: float, form: str, *, is_1904: bool = False) -> str:
    """A number as the format `form` prints it; `is_1904`: days are counted from 1904, as old Macs did."""
    section, is_sign_printed = _choose(_sections(form), number)
    tokens = _tokens(section)
    if any(kind == "date" for kind, _ in tokens):
        shown = print_date(number + 1462 if is_1904 else number, tokens)
        return general(number) if shown is None else shown
    return _print_number(number if is_sign_printed else abs(number), tokens)


def print_text(text: str, form: str) -> str:
    """A text as the format prints it: its fourth section, or a lone one with an @, may put words around it."""
    sections = _sections(form)
    lone = sections[0] if ("text", "@") in _tokens(sections[0]) else "@"
    tokens = _tokens(sections[3] if len(sections) > 3 else lone)
    return "".join(text if kind == "text" else value for kind, value in tokens if kind in {"text", "word"})


def general(number: float) -> str:
    """A number as it is printed without a format: up to fifteen digits, never as a power of ten."""
    text = format(Decimal(f"{number:.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


# formats --------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def _sections(form: str) -> tuple[str, ...]:
    """The parts of a format between semicolons that stand in no quotes: for positive, negative, zero, text."""
    if len(form) > LONGEST:
        return (GENERAL,)
    parts, start = [], 0
    for match in _SECTION_END.finditer(form):
        if match.group(1):
            parts.append(form[start : match.start()])
            start = match.end()
    return (*parts, form[start:])


def _choose(sections: tuple[str, ...], number: float) -> tuple[str, bool]:
    """The section for a number, and whether its sign is still to be printed."""
    conditions = _conditions(sections)
    if conditions:
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _holds(number, *condition):
                return section, True
        return GENERAL, True
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


@lru_cache(maxsize=1024)
def _conditions(sections: tuple[str, ...]) -> list[tuple[str, float] | None]:
    """The condition of each section ([>=10]), an empty list where none has one."""
    found = [_CONDITION.search(section) for section in sections]
    return [match and (match.group(1), float(match.group(2))) for match in found] if any(found) else []


def _holds(number: float, sign: str, bound: float) -> bool:
    return {
        "<": number < bound, ">": number > bound, "=": number == bound,
        "<=": number <= bound, ">=": number >= bound, "<>": number != bound,
    }[sign]  # fmt: skip


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[Token, ...]:
    """A section → its tokens: words, places of digits, %, powers, words of dates, the place of a text."""
    tokens = [_token(match) for match in _TOKEN.finditer(section)]
    return tuple(token for token in tokens if token[1])


def _token(match: re.Match[str]) -> Token:
    for kind in ("places", "percent", "power"):
        if match[kind]:
            return kind, match[kind]
    if match["half"] or match["letters"]:
        return "date", match["half"] or match["letters"].lower()
    bracket = match["bracket"] or ""
    if re.fullmatch(r"h+|m+|s+", bracket, re.IGNORECASE):
        return "date", f"[{bracket.lower()}]"
    if bracket:
        return "word", bracket[1:].split("-")[0] if bracket.startswith("$") else ""
    if match["other"] == "@":
        return "text", "@"
    return "word", match["quoted"] or match["escaped"] or match["other"] or ""


# numbers --------------------------------------------------------------------------------------------------------------


def _print_number(number: float, tokens: tuple[Token, ...]) -> str:
    kinds = [kind for kind, _ in tokens]
    if "power" in kinds or ("word", "/") in tokens:
        return general(number)
    value = Decimal(f"{number:.15g}") * 100 ** min(2, kinds.count("percent"))
    text, is_printed = "", False
    for kind, token in tokens:
        if kind == "places" and not is_printed:
            text += _places(abs(value), token)
            is_printed = True
        elif kind != "places":
            text += general(abs(number)) if kind == "text" else token
    return ("-" if number < 0 else "") + text.strip()


def _places(value: Decimal, places: str) -> str:
    """Digits in their places: 0 is always printed, # only where there is a digit; a comma groups, commas at the end divide.

    A point with no digit behind it, which spreadsheets print (5.), is left out.
    """
    if places.lower() == "general":
        return general(float(value))
    whole, point, fraction = places.partition(".")
    value /= Decimal(1000) ** sum(len(part) - len(part.rstrip(",")) for part in (whole, fraction))
    digits = re.sub(r"[^0#?]", "", fraction)[:MOST_DIGITS]
    rounded = value.quantize(Decimal(1).scaleb(-len(digits)), ROUND_HALF_UP, Context(prec=4 * MOST_DIGITS))
    before, _, after = format(rounded, "f").partition(".")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole.rstrip(",") and before:
        before = f"{int(before):,}"
    while digits.endswith("#") and after.endswith("0"):
        digits, after = digits[:-1], after[:-1]
    return before + (point if after or digits.strip("#") else "") + after
