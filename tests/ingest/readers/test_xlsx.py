from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from ingest.layout import Unreadable
from ingest.pipeline import read_document
from ingest.readers import read_bytes
from tests.ingest.readers.samples import shown, xlsx


def read(sheet: str, **parts: str) -> list[list[str]]:
    return shown(read_bytes("book.xlsx", xlsx(sheet, **parts)))


def written(fill: Callable[[Worksheet], None]) -> bytes:
    """What openpyxl writes after `fill` has filled the first sheet."""
    book = openpyxl.Workbook()
    fill(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_what_is_printed_counts_not_what_is_stored() -> None:
    def fill(sheet: Worksheet) -> None:
        figures = [
            (7, "0.00"),
            (0.95, "0%"),
            (1234567.5, "#,##0.00"),
            (date(2024, 3, 15), 'yyyy"年"m"月"d"日"'),
            (5, '"≥"0"人"'),
        ]
        for column, (value, form) in enumerate(figures, 1):
            sheet.cell(1, column, value).number_format = form

    assert shown(read_bytes("book.xlsx", written(fill))) == [["7.00", "95%", "1,234,567.50", "2024年3月15日", "≥5人"]]


def test_merged_cells_hold_their_places_and_hide_what_lies_under_them() -> None:
    sheet = """<sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>产出指标</t></is></c><c r="C2"><v>1</v></c></row>
    <row r="3"><c r="B3"><v>99</v></c><c r="C3"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>"""
    assert read(sheet) == [["产出指标", "1"], ["", "2"]]


def test_hidden_rows_columns_and_sheets_are_not_read() -> None:
    sheet = """<cols><col min="2" max="2" hidden="1"/></cols><sheetData>
    <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>
    <row r="2" hidden="1"><c r="A2"><v>4</v></c></row>
    <row r="3"><c r="A3"><v>5</v></c><c r="C3"><v>6</v></c></row></sheetData>"""
    assert read(sheet) == [["1", "3"], ["5", "6"]]
    assert read_bytes("book.xlsx", xlsx(sheet, state="hidden")).lines == []


def test_a_merged_cell_that_begins_in_a_hidden_row_is_shown_below_it() -> None:
    sheet = """<sheetData><row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row></sheetData>
    <mergeCells><mergeCell ref="A1:A2"/></mergeCells>"""
    assert read(sheet) == [["1", "2"]]


def test_an_empty_row_between_tables_can_be_seen() -> None:
    sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="4"><c r="A4"><v>3</v></c><c r="B4"><v>4</v></c></row></sheetData>'
    assert read(sheet) == [["1", "2"], [], ["3", "4"]]


def test_what_stands_alone_above_a_table_is_words() -> None:
    sheet = """<sheetData><row r="1"><c r="B1" t="str"><v>项目绩效目标表</v></c></row><row r="2"><c r="C2" t="str"><v>(2023年度)</v></c></row>
    <row r="3"><c r="B3"><v>1</v></c><c r="C3"><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c></row></sheetData>"""
    lines = read_bytes("book.xlsx", xlsx(sheet)).lines
    assert [(line.is_row, [piece.text for piece in line.pieces]) for line in lines] == [
        (False, ["项目绩效目标表"]),
        (False, ["(2023年度)"]),
        (True, ["1", "2"]),
        (True, ["3", ""]),
    ]


def test_words_set_apart_by_blanks_in_a_lone_cell_are_words() -> None:
    sheet = """<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>部门：甲      单位：万元</t></is></c></row>
    <row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>"""
    lines = read_bytes("book.xlsx", xlsx(sheet)).lines
    assert [(line.is_row, line.pieces[0].text) for line in lines] == [(False, "部门：甲      单位：万元"), (True, "1")]


def test_strings_of_every_kind() -> None:
    strings = (
        """<si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh><t>bing</t></rPh></si>"""
    )
    sheet = """<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="str"><v>丁_x000a_戊</v></c><c t="b"><v>1</v></c>
    <c t="e"><v>#REF!</v></c><c t="d"><v>2024-03-15</v></c><c t="s"><v>9</v></c><c><v>0.30000000000000004</v></c></row></sheetData>"""
    assert read(sheet, strings=strings) == [["甲", "乙 丙", "丁 戊", "TRUE", "#REF!", "2024/3/15", "0.3"]]


def test_a_formula_shows_its_last_value_and_is_doubted_without_one() -> None:
    sheet = '<sheetData><row><c><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f></c></row></sheetData>'
    document = read_bytes("book.xlsx", xlsx(sheet))
    assert shown(document) == [["2", "=A1*2"]]
    assert [(doubt.code, doubt.locator.line_start) for doubt in document.doubts if doubt.locator] == [
        ("formula_not_computed", 1)
    ]


def test_days_may_be_counted_from_1904() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs>'
    sheet = '<sheetData><row><c s="1"><v>0</v></c></row></sheetData>'
    assert read(sheet, styles=styles, book='<workbookPr date1904="1"/>') == [["1904年1月1日"]]


def test_each_sheet_is_a_page() -> None:
    book = openpyxl.Workbook()
    for name in ("慰问", "体检"):
        sheet = book.create_sheet(name)
        sheet.append(["项目名称", name])
        sheet.append(["一级指标", "二级指标", "三级指标", "指标值"])
        sheet.append(["产出指标", "数量指标", "人数", "≥5人"])
    del book["Sheet"]
    file = io.BytesIO()
    book.save(file)
    reading = read_document(read_bytes("book.xlsx", file.getvalue()))
    assert [(project.name, project.indicators[0].locator.page) for project in reading.projects] == [
        ("慰问", 1),
        ("体检", 2),
    ]


def test_one_far_cell_costs_nothing() -> None:
    sheet = """<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>2</v></c></row>
    <row r="1048576"><c r="XFD1048576"><v>3</v></c></row></sheetData><mergeCells><mergeCell ref="C1:XFC1048575"/></mergeCells>"""
    assert read(sheet) == [["1", "2", ""], ["", "", "3"]]


@pytest.mark.parametrize("place", ["XFE1", "A1048577", "ZZZ9"])
def test_a_cell_beyond_the_sheet_is_refused(place: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(
            f'<sheetData><row r="{place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{place}"><v>1</v></c></row></sheetData>'
        )
    assert refusal.value.code == "broken_file"


def test_a_diagonal_that_spans_a_huge_area_is_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="{column(n)}{n}"><v>1</v></c></row>' for n in range(1, 3001))
    with pytest.raises(Unreadable) as refusal:
        read(f"<sheetData>{rows}</sheetData>")
    assert refusal.value.code == "too_large"


def column(number: int) -> str:
    return str(openpyxl.utils.get_column_letter(number))


def test_merged_ranges_over_each_other_are_refused() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 301))
    merges = "<mergeCell ref='A1:A300'/>" * 20_000
    with pytest.raises(Unreadable) as refusal:
        read(f"<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>")
    assert refusal.value.code == "too_large"


def test_xml_with_a_doctype_is_refused() -> None:
    with pytest.raises(Unreadable) as refusal:
        read("<sheetData/>", prolog='<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>')
    assert refusal.value.code == "unsafe_xml"


def test_a_workbook_named_xls_is_read_as_what_it_is() -> None:
    assert shown(read_bytes("book.xls", xlsx("<sheetData><row><c><v>1</v></c></row></sheetData>"))) == [["1"]]
