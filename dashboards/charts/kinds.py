"""All kinds of aid at a glance: one small chart for each, the same cities in the same order in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from dashboards.charts.compare import SELECTION, SILENT
from dashboards.charts.marks import RANK_OUTLINES, closed, open_ends, value_axis, with_ends
from dashboards.formats import bounds, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.theme import Palette
    from dashboards.words import Words

ROW_HEIGHT = 28
POINT_SIZE = 90
ROOM_FOR_LABELS = 1.12
NO_RANK = "none"


def kind_rows(panel: pl.DataFrame, cities: Mapping[str, str], without: Mapping[str, str], words: Words) -> pl.DataFrame:
    """The marks of one kind of aid, and a word for each city without one.

    In: one panel of `compare`; `cities` names those to show by id; `without` says why a city has no mark, by id.
    """
    rows = [
        _mark(row, cities[row["city_id"]], words) for row in panel.iter_rows(named=True) if row["city_id"] in cities
    ]
    present = {row["city_id"] for row in rows}
    rows += [
        {"city_id": city_id, "city": name, "shape": SILENT, "label": without.get(city_id, words("not_stated"))}
        for city_id, name in cities.items()
        if city_id not in present
    ]
    texts = dict.fromkeys(("aid_standard_id", "grade", "rank", "description", "label"), pl.String)
    return pl.DataFrame(
        rows, schema_overrides={"low": pl.Float64, "high": pl.Float64, **texts}, infer_schema_length=None
    )


def _mark(row: dict[str, Any], city: str, words: Words) -> dict[str, Any]:
    who = [one_line(words.pick(row, "recipient"))]
    who += [words("compare.paid_by", payer=words.of("payer", row["payer"]))] if row["payer"] else []
    return {
        "city_id": row["city_id"],
        "city": city,
        "aid_standard_id": row["aid_standard_id"],
        "low": row["low"],
        "high": row["high"],
        "shape": row["shape"],
        "grade": row["evidence_grade"],
        "rank": row["comparable_rank"] or NO_RANK,
        "label": None,
        "description": words(
            "compare.glance", city=words("compare.city_year", city=city, year=row["fiscal_year"]),
            who=words("compare.list_separator").join(who), amount=bounds(row["comparator"], row["low"], row["high"]),
            grade=row["evidence_grade"],
        ),
    }  # fmt: skip


def kind_chart(
    rows: pl.DataFrame, cities: list[str], widest: float, ranks: list[str], unit: str, palette: Palette
) -> alt.LayerChart:
    """The small chart of one kind. In: `kind_rows`; cities in order; what the axis holds; ranks from the highest."""
    drawn = with_ends(rows.filter(pl.col("shape") != SILENT), widest)
    reach = widest * ROOM_FOR_LABELS
    x = alt.X("start:Q", title=unit, scale=alt.Scale(domain=[0, reach], nice=False), axis=value_axis(palette, 4))
    axis = alt.Axis(labelColor=palette.ink, labelFontSize=12, labelLimit=96, labelPadding=6, domain=False, ticks=False)
    y = alt.Y("city:N", sort=None, title=None, axis=axis, scale=alt.Scale(domain=cities, padding=0))
    outlines = {rank: RANK_OUTLINES[n % len(RANK_OUTLINES)] for n, rank in enumerate(ranks)} | {NO_RANK: "circle"}
    outline = alt.Shape(
        "rank:N", legend=None, scale=alt.Scale(domain=list(outlines), range=list(outlines.values()))
    )  # fmt: skip
    picked = alt.selection_point(name=SELECTION, fields=["aid_standard_id"], empty=False)
    target = (
        alt.Chart(drawn)
        .mark_point(filled=True, size=420, opacity=0.001, cursor="pointer")
        .encode(
            x=alt.X("edge:Q"), y=y, tooltip=alt.Tooltip("description:N"), description=alt.Description("description:N")
        )
        .add_params(picked)
    )
    silence = alt.Chart(rows.filter(pl.col("shape") == SILENT)).mark_text(
        align="left", fontSize=11, color=palette.faint_ink
    )
    layers = [
        *open_ends(drawn, x, y, palette),
        *closed(drawn, x, y, palette, POINT_SIZE, outline),
        silence.encode(x=alt.XValue(4), y=y, text=alt.Text("label:N")),
        target,
    ]
    chart: alt.LayerChart = (
        alt.layer(*layers).properties(height=alt.Step(ROW_HEIGHT), width="container").configure_view(stroke=None)
    )
    return chart
