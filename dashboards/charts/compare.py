"""The comparison chart: one row per standard, grouped by comparable rank, every value readable without hovering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt
import polars as pl

from dashboards.formats import PICTURE_FONTS, bounds, one_line, wrapped

if TYPE_CHECKING:
    from dashboards.theme import Palette
    from dashboards.words import Words

    Drawn = alt.LayerChart | alt.FacetChart

LINE_HEIGHT = 15
ROW_PADDING = 8
HEADING_HEIGHT = 26
ROOM_FOR_LABELS = 1.55
ARROW_SHARE = 0.1
# What stands behind the tab in a row's key makes it unique; the axis shows only what stands before it.
KEY = "\t"
HEADING = f"{KEY}#"
SELECTION = "evidence"


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a picture that leaves the page: what the page says beside the chart on screen."""

    title: str
    subtitle: str
    caption: list[str]


def chart_rows(panel: pl.DataFrame, words: Words) -> pl.DataFrame:
    """The rows of one panel, in order, with the texts a person reads on them; a heading row before each rank."""
    has_ranks = panel["comparable_rank"].is_not_null().any()
    rows: list[dict[str, Any]] = []
    group: object = object()
    for row in panel.iter_rows(named=True):
        if has_ranks and row["comparable_rank"] != group:
            group = row["comparable_rank"]
            heading = words.of("rank", group) if group else words("compare.no_rank")
            rows.append({"row": f"{HEADING}{len(rows)}", "heading": heading, "is_heading": True})
        rows.append(_chart_row(row, words))
    return pl.DataFrame(rows, schema_overrides={"low": pl.Float64, "high": pl.Float64}, infer_schema_length=None)


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
    """What an amount is counted in, e.g. 元/人·年."""
    parts = [words.of("per", per)] if per else []
    parts += [words.of("period", period)] if period else []
    return words("unit.yuan") + "".join(words("unit.each", what=part) for part in parts)


def comparison_chart(rows: pl.DataFrame, unit: str, palette: Palette, frame: Frame | None = None) -> Drawn:
    """The chart of one panel. In: `chart_rows`; `unit` names the axis; `frame` adds title and caption for a picture."""
    marks = rows.filter(~pl.col("is_heading"))
    widest = float(marks.select(pl.max_horizontal(pl.col("low").max(), pl.col("high").max())).item() or 1)
    reach = widest * ROOM_FOR_LABELS
    marks = marks.with_columns(
        start=pl.col("low").fill_null(0.0),
        end=pl.col("high").fill_null(pl.col("low") + widest * ARROW_SHARE),
        edge=pl.coalesce("high", "low"),
        reach=pl.lit(reach),
        zero=pl.lit(0.0),
    )
    title = [unit, "", *frame.caption] if frame else unit
    x = alt.X("start:Q", title=title, scale=alt.Scale(domain=[0, reach], nice=False), axis=_value_axis(palette))
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
        _hit_area(marks, y, height, palette),
        *_open_ends(marks, x, y, palette),
        *_closed(marks, x, y, palette),
        alt.Chart(marks)
        .mark_text(align="left", dx=10, fontSize=13, fontWeight=600, color=palette.ink, aria=False)
        .encode(x=alt.X("end:Q"), y=y, text="label:N"),
    ]
    chart = alt.layer(*layers).properties(height=alt.Step(height), width="container")
    return _framed(chart, frame, palette) if frame else chart.configure_view(stroke=None)


