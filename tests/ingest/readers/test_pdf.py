"""What stands on the pages of a PDF file, cell by cell. The expected cells are those that were drawn."""

from __future__ import annotations

import pytest

from ingest.layout import Document, Unreadable
from ingest.readers import read_bytes
from tests.hostile.pdf_samples import active_pdf, encrypted_pdf
from tests.ingest.readers.pdf_samples import Draw, area, clipped, filled, grid, line, pdf, words
from tests.ingest.readers.samples import shown

XS = (20, 120, 220, 320)
YS = (40, 70, 100, 130)
ROWS = (("一级指标", "三级指标", "指标值"), ("产出指标", "慰问人数", "≥100人"), ("效益指标", "知晓率", "≥90%"))
TABLE: list[Draw] = [*grid(XS, YS), *filled(XS, YS, ROWS)]


def read(*pages: list[Draw], turned: int = 0) -> Document:
    return read_bytes("document.pdf", pdf(*pages, turned=turned))


def cells(*pages: list[Draw], turned: int = 0) -> list[list[str]]:
    return [row for row in shown(read(*pages, turned=turned)) if row]


def codes(document: Document) -> set[str]:
    return {doubt.code for doubt in document.doubts}


def test_lines_make_cells() -> None:
    assert cells(TABLE) == [list(row) for row in ROWS]
    assert codes(read(TABLE)) == set()


def test_every_line_knows_its_page() -> None:
    document = read([words(20, 40, "第一页")], TABLE)
    assert [document.pages[line.number] for line in document.lines] == [1, 2, 2, 2]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_stored_on_its_side_is_read_upright(turned: int) -> None:
    assert cells([*TABLE, words(20, 30, "绩效目标表")], turned=turned) == [["绩效目标表"], *map(list, ROWS)]


def test_lines_may_be_drawn_as_thin_areas_dashes_or_twice() -> None:
    across = [area(20, y, 320, y + 0.5, "black") for y in YS]
    dashes = [line(x, y, x, y + 3) for x in XS for y in range(40, 130, 5)]
    twice = [line(x + 0.7, 40, x + 0.7, 130) for x in XS]
    assert cells([*across, *dashes, *twice, *filled(XS, YS, ROWS)]) == [list(row) for row in ROWS]


def test_a_merged_cell_holds_its_places_and_its_words_stand_in_the_first() -> None:
    strokes = [*(line(20, y, 320, y) for y in (40, 130)), line(120, 70, 320, 70), line(120, 100, 320, 100)]
    strokes += [line(x, 40, x, 130) for x in XS]
    rows = (("", "慰问人数", "≥100人"), ("产出指标", "知晓率", "≥90%"), ("", "满意度", "≥95%"))
    assert cells([*strokes, *filled(XS, YS, rows)]) == [
        ["产出指标", "慰问人数", "≥100人"],
        ["", "知晓率", "≥90%"],
        ["", "满意度", "≥95%"],
    ]


def test_words_are_put_into_cells_by_where_they_stand_not_by_when_they_are_drawn() -> None:
    by_columns = sorted(filled(XS, YS, ROWS), key=lambda draw: draw.__closure__[2].cell_contents)  # type: ignore[index]
    assert cells([*grid(XS, YS), *by_columns]) == [list(row) for row in ROWS]


def test_tables_and_the_lines_between_them_keep_their_order() -> None:
    second = (200, 230, 260)
    page = [
        words(20, 30, "附件1"),
        *TABLE,
        words(20, 165, "填表说明"),
        *grid(XS, second),
        *filled(XS, second, ROWS[1:]),
    ]
    assert cells(page) == [["附件1"], *map(list, ROWS), ["填表说明"], *map(list, ROWS[1:])]


def test_a_cell_wrapped_over_lines_is_one() -> None:
    page = [
        *grid((20, 100, 200), (40, 90)),
        words(24, 55, "救助资金发放到"),
        words(24, 68, "位率"),
        words(104, 60, "100%"),
    ]
    assert cells(page) == [["救助资金发放到位率", "100%"]]


def test_a_character_drawn_twice_to_look_bold_is_one() -> None:
    assert cells([*TABLE, words(124.3, 94, "慰问人数")]) == [list(row) for row in ROWS]


def test_words_far_apart_without_lines_are_said_to_be_guessed() -> None:
    document = read(filled(XS, YS, ROWS))
    assert codes(document) == {"borderless"}
    (doubt,) = document.doubts
    assert doubt.locator is not None
    assert (doubt.locator.line_start, doubt.locator.line_end) == (1, 3)


# page breaks ----------------------------------------------------------------------------------------------------------

TOP = (40, 70)


def test_a_row_left_open_at_the_page_edge_is_one_with_the_next() -> None:
    above = [
        line(20, 240, 320, 240),
        *(line(x, 240, x, 280) for x in XS),
        *filled(XS, (240, 265), (("产出指标", "慰问困难职工户的", "≥100人"),)),
    ]
    below = [line(20, 70, 320, 70), *(line(x, 40, x, 70) for x in XS), words(124, 60, "人数")]
    assert cells(above, below)[0][0] == "产出指标"
    assert "".join(row[1] for row in cells(above, below)) == "慰问困难职工户的人数"


