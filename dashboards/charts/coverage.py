"""The coverage matrix: cities by kinds of aid, each tile the number of standards a city states. An empty tile is "not stated"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from dashboards.charts.marks import readable_ink
from dashboards.formats import one_line

if TYPE_CHECKING:
    from dashboards.theme import Palette
    from dashboards.words import Words

TILE_HEIGHT = 30
CITIES_SHOWN = 40
SELECTION = "tile"


def tiles(coverage: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One tile per city and aid type that some city states; cities and aid types that state or are stated most come first.

    In: rows of marts.city_aid_coverage. Out: city, aid_type_id, aid_type, count (NULL when not stated), text, description.
    """
    stated = coverage.filter(pl.col("is_stated").any().over("aid_type_id"))
    cities = _ranked(stated, "city_id")[:CITIES_SHOWN]
    aid_types = _ranked(stated, "aid_type_id")
    rows = [_tile(row, words) for row in stated.iter_rows(named=True) if row["city_id"] in cities]
    order = {"city_id": cities, "aid_type_id": aid_types}
    if not rows:
        return pl.DataFrame()
    return pl.DataFrame(rows, infer_schema_length=None).sort(
        *(pl.col(name).replace_strict(keys, range(len(keys)), return_dtype=pl.Int32) for name, keys in order.items())
    )


def _ranked(stated: pl.DataFrame, key: str) -> list[str]:
    counted = stated.group_by(key).agg(pl.col("is_stated").sum().alias("n")).sort("n", key, descending=[True, False])
    return counted[key].to_list()


def _tile(row: dict[str, Any], words: Words) -> dict[str, Any]:
    city, aid_type = one_line(row["city_name"]), one_line(words.pick(row, "aid_type"))
    count = row["n_standards"] or None
    key = "overview.coverage_tile" if count else f"overview.coverage_tile_{'joint' if row['is_stated'] else 'silent'}"
    description = words(key, city=city, aid_type=aid_type, count=count, comparable=row["n_comparable"])
    return {
        "city_id": row["city_id"],
        "city": city,
        "aid_type_id": row["aid_type_id"],
        "aid_type": aid_type,
        "count": count,
        "text": str(count) if count else words("overview.joint_mark") if row["is_stated"] else "",
        "description": description,
    }


def coverage_chart(shown: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """The matrix as a chart. In: `tiles`, in the order to draw them; a click on a tile selects its aid_type_id."""
    picked = alt.selection_point(name=SELECTION, fields=["aid_type_id"], empty=False)
    labels = alt.Axis(
        labelColor=palette.ink, labelFontSize=12, domain=False, ticks=False, labelLimit=220, labelPadding=6, grid=False
    )
    upright = alt.Axis(**(labels.to_dict() | {"orient": "top", "labelAngle": -60, "labelOverlap": False}))
    x = alt.X("aid_type:N", title=None, axis=upright, scale=_band(shown, "aid_type"))
    y = alt.Y("city:N", title=None, axis=labels, scale=_band(shown, "city"))
    most = max((tile["count"] or 0 for tile in shown.iter_rows(named=True)), default=0)
    steps = alt.Scale(domain=[0, max(most, 2)], range=list(palette.steps))
    stated = shown.filter(pl.col("count").is_not_null())
    said = {"tooltip": alt.Tooltip("description:N"), "description": alt.Description("description:N")}
    silent = (
        alt.Chart(shown.filter(pl.col("count").is_null()))
        .mark_rect(stroke=palette.paper, strokeWidth=3, cornerRadius=3, color=palette.band)
        .encode(x=x, y=y, **said)
    )
    tile = (
        alt.Chart(stated)
        .mark_rect(stroke=palette.paper, strokeWidth=3, cornerRadius=3, cursor="pointer")
        .encode(x=x, y=y, color=alt.Color("count:Q", scale=steps, legend=None), **said)
        .add_params(picked)
    )
    number = (
        alt.Chart(shown)
        .mark_text(fontSize=13, fontWeight=600, aria=False)
        .encode(
            x=x,
            y=y,
            text=alt.Text("text:N"),
            color=readable_ink(f"datum.count > {most / 2}", palette),
        )
    )
    chart: alt.LayerChart = (
        alt.layer(silent, tile, number)
        .properties(height=alt.Step(TILE_HEIGHT), width="container")
        .configure_view(stroke=None)
    )
    return chart


def _band(shown: pl.DataFrame, column: str) -> alt.Scale:
    return alt.Scale(domain=shown[column].unique(maintain_order=True).to_list(), padding=0)
