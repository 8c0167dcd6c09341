"""Coverage of the country: provinces by years, each tile the cities with documents of all the province's cities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from dashboards.charts.marks import readable_ink

if TYPE_CHECKING:
    from dashboards.theme import Palette
    from dashboards.words import Words

TILE_HEIGHT = 30


def province_tiles(counted: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One tile per province and year. In: `questions.quality.province_years`. Out: province, year, share, text, description."""
    rows = [
        {
            "province": words.pick(row, "province_name"),
            "year": str(row["fiscal_year"]),
            "share": row["n_covered"] / row["n_cities"],
            "text": f"{row['n_covered']}/{row['n_cities']}",
            "description": words(
                "quality.tile",
                province=words.pick(row, "province_name"),
                year=row["fiscal_year"],
                covered=row["n_covered"],
                cities=row["n_cities"],
            ),
        }
        for row in counted.iter_rows(named=True)
    ]
    return pl.DataFrame(rows)


def province_chart(tiles: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """The chart. In: `province_tiles`."""
    labels: dict[str, Any] = {
        "labelColor": palette.ink,
        "labelFontSize": 12,
        "domain": False,
        "ticks": False,
        "labelLimit": 160,
    }
    years = alt.Axis(**(labels | {"orient": "top", "labelAngle": 0}))
    x = alt.X("year:O", title=None, axis=years, scale=alt.Scale(padding=0))
    y = alt.Y("province:N", sort=None, title=None, axis=alt.Axis(**labels), scale=alt.Scale(padding=0))
    steps = alt.Scale(domain=[0, 1], range=list(palette.steps))
    said = {"tooltip": alt.Tooltip("description:N"), "description": alt.Description("description:N")}
    tile = (
        alt.Chart(tiles)
        .mark_rect(stroke=palette.paper, strokeWidth=3, cornerRadius=3)
        .encode(x=x, y=y, color=alt.Color("share:Q", scale=steps, legend=None), **said)
    )
    ink = readable_ink("datum.share > 0.5", palette)
    text = alt.Chart(tiles).mark_text(fontSize=12, aria=False).encode(x=x, y=y, text=alt.Text("text:N"), color=ink)
    chart: alt.LayerChart = (
        alt.layer(tile, text).properties(height=alt.Step(TILE_HEIGHT), width="container").configure_view(stroke=None)
    )
    return chart
