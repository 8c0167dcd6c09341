"""The tables of `/try`: what `bangfu parse --json` understood, headings and codes in words. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from dashboards.formats import bounds, one_line
from dashboards.tables import titled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.words import Words

Row = dict[str, Any]


def indicators_table(indicators: list[Row], meanings: Mapping[str, str], words: Words) -> pl.DataFrame:
    """One row per indicator."""
    columns = {
        "horizon": [words.of("horizon", row["horizon"]) for row in indicators],
        "level1": [one_line(row["level1"]) for row in indicators],
        "level2": [one_line(row["level2"]) for row in indicators],
        "indicator": [one_line(row["name"]) for row in indicators],
        "target": [one_line(row["target_text"]) for row in indicators],
        "read_as": [_read_as(row) for row in indicators],
        "weight": [row["weight"] for row in indicators],
        "flags": [_flags(row, meanings, words) for row in indicators],
        "place": [_place(row["locator"], words) for row in indicators],
    }
    return titled(columns, words)


def rates_table(rates: list[Row], meanings: Mapping[str, str], words: Words) -> pl.DataFrame:
    """One row per amount that is stated per something."""
    columns = {
        "recipient": [one_line(row["qualifier"] or row["context"]) for row in rates],
        "amount_text": [one_line(row["amount_text"]) for row in rates],
        "read_as": [_rate(row, words) for row in rates],
        "origin": [words.of("origin", row["origin"]) for row in rates],
        "scope": [words.of("scope", row["scope"]) for row in rates],
        "quote": [one_line(row["quote"]) for row in rates],
        "flags": [_flags(row, meanings, words) for row in rates],
        "place": [_place(row["locator"], words) for row in rates],
    }
    return titled(columns, words)


def issues_table(issues: list[Row], meanings: Mapping[str, str], words: Words) -> pl.DataFrame:
    """One row per doubt about the document as a whole."""
    columns = {
        "meaning": [meanings.get(row["code"], row["code"]) for row in issues],
        "message": [one_line(row["message"]) for row in issues],
        "place": [_place(row["locator"], words) for row in issues],
    }
    return titled(columns, words)


def _read_as(row: Row) -> str:
    amount = bounds(row["comparator"] or "", row["low"], row["high"])
    return f"{amount} {row['measure'] or ''}".strip() if amount else ""


def _rate(row: Row, words: Words) -> str:
    amount = bounds(row["comparator"] or "", row["amount_low_yuan"], row["amount_high_yuan"])
    units = [words.of(kind, row[column]) for kind, column in (("per", "per"), ("period", "pay_period")) if row[column]]
    each = "".join(words("unit.each", what=unit) for unit in units)
    return f"{amount} {words('unit.yuan')}{each}" if amount else ""


def _flags(row: Row, meanings: Mapping[str, str], words: Words) -> str:
    return words("compare.list_separator").join(meanings.get(flag, flag) for flag in row["flags"])


def _place(locator: Row | None, words: Words) -> str:
    if not locator or locator.get("line_start") is None:
        return ""
    first, last = locator["line_start"], locator["line_end"]
    lines = words("place.line", line=first) if first == last else words("place.lines", first=first, last=last)
    return words("place.page", page=locator["page"]) + lines if locator.get("page") else lines
