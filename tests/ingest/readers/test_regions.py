"""Where words stand in the original file: on the page as it lies there, or in the sheet. Expected boxes are where the words were drawn."""

from __future__ import annotations

import pytest

from ingest.layout import Document
from ingest.nouns import Area
from ingest.readers import read_bytes
from tests.ingest.readers.pdf_samples import HEIGHT, WIDTH, Draw, filled, grid, line, pdf, words
from tests.ingest.readers.samples import xlsx
from tests.rendering.pages import Page, Ruled, boxes
from tests.rendering.paper import Paper
from tests.rendering.scans import Scanner, to_pictures, to_png

XS, YS = (20, 120, 220, 320), (40, 70, 100)
ROWS = (("一级指标", "三级指标", "指标值"), ("产出指标", "慰问人数", "≥100人"))
TABLE: list[Draw] = [*grid(XS, YS), *filled(XS, YS, ROWS)]


def areas(document: Document, words: str) -> list[Area]:
    """Where the file shows the words that stand once in the document."""
    texts = document.text.split("\n")
    return [
        region.area for region in document.regions if texts[region.line - 1][region.start : region.end].strip() == words
    ]


def box(area: Area) -> tuple[float, ...]:
    assert None not in area[1:5]
    return tuple(float(edge or 0) for edge in area[1:5])


def test_the_box_of_a_cell_is_around_its_words() -> None:
    (area,) = areas(read_bytes("a.pdf", pdf([words(20, 20, "标题")], TABLE)), "≥100人")
    left, top, right, bottom = box(area)
    assert area.page == 2
    assert left == pytest.approx(100 * 224 / WIDTH, abs=0.5)
    assert 100 * 224 / WIDTH < right < 100 * 280 / WIDTH
    assert 100 * 70 / HEIGHT < top < 100 * 90 / HEIGHT < bottom < 100 * 100 / HEIGHT


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_stored_on_its_side_has_its_boxes_where_it_is_shown(turned: int) -> None:
    upright, lying = (areas(read_bytes("a.pdf", pdf(TABLE, turned=turn)), "慰问人数") for turn in (0, turned))
    assert box(lying[0]) == pytest.approx(box(upright[0]), abs=0.5)


def test_words_outside_tables_have_their_box_too() -> None:
    (area,) = areas(read_bytes("a.pdf", pdf([*TABLE, words(20, 30, "绩效目标表")])), "绩效目标表")
    assert box(area)[0] == pytest.approx(100 * 20 / WIDTH, abs=0.5)
    assert box(area)[3] < 100 * 40 / HEIGHT


def test_a_cell_cut_by_a_page_break_has_a_box_on_both_pages() -> None:
    above = [line(20, 240, 320, 240), *(line(x, 240, x, 280) for x in XS)]
    above += filled(XS, (240, 265), (("产出指标", "慰问困难职工户的", "≥100人"),))
    below = [line(20, 70, 320, 70), *(line(x, 40, x, 70) for x in XS), words(124, 60, "人数")]
    document = read_bytes("a.pdf", pdf(above, below))
    assert [area.page for area in areas(document, "慰问困难职工户的人数")] == [1, 2]


def test_a_sheet_is_named_with_its_cells() -> None:
    sheet = """<sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>产出指标</t></is></c><c r="AA2"><v>1</v></c></row>
    <row r="3"><c r="AA3"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>"""
    document = read_bytes("book.xlsx", xlsx(sheet))
    assert [(area.sheet_name, area.cell_range) for area in areas(document, "产出指标")] == [("a", "B2:B3")]
    assert [(area.page, area.cell_range) for area in areas(document, "2")] == [(1, "AA3")]


SMALL: Page = [
    "困难职工帮扶项目绩效目标表",
    Ruled(
        [
            boxes("一级指标", "二级指标", "三级指标", "指标值"),
            boxes("产出指标", "数量指标", "帮扶困难职工人数", "≥120人"),
        ]
    ),
]


def test_a_picture_on_its_side_and_a_little_turned_has_its_boxes_where_its_ink_is() -> None:
    scanner = Scanner(degrees=3.0, has_seal=False)
    (sheet,) = to_pictures(SMALL, Paper(height=220), scanner)
    (area,) = areas(read_bytes("a.png", to_png(sheet.rotate(90, expand=True), scanner)), "困难职工帮扶项目绩效目标表")
    top, right, bottom, left = (edge / 100 for edge in box(area))
    left, right = 1 - left, 1 - right  # a quarter to the left: what was right is above
    width, height = sheet.size
    title = sheet.convert("L").crop((int(left * width), 0, int(right * width), int(bottom * height)))
    ink = title.point(lambda grey: 255 * (grey < 100)).getbbox()
    assert ink is not None
    assert ink[1] / height == pytest.approx(top, abs=0.01)
    assert (ink[0], title.width - ink[2]) == pytest.approx((0, 0), abs=0.01 * width)
