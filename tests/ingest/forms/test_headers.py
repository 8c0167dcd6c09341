"""Which cells head an indicator table, and of what kind its columns are."""

from __future__ import annotations

import pytest

from ingest.forms.headers import MOST_COLUMNS, find_header, guess_columns
from ingest.lexicon import lexicon
from tests.ingest.printed import cells


def kinds(text: str) -> list[tuple[str, int]] | None:
    """The kind and the half of every column of the header that begins at the first cell."""
    header = find_header(cells(text), 0, lexicon())
    return [(column.kind, column.half) for column in header.columns] if header else None


def test_columns_in_any_order() -> None:
    assert kinds("分值\t三级指标\t计量单位\t指标值\t指标性质\t指标方向\n") == [
        ("weight", 0),
        ("name", 0),
        ("measure", 0),
        ("target", 0),
        ("comparator", 0),
        ("direction", 0),
    ]


def test_a_merged_heading_in_front_is_no_column() -> None:
    assert kinds("绩效指标\t一级指标\t二级指标\t三级指标\t指标值\n") == [
        ("level1", 0),
        ("level2", 0),
        ("name", 0),
        ("target", 0),
    ]


def test_columns_that_come_again_are_a_second_half() -> None:
    assert kinds("一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n") == [
        ("level1", 0),
        ("level2", 0),
        ("name", 0),
        ("target", 0),
        ("level2", 1),
        ("name", 1),
        ("target", 1),
    ]


def test_a_column_nobody_has_listed_is_unknown_and_keeps_its_place() -> None:
    header = find_header(cells("一级指标\t二级指标\t三级指标\t牵头处室\t指标值\n"), 0, lexicon())
    assert header
    assert [(column.kind, column.slot) for column in header.columns][3:] == [("unknown", 3), ("target", 4)]


def test_a_second_header_row_splits_the_value() -> None:
    assert kinds("一级指标\t二级指标\t三级指标\t指标值\t\n\t\t\t上年实际值\t指标值\n") == [
        ("level1", 0),
        ("level2", 0),
        ("name", 0),
        ("last_actual", 0),
        ("target", 0),
    ]


def test_a_header_of_two_rows_whose_merged_cells_reach_down() -> None:
    text = "项目名称\t预算数（万元）\t年度绩效指标\t\t\t\n\t\t一级指标\t二级指标\t三级指标\t指标值\n慰问\t5\t产出指标\t数量指标\t人数\t≥5人\n"
    header = find_header(cells(text), 0, lexicon())
    assert header
    assert [(column.kind, column.slot) for column in header.columns] == [
        ("project_name", 0), ("budget", 1), ("level1", 2), ("level2", 3), ("name", 4), ("target", 5),
    ]  # fmt: skip
    assert cells(text)[header.end].text == "慰问"
    assert header.money_unit == "万元"


def test_a_header_wrapped_in_narrow_columns() -> None:
    assert kinds("一级\n指标\n二级\n指标\n三级\n指标\n指标值\n") == [
        ("level1", 0),
        ("level2", 0),
        ("name", 0),
        ("target", 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "一级指标\t二级指标\t三级指标\n",  # no target
        "指标值\t分值\t计量单位\n",  # nothing that is measured
        "产出指标\t数量指标\t慰问人数\t≥100人\n",  # a row
        "项目名称\t慰问\t预算数\t100\n",  # a head
    ],
)
def test_what_is_no_header(text: str) -> None:
    assert kinds(text) is None


def test_an_endless_run_of_header_words_heads_no_table() -> None:
    assert kinds("\t".join(["三级指标", "指标值"] * MOST_COLUMNS)) is None


def test_a_body_without_a_header_has_the_usual_columns() -> None:
    guessed = guess_columns(cells("产出指标\t数量指标\t慰问人数\t≥100人\t工作计划\n"), 0, lexicon())
    assert guessed
    assert [column.kind for column in guessed] == ["level1", "level2", "name", "target", "basis"]
    assert guess_columns(cells("慰问人数\t≥100人\t产出指标\t数量指标\n"), 0, lexicon()) is None


def test_regions_and_what_is_reached_on_the_way_are_no_targets() -> None:
    assert (kinds("一级指标\t二级指标\t三级指标\t半年（程）指标值\t全年（程）指标值\n") or [])[3:] == [
        ("interim", 0),
        ("target", 0),
    ]
    assert (kinds("一级指标\t二级指标\t三级指标\t全州目标值\t泸水市\t福贡县\n") or [])[3:] == [
        ("target", 0),
        ("part", 0),
        ("part", 0),
    ]


def test_a_target_that_comes_again_without_a_name_opens_no_half() -> None:
    assert (kinds("一级指标\t二级指标\t三级指标\t指标值\t上年实际值\t指标值\n") or [])[3:] == [
        ("target", 0),
        ("last_actual", 0),
        ("target_again", 0),
    ]


def test_a_standard_is_the_target_where_no_value_is_named() -> None:
    assert kinds("评价内容\t绩效内容\t\t绩效标准\n") == [("level1", 0), ("level2", 0), ("name", 0), ("target", 0)]


def test_a_name_that_comes_again_without_a_target_describes_the_first() -> None:
    assert (kinds("一级指标\t二级指标\t三级指标\t指标内容\t目标值\n") or [])[2:] == [
        ("name", 0),
        ("description", 0),
        ("target", 0),
    ]
