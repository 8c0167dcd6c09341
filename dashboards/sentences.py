"""The comparison said in one sentence, careful about what is a number and what only a bound. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from dashboards.formats import bounds, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.words import Words

NAMES_SHOWN = 10
AMOUNTS_NAMED = 4


def headline(panel: pl.DataFrame, aid_type: str, unit: str, words: Words) -> str:
    """What the rows of one panel say, as a title for the chart."""
    if panel.is_empty():
        return words("headline.none", aid_type=aid_type)
    cities = panel["city_name"].n_unique()
    if cities == 1:
        return _one_city(panel, aid_type, unit, words)
    group = _best_compared(panel)
    if group["city_name"].n_unique() > 1:
        return _highest_and_lowest(group, aid_type, unit, words)
    inexact = panel.filter(pl.col("shape") != "exact").height
    key = "headline.open" if inexact else "headline.several"
    return words(key, aid_type=aid_type, cities=cities, count=inexact)


def names(values: Sequence[str], words: Words) -> str:
    """Names in a row; many are cut short with their count."""
    separator = words("compare.list_separator")
    if len(values) <= NAMES_SHOWN:
        return separator.join(values)
    return words("compare.silent_rest", cities=separator.join(values[:NAMES_SHOWN]), count=len(values))


def _one_city(panel: pl.DataFrame, aid_type: str, unit: str, words: Words) -> str:
    first = panel.row(0, named=True)
    amounts = list(
        dict.fromkeys(bounds(row["comparator"], row["low"], row["high"]) for row in panel.iter_rows(named=True))
    )
    if len(amounts) > AMOUNTS_NAMED:
        return words("headline.one_many", aid_type=aid_type, city=first["city_name"], count=panel.height)
    named = words("compare.list_separator").join(amounts)
    return words("headline.one", aid_type=aid_type, city=first["city_name"], amount=named, unit=unit)


def _best_compared(panel: pl.DataFrame) -> pl.DataFrame:
    """The exact amounts of the comparable rank that most cities share; ties go to the higher rank, which comes first."""
    exact = panel.filter(pl.col("shape") == "exact")
    alike = pl.coalesce("comparable_rank", "recipient_id").alias("alike")
    groups = exact.with_columns(alike).partition_by("alike", maintain_order=True)
    return max(groups, key=lambda group: group["city_name"].n_unique(), default=exact)


def _highest_and_lowest(group: pl.DataFrame, aid_type: str, unit: str, words: Words) -> str:
    rank = (
        words("headline.rank", rank=words.of("rank", group["comparable_rank"][0]))
        if group["comparable_rank"][0]
        else ""
    )
    ordered = group.sort("low", descending=True)
    high, low = ordered.row(0, named=True), ordered.row(-1, named=True)
    if high["low"] == low["low"]:
        cities = group["city_name"].n_unique()
        return words("headline.same", aid_type=aid_type, rank=rank, cities=cities, high=number(high["low"]), unit=unit)
    return words(
        "headline.between", aid_type=aid_type, rank=rank, unit=unit,
        high_city=high["city_name"], high=number(high["low"]), low_city=low["city_name"], low=number(low["low"]),
    )  # fmt: skip
