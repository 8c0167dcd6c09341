from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

from ingest.fetching.failures import FetchFailed
from ingest.fetching.kinds import kind_of

PDF = b"%PDF-1.7\n%%EOF\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PAGE = "<!DOCTYPE html><html><body><table><tr><td>项目名称</td></tr></table></body></html>".encode()


def saved(document: object) -> bytes:
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as bundle:
        bundle.writestr("表.txt", "项目名称")
    return file.getvalue()


def kind(data: bytes, name: str = "file", content_type: str = "", disposition: str = "") -> str:
    return kind_of(data, f"http://www.example.cn/{name}", content_type, disposition).ending


def test_bytes_say_what_a_document_is() -> None:
    assert kind(PDF) == ".pdf"
    assert kind(b"\r\n" + PDF) == ".pdf"
    assert kind(saved(docx.Document())) == ".docx"
    assert kind(saved(openpyxl.Workbook())) == ".xlsx"
    assert kind(OLE + "Workbook".encode("utf-16-le")) == ".xls"
    assert kind(OLE + "WordDocument".encode("utf-16-le")) == ".doc"
    assert kind(archive()) == ".zip"
    assert kind(PAGE) == ".html"
    assert kind("项目支出绩效目标表".encode()) == ".txt"
    assert kind("项目支出绩效目标表".encode("gb18030")) == ".txt"
    assert kind("项目,预算\n".encode(), "table.csv") == ".csv"


def test_systems_that_name_what_they_do_not_know_are_no_hindrance() -> None:
    assert kind(PDF, "form.pdf", "application/octet-stream") == ".pdf"
    assert kind(PDF, "download.do", "text/html") == ".pdf"
    assert kind(saved(docx.Document()), "form.doc", "application/msword") == ".docx"
    assert kind(PAGE, "form.xls", "application/vnd.ms-excel") == ".html"  # a table exported as a page
    assert kind(PAGE, "notice.jsp", "text/html; charset=utf-8") == ".html"


WRONG = {
    "an error page under a PDF's address": (PAGE, "form.pdf", "text/html", ""),
    "an error page under an office document's address": (PAGE, "form.docx", "text/html", ""),
    "an error page that is declared to be a PDF": (PAGE, "download", "application/pdf", ""),
    "an error page under a PDF's name": (PAGE, "download", "text/html", "attachment; filename*=UTF-8''%E8%A1%A8.pdf"),
    "a PDF under a picture's address": (PDF, "form.png", "image/png", ""),
    "a program": (b"\x7fELF" + bytes(100), "form.pdf", "application/pdf", ""),
    "nothing": (b" \n", "form.txt", "text/plain", ""),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_not_what_was_promised_is_refused(case: str) -> None:
    with pytest.raises(FetchFailed) as refused:
        kind(*WRONG[case])
    assert refused.value.code == "fetch_wrong_type"
    assert not refused.value.is_passing


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1 0 obj", archive()[:-30]], ids=["pdf", "zip"])
def test_a_file_without_its_end_is_worth_another_attempt(data: bytes) -> None:
    with pytest.raises(FetchFailed, match="ends too early") as refused:
        kind(data)
    assert refused.value.is_passing
