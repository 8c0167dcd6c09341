"""Levels filled down as a person reads merged cells."""

from __future__ import annotations

import pytest

from ingest.lexicon import lexicon
from ingest.records.levels import Level, fill_levels


def filled(*printed: tuple[str, str]) -> list[tuple[str, str, bool]]:
    found = fill_levels([Level(level1, level2) for level1, level2 in printed], lexicon())
    return [(row.level1, row.level2, row.is_inferred) for row in found]


def test_a_word_holds_until_the_next_one() -> None:
    assert filled(("产出指标", "数量指标"), ("", ""), ("", "质量指标"), ("效益指标", "社会效益指标")) == [
        ("产出指标", "数量指标", False),
        ("产出指标", "数量指标", False),
        ("产出指标", "质量指标", False),
        ("效益指标", "社会效益指标", False),
    ]


def test_a_new_first_level_ends_a_second_level_that_cannot_stand_under_it() -> None:
    assert filled(("产出指标", "数量指标"), ("满意度指标", "")) == [
        ("产出指标", "数量指标", False),
        ("满意度指标", "", False),
    ]


def test_a_first_level_that_is_not_printed_follows_from_the_second_and_that_is_said_where_there_are_several() -> None:
    assert filled(("产出指标", "时效指标"), ("", "社会效益指标"), ("", "满意度指标")) == [
        ("产出指标", "时效指标", False),
        ("效益指标", "社会效益指标", False),
        ("效益指标", "满意度指标", False),
    ]
    assert filled(("", "成本指标"), ("", "数量指标")) == [
        ("产出指标", "成本指标", True),
        ("产出指标", "数量指标", True),
    ]


def test_cost_may_be_a_first_level_of_its_own() -> None:
    assert filled(("成本指标", "经济成本指标"), ("", "社会成本指标"), ("产出指标", "数量指标"), ("", "成本指标")) == [
        ("成本指标", "经济成本指标", False),
        ("成本指标", "社会成本指标", False),
        ("产出指标", "数量指标", False),
        ("产出指标", "成本指标", False),
    ]


def test_an_ordinal_that_starts_again_opens_a_block_whose_word_stands_lower() -> None:
    rows = [
        Level("产出指标", "数量指标", 1),
        Level("", "", 2),
        Level("", "", 1),
        Level("", "质量指标", 2),
    ]
    assert [row.level2 for row in fill_levels(rows, lexicon())] == ["数量指标", "数量指标", "质量指标", "质量指标"]


def test_the_other_half_of_a_row_tells_a_second_level() -> None:
    rows = [Level("产出指标", "数量指标"), Level("", "", twin_level2="质量指标")]
    assert [row.level2 for row in fill_levels(rows, lexicon())] == ["数量指标", "质量指标"]


def test_words_in_the_middle_of_their_cells_hold_for_the_whole_block_and_that_is_said() -> None:
    rows = [
        Level("产出指标", ""),
        Level("", "数量指标"),
        Level("", ""),
        Level("", ""),
        Level("", "质量指标"),
        Level("", ""),
    ]
    found = fill_levels(rows, lexicon())
    assert [row.level2 for row in found] == ["数量指标"] * 3 + ["质量指标"] * 3
    assert [row.is_from_block for row in found] == [True, False, True, True, False, True]


@pytest.mark.parametrize("level2", ["", "别的指标"])
def test_nothing_is_made_up(level2: str) -> None:
    assert filled(("", level2)) == [("", level2, False)]


def test_an_empty_table_has_no_levels() -> None:
    assert fill_levels([], lexicon()) == []


def test_a_first_level_printed_amid_the_only_second_level_that_stands_under_it_is_not_a_second() -> None:
    assert filled(("", "经济成本指标"), ("", "成本指标"), ("", "")) == [
        ("成本指标", "经济成本指标", False),
        ("成本指标", "经济成本指标", False),
        ("成本指标", "经济成本指标", False),
    ]
