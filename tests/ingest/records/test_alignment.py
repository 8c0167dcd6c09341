"""Cells + typed columns → rows at least cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import Boundary, Cell, Column, Unreadable, Words
from ingest.lexicon import lexicon
from ingest.records.alignment import MOST_STATES, AlignedRow, _Alignment, align
from ingest.records.in_row import SURE, may_be_placed

USUAL = ["level1", "level2", "name", "target", "weight"]
FITTING = {
    "level1": ["产出指标", "效益指标", "满意度指标(10分)"],
    "level2": ["质量指标", "时效指标", "社会效益指标"],
    "name": ["慰问职工人数", "补助资金发放到位率", "活动开展次数"],
    "target": ["≥95%", "100人", "1000元/人", "春节前完成"],
    "weight": ["5", "10", "2.5"],
    "comparator": ["大于等于", "≥", "等于"],
    "direction": ["正向", "反向"],
    "measure": ["元/人", "%", "人次"],
    "basis": ["工作计划", "上年完成情况"],
}


def row_of(texts: list[str], boundary: Boundary = Boundary.ROW, slots: bool = True, line: int = 1) -> list[Cell]:
    """One printed row; every character gets a place of its own."""
    cells, at = [], line * 1000
    for slot, text in enumerate(texts):
        words = Words(text, tuple(range(at, at + len(text))))
        cells.append(Cell(words, line, slot if slots else None, Boundary.CELL if slot and slots else boundary))
        at += len(text) + 1
    return cells


def columns_of(kinds: list[str], slots: bool = True) -> list[Column]:
    return [Column(kind, slot if slots else None) for slot, kind in enumerate(kinds)]


def read(cells: list[Cell], kinds: list[str], slots: bool = True) -> list[AlignedRow]:
    return align(cells, columns_of(kinds, slots), lexicon())


def texts(row: AlignedRow, kinds: list[str]) -> dict[str, str]:
    return {kinds[column]: words.text for column, words in row.cells.items()}


def test_a_row_printed_exactly_under_its_header() -> None:
    (row,) = read(row_of(["产出指标", "数量指标", "慰问人数", "≥100人", "10"]), USUAL)
    assert texts(row, USUAL) == dict(zip(USUAL, ["产出指标", "数量指标", "慰问人数", "≥100人", "10"], strict=True))
    assert row.dropped == []


def test_a_row_that_lost_its_merged_cells_is_shifted_back() -> None:
    (row,) = read(row_of(["慰问人数", "≥100人", "10"]), USUAL)
    assert texts(row, USUAL) == {"name": "慰问人数", "target": "≥100人", "weight": "10"}


def test_an_empty_cell_does_not_shift_what_follows() -> None:
    (row,) = read(row_of(["", "", "慰问人数", "", "10"]), USUAL)
    assert texts(row, USUAL) == {"name": "慰问人数", "weight": "10"}


def test_a_comparator_and_a_direction_printed_in_each_others_column() -> None:
    kinds = ["name", "comparator", "direction", "target", "measure"]
    (row,) = read(row_of(["体检标准", "正向", "等于", "1000", "元/人"]), kinds)
    assert texts(row, kinds)["target"] == "1000"
    assert {texts(row, kinds)["comparator"], texts(row, kinds)["direction"]} == {"正向", "等于"}


def test_a_stream_of_one_cell_a_line_falls_into_rows() -> None:
    stream = ["产出指标", "数量指标", "慰问人数", "≥100人", "慰问次数", "2次", "质量指标", "到位率", "100%"]
    kinds = ["level1", "level2", "name", "target"]
    cells = [cell for n, text in enumerate(stream) for cell in row_of([text], Boundary.CELL_LINE, slots=False, line=n)]
    assert [texts(row, kinds) for row in read(cells, kinds, slots=False)] == [
        {"level1": "产出指标", "level2": "数量指标", "name": "慰问人数", "target": "≥100人"},
        {"name": "慰问次数", "target": "2次"},
        {"level2": "质量指标", "name": "到位率", "target": "100%"},
    ]


def test_a_name_wrapped_over_lines_is_one_cell() -> None:
    kinds = ["level1", "level2", "name", "target"]
    stream = [
        ("产出指标", Boundary.BLANK),
        ("数量指标", Boundary.BLANK),
        ("困难职工救", Boundary.LINE),
        ("助人数", Boundary.LINE),
        ("≥100人", Boundary.BLANK),
    ]
    cells = [cell for n, (text, b) in enumerate(stream) for cell in row_of([text], b, slots=False, line=n)]
    (row,) = read(cells, kinds, slots=False)
    assert texts(row, kinds)["name"] == "困难职工救助人数"


def test_a_value_between_two_names_is_not_swallowed() -> None:
    stream = ["慰问人数", "100人", "到位率", "100%"]
    kinds = ["name", "target"]
    cells = [cell for n, text in enumerate(stream) for cell in row_of([text], Boundary.LINE, slots=False, line=n)]
    assert [list(texts(row, kinds).values()) for row in read(cells, kinds, slots=False)] == [
        ["慰问人数", "100人"],
        ["到位率", "100%"],
    ]


def test_a_cell_that_fits_nowhere_is_dropped_and_kept() -> None:
    (row,) = read(
        row_of(["产出指标", "数量指标", "慰问人数", "≥100人", "同意"]), ["level1", "level2", "name", "target", "weight"]
    )
    assert [words.text for words in row.dropped] == ["同意"]


def test_no_cells_give_no_rows() -> None:
    assert read([], USUAL) == []


def test_more_cells_than_memory_holds_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read(row_of(["5"]) * (MOST_STATES // len(USUAL) + 1), USUAL)
    assert refused.value.code == "too_large"


@st.composite
def rows_in_place(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    kinds = draw(st.permutations(sorted(FITTING)))
    return kinds, [draw(st.sampled_from(FITTING[kind])) for kind in kinds]


@given(rows_in_place())
def test_a_full_row_under_its_header_has_every_cell_in_its_column(printed: tuple[list[str], list[str]]) -> None:
    kinds, cells = printed
    (row,) = read(row_of(cells), kinds)
    found = texts(row, kinds)
    assert found == dict(zip(kinds, cells, strict=True))


@given(
    st.lists(st.tuples(st.sampled_from([t for group in FITTING.values() for t in group] + ["", "甲", "2024年"]), st.sampled_from(Boundary)), max_size=14),
    st.lists(st.sampled_from(sorted(FITTING)), min_size=1, max_size=6),
)  # fmt: skip
def test_margins_are_never_negative_and_no_cell_is_lost_or_read_twice(
    stream: list[tuple[str, Boundary]], kinds: list[str]
) -> None:
    cells = [cell for n, (text, b) in enumerate(stream) for cell in row_of([text], b, slots=False, line=n)]
    found = read(cells, kinds, slots=False)
    assert all(row.margin >= 0 for row in found)
    read_at = [
        at for row in found for words in [*row.cells.values(), *row.dropped] for at in words.at if at % 1000 < 500
    ]
    printed_at = [at for cell in cells for at in cell.words.at]
    blanks = [at for at in read_at if at not in set(printed_at)]
    assert sorted(set(read_at) - set(blanks)) == printed_at
    assert len(read_at) - len(blanks) == len(printed_at)


def test_alignment_takes_time_in_proportion_to_size() -> None:
    def seconds(rows: int) -> float:
        stream = ["产出指标", "数量指标", "慰问人数", "慰问人数", "≥100人"] * rows
        cells = [cell for n, text in enumerate(stream) for cell in row_of([text], Boundary.LINE, slots=False, line=n)]
        start = time.process_time()
        read(cells, ["level1", "level2", "name", "description", "target"], slots=False)
        return time.process_time() - start

    seconds(10)
    assert seconds(400) < 16 * seconds(100) + 0.05


@given(rows_in_place(), st.data())
def test_a_row_is_read_as_the_whole_recursion_reads_it(
    printed: tuple[list[str], list[str]], data: st.DataObject
) -> None:
    """The short way for one row: cells out of place, cells missing, cells that are none of the table's."""
    kinds, row = printed
    shuffled = data.draw(st.lists(st.sampled_from([*row, "", "合计", "≥5人"]), min_size=1, max_size=len(row) + 2))
    cells, columns = row_of(shuffled), columns_of(kinds)
    assert may_be_placed(cells)
    found, slow = align(cells, columns, lexicon()), _Alignment(cells, columns, lexicon()).rows()
    assert [sum(cell.text != "" for cell in cells)] == [sum(len(row.cells) + len(row.dropped) for row in found)]
    assert [round(min(row.margin, SURE), 6) for row in found] == [round(min(row.margin, SURE), 6) for row in slow]
    if all(row.margin > 0 for row in slow):  # else two readings are as good as each other
        assert [texts(row, kinds) for row in found] == [texts(row, kinds) for row in slow]