def test_two_closed_rows_on_two_pages_stay_two() -> None:
    assert cells([*grid(XS, YS), *filled(XS, YS, ROWS)], [*grid(XS, TOP), *filled(XS, TOP, (("满意度指标", "满意度", "≥95%"),))]) == [
        *map(list, ROWS), ["满意度指标", "满意度", "≥95%"],
    ]  # fmt: skip


def test_a_header_printed_again_is_said_once() -> None:
    again = (*ROWS[:1], ("满意度指标", "满意度", "≥95%"))
    ys = YS[:3]
    assert cells(TABLE, [*grid(XS, ys), *filled(XS, ys, again)]) == [*map(list, ROWS), list(again[1])]


def test_a_row_printed_again_on_the_next_page_is_no_header() -> None:
    again = (ROWS[1], ("满意度指标", "满意度", "≥95%"))
    ys = YS[:3]
    assert cells(TABLE, [*grid(XS, ys), *filled(XS, ys, again)]) == [*map(list, ROWS), *map(list, again)]


def test_page_numbers_are_not_read() -> None:
    last = [*grid(XS, TOP), *filled(XS, TOP, (("满意度指标", "满意度", "≥95%"),)), words(190, 290, "- 2 -")]
    assert cells([*TABLE, words(190, 290, "- 1 -")], last) == [*map(list, ROWS), ["满意度指标", "满意度", "≥95%"]]


# what a person does not see -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unseen",
    [
        [words(230, 88, "0", mode=3)],
        [words(230, 88, "0", color="white")],
        [words(230, 88, "0", size=0.5)],
        [words(900, 88, "500元")],
        [words(230, 20, "500元"), area(200, 5, 300, 30, "white")],
    ],
    ids=["without ink", "white on white", "too small", "off the page", "covered"],
)
def test_what_nobody_sees_is_not_read_and_is_said_to_be_there(unseen: list[Draw]) -> None:
    document = read([*TABLE, *unseen])
    assert [row for row in shown(document) if row] == [list(row) for row in ROWS]
    assert codes(document) == {"hidden_text"}


def test_white_words_on_a_dark_ground_are_seen() -> None:
    ground = area(20, 40, 320, 70, "navy")
    header = [words(x + 4, 64, text, color="white") for x, text in zip(XS, ROWS[0], strict=False)]
    document = read([ground, *grid(XS, YS), *header, *filled(XS, YS, ((), *ROWS[1:]))])
    assert [row for row in shown(document) if row] == [list(row) for row in ROWS]
    assert codes(document) == set()


def test_words_cut_off_by_their_cell_stay_in_it_and_are_flagged() -> None:
    rows = (ROWS[0], ("产出指标", "发放标准", ""), ROWS[2])
    long = clipped(221, 71, 319, 99, words(224, 92, "全国劳模600元及市"), words(224, 106, "级300元"))
    document = read([*grid(XS, YS), *filled(XS, YS, rows), long])
    assert [row for row in shown(document) if row] == [
        list(ROWS[0]), ["产出指标", "发放标准", "全国劳模600元及市级300元"], list(ROWS[2]),
    ]  # fmt: skip
    assert [(doubt.code, doubt.locator and doubt.locator.line_start) for doubt in document.doubts] == [
        ("cell_overfull", 2)
    ]


def test_words_on_a_line_between_two_cells_make_both_doubtful() -> None:
    document = read([*grid(XS, YS), *filled(XS, YS, (*ROWS[:2], ("效益指标", "知晓率", ""))), words(224, 104, "≥90%")])
    assert codes(document) == {"cell_overfull"}
    assert [doubt.locator and doubt.locator.line_start for doubt in document.doubts] == [2, 3]


# whole files ----------------------------------------------------------------------------------------------------------


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as refused:
        read_bytes("document.pdf", data)
    return refused.value.code, str(refused.value)


def test_a_file_that_asks_for_a_password_is_refused_and_one_that_only_forbids_printing_is_read() -> None:
    assert refusal(encrypted_pdf(["绩效目标表"], "secret"))[0] == "encrypted"
    assert shown(read_bytes("document.pdf", encrypted_pdf(["绩效目标表"], "")))[0] == ["绩效目标表"]


def test_scripts_and_attachments_are_passed_over() -> None:
    document = read_bytes("document.pdf", active_pdf(["绩效目标表"]))
    assert shown(document)[0] == ["绩效目标表"]
    assert "铜陵" not in document.text, "which stands in the form attached"


def test_a_damaged_file_and_an_empty_one_are_refused_with_a_reason() -> None:
    assert refusal(pdf(TABLE)[:300]) == ("broken_file", "the file is no PDF or damaged; fetch it anew")
    assert refusal(pdf([]))[0] == "empty_document"


def test_pictures_without_the_extra_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.pdf.is_ocr_installed", lambda: False)
    code, reason = refusal(pdf([area(20, 20, 100, 100, "black")]))
    assert code == "no_text_layer"
    assert "uv sync --extra ocr" in reason
