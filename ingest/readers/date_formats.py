"""The date formats of spreadsheets: a count of days → the words they print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

_END = 2_958_466  # the day after 31 December 9999, the last there is
_WEEKDAYS = "一二三四五六日"
_IN_A_DAY = {"h": 24, "m": 24 * 60, "s": 24 * 60 * 60}


def print_date(days: float, tokens: Sequence[tuple[str, str]]) -> str | None:
    """Days since the end of 1899 as the tokens of a date format print them; None for a day that is in no calendar."""
    if not 0 <= days < _END:
        return None
    day = days + (days < 60)  # spreadsheets know a 29 February 1900
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(day * 86400))  # noqa: DTZ001 - a date on paper has no zone
    words = [value for kind, value in tokens if kind == "date"]
    is_half = any("/" in word for word in words)
    shown = iter([_word(word, _is_minute(words, i), moment, is_half, days) for i, word in enumerate(words)])
    return "".join(
        next(shown) if kind == "date" else value for kind, value in tokens if kind in {"date", "word"}
    ).strip()


def _is_minute(words: list[str], i: int) -> bool:
    """Whether an m means minutes: hours stand before it, or seconds behind it."""
    before, after = words[i - 1] if i else "", words[i + 1] if i + 1 < len(words) else ""
    return "h" in before or "s" in after


def _word(word: str, is_minute: bool, moment: datetime, is_half: bool, days: float) -> str:
    width = len(word)
    match word[0]:
        case "[":
            return str(int(days * _IN_A_DAY[word[1]])).rjust(width - 2, "0")
        case "y":
            return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
        case "m" if is_minute and width < 3:
            return str(moment.minute).rjust(width, "0")
        case "m":
            return str(moment.month).rjust(min(width, 2), "0")
        case "d":
            return f"星期{_WEEKDAYS[moment.weekday()]}" if width > 2 else str(moment.day).rjust(width, "0")
        case "a":
            return ("星期" if width > 3 else "") + _WEEKDAYS[moment.weekday()]
        case "h":
            return str(moment.hour % 12 or 12 if is_half else moment.hour).rjust(width, "0")
        case "s":
            return str(moment.second).rjust(width, "0")
    is_morning = moment.hour < 12
    return ("上午" if is_morning else "下午") if "上午" in word else ("AM" if is_morning else "PM")
