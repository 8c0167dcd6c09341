"""The catalogues: the same keys and blanks in both languages, and no word on screen that stands in code."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path

import pytest

from dashboards.words import LANGUAGES, words_in
from tests.dashboards.conftest import ROOT

CODE = sorted((ROOT / "dashboards").rglob("*.py"))
CHINESE = re.compile(r"[㐀-鿿豈-﫿]")
BLANKS = re.compile(r"\{(\w+)\}")
SHOWN = {"title", "header", "subheader", "markdown", "caption", "text", "info", "warning", "error", "success", "button"}
SHOWN |= {
    "text_area",
    "text_input",
    "multiselect",
    "file_uploader",
    "selectbox",
    "pills",
    "segmented_control",
    "metric",
    "page_link",
    "expander",
    "download_button",
    "number_input",
}


def literals(file: Path) -> list[str]:
    """The string constants of a file that are not docstrings."""
    nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    statements = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    constants = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in statements]
    return [node.value for node in constants if isinstance(node.value, str)]


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    chinese, english = (words_in(language).texts for language in LANGUAGES)
    assert list(chinese) == list(english)
    assert {key: set(BLANKS.findall(text)) for key, text in chinese.items()} == {
        key: set(BLANKS.findall(text)) for key, text in english.items()
    }


def test_every_word_that_counts_people_is_english_on_english_pages() -> None:
    with (ROOT / "dbt_project" / "seeds" / "per_words.csv").open(encoding="utf-8", newline="") as file:
        counted = [row["per"] for row in csv.DictReader(file)]
    assert [per for per in counted if CHINESE.search(words_in("en").of("per", per))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_table_can_have_one_heading(language: str) -> None:
    words = words_in(language)
    headings = [words(f"columns.{name}") for name in words.codes("columns")]
    assert sorted(set(headings)) == sorted(headings)


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_chinese_word_stands_in_code(file: Path) -> None:
    allowed = {"Noto Sans CJK SC"}
    assert [text for text in literals(file) if CHINESE.search(text) and text not in allowed] == []


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_nothing_shown_is_a_literal(file: Path) -> None:
    """What an element of a page shows comes from the catalogue or from the data."""
    calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    shown = [
        call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in SHOWN and _is_st(call.func)
    ]
    assert [ast.unparse(call) for call in shown if call.args and isinstance(call.args[0], ast.Constant)] == []


def _is_st(function: ast.Attribute) -> bool:
    return isinstance(function.value, ast.Name) and function.value.id == "st"


@pytest.mark.parametrize("file", CODE, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_html_switch_is_open(file: Path) -> None:
    """Only the listing and the form make HTML, and they escape what they are given."""
    text = file.read_text(encoding="utf-8")
    assert "unsafe_allow" not in text
    assert "st.html" not in text or file.name in ("shell.py", "source.py", "source_page.py", "project.py")


def test_a_code_without_a_word_is_shown_as_it_is_and_nothing_as_not_stated() -> None:
    words = words_in("zh")
    assert words.of("rank", "省部级") == "省部级"
    assert words.of("rank", "村级") == "村级"
    assert words.of("rank", None) == "未说明"


def test_a_forgotten_word_is_loud() -> None:
    with pytest.raises(KeyError):
        words_in("en")("compare.no_such_text")
