from __future__ import annotations

import io
from datetime import date

import pytest
import xlwt  # type: ignore[import-untyped]

from ingest.layout import Unreadable
from ingest.readers import read_bytes
from tests.ingest.readers.samples import shown


def saved(book: xlwt.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_printed_text_merged_cells_and_hidden_parts() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    sheet.write_merge(0, 0, 0, 3, "项目绩效目标表")
    sheet.write_merge(1, 2, 0, 0, "产出指标")
    sheet.write(1, 1, 7, xlwt.easyxf(num_format_str="0.00"))
    sheet.write(1, 2, 0.95, xlwt.easyxf(num_format_str="0%"))
    sheet.write(1, 3, date(2024, 3, 15), xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    sheet.write(2, 1, True)
    sheet.write(2, 2, "隐")
    sheet.write(2, 3, 0.1 + 0.2)
    sheet.write(3, 0, "隐")
    sheet.row(3).hidden = True
    book.add_sheet("二").visibility = 1
    document = read_bytes("book.xls", saved(book))
    assert shown(document) == [
        ["项目绩效目标表"],
        ["产出指标", "7.00", "95%", "2024年3月15日"],
        ["", "TRUE", "隐", "0.3"],
    ]
    assert document.media_type == "application/vnd.ms-excel"
    assert document.lines[0].page == 1


def test_hidden_columns_are_not_read() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    for column, text in enumerate(("甲", "隐", "乙")):
        sheet.write(0, column, text)
    sheet.col(1).hidden = True
    assert shown(read_bytes("book.xls", saved(book))) == [["甲", "乙"]]


def test_tabbed_text_named_xls_is_text() -> None:
    document = read_bytes("导出.xls", "项目名称\t慰问\n预算数\t7.00\n".encode("gbk"))
    assert [[piece.text for piece in line.pieces] for line in document.lines] == [
        ["项目名称", "慰问"],
        ["预算数", "7.00"],
    ]


@pytest.mark.parametrize(
    "data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0" * 40, b"\x09\x08\x10\x00"]
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes("book.xls", data)
    assert refusal.value.code == "broken_file"


def test_an_empty_file_is_no_workbook_and_says_that_it_is_empty() -> None:
    with pytest.raises(Unreadable, match="no bytes at all"):
        read_bytes("book.xls", b"")
