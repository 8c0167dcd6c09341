"""Many cities at once: every exact amount as a dot, the middle half as a band, the median as a line; chosen cities by name."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from dashboards.charts.marks import value_axis, widest_of
from dashboards.formats import bounds, number, one_line, wrapped

if TYPE_CHECKING:
    from collections.abc import Collection

    from dashboards.theme import Palette
    from dashboards.words import Words

ROW_HEIGHT = 62
ROOM_FOR_LABELS = 1.08
CITIES_FOR_QUARTILES = 5
GROUPS_DRAWN = 8
CITIES_NAMED = 6
KEYS = ("comparable_rank", "recipient", "recipient_en", "payer")
MOST_DOTS = 400
STEPS = 100  # of an axis on which there are more amounts than dots


@dataclass(frozen=True, slots=True)
class Spread:
    """`dots`: an amount of a group each, with its cities; `groups`: quartiles of each; `named`: the dots of the basket.

    `amounts` says how many amounts the dots stand for, `step` how many yuan (or percent) a dot holds where they are too many; else 0.
    `groups_left_out` are drawn nowhere.
    """

    dots: pl.DataFrame
    groups: pl.DataFrame
    named: pl.DataFrame
    amounts: int
    step: float
    groups_left_out: int


def spread(panel: pl.DataFrame, basket: Collection[str], words: Words) -> Spread:
    """The exact amounts of a panel by recipient, rank and payer, the groups that most cities state first.

    Ceilings, floors and ranges are no numbers: they are in no quartile. Quartiles need five cities.
    """
    exact = _grouped(panel.filter(pl.col("shape") == "exact"), words)
    everything = (
        exact.group_by("group")
        .agg(
            cities=pl.col("city_id").n_unique(),
            low=pl.col("low").quantile(0.25, "linear"),
            median=pl.col("low").median(),
            high=pl.col("low").quantile(0.75, "linear"),
        )
        .sort("cities", "group", descending=[True, False])
    )
    groups = everything.head(GROUPS_DRAWN)
    drawn = exact.join(groups.select("group"), on="group", how="semi", maintain_order="left")
    amounts = drawn.select("group", "low").unique().height
    step = 0.0 if amounts <= MOST_DOTS else _step(widest_of(drawn))
    dots = _dots(drawn, step)
    named = _dots(drawn.filter(pl.col("city_id").is_in(list(basket))), step)
    return Spread(
        dots.with_columns(description=_said(dots, words)).drop("city_name", "least", "most"),
        groups.with_columns(description=_quartiles_said(groups, words)),
        named.select("group", "low", label=pl.col("city_name").list.join(" ")),
        amounts,
        step,
        everything.height - groups.height,
    )


def _grouped(exact: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Rows with `group`, what stands beside the axis for their rank or recipient and their payer."""
    known = exact.select(KEYS).unique()
    named = known.with_columns(
        group=pl.Series([_group(row, words) for row in known.iter_rows(named=True)], dtype=pl.String)
    )
    return exact.join(named, on=KEYS, how="left", nulls_equal=True, maintain_order="left")


def _step(widest: float) -> float:
    """The least 1, 2 or 5 times a power of ten of which an axis holds `STEPS` at most."""
    power = 10.0 ** math.floor(math.log10(widest / STEPS))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= widest / STEPS)


def _dots(drawn: pl.DataFrame, step: float) -> pl.DataFrame:
    """A dot for each amount, or for amounts within a step, where their median is; with the first of its cities."""
    held = (pl.col("low") / step).floor() if step else pl.col("low")
    return (
        drawn.group_by("group", held=held, maintain_order=True)
        .agg(
            n=pl.col("city_id").n_unique(),
            city_name=pl.col("city_name").unique(maintain_order=True).head(CITIES_NAMED),
            least=pl.col("low").min(),
            most=pl.col("low").max(),
            low=pl.col("low").median(),
        )
        .drop("held")
    )


def _group(row: dict[str, Any], words: Words) -> str:
    who = words.of("rank", row["comparable_rank"]) if row["comparable_rank"] else one_line(words.pick(row, "recipient"))
    payer = [words("compare.paid_by", payer=words.of("payer", row["payer"]))] if row["payer"] else []
    return "\n".join(line for text in [who, *payer] for line in wrapped(text))


def _said(dots: pl.DataFrame, words: Words) -> pl.Series:
    texts = []
    for row in dots.iter_rows(named=True):
        shown = words("compare.list_separator").join(row["city_name"])
        amount = bounds("=", row["least"], row["most"])
        texts.append(words("compare.dot", amount=amount, count=row["n"], cities=shown))
    return pl.Series(texts, dtype=pl.String)


def _quartiles_said(groups: pl.DataFrame, words: Words) -> pl.Series:
    texts = []
    for row in groups.iter_rows(named=True):
        key = "compare.quartiles" if row["cities"] >= CITIES_FOR_QUARTILES else "compare.no_quartiles"
        amounts = {name: number(row[name]) for name in ("low", "median", "high")}
        texts.append(words(key, cities=row["cities"], **amounts))
    return pl.Series(texts, dtype=pl.String)


def distribution_chart(shown: Spread, unit: str, palette: Palette, widest: float | None = None) -> alt.LayerChart:
    """The chart. In: `spread`; `unit` names the axis, which holds `widest` when it is given, else its own largest amount."""
    reach = (widest or widest_of(shown.dots.with_columns(high="low"))) * ROOM_FOR_LABELS
    x = alt.X("low:Q", title=unit or None, scale=alt.Scale(domain=[0, reach], nice=False), axis=value_axis(palette))
    axis = alt.Axis(
        labelExpr="split(datum.label, '\\n')", labelColor=palette.ink, labelFontSize=12, labelLimit=170, labelLineHeight=15,
        labelPadding=8, domain=False, ticks=False,
    )  # fmt: skip
    order = shown.groups["group"].to_list()
    y = alt.Y(
        "group:N", sort=None, title=None, axis=axis, scale=alt.Scale(domain=order, paddingInner=0, paddingOuter=0)
    )
    told = shown.groups.filter(pl.col("cities") >= CITIES_FOR_QUARTILES)
    layers = [
        alt.Chart(told).mark_bar(height=20, color=palette.steps[0], aria=False).encode(x=x, x2=alt.X2("high"), y=y),
        alt.Chart(shown.dots)
        .mark_circle(color=palette.steps[1], opacity=0.45)
        .encode(
            x=x, y=y, tooltip=alt.Tooltip("description:N"), description=alt.Description("description:N"),
            size=alt.Size("n:Q", scale=alt.Scale(domain=[1, 20], range=[24, 220], clamp=True), legend=None),
        ),
        alt.Chart(told).mark_tick(height=28, thickness=3, color=palette.ink, aria=False).encode(x=alt.X("median:Q"), y=y),
        alt.Chart(shown.groups)
        .mark_text(align="left", dy=25, fontSize=12, color=palette.faint_ink)
        .encode(x=alt.XValue(2), y=y, text=alt.Text("description:N")),
    ]  # fmt: skip
    if shown.named.height:
        named = alt.Chart(shown.named)
        layers += [
            named.mark_point(shape="diamond", filled=True, size=130, color=palette.lit, stroke=palette.ink, opacity=1, aria=False)
            .encode(x=x, y=y),
            named.mark_text(dy=-19, fontSize=12, fontWeight=600, color=palette.ink).encode(x=x, y=y, text=alt.Text("label:N")),
        ]  # fmt: skip
    chart: alt.LayerChart = (
        alt.layer(*layers).properties(height=alt.Step(ROW_HEIGHT), width="container").configure_view(stroke=None)
    )
    return chart
