"""A schematic map: outlines of the provinces, a point per city, larger the more it has; a click on a point selects its city."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

if TYPE_CHECKING:
    from dashboards.theme import Palette
    from dashboards.words import Words

SHAPES = Path(__file__).parents[1] / "shapes" / "provinces.geojson"
HEIGHT = 460
SELECTION = "city"
SMALLEST, LARGEST = 60, 700


@cache
def outlines() -> list[dict[str, Any]]:
    """The provinces as GeoJSON features. Their corners are a tuple: each step of making a chart copies what is in lists."""
    features: list[dict[str, Any]] = json.loads(SHAPES.read_text(encoding="utf-8"))["features"]
    for feature in features:
        feature["geometry"]["coordinates"] = tuple(feature["geometry"]["coordinates"])
    return features


def city_points(cities: pl.DataFrame, measure: str, words: Words) -> pl.DataFrame:
    """One point per city with coordinates. In: marts.cities_overview; `measure` is the column that makes a point large.

    Out: city_id, longitude, latitude, n, has_documents, description.
    """
    placed = cities.filter(pl.col("longitude").is_not_null())
    rows = [
        {
            "city_id": row["city_id"],
            "longitude": row["longitude"],
            "latitude": row["latitude"],
            "n": row[measure],
            "has_documents": row["n_documents"] > 0,
            "description": _said(row, measure, words),
        }
        for row in placed.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def map_chart(points: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """The chart. In: `city_points`."""
    picked = alt.selection_point(name=SELECTION, fields=["city_id"], empty=False)
    ground = alt.Chart(alt.InlineData(values=outlines())).mark_geoshape(
        fill=palette.band, stroke=palette.faint_ink, strokeWidth=0.6, aria=False
    )
    place = {"longitude": "longitude:Q", "latitude": "latitude:Q"}
    silent = alt.Chart(points.filter(~pl.col("has_documents"))).mark_circle(
        size=9, color=palette.faint_ink, opacity=0.55, aria=False
    )
    most = max([1, *points.filter("has_documents")["n"]])
    size = alt.Size("n:Q", scale=alt.Scale(domain=[0, most], range=[SMALLEST, LARGEST]), legend=None)
    known = (
        alt.Chart(points.filter("has_documents"))
        .mark_circle(color=palette.steps[1], opacity=0.75, stroke=palette.paper, strokeWidth=1, cursor="pointer")
        .encode(**place, size=size, tooltip=alt.Tooltip("description:N"), description=alt.Description("description:N"))
        .add_params(picked)
    )
    chart: alt.LayerChart = (
        alt.layer(ground, silent.encode(**place, tooltip=alt.Tooltip("description:N")), known)
        .project(type="mercator")
        .properties(height=HEIGHT, width="container")
        .configure_view(stroke=None)
    )
    return chart


def _said(row: dict[str, Any], measure: str, words: Words) -> str:
    city = words.pick(row, "city_name")
    if not row["n_documents"]:
        return words("map.silent", city=city)
    return words("map.point", city=city, what=words.of("measure", measure), count=row[measure])
