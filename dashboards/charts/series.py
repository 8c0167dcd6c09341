"""The years of one kind of aid: a line for each city, bounds as bars that fade where they are open, quartiles where cities are many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from dashboards.formats import number, one_line

if TYPE_CHECKING:
    from collections.abc import Collection

    from dashboards.theme import Palette
    from dashboards.words import Words

HEIGHT = 260
HEADROOM = 1.12
CITIES_FOR_QUARTILES = 5
FADES = ("down", "up")


def series_rows(series: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per series and year, with the texts a person reads. In: `questions.comparison.series` of one recipient and measure.

    Out: series_id, city, year, low, high, is_exact, label, description.
    """
    rows = [_row(row, words) for row in series.iter_rows(named=True)]
    return pl.DataFrame(rows, schema_overrides={"low": pl.Float64, "high": pl.Float64}, infer_schema_length=None)


def _row(row: dict[str, Any], words: Words) -> dict[str, Any]:
    low, high = row["amount_low_yuan"], row["amount_high_yuan"]
    city = one_line(words.pick(row, "city_name"))
    return {
        "series_id": row["series_id"],
        "city": city,
        "year": str(row["fiscal_year"]),
        "low": low,
        "high": high,
        "is_exact": low is not None and low == high,
        "description": words(
            "compare.year_mark", city=words("compare.city_year", city=city, year=row["fiscal_year"]),
            amount=amount_text(low, high), change=words.of("change", row["change"]) if row["change"] else words("change.first"),
        ),
    }  # fmt: skip


def amount_text(low: float | None, high: float | None) -> str:
    """Bounds without a printed comparator: `3,600`, `1,500–3,000`, `≤ 3,000`, `≥ 500`; empty where there is none."""
    if low is not None and high is not None:
        return number(low) if low == high else f"{number(low)}–{number(high)}"
    if high is not None:
        return f"≤ {number(high)}"
    return "" if low is None else f"≥ {number(low)}"


def yearly_quartiles(rows: pl.DataFrame) -> pl.DataFrame:
    """Quartiles of the exact amounts of each year that five cities or more state. In: `series_rows`."""
    return (
        rows.filter("is_exact")
        .group_by("year")
        .agg(
            n=pl.col("city").n_unique(),
            first=pl.col("low").quantile(0.25, "linear"),
            median=pl.col("low").median(),
            third=pl.col("low").quantile(0.75, "linear"),
        )
        .filter(pl.col("n") >= CITIES_FOR_QUARTILES)
        .sort("year")
    )


def series_chart(rows: pl.DataFrame, lines_of: Collection[str], unit: str, palette: Palette) -> alt.LayerChart:
    """The chart of one recipient and measure. In: `series_rows`; the cities that get a line; the unit, which stands above the axis."""
    top = float(rows.select(pl.max_horizontal(pl.col("low").max(), pl.col("high").max())).item() or 1) * HEADROOM
    faint: dict[str, Any] = {"labelColor": palette.faint_ink, "labelFontSize": 12, "domain": False, "ticks": False}
    years = rows["year"].unique().sort().to_list()
    x = alt.X(
        "year:O", title=None, scale=alt.Scale(domain=years, padding=0.5),
        axis=alt.Axis(labelAngle=0, grid=False, labelPadding=8, **faint),
    )  # fmt: skip
    axis = alt.Axis(
        format=",~f", tickCount=4, gridColor=palette.grid, titleAngle=0, titleAlign="left", titleBaseline="bottom", titleX=0,
        titleY=-8, titleColor=palette.faint_ink, titleFontSize=12, titleFontWeight="normal", **faint,
    )  # fmt: skip
    scale = alt.Scale(domain=[0, top], nice=False)
    y, first = (alt.Y(f"{column}:Q", title=unit, scale=scale, axis=axis) for column in ("low", "first"))
    chart: alt.LayerChart = (
        alt.layer(*_quartiles(yearly_quartiles(rows), x, first, palette), *_lines(rows, lines_of, x, y, palette))
        .properties(height=HEIGHT, width="container")
        .configure_view(stroke=None)
    )
    return chart


