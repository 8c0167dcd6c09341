"""CSV and TSV as spreadsheets write them."""

from __future__ import annotations

import pytest

from ingest.layout import Unreadable
from ingest.readers import read_bytes
from ingest.readers.text import MOST_BYTES
from tests.ingest.readers.samples import shown

ROWS = '项目名称,预算金额（万元）,指标值\r\n送温暖,"1,100.00",≥5人\r\n'


def cells(text: str, name: str = "a.csv") -> list[list[str]]:
    return [line for line in shown(read_bytes(name, text.encode())) if line]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_cells_in_quotes_hold_delimiters(encoding: str) -> None:
    rows = shown(read_bytes("a.csv", ROWS.encode(encoding)))
    assert rows[:2] == [["项目名称", "预算金额（万元）", "指标值"], ["送温暖", "1,100.00", "≥5人"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
def test_the_delimiter_is_the_one_that_parts_the_records_alike(delimiter: str) -> None:
    rows = [["甲", "乙", "丙"], ["1", "", "3"], ["a:b", "2", "x y"]]
    assert cells("\n".join(delimiter.join(row) for row in rows)) == rows
    assert cells(f"sep={delimiter}\n甲{delimiter}乙，丙,丁;戊")[0][0] == "甲"


def test_a_cell_may_have_lines_and_quotes_and_what_follows_keeps_its_line() -> None:
    document = read_bytes("a.csv", '目标,"1.甲；\n2.""乙""。"\n值,3\n'.encode())
    assert [[piece.text for piece in line.pieces] for line in document.lines] == [
        ["目标", '1.甲； 2."乙"。'],
        ["值", "3"],
    ]
    assert [line.number for line in document.lines] == [1, 3]
    place = document.locate(document.lines[0].pieces[1])
    assert (place.line_start, place.line_end, place.quote) == (1, 2, '1.甲；\n2.""乙""。')


def test_a_quote_that_is_not_closed_is_a_character() -> None:
    assert cells('甲,"乙\n丙,丁\n') == [["甲", '"乙'], ["丙", "丁"]]


def test_what_stands_alone_above_the_table_is_words() -> None:
    lines = read_bytes(
        "a.csv", "绩效目标表,,\n（2024年度）,,\n项目名称,慰问,\n预算数,5,\n,,\n注：略,,\n".encode()
    ).lines
    assert [(line.is_row, line.pieces[0].text) for line in lines] == [
        (False, "绩效目标表"), (False, "（2024年度）"), (True, "项目名称"), (True, "预算数"), (False, "注：略"),
    ]  # fmt: skip


def test_a_record_with_lost_characters_is_doubted_and_signs_saved_as_latin_ones_are_read() -> None:
    document = read_bytes("a.csv", "项目名称,指标值\n慰问\ufffd职工,¡Ý3场\n".encode())
    assert [(doubt.code, doubt.locator and doubt.locator.line_start) for doubt in document.doubts] == [
        ("characters_lost", 2)
    ]
    assert document.lines[1].pieces[1].text == "≥3场"


def test_an_empty_file_is_an_empty_document() -> None:
    assert read_bytes("a.csv", b"").lines == read_bytes("a.tsv", b"\n,\n").lines == []


def test_a_file_of_absurd_size_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_bytes("a.csv", b"a" * (MOST_BYTES + 1))
    assert refused.value.code == "too_large"
