"""The comparison said in sentences, careful about what is a number and what only a bound. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from dashboards.charts.marks import RANK_OUTLINES
from dashboards.comparison import FIGURE_UNKNOWN
from dashboards.formats import as_markdown, bounds, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.charts.distribution import Spread
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


def silent_sentences(silent: pl.DataFrame, words: Words) -> list[str]:
    """What is said of the cities without a standard of their own, as Markdown. In: `warehouse.silent_cities`.

    None when every city has one. A city states nothing, or nothing but what bounds it (budget over heads), or states it
    under one rate with another aid.
    """
    unstated = [_silent_city(row, words) for row in silent.filter(~pl.col("is_stated")).iter_rows(named=True)]
    joint = silent.filter("is_stated")["city_name"].to_list()
    told = {"compare.silent": unstated, "compare.joint": joint}
    return [words(key, cities=as_markdown(names(cities, words))) for key, cities in told.items() if cities]


def _silent_city(row: dict[str, Any], words: Words) -> str:
    if row["derived_ceiling_yuan"] is None:
        return str(row["city_name"])
    per = words.of("per", row["derived_ceiling_per"])
    return words("compare.implied", city=row["city_name"], ceiling=number(row["derived_ceiling_yuan"]), per=per)


def rank_notes(drawn: pl.DataFrame, words: Words) -> list[str]:
    """Why some rows compare on another rank than is printed, as Markdown; nothing when none does."""
    moved = drawn.filter(pl.col("comparable_rank") != pl.col("honour_rank"))
    cities = names(moved["city_name"].unique(maintain_order=True).to_list(), words)
    return [words("compare.rank_note", cities=as_markdown(cities))] if moved.height else []


def legend(panel: pl.DataFrame, words: Words) -> str:
    """What the marks and letters of a chart mean, of those that occur."""
    separator = words("compare.list_separator")
    present = set(panel["shape"].unique())
    shapes = [words.of("shape", shape) for shape in words.codes("shape") if shape in present]
    grades = [words.of("grade", grade) for grade in panel["evidence_grade"].unique().sort()]
    return words("compare.legend", shapes=separator.join(shapes), grades=separator.join(grades))


def years_and_unit(panel: pl.DataFrame, unit: str, words: Words) -> str:
    """The line under the title of a picture."""
    years = panel["fiscal_year"].unique().sort().to_list()
    if len(years) == 1:
        return words("compare.subtitle_one_year", year=years[0], unit=unit)
    return words("compare.subtitle_years", first=years[0], last=years[-1], unit=unit)


def rank_outlines(ranks: Sequence[str], words: Words) -> str:
    """Which outline stands for which rank, where a chart has no room for the rank's name."""
    drawn = [
        f"{words.of('outline', RANK_OUTLINES[n % len(RANK_OUTLINES)])} {words.of('rank', rank)}"
        for n, rank in enumerate(ranks)
    ]
    return words("compare.outlines", outlines=words("compare.list_separator").join(drawn))


def spread_notes(shown: Spread, words: Words) -> list[str]:
    """What a distribution gathers or leaves out; nothing when every amount of every group has its own dot."""
    gathered = words("compare.spread_gathered", amounts=f"{shown.amounts:,}", step=number(shown.step))
    left_out = words("compare.spread_groups_left_out", count=f"{shown.groups_left_out:,}")
    return [gathered] * (shown.step > 0) + [left_out] * (shown.groups_left_out > 0)


def missing_figures(apart: pl.DataFrame, words: Words) -> list[str]:
    """Whose standards cannot be put as a share because no sourced local figure is known, as Markdown."""
    missing = apart.filter(pl.col("reason") == FIGURE_UNKNOWN)
    if missing.is_empty():
        return []
    pairs = missing.select("city_name", "fiscal_year").unique(maintain_order=True).iter_rows()
    cities = [words("compare.city_year", city=city, year=year) for city, year in pairs]
    return [words("compare.missing_figures", cities=as_markdown(names(cities, words)))]


def verdict_sentences(pairs: pl.DataFrame, meanings: pl.DataFrame, words: Words) -> list[str]:
    """What compares with what among the drawn standards, as Markdown. In: `questions.comparison.pair_verdicts`."""
    said = {row["code"]: words.pick(row, "meaning") for row in meanings.iter_rows(named=True)}
    separator = words("compare.list_separator")
    texts = []
    for (verdict,), rows in pairs.group_by("verdict", maintain_order=True):
        codes = [
            code
            for row in rows.iter_rows(named=True)
            for code in ([row["reason"]] if row["reason"] else row["conversions"] or [])
        ]
        why = separator.join(said.get(code, code) for code in dict.fromkeys(codes))
        key = "compare.pairs_why" if why else "compare.pairs"
        texts.append(words(key, verdict=words.of("comparison", verdict), count=rows["n"].sum(), why=why))
    return (
        [words("compare.pairs_heading", pairs=as_markdown(words("compare.clause_separator").join(texts)))]
        if texts
        else []
    )


def changes_sentence(series: pl.DataFrame, words: Words) -> str:
    """How many series rose, fell, stayed or cannot be told, each in its latest step, as Markdown. In: `questions.comparison.series`."""
    latest = series.filter(pl.col("fiscal_year") == pl.col("fiscal_year").max().over("series_id"))
    counted = dict(latest.group_by("change").len().iter_rows())
    told = [
        words("compare.change_count", change=words.of("change", code), count=counted[code])
        for code in words.codes("change")
        if counted.get(code)
    ]
    return words("compare.changes", series=latest.height, changes=words("compare.list_separator").join(told))


def names(values: Sequence[str], words: Words) -> str:
    """Names in a row; many are cut short with their count."""
    separator = words("compare.list_separator")
    if len(values) <= NAMES_SHOWN:
        return separator.join(values)
    return words("compare.silent_rest", cities=separator.join(values[:NAMES_SHOWN]), count=len(values))


def _one_city(panel: pl.DataFrame, aid_type: str, unit: str, words: Words) -> str:
    first = panel.row(0, named=True)
    stated = panel.select("comparator", "low", "high").unique(maintain_order=True)
    amounts = list(dict.fromkeys(bounds(*row) for row in stated.iter_rows()))
    if len(amounts) > AMOUNTS_NAMED:
        return words("headline.one_many", aid_type=aid_type, city=first["city_name"], count=panel.height)
    named = words("compare.list_separator").join(amounts)
    return words("headline.one", aid_type=aid_type, city=first["city_name"], amount=named, unit=unit)


def _best_compared(panel: pl.DataFrame) -> pl.DataFrame:
    """The exact amounts of the comparable rank and payer that most cities share, of each city those of its latest year.

    Ties go to the higher rank, which comes first.
    """
    latest = pl.col("fiscal_year") == pl.col("fiscal_year").max().over("city_name")
    exact = panel.filter(pl.col("shape") == "exact").filter(latest)
    alike = pl.coalesce("comparable_rank", "recipient_id").alias("alike")
    groups = exact.with_columns(alike).partition_by("alike", "payer", maintain_order=True)
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
        high_city=_stating(group, high["low"], words), high=number(high["low"]),
        low_city=_stating(group, low["low"], words), low=number(low["low"]),
    )  # fmt: skip


def _stating(group: pl.DataFrame, amount: float, words: Words) -> str:
    """The city that states an amount; of several the first, and how many they are."""
    cities = group.filter(pl.col("low") == amount)["city_name"].unique(maintain_order=True)
    return str(cities[0]) if len(cities) == 1 else words("headline.tied", city=cities[0], count=len(cities))
