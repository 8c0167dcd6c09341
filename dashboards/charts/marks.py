"""How an amount is drawn, in every chart alike: a point, a range between two ticks, a ceiling or a floor that fades out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

if TYPE_CHECKING:
    from dashboards.theme import Palette

ARROW_SHARE = 0.1
# One outline for each rank, from the highest down, where a chart has no room for its name.
RANK_OUTLINES = ("circle", "diamond", "square", "triangle-up")


def readable_ink(is_dark: str, palette: Palette) -> alt.ColorValue:
    """The colour of a figure on a tile; `is_dark` is the expression of Vega that tells a dark tile.

    Said as the channel it is: what `alt.condition` and `alt.value` return Altair looks up in its whole schema, 30 ms each time.
    """
    return alt.ColorValue(palette.ink, condition={"test": is_dark, "value": palette.paper})


def with_ends(marks: pl.DataFrame, widest: float) -> pl.DataFrame:
    """Rows with `low`, `high` and `shape`, and where their marks begin and end on an axis that holds `widest`."""
    return marks.with_columns(
        start=pl.col("low").fill_null(0.0),
        end=pl.col("high").fill_null(pl.col("low") + widest * ARROW_SHARE),
        edge=pl.coalesce("high", "low"),
    )


def widest_of(marks: pl.DataFrame) -> float:
    """The largest bound of some rows; 1 where there is none."""
    return float(marks.select(pl.max_horizontal(pl.col("low").max(), pl.col("high").max())).item() or 1)


def closed(
    marks: pl.DataFrame, x: alt.X, y: alt.Y, palette: Palette, size: int, outline: alt.Shape | None = None
) -> list[alt.Chart]:
    """Points for exact amounts, bars between ticks for ranges, ticks at the known end of what is open."""
    exact = marks.filter(pl.col("shape") == "exact")
    ranges = marks.filter(pl.col("shape") == "range")
    edges = pl.concat(
        [ranges.with_columns(edge="low"), ranges, marks.filter(pl.col("shape").is_in(["ceiling", "floor"]))]
    )
    colour = grade_colour(palette)
    point = alt.Chart(exact).mark_point(filled=True, shape="circle", size=size, opacity=1, aria=False)
    return [
        alt.Chart(ranges).mark_bar(height=12, opacity=0.6, aria=False).encode(x=x, x2=alt.X2("end"), y=y, color=colour),
        alt.Chart(edges).mark_tick(thickness=3, size=20, aria=False).encode(x=alt.X("edge:Q"), y=y, color=colour),
        point.encode(x=x, y=y, color=colour, **({"shape": outline} if outline else {})),
    ]


def open_ends(marks: pl.DataFrame, x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    """A ceiling fades out towards zero, a floor fades out to the right and ends in an arrow."""
    layers = []
    for shape, fades_to_left in (("ceiling", True), ("floor", False)):
        for grade, colour in palette.grades.items():
            rows = marks.filter((pl.col("shape") == shape) & (pl.col("grade") == grade))
            if rows.height:
                fade = _fade(colour, fades_to_left)
                layers.append(
                    alt.Chart(rows).mark_bar(height=12, color=fade, aria=False).encode(x=x, x2=alt.X2("end"), y=y)
                )
    floors = marks.filter(pl.col("shape") == "floor")
    arrows = alt.Chart(floors).mark_point(shape="triangle-right", filled=True, size=110, opacity=1, aria=False)
    return [*layers, arrows.encode(x=alt.X("end:Q"), y=y, color=grade_colour(palette))]


def _fade(colour: str, fades_to_left: bool) -> alt.Gradient:
    clear, full = (0, 1) if fades_to_left else (1, 0)
    stops = [alt.GradientStop(color=f"{colour}00", offset=clear), alt.GradientStop(color=f"{colour}cc", offset=full)]
    return alt.Gradient(gradient="linear", x1=0, x2=1, y1=0, y2=0, stops=sorted(stops, key=lambda stop: stop.offset))


def grade_colour(palette: Palette) -> alt.Color:
    """The colour of a mark by its evidence grade."""
    scale = alt.Scale(domain=list(palette.grades), range=list(palette.grades.values()))
    return alt.Color("grade:N", scale=scale, legend=None)


def value_axis(palette: Palette, ticks: int = 5) -> alt.Axis:
    """The axis of amounts: thousands separated, faint lines, nothing else."""
    return alt.Axis(
        format=",~f", tickCount=ticks, gridColor=palette.grid, labelColor=palette.faint_ink, titleColor=palette.faint_ink,
        domain=False, ticks=False, labelFontSize=12, titleFontSize=12, titleFontWeight="normal", titleAnchor="start",
    )  # fmt: skip
