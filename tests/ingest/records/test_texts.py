"""Printed words → texts and numbers of a record."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexicon import lexicon
from ingest.records.texts import clean_level, clean_name, placeholder, tidy, to_decimal


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("困难职\n工救助", "困难职工救助"),
        ("困难 职工\u3000救助", "困难职工救助"),
        ("≥ 95 %", "≥ 95 %"),
        ("2024 年\n一季度", "2024 年一季度"),
        ("  甲\x0b乙\u2028丙 ", "甲乙丙"),
        ("A   B", "A B"),
        ("", ""),
    ],
)
def test_a_wrapped_text_closes_up(printed: str, text: str) -> None:
    assert tidy(printed) == text


@given(st.text(alphabet="项目 \n\t\u3000a1%", max_size=40))
def test_tidy_takes_away_blanks_only_and_is_done_at_once(text: str) -> None:
    assert "".join(tidy(text).split()) == "".join(text.split())
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("指标 1: 职工满意度", "职工满意度"),
        ("指标2：参加人数", "参加人数"),
        ("★慰问人数", "慰问人数"),
        ("开发数量(≥**个)", "开发数量"),
        ("慰问人数（≥**人）", "慰问人数"),
        ("1", "1"),
        ("指标1:", "指标1:"),
        ("(≥**%)", "(≥**%)"),
    ],
)
def test_names_without_ordinals_stars_and_placeholders(printed: str, name: str) -> None:
    assert clean_name(printed, lexicon()) == name


def test_the_placeholder_itself() -> None:
    assert placeholder("开发数量(≥**个)") == "≥**个"
    assert placeholder("开发数量") is None


def test_levels_without_their_weight() -> None:
    assert clean_level("产出指标(50分)") == "产出指标"
    assert clean_level("产出指标（40%）") == "产出指标"
    assert clean_level("") is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("10", "10"),
        ("2.5", "2.5"),
        ("１０", "10"),
        ("1,190.00", "1190.00"),
        ("100%", "100"),
        ("10分", "10"),
        ("-3", "-3"),
    ],
)
def test_numbers(printed: str, number: str) -> None:
    assert to_decimal(printed) == Decimal(number)


@pytest.mark.parametrize("printed", [None, "", "NaN", "Infinity", "1e9", "--", "10-20", "约10", "9" * 40])
def test_what_is_no_number(printed: str | None) -> None:
    assert to_decimal(printed) is None
