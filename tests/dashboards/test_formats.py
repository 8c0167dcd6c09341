"""Numbers, bounds, places and untrusted texts, as people read them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from dashboards.formats import as_markdown, both_meanings, bounds, moment, number, place, wrapped
from dashboards.words import words_in


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7200.0, "7,200"),
        (Decimal("7200.0000"), "7,200"),
        (1188500, "1,188,500"),
        (0.5, "0.5"),
        (1358.974359, "1,358.97"),
        (1381.996, "1,382"),
        (0, "0"),
    ],
)
def test_numbers_have_separators_and_no_empty_decimals(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("comparator", "low", "high", "text"),
    [
        ("=", 3600, 3600, "3,600"),
        ("range", 500, 1000, "500–1,000"),
        ("<=", None, 1500, "≤ 1,500"),
        (">=", 500, None, "≥ 500"),
        ("<", None, 12, "< 12"),
        ("range", None, 3000, "≤ 3,000"),
        ("text", None, None, ""),
    ],
)
def test_bounds_say_what_is_open(comparator: str, low: float | None, high: float | None, text: str) -> None:
    assert bounds(comparator, low, high) == text


def test_a_moment_is_beijing_time() -> None:
    assert moment(datetime(2026, 11, 21, 20, 30), words_in("zh")) == "2026-11-22 04:30（北京时间）"
    assert moment(None, words_in("en")) == "never"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "![x](http://example.com/x.png)",
        "[a](javascript:b)",
        "$\\frac{1}{2}$",
        ":red[x]",
        "`x`",
        "a\n# b",
    ],
)
def test_markdown_cannot_be_smuggled_in(hostile: str) -> None:
    """Every character that Markdown could act on has a backslash before it."""
    escaped = as_markdown(hostile)
    unescaped = escaped.replace("\\\\", "")
    for special in "`*_{}[]()<>#!|~$:":
        assert unescaped.count(special) == unescaped.count(f"\\{special}")
    assert "\n" not in escaped


def test_a_place_names_file_page_and_lines() -> None:
    words = words_in("zh")
    row = {"source_path": "a/document.txt", "page": None, "line_start": 154, "line_end": 154}
    assert place(row, words) == "a/document.txt，第 154 行"
    assert place(row | {"page": 3, "line_end": 156}, words) == "a/document.txt，第 3 页，第 154–156 行"
    assert place(row | {"line_start": None}, words) == "a/document.txt"


def test_a_label_is_wrapped_to_the_width_of_a_phone() -> None:
    assert wrapped("市级劳模") == ["市级劳模"]
    assert wrapped("Provincial or ministerial model worker") == ["Provincial or", "ministerial model worker"]
    assert wrapped("") == [""]


@pytest.mark.parametrize(
    ("comment", "meanings"),
    [
        ("预算年度 - budget year", ("预算年度", "budget year")),
        ("标准。 -\n Standards. Grain - one row per standard.", ("标准。", "Standards. Grain - one row per standard.")),
        ("Standards. Grain - one row per standard.", ("", "Standards. Grain - one row per standard.")),
        (None, ("", "")),
    ],
    ids=["column", "table", "without a Chinese part", "nothing"],
)
def test_a_description_says_both_languages(comment: str | None, meanings: tuple[str, str]) -> None:
    assert both_meanings(comment) == meanings
