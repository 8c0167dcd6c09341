"""Bytes of a text file → lines and their pieces, every character with its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.layout import Unreadable
from ingest.readers.text import MOST_BYTES, decode, read
from tests.ingest.printed import document


def pieces(text: str) -> list[list[str]]:
    return [[piece.text for piece in line.pieces] for line in document(text).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_text_is_decoded_whatever_its_encoding(encoding: str) -> None:
    assert decode("项目名称\t慰问 ≥100人".encode(encoding)) == "项目名称\t慰问 ≥100人"


def test_line_ends_of_every_system_become_newlines() -> None:
    assert decode(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02", b"\xed\xa0\x80", "项目".encode("utf-16-be"), "项目".encode("utf-32"), b"a" * 5000 + b"\x00"],
    ids=["binary", "lone surrogate", "UTF-16 without its mark", "UTF-32", "a NUL far behind"],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == "not_text"


def test_a_file_of_absurd_size_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read(b"a" * (MOST_BYTES + 1))
    assert refused.value.code == "too_large"


def test_delimiters_part_a_line_and_empty_pieces_stay() -> None:
    assert pieces("项目名称\t\t慰问\n| 甲 | 乙 |\n甲｜乙") == [
        ["项目名称", "", "慰问"],
        ["", "甲", "乙", ""],
        ["甲", "乙"],
    ]


def test_the_line_under_a_markdown_header_is_no_line() -> None:
    assert pieces("| 甲 | 乙 |\n| --- | :-: |\n| 1 | 2 |") == [["", "甲", "乙", ""], ["", "1", "2", ""]]


def test_a_row_of_dashes_beside_words_is_a_row() -> None:
    assert pieces("指标\t---") == [["指标", "---"]]


def test_marks_of_converters_are_no_words() -> None:
    assert pieces("[bookmark: _Toc1]一、<b>目标</b>\n## 二、措施") == [["一、目标"], ["二、措施"]]


def test_tick_boxes_become_signs_with_their_place() -> None:
    text = '<input type="checkbox" checked="checked"/> 常年性 <input type="checkbox"> 一次性'
    (line,) = document(text).lines
    assert line.pieces[0].text == "☑ 常年性 ☐ 一次性"
    assert [text[at] for at in line.pieces[0].at] == list("< 常年性 < 一次性")


def test_blank_lines_are_counted_and_lines_keep_their_numbers() -> None:
    assert [(line.number, line.blanks_before) for line in document("甲\n\n \n乙\n丙").lines] == [(1, 0), (4, 2), (5, 0)]


@given(st.text(alphabet="项目 \t|\n\r\u3000\f<b>#[]-", max_size=80))
def test_every_character_of_a_piece_is_the_one_at_its_place(text: str) -> None:
    found = document(text)
    for line in found.lines:
        for piece in line.pieces:
            assert [found.text[at] for at in piece.at] == list(piece.text)
            assert {found.line_at(at) for at in piece.at} <= {line.number}


@pytest.mark.parametrize("unit", ["<input ", "<input>", "[bookmark: ", "<b ", "-x", "|", "\t", "测"])
def test_reading_takes_time_in_proportion_to_size(unit: str) -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        document(unit * (size // len(unit)))
        return time.process_time() - start

    seconds(1000)
    assert seconds(160_000) < 16 * seconds(40_000) + 0.05, "four times the size took more than sixteen times as long"


def markdown(text: str) -> list[list[str]]:
    return [[piece.text for piece in line.pieces] for line in read(text.encode(), "text/markdown").lines]


def test_bold_print_and_escapes_of_markdown_are_no_words() -> None:
    assert markdown("**单位：万元**\n| 减轻**医疗**负担 | \\>95% | 元/人\\|年 |") == [
        ["单位：万元"],
        ["", "减轻医疗负担", ">95%", "元/人|年", ""],
    ]


def test_stars_that_hold_the_place_of_a_figure_stay() -> None:
    assert markdown("| (≥**个) | >=**% | **公司 |") == [["", "(≥**个)", ">=**%", "**公司", ""]]
    assert pieces("**单位**") == [["**单位**"]]


def test_entities_left_by_converters_are_characters_with_a_place() -> None:
    page = document("满意度\t&ge;90&#37; &bogus; A&B")
    (line,) = page.lines
    assert [piece.text for piece in line.pieces] == ["满意度", "≥90% &bogus; A&B"]
    assert page.locate(line.pieces[1]).quote == "&ge;90&#37; &bogus; A&B"
