"""Files a person carries away say where everything comes from and run nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import altair as alt
import polars as pl
import pytest
from openpyxl import load_workbook

from dashboards.charts.frame import Frame, framed
from dashboards.comparison import compare
from dashboards.comparison_table import file_table, screen_table
from dashboards.downloads import for_spreadsheets, to_csv, to_parquet, to_png, to_svg, to_xlsx
from dashboards.shell import Edition
from dashboards.theme import LIGHT
from dashboards.words import words_in
from tests.dashboards.conftest import stated

ZH = words_in("zh")


def records(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_row_of_the_file_can_be_traced_and_dated(small: Path) -> None:
    rows = compare(stated(small, "honour_allowance"), "year", ZH.codes("rank")).drawn
    first = records(to_csv(file_table(rows, Edition("v1", "2026-11-21 20:00（北京时间）"), ZH)))[0]
    assert first["城市"] == "天津市"
    assert first["原文金额"] == "600元/人/月"
    assert first["元/年"] == "7,200"
    assert first["换算依据"] == "按月发放，一年12个月"
    assert first["原话"] == "全国劳模 600元/人/月"
    assert first["位置"] == "120000_tianjin/2024_project-performance-targets/document.txt，第 154 行"
    assert (first["仓库版本"], first["发布时间"]) == ("v1", "2026-11-21 20:00（北京时间）")


@pytest.mark.parametrize("text", ["=5 万元", "+1", "-1", "@x", "\t=1", "=cmd|'/C calc'!A0", "＝1", "＠x"])
def test_a_spreadsheet_runs_no_text_as_a_formula(text: str) -> None:
    table = pl.DataFrame({"a": [text], text: ["heading"]})
    assert for_spreadsheets(table).rows(named=True) == [{"a": f"'{text}", f"'{text}": "heading"}]
    workbook = load_workbook(io.BytesIO(to_xlsx(table, "a", {"what": text})))
    assert [
        sheet.cell(row, column).data_type for sheet, row, column in ((workbook["a"], 2, 1), (workbook["about"], 1, 2))
    ] == ["s", "s"]


def test_other_texts_stay_as_they_are() -> None:
    texts = ["≤1500元", "", None, "="]
    assert for_spreadsheets(pl.DataFrame({"a": texts}))["a"].to_list() == texts


def test_the_workbook_has_filters_a_fixed_heading_and_says_where_it_is_from() -> None:
    table = pl.DataFrame({"城市": ["天津市", "鄂州市"], "元": [7200.0, 900.0], "标记": [["a", "b"], []]})
    workbook = load_workbook(io.BytesIO(to_xlsx(table, "荣誉津贴/年", {"仓库版本": "v1", "发布时间": "2026-11-21"})))
    sheet = workbook.worksheets[0]
    assert (sheet.title, sheet.auto_filter.ref, sheet.freeze_panes) == ("荣誉津贴 年", "A1:C3", "A2")
    assert [cell.value for cell in sheet[2]] == ["天津市", 7200, "a; b"]
    assert [[cell.value for cell in row] for row in workbook["about"].iter_rows()] == [
        ["仓库版本", "v1"],
        ["发布时间", "2026-11-21"],
    ]


def test_rows_that_a_sheet_cannot_hold_go_on_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboards.downloads.SHEET_ROWS", 3)  # a heading and two rows
    table = pl.DataFrame({"n": [1, 2, 3, 4, 5]})
    workbook = load_workbook(io.BytesIO(to_xlsx(table, "a name of more than thirty-one letters", {})))
    assert workbook.sheetnames == [
        "a name of more than thirty- (1)", "a name of more than thirty- (2)", "a name of more than thirty- (3)", "about",
    ]  # fmt: skip
    rows = [[cell.value for cell in sheet["A"]] for sheet in workbook.worksheets[:3]]
    assert rows == [["n", 1, 2], ["n", 3, 4], ["n", 5]]


def test_parquet_keeps_values_exact_and_carries_its_version() -> None:
    table = pl.DataFrame({"a": ["=5 万元"], "b": [[1, 2]]})
    content = to_parquet(table, {"version": "v1"})
    assert pl.read_parquet(content).equals(table)
    assert pl.read_parquet_metadata(io.BytesIO(content))["version"] == "v1"


def test_a_chart_is_drawn_with_chinese_characters_and_without_a_browser() -> None:
    chart = alt.layer(alt.Chart(pl.DataFrame({"a": ["荣誉津贴"]})).mark_text().encode(text="a:N"))
    assert to_png(chart).startswith(b"\x89PNG")
    assert "荣誉津贴" in to_svg(chart).decode()


def test_a_drawing_names_a_chinese_font_of_every_system_and_the_page_says_so() -> None:
    chart = alt.Chart(pl.DataFrame({"a": ["荣誉津贴"]})).mark_text().encode(text="a:N")
    drawing = to_svg(framed(chart, Frame("标题", "副题", ["来源"]), LIGHT)).decode()
    (families,) = set(re.findall('font-family="([^"]*)"', drawing))
    fonts = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei"]
    assert [font for font in families.split(", ") if font in fonts] == fonts
    assert families.endswith("sans-serif")
    assert "字体不嵌在文件里" in ZH("carry.svg_help", title="")


def test_formula_like_cells_are_escaped() -> None:
    table = pl.DataFrame({"a": ["=5 万元", "≤5"], "b": [-1, 2]})
    assert records(to_csv(table)) == [{"a": "'=5 万元", "b": "-1"}, {"a": "≤5", "b": "2"}]


def test_an_empty_table_keeps_its_headings() -> None:
    assert to_csv(pl.DataFrame(schema={"城市": pl.String})) == "\ufeff城市\n".encode()


def test_columns_that_say_nothing_are_left_out_on_screen(small: Path) -> None:
    rows = compare(stated(small, "living_relief"), "year", ZH.codes("rank")).drawn
    table = screen_table(rows, ("city", "honour_rank", "payer", "annual"), ZH)
    assert table.to_dicts() == [
        {"城市": "鄂州市", "出资": "省级财政", "元/年": "≤ 3,000"},
        {"城市": "鄂州市", "出资": "市级财政", "元/年": "≤ 1,500"},
    ]