def _headings(headings: pl.DataFrame, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    if headings.is_empty():
        return []
    named = alt.Chart(headings.select("row", "heading"))
    text = named.mark_text(align="left", fontSize=12, fontWeight="bold", color=palette.ink, aria=False)
    return [
        named.mark_bar(color=palette.band, height=HEADING_HEIGHT, aria=False).encode(y=y),
        text.encode(x=alt.value(8), y=y, text="heading:N"),
    ]


def _hit_area(marks: pl.DataFrame, y: alt.Y, height: int, palette: Palette) -> alt.Chart:
    """The whole row answers to a click, and is lit once selected; it also carries the row's words for screen readers."""
    picked = alt.selection_point(name=SELECTION, fields=["aid_standard_id"], empty=False)
    area: alt.Chart = (
        alt.Chart(marks)
        .mark_bar(color=palette.lit, height=height - 2, cursor="pointer")
        .encode(
            x=alt.X("zero:Q"),
            x2="reach:Q",
            y=y,
            opacity=alt.condition(picked, alt.value(0.22), alt.value(0.0)),
            tooltip="description:N",
            description="description:N",
        )
        .add_params(picked)
    )
    return area


def _closed(marks: pl.DataFrame, x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    exact = marks.filter(pl.col("shape") == "exact")
    ranges = marks.filter(pl.col("shape") == "range")
    edges = pl.concat(
        [ranges.with_columns(edge="low"), ranges, marks.filter(pl.col("shape").is_in(["ceiling", "floor"]))]
    )
    colour = _grade_colour(palette)
    return [
        alt.Chart(ranges).mark_bar(height=12, opacity=0.6, aria=False).encode(x=x, x2="end:Q", y=y, color=colour),
        alt.Chart(edges).mark_tick(thickness=3, size=20, aria=False).encode(x=alt.X("edge:Q"), y=y, color=colour),
        alt.Chart(exact).mark_circle(size=150, opacity=1, aria=False).encode(x=x, y=y, color=colour),
    ]


def _open_ends(marks: pl.DataFrame, x: alt.X, y: alt.Y, palette: Palette) -> list[alt.Chart]:
    """A ceiling fades out towards zero, a floor fades out to the right and ends in an arrow."""
    layers = []
    for shape, fades_to_left in (("ceiling", True), ("floor", False)):
        for grade, colour in palette.grades.items():
            rows = marks.filter((pl.col("shape") == shape) & (pl.col("grade") == grade))
            if rows.height:
                fade = _fade(colour, fades_to_left)
                layers.append(alt.Chart(rows).mark_bar(height=12, color=fade, aria=False).encode(x=x, x2="end:Q", y=y))
    floors = marks.filter(pl.col("shape") == "floor")
    arrows = alt.Chart(floors).mark_point(shape="triangle-right", filled=True, size=110, opacity=1, aria=False)
    return [*layers, arrows.encode(x=alt.X("end:Q"), y=y, color=_grade_colour(palette))]


def _fade(colour: str, fades_to_left: bool) -> alt.Gradient:
    clear, full = (0, 1) if fades_to_left else (1, 0)
    stops = [alt.GradientStop(color=f"{colour}00", offset=clear), alt.GradientStop(color=f"{colour}cc", offset=full)]
    return alt.Gradient(  # type: ignore[no-untyped-call]
        gradient="linear", x1=0, x2=1, y1=0, y2=0, stops=sorted(stops, key=lambda stop: stop.offset)
    )


def _grade_colour(palette: Palette) -> alt.Color:
    scale = alt.Scale(domain=list(palette.grades), range=list(palette.grades.values()))
    return alt.Color("grade:N", scale=scale, legend=None)


def _value_axis(palette: Palette) -> alt.Axis:
    return alt.Axis(
        format=",~f", tickCount=5, gridColor=palette.grid, labelColor=palette.faint_ink, titleColor=palette.faint_ink,
        domain=False, ticks=False, labelFontSize=12, titleFontSize=12, titleFontWeight="normal", titleAnchor="start",
    )  # fmt: skip


def _row_axis(palette: Palette) -> alt.Axis:
    return alt.Axis(
        labelExpr=f"split(split(datum.label, '{KEY}')[0], '\\n')",
        labelColor=palette.ink, labelFontSize=12, labelLineHeight=LINE_HEIGHT, labelLimit=190, labelPadding=8,
        labelOffset=alt.ExprRef(f"-{LINE_HEIGHT / 2} * (length(split(datum.value, '\\n')) - 1)"), labelBaseline="middle",
        domain=False, ticks=False,
    )  # fmt: skip


def _framed(chart: Drawn, frame: Frame, palette: Palette) -> Drawn:
    title = alt.TitleParams(
        text=frame.title, subtitle=frame.subtitle, anchor="start", fontSize=17, subtitleFontSize=12, offset=14,
        color=palette.ink, subtitleColor=palette.faint_ink,
    )  # fmt: skip
    framed: Drawn = chart.properties(title=title, width=820, background=palette.paper, padding=18).configure(
        font=PICTURE_FONTS, view=alt.ViewConfig(stroke=None)
    )
    return framed
