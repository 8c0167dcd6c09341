"""Numbers, dates and texts the way people read them. Pure functions; the words come from the catalogue."""

from __future__ import annotations

import re
import textwrap
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width
from zoneinfo import ZoneInfo

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dashboards.words import Words

BEIJING = ZoneInfo("Asia/Shanghai")
MEANING_SEPARATOR = " - "
SIGNS = {"<=": "≤ ", ">=": "≥ ", "<": "< ", ">": "> "}
PLACE_NAMES = ("city_name", "province_name")
LATIN_LABEL, CHINESE_LABEL = 24, 12
# A drawing carries no font, so it names those that machines have: Linux, macOS, Windows, and older ones of each.
PICTURE_FONTS = (
    "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Hiragino Sans GB, "
    "Microsoft YaHei, WenQuanYi Micro Hei, SimHei, sans-serif"
)
# A line may break behind a Chinese character and what closes it, and behind a blank.
BREAKABLE = re.compile(r"[^\u2e80-\uffef\s]+\s*|.[，。；：、）”》！？]*\s*")
MARKDOWN_SPECIALS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def number(value: float | Decimal) -> str:
    """A number with thousands separators and no more decimals than it has, at most two: 7200.0000 → 7,200."""
    return f"{round(Decimal(str(value)), 2):,f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"


def bounds(comparator: str, low: float | Decimal | None, high: float | Decimal | None) -> str:
    """An amount with what its comparator says about it: `7,200`, `≤ 1,500`, `≥ 500`, `500–1,000`; empty without a bound."""
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)}–{number(high)}"
    only = high if low is None else low
    sign = SIGNS.get(comparator, SIGNS["<="] if low is None else SIGNS[">="])
    return "" if only is None else f"{sign}{number(only)}"


def money(yuan: float | Decimal | None, words: Words) -> str:
    """An amount as people say it, two decimals at most: 1,190 万元 or 11.9 million yuan; below the large unit in yuan."""
    if yuan is None:
        return words("not_stated")
    large = float(words("money.large_yuan"))
    return (
        words("money.large", amount=number(float(yuan) / large))
        if abs(float(yuan)) >= large
        else exact_money(yuan, words)
    )


def exact_money(yuan: float | Decimal | None, words: Words) -> str:
    """An amount to the yuan, as shown on hovering and in tables."""
    return words("not_stated") if yuan is None else words("money.exact", amount=number(yuan))


def moment(value: datetime | None, words: Words) -> str:
    """A moment stored in UTC, as Beijing time to the minute."""
    if value is None:
        return words("never")
    aware = value if value.tzinfo else value.replace(tzinfo=ZoneInfo("UTC"))
    return words("beijing_time", moment=f"{aware.astimezone(BEIJING):%Y-%m-%d %H:%M}")


def one_line(text: str | None) -> str:
    """A text with its line breaks and tabs made single blanks."""
    return " ".join((text or "").split())


def wrapped(text: str) -> list[str]:
    """A short text in lines of a width that a row label has on a phone: some two dozen Latin or a dozen Chinese characters."""
    return textwrap.wrap(text, LATIN_LABEL if text.isascii() else CHINESE_LABEL) or [""]


def broken(text: str, halves: int) -> list[str]:
    """A text in lines no wider than so many halves of a Chinese character; Latin words stay whole where they fit."""
    lines, line, width = [], "", 0
    for piece in BREAKABLE.findall(one_line(text)):
        taken = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in piece)
        if line and width + taken > halves:
            lines.append(line.rstrip())
            line, width = "", 0
        line, width = line + piece, width + taken
    return [*lines, line.rstrip()]


def both_meanings(comment: str | None) -> tuple[str, str]:
    """What a description of the warehouse says in Chinese (empty without a Chinese part) and in English: `预算年度 - budget year`."""
    chinese, dash, english = one_line(comment).partition(MEANING_SEPARATOR)
    return (chinese, english) if dash and not chinese.isascii() else ("", one_line(comment))


def as_markdown(text: str | None) -> str:
    """A text from a document so that Markdown shows it as it is: nothing in it is a link, an image, HTML or a formula."""
    return MARKDOWN_SPECIALS.sub(r"\\\1", one_line(text))


def place_names(rows: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Rows with the names of cities and provinces in the language of the page, where the rows carry both."""
    known = [name for name in PLACE_NAMES if f"{name}_{words.language}" in rows.columns]
    return rows.with_columns(pl.coalesce(f"{name}_{words.language}", name).alias(name) for name in known)


def city_names(rows: pl.DataFrame, cities: Mapping[str, str]) -> pl.DataFrame:
    """Rows with a city's id, and its name as `city_name`. In: the names by id, in the language of the page."""
    return rows.with_columns(city_name=pl.col("city_id").replace_strict(cities, default=pl.col("city_id")))


def place(row: dict[str, Any], words: Words) -> str:
    """Where something stands: file, page if it has pages, lines."""
    first, last = row["line_start"], row["line_end"]
    if first is None:
        return str(row["source_path"])
    lines = words("place.line", line=first) if first == last else words("place.lines", first=first, last=last)
    page = words("place.page", page=row["page"]) if row.get("page") else ""
    return words("place.full", path=row["source_path"], page=page, lines=lines)
