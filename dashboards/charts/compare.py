"""The comparison chart: one row per standard, grouped by comparable rank, every value readable without hovering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from dashboards.charts.marks import closed, open_ends, value_axis, widest_of, with_ends
from dashboards.formats import bounds, one_line, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.theme import Palette
    from dashboards.words import Words

LINE_HEIGHT = 15
ROW_PADDING = 8
HEADING_HEIGHT = 26
ROOM_FOR_LABELS = 1.55
POINT_SIZE = 150
# What stands behind the tab in a row's key makes it unique; the axis shows only what stands before it.
KEY = "\t"
HEADING = f"{KEY}#"
SELECTION = "evidence"
SILENT = "silent"
CITIES_A_ROW = 3


def chart_rows(panel: pl.DataFrame, words: Words, silent: Sequence[str] = ()) -> pl.DataFrame:
    """The rows of one panel, in order, with the texts a person reads on them; a heading row before each rank.

    `silent` are cities that state nothing: they come last, a few to a row.
    """
    has_ranks = panel["comparable_rank"].is_not_null().any()
    rows: list[dict[str, Any]] = []
    group: object = object()
    place: int | None = None
    for row in panel.iter_rows(named=True):
        if has_ranks and row["comparable_rank"] != group:
            group = row["comparable_rank"]
            heading = words.of("rank", group) if group else words("compare.no_rank")
            rows.append({"row": f"{HEADING}{len(rows)}", "heading": heading, "is_heading": True})
            place = None
        if place is not None and row.get("place", 0) > place + 1:
            rows.append(_gap_row(len(rows), row["place"] - place - 1, words))
        place = row.get("place")
        rows.append(_chart_row(row, words))
    if silent:
        rows.append({"row": f"{HEADING}{len(rows)}", "heading": words("compare.silent_heading"), "is_heading": True})
        rows += [_silent_row(silent[n : n + CITIES_A_ROW], words) for n in range(0, len(silent), CITIES_A_ROW)]
    return pl.DataFrame(rows, schema_overrides={"low": pl.Float64, "high": pl.Float64}, infer_schema_length=None)


def _gap_row(position: int, count: int, words: Words) -> dict[str, Any]:
    label = words("compare.rows_between", count=count)
    return {"row": f"{KEY}{position}", "is_heading": False, "shape": SILENT, "label": label, "description": label}


def _silent_row(cities: Sequence[str], words: Words) -> dict[str, Any]:
    row, label = "\n".join(map(one_line, cities)), words("not_stated")
    return {
        "row": row + KEY, "is_heading": False, "shape": SILENT, "label": label,
        "description": words("compare.list_separator").join([*cities, label]),
    }  # fmt: skip


def _chart_row(row: dict[str, Any], words: Words) -> dict[str, Any]:
    amount = bounds(row["comparator"], row["low"], row["high"])
    who = [one_line(words.pick(row, "recipient")), *_notes(row, words)]
    city = words("compare.city_year", city=one_line(row["city_name"]), year=row["fiscal_year"])
    unit = unit_words(row["drawn_per"], row["drawn_period"], words)
    return {
        "row": "\n".join([city, *(line for text in who for line in wrapped(text))]) + KEY + row["aid_standard_id"],
        "is_heading": False,
        "aid_standard_id": row["aid_standard_id"],
        "low": row["low"],
        "high": row["high"],
        "shape": row["shape"],
        "grade": row["evidence_grade"],
        "label": f"{amount} · {row['evidence_grade']}",
        "description": words(
            "compare.mark", city=city, who=words("compare.list_separator").join(who), amount=amount, unit=unit,
            grade=row["evidence_grade"],
        ),
    }  # fmt: skip


def _notes(row: dict[str, Any], words: Words) -> list[str]:
    """What else tells one row from another: the rank it compares with when that is not the printed one, and who pays."""
    is_moved = row["comparable_rank"] != row["honour_rank"]
    rank = [words("compare.same_as", rank=words.of("rank", row["comparable_rank"]))] if is_moved else []
    return rank + ([words("compare.paid_by", payer=words.of("payer", row["payer"]))] if row["payer"] else [])


def unit_words(per: str | None, period: str | None, words: Words) -> str:
    """What an amount is counted in, e.g. 元/人/年; in percent of a local figure, whose code stands in place of the period."""
    if period in words.codes("figure"):
        return words("unit.share", figure=words.of("figure", period), per=words.of("per", per))
    parts = [words.of("per", per)] if per else []
    parts += [words.of("period", period)] if period else []
    return words("unit.yuan") + "".join(words("unit.each", what=part) for part in parts)


def comparison_chart(rows: pl.DataFrame, unit: str, palette: Palette) -> alt.LayerChart:
    """The chart of one panel. In: `chart_rows`; `unit` names the axis."""
    marks = rows.filter(~pl.col("is_heading") & (pl.col("shape") != SILENT))
    widest = widest_of(marks)
    reach = widest * ROOM_FOR_LABELS
    marks = with_ends(marks, widest).with_columns(reach=pl.lit(reach), zero=pl.lit(0.0))
    x = alt.X("start:Q", title=unit, scale=alt.Scale(domain=[0, reach], nice=False), axis=value_axis(palette))
    y = alt.Y(
        "row:N",
        sort=None,
        title=None,
        scale=alt.Scale(domain=rows["row"].to_list(), padding=0),
        axis=_row_axis(palette),
    )
    height = ROW_PADDING + LINE_HEIGHT * max(row.count("\n") + 1 for row in rows["row"])
    layers = [
        *_headings(rows.filter("is_heading"), y, palette),
        *_silence(rows.filter(pl.col("shape") == SILENT), y, palette),
        _hit_area(marks, y, height, palette),
        *open_ends(marks, x, y, palette),
        *closed(marks, x, y, palette, POINT_SIZE),
        alt.Chart(marks)
        .mark_text(align="left", dx=10, fontSize=13, fontWeight=600, color=palette.ink, aria=False)
        .encode(x=alt.X("end:Q"), y=y, text=alt.Text("label:N")),
    ]
    chart: alt.LayerChart = (
        alt.layer(*layers).properties(height=alt.Step(height), width="container").configure_view(stroke=None)
    )
    return chart


def _headings(headings: pl.DataFrame, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    if headings.is_empty():
        return []
    named = alt.Chart(headings.select("row", "heading"))
    text = named.mark_text(align="left", fontSize=12, fontWeight="bold", color=palette.ink, aria=False)
    return [
        named.mark_bar(color=palette.band, height=HEADING_HEIGHT, aria=False).encode(y=y),
        text.encode(x=alt.XValue(8), y=y, text=alt.Text("heading:N")),
    ]


def _silence(silent: pl.DataFrame, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    """Cities that state nothing are there, without a mark that could be taken for a zero."""
    if silent.is_empty():
        return []
    said = alt.Chart(silent).mark_text(align="left", fontSize=12, color=palette.faint_ink)
    return [said.encode(x=alt.XValue(8), y=y, text=alt.Text("label:N"), description=alt.Description("description:N"))]


def _hit_area(marks: pl.DataFrame, y: alt.Y, height: int, palette: Palette) -> alt.Chart:
    """The whole row answers to a click, and is lit once selected; it also carries the row's words for screen readers."""
    picked = alt.selection_point(name=SELECTION, fields=["aid_standard_id"], empty=False)
    area: alt.Chart = (
        alt.Chart(marks)
        .mark_bar(color=palette.lit, height=height - 2, cursor="pointer")
        .encode(
            x=alt.X("zero:Q"),
            x2=alt.X2("reach"),
            y=y,
            opacity=alt.OpacityValue(0.0, condition={"param": SELECTION, "empty": False, "value": 0.22}),
            tooltip=alt.Tooltip("description:N"),
            description=alt.Description("description:N"),
        )
        .add_params(picked)
    )
    return area


def _row_axis(palette: Palette) -> alt.Axis:
    return alt.Axis(
        labelExpr=f"split(split(datum.label, '{KEY}')[0], '\\n')",
        labelColor=palette.ink, labelFontSize=12, labelLineHeight=LINE_HEIGHT, labelLimit=190, labelPadding=8,
        labelOffset=alt.ExprRef(f"-{LINE_HEIGHT / 2} * (length(split(datum.value, '\\n')) - 1)"), labelBaseline="middle",
        domain=False, ticks=False,
    )  # fmt: skip
