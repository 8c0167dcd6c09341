"""The charts, as the specification that a browser draws: what stands where, and that it says so in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dashboards.charts.compare import chart_rows, comparison_chart, unit_words
from dashboards.charts.coverage import coverage_chart, tiles
from dashboards.charts.frame import Frame, framed
from dashboards.comparison import Basis, compare
from dashboards.downloads import to_png
from dashboards.theme import DARK, LIGHT, Palette
from dashboards.warehouse import coverage, published_warehouse
from dashboards.words import words_in
from tests.dashboards.conftest import stated

ZH, EN = words_in("zh"), words_in("en")


def rows_of(small: Path, aid_type: str, basis: Basis = "year") -> pl.DataFrame:
    panel = compare(stated(small, aid_type), basis, ZH.codes("rank")).panels[0]
    return chart_rows(panel, ZH)


def layers(rows: pl.DataFrame, mark: str) -> list[dict[str, Any]]:
    """The rows each layer of one kind of mark draws."""
    spec = comparison_chart(rows, "元/人/年", LIGHT).to_dict()
    data = spec["datasets"]
    return [row for layer in spec["layer"] if layer["mark"]["type"] == mark for row in data[layer["data"]["name"]]]


def test_every_row_is_labelled_with_its_value_and_grade(small: Path) -> None:
    labels = [row["label"] for row in layers(rows_of(small, "honour_allowance"), "text") if "label" in row]
    assert labels == ["7,200 · B", "6,000 · B", "3,600 · B", "3,600 · B", "720 · B"]


def test_a_rank_heads_its_rows_and_a_moved_rank_says_so(small: Path) -> None:
    rows = rows_of(small, "honour_allowance")
    assert rows["heading"].drop_nulls().to_list() == ["国家级", "省部级", "市级"]
    assert [row.split("\t")[0].split("\n") for row in rows.filter(~pl.col("is_heading"))["row"]][2] == [
        "天津市 2024",
        "市级劳模",
        "比照省部级",
    ]


def test_exact_amounts_are_points_and_nothing_else(small: Path) -> None:
    assert [row["low"] for row in layers(rows_of(small, "honour_allowance"), "point")] == [7200, 6000, 3600, 3600, 720]


def test_a_ceiling_fades_from_its_tick_towards_zero_and_is_no_point(small: Path) -> None:
    rows = rows_of(small, "living_relief")
    assert layers(rows, "point") == []
    assert [row["edge"] for row in layers(rows, "tick")] == [3000, 1500]
    spec = comparison_chart(rows, "元/人/年", LIGHT).to_dict()
    (fade,) = [layer["mark"]["color"] for layer in spec["layer"] if isinstance(layer["mark"].get("color"), dict)]
    assert [stop["color"][-2:] for stop in fade["stops"]] == ["00", "cc"]
    assert [row["label"] for row in layers(rows, "text")] == ["≤ 3,000 · D", "≤ 1,500 · D"]


def test_a_floor_ends_in_an_arrow_and_a_range_has_two_ticks(small: Path) -> None:
    rows = rows_of(small, "general_relief", "as_stated")
    assert [(row["low"], row["high"]) for row in layers(rows, "point")] == [(500, None)]
    assert sorted(row["edge"] for row in layers(rows, "tick")) == [500, 500, 1000]
    assert [row["label"] for row in layers(rows, "text")] == ["500–1,000 · B", "≥ 500 · B"]


def test_marks_describe_themselves_for_who_cannot_see_them(small: Path) -> None:
    descriptions = rows_of(small, "honour_allowance")["description"].drop_nulls().to_list()
    assert descriptions[2] == "天津市 2024，市级劳模、比照省部级：3,600 元/人/年，证据等级 B"


@pytest.mark.parametrize(
    ("per", "period", "text"),
    [("人", "year", "元/人/年"), (None, "year", "元/年"), ("人次", None, "元/人次"), ("人", "月", "元/人/月")],
)
def test_units_are_those_of_the_documents(per: str | None, period: str | None, text: str) -> None:
    assert unit_words(per, period, ZH) == text


def test_units_in_english() -> None:
    assert unit_words("人", "year", EN) == "yuan per person per year"


def test_a_picture_carries_title_units_and_caption(small: Path) -> None:
    frame = Frame("标题", "预算年度 2024", ["来源：某市总工会", "仓库 20261121"])
    chart = framed(comparison_chart(rows_of(small, "honour_allowance"), "元/人/年", LIGHT), frame, LIGHT)
    text = chart.to_json(ensure_ascii=False)
    assert all(word in text for word in ("标题", "预算年度 2024", "来源：某市总工会", "仓库 20261121", "元/人/年"))
    assert to_png(chart).startswith(b"\x89PNG")


def test_the_coverage_matrix_tells_silence_from_a_number(small: Path) -> None:
    shown = tiles(coverage(published_warehouse(small)), ZH)
    tianjin = {row["aid_type"]: row["count"] for row in shown.iter_rows(named=True) if row["city"] == "天津市"}
    assert tianjin["荣誉津贴"] == 2
    assert tianjin["生活救助"] is None
    assert "唐山市，荣誉津贴：未说明" in shown["description"].to_list()
    assert coverage_chart(shown, LIGHT).to_dict()["layer"][0]["mark"]["color"] == LIGHT.band


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_can_be_told_from_the_paper(palette: Palette) -> None:
    assert all(contrast(ink, palette.paper) >= 4.5 for ink in (palette.ink, palette.faint_ink))
    assert contrast(palette.ink, palette.band) >= 4.5
    assert all(contrast(grade, palette.paper) >= 3 for grade in palette.grades.values())