def _quartiles(found: pl.DataFrame, x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    if found.is_empty():
        return []
    base = alt.Chart(found)
    return [
        base.mark_area(color=palette.steps[0], opacity=0.8, aria=False).encode(x=x, y=y, y2=alt.Y2("third")),
        base.mark_line(color=palette.faint_ink, strokeWidth=2, strokeDash=[5, 4], aria=False).encode(
            x=x, y=alt.Y("median:Q")
        ),
    ]


def _lines(rows: pl.DataFrame, lines_of: Collection[str], x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    """Exact amounts are joined by a line; a bound is a bar with a tick at its known end, and joined to nothing."""
    shown = rows.filter(pl.col("city").is_in(list(lines_of)))
    cities = shown["city"].unique(maintain_order=True).to_list()
    hue = alt.Color("city:N", legend=None, scale=alt.Scale(domain=cities, range=list(palette.lines[: len(cities)])))
    bounded = shown.filter(~pl.col("is_exact"))
    exact = shown.filter("is_exact")
    return [
        *(_bounds(bounded, x, hue, palette) if bounded.height else []),
        *(_points(exact, x, y, hue) if exact.height else []),
    ]


def _bounds(bounded: pl.DataFrame, x: alt.X, hue: alt.Color, palette: Palette) -> list[alt.Chart]:
    """A range is a bar; a ceiling fades out towards zero, a floor upwards."""
    ends = bounded.with_columns(
        bottom=pl.col("low").fill_null(0.0),
        top=pl.coalesce("high", pl.col("low") * HEADROOM),
        edge=pl.coalesce("high", "low"),
    )
    shapes = {
        palette.faint_ink: pl.col("low").is_not_null() & pl.col("high").is_not_null(),
        "down": pl.col("low").is_null(),
        "up": pl.col("high").is_null(),
    }
    bars = [
        alt.Chart(ends.filter(which))
        .mark_bar(width=10, aria=False, color=_fade(palette.faint_ink, shape) if shape in FADES else f"{shape}80")
        .encode(x=x, y=alt.Y("bottom:Q"), y2=alt.Y2("top"))
        for shape, which in shapes.items()
    ]
    tick = alt.Chart(ends).mark_tick(thickness=3, size=22)
    return [
        *bars,
        tick.encode(
            x=x,
            y=alt.Y("edge:Q"),
            color=hue,
            tooltip=alt.Tooltip("description:N"),
            description=alt.Description("description:N"),
        ),
    ]


def _fade(colour: str, towards: str) -> alt.Gradient:
    top, bottom = ("cc", "00") if towards == "down" else ("00", "cc")
    stops = [alt.GradientStop(color=colour + top, offset=0), alt.GradientStop(color=colour + bottom, offset=1)]
    return alt.Gradient(gradient="linear", x1=0, x2=0, y1=0, y2=1, stops=stops)


def _points(exact: pl.DataFrame, x: alt.X, y: alt.Y, hue: alt.Color) -> list[alt.Chart]:
    """A line for each series, and at its end the names of the cities that end there."""
    ends = (
        exact.filter(pl.col("year") == pl.col("year").max().over("series_id"))
        .group_by("year", "low", maintain_order=True)
        .agg(pl.col("city").first(), label=pl.col("city").unique(maintain_order=True).str.join(" "))
    )
    drawn = alt.Chart(exact)
    name = alt.Chart(ends).mark_text(align="left", dx=10, fontSize=12, fontWeight=600, aria=False)
    return [
        drawn.mark_line(strokeWidth=2, aria=False).encode(x=x, y=y, color=hue, detail=alt.Detail("series_id:N")),
        drawn.mark_circle(size=90, opacity=1).encode(
            x=x, y=y, color=hue, tooltip=alt.Tooltip("description:N"), description="description:N"
        ),
        name.encode(x=x, y=y, text=alt.Text("label:N"), color=hue),
    ]
