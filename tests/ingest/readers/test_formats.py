from __future__ import annotations

import pytest

from ingest.layout import Unreadable
from ingest.pipeline import read_file
from ingest.readers import format_of, read_bytes
from tests.ingest.readers.samples import docx, xlsx

WORD, SHEET = docx("<w:p/>"), xlsx("<sheetData/>")
PAGE = b"<!DOCTYPE html><html><body>1</body></html>"


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.txt", b"text", "text"),
        ("a.MD", b"# text", "text"),
        ("a.htm", PAGE, "html"),
        ("a.docx", WORD, "docx"),
        ("a.xlsx", WORD, "docx"),
        ("a.doc", WORD, "docx"),
        ("a.bin", SHEET, "xlsx"),
        ("a.xls", SHEET, "xlsx"),
        ("a.xls", b"\xef\xbb\xbf" + PAGE, "html"),
        ("a.doc", PAGE, "html"),
        ("a.xls", b"a\tb\n", "delimited"),
        ("a.xls", "a\tb\n".encode("utf-16"), "delimited"),
        ("a.csv", b"a,b\n", "delimited"),
        ("a.md", b"| a | b |\n", "text"),
        ("a.md", b"# a\n<table><tr><td>1<td>2<tr><td>3<td>4</table>", "html"),
    ],
)
def test_what_a_file_is_decides_which_reader_takes_it(name: str, data: bytes, reader: str) -> None:
    found = format_of(name, data)
    assert found is not None
    assert found.module == f"ingest.readers.{reader}"


def test_a_format_without_a_reader_is_refused_by_name() -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes("a.xyz", b"1")
    assert refusal.value.code == "unknown_format"
    assert ".xyz" in str(refusal.value)


def test_a_refusal_is_a_reading_that_says_why(tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "a.docx"
    file.write_bytes(WORD[:100])
    reading = read_file(file)
    assert reading.projects == []
    assert [issue.code for issue in reading.issues] == ["broken_file"]
    assert reading.media_type.endswith("wordprocessingml.document")
