"""Lines → one sequence of cells, each with what stands between it and the cell before."""

from __future__ import annotations

from ingest.layout import Boundary
from tests.ingest.printed import cells


def seen(text: str) -> list[tuple[str, int | None, Boundary]]:
    return [(cell.text, cell.slot, cell.boundary) for cell in cells(text)]


def test_lines_with_several_cells_are_rows_and_empty_cells_hold_their_place() -> None:
    assert seen("产出\t数量\t5人\n\t质量\t100%") == [
        ("产出", 0, Boundary.ROW),
        ("数量", 1, Boundary.CELL),
        ("5人", 2, Boundary.CELL),
        ("", 0, Boundary.ROW),
        ("质量", 1, Boundary.CELL),
        ("100%", 2, Boundary.CELL),
    ]


def test_an_empty_line_between_rows_may_be_a_page_break() -> None:
    assert [cell[2] for cell in seen("甲\t乙\n\n丙\t丁")] == [Boundary.ROW, Boundary.CELL, Boundary.PAGE, Boundary.CELL]


def test_outer_pipes_hold_no_cell() -> None:
    assert seen("| 甲 | 乙 |\n| 丙 | 丁 |") == seen("甲|乙\n丙|丁")


def test_a_pipe_at_the_end_closes_a_row() -> None:
    assert [cell[0] for cell in seen("甲 | 乙 | 丙 |\n丁 | | |")] == ["甲", "乙", "丙", "丁", "", ""]


def test_a_line_in_a_cell_of_its_own_with_a_pipe_at_its_end() -> None:
    assert seen("一级指标 |\n二级\n指标 |\n\n产出 |\n") == [
        ("一级指标", None, Boundary.CELL_LINE),
        ("二级", None, Boundary.CELL_LINE),
        ("指标", None, Boundary.LINE),
        ("产出", None, Boundary.CELL_BLANK),
    ]


def test_a_tab_in_front_of_every_cell_and_a_wrapped_line_without() -> None:
    assert seen("\t一级指标\n\t二级\n指标\n\t产出") == [
        ("一级指标", None, Boundary.CELL_LINE),
        ("二级", None, Boundary.CELL_LINE),
        ("指标", None, Boundary.LINE),
        ("产出", None, Boundary.CELL_LINE),
    ]


def test_words_without_delimiters_are_parted_by_blanks_and_line_breaks() -> None:
    assert seen("项目名称 慰问\n经费\n\n预算数") == [
        ("项目名称", None, Boundary.LINE),
        ("慰问", None, Boundary.SPACE),
        ("经费", None, Boundary.LINE),
        ("预算数", None, Boundary.BLANK),
    ]


def test_a_small_table_amid_many_words_keeps_its_rows() -> None:
    found = cells("文字\n" * 30 + "甲\t乙\n丙\t丁\n戊\t己\n" + "文字\n" * 30)
    assert [cell.text for cell in found if cell.is_in_row] == list("甲乙丙丁戊己")


def test_a_document_without_words_has_no_filled_cell() -> None:
    for text in ("", " \n\n", "\t\t\n\t", "||\n|"):
        assert not [cell for cell in cells(text) if cell.text]


def test_a_blank_at_a_lines_end_ends_a_cell_where_many_lines_have_one_and_others_not() -> None:
    text = "数量指标 \n领取补贴\n人数 \n≥100 人 \n质量指标 \n发放\n准确率 \n100% "
    breaks = {cell[0]: cell[2] for cell in seen(text) if cell[2] != Boundary.SPACE}
    assert (breaks["人数"], breaks["准确率"]) == (Boundary.WRAP, Boundary.WRAP)
    assert (breaks["领取补贴"], breaks["≥100"], breaks["100%"]) == (Boundary.LINE_END,) * 3


def test_blanks_at_the_end_of_every_line_tell_nothing() -> None:
    assert {cell[2] for cell in seen("数量指标 \n领取补贴 \n人数 \n≥100人 \n质量指标 \n准确率 ")} == {Boundary.LINE}
