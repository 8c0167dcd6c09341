"""The payment plan: projects by months, each tile the share of the money that is to be paid by the end of that month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from dashboards.charts.marks import readable_ink
from dashboards.formats import number, one_line, wrapped

if TYPE_CHECKING:
    from dashboards.theme import Palette
    from dashboards.words import Words

TILE_HEIGHT = 46
FULL_PCT = 100
KEY = "\t"


def payment_tiles(steps: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One tile per project and month. In: marts.payment_steps. Out: project, month, pct, text, description."""
    rows = [
        {
            "project": "\n".join(wrapped(one_line(row["project_name"]))[:3]) + KEY + row["project_id"],
            "month": words.of("month_end", row["due_month"]),
            "due_month": row["due_month"],
            "pct": row["cumulative_pct"],
            "text": f"{number(row['cumulative_pct'])}%",
            "description": words(
                "city.payment_tile",
                project=one_line(row["project_name"]),
                month=words.of("month_end", row["due_month"]),
                pct=number(row["cumulative_pct"]),
            ),
        }
        for row in steps.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def payment_chart(tiles: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """The chart. In: `payment_tiles`."""
    months = tiles.sort("due_month")["month"].unique(maintain_order=True).to_list()
    projects = tiles["project"].unique(maintain_order=True).to_list()
    labels: dict[str, Any] = {"labelColor": palette.ink, "labelFontSize": 12, "domain": False, "ticks": False}
    x = alt.X(
        "month:N",
        title=None,
        scale=alt.Scale(domain=months, padding=0),
        axis=alt.Axis(orient="top", labelAngle=0, labelOverlap=False, **labels),
    )
    axis = alt.Axis(
        labelExpr=f"split(split(datum.label, '{KEY}')[0], '\\n')",
        labelLimit=220,
        labelLineHeight=15,
        labelPadding=8,
        **labels,
    )
    y = alt.Y("project:N", sort=None, title=None, scale=alt.Scale(domain=projects, padding=0), axis=axis)
    steps = alt.Scale(domain=[0, FULL_PCT], range=list(palette.steps))
    tile = (
        alt.Chart(tiles)
        .mark_rect(stroke=palette.paper, strokeWidth=3, cornerRadius=3)
        .encode(
            x=x,
            y=y,
            color=alt.Color("pct:Q", scale=steps, legend=None),
            tooltip=alt.Tooltip("description:N"),
            description=alt.Description("description:N"),
        )
    )
    ink = readable_ink(f"datum.pct > {FULL_PCT / 2}", palette)
    text = (
        alt.Chart(tiles)
        .mark_text(fontSize=13, fontWeight=600, aria=False)
        .encode(x=x, y=y, text=alt.Text("text:N"), color=ink)
    )
    chart: alt.LayerChart = (
        alt.layer(tile, text).properties(height=alt.Step(TILE_HEIGHT), width="container").configure_view(stroke=None)
    )
    return chart
