"""Budgets by purpose: one bar per purpose, one piece per project, its money readable beside the bar and on hovering."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import polars as pl

from dashboards.formats import exact_money, money, one_line, wrapped

if TYPE_CHECKING:
    from dashboards.theme import Palette
    from dashboards.words import Words

BAR_STEP = 44
ROOM_FOR_LABELS = 1.7
SELECTION = "project"


def budget_pieces(projects: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One piece per project with a budget, the purpose that most money goes to first. In: marts.projects_overview.

    Out: project_id, purpose (in words, its lines separated by line breaks), yuan, start, end, total, label, description.
    """
    with_money = projects.filter(pl.col("budget_yuan").is_not_null())
    named = with_money.with_columns(
        total=pl.col("budget_yuan").sum().over("purpose"),
        end=pl.col("budget_yuan").cum_sum().over("purpose"),
    ).sort("total", "purpose", "end", descending=[True, False, False])
    rows = [
        {
            "project_id": row["project_id"],
            "purpose": "\n".join(wrapped(words.of("purpose", row["purpose"]))),
            "start": row["end"] - row["budget_yuan"],
            "end": row["end"],
            "total": row["total"],
            "label": money(row["total"], words),
            "description": words(
                "city.budget_piece",
                project=one_line(row["project_name"]),
                amount=money(row["budget_yuan"], words),
                exact=exact_money(row["budget_yuan"], words),
            ),
        }
        for row in named.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def budget_chart(pieces: pl.DataFrame, palette: Palette) -> alt.LayerChart:
    """The chart. In: `budget_pieces`; a click on a piece selects its project_id."""
    picked = alt.selection_point(name=SELECTION, fields=["project_id"], empty=False)
    reach = float(pieces["total"].max()) * ROOM_FOR_LABELS  # type: ignore[arg-type]
    purposes = pieces["purpose"].unique(maintain_order=True).to_list()
    axis = alt.Axis(
        labelExpr="split(datum.label, '\\n')", labelColor=palette.ink, labelFontSize=12, labelLimit=220, labelPadding=8,
        domain=False, ticks=False, labelLineHeight=15,
    )  # fmt: skip
    y = alt.Y("purpose:N", sort=None, title=None, axis=axis, scale=alt.Scale(domain=purposes, paddingInner=0.35))
    x = alt.X("start:Q", title=None, axis=None, scale=alt.Scale(domain=[0, reach], nice=False))
    bars = (
        alt.Chart(pieces)
        .mark_bar(color=palette.steps[1], stroke=palette.paper, strokeWidth=2, cursor="pointer")
        .encode(
            x=x,
            x2=alt.X2("end"),
            y=y,
            tooltip=alt.Tooltip("description:N"),
            description=alt.Description("description:N"),
        )
        .add_params(picked)
    )
    totals = (
        alt.Chart(pieces.unique("purpose", maintain_order=True))
        .mark_text(align="left", dx=8, fontSize=13, fontWeight=600, color=palette.ink, aria=False)
        .encode(x=alt.X("total:Q"), y=y, text=alt.Text("label:N"))
    )
    chart: alt.LayerChart = (
        alt.layer(bars, totals).properties(height=alt.Step(BAR_STEP), width="container").configure_view(stroke=None)
    )
    return chart
