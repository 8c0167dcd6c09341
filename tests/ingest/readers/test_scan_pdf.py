"""PDF files whose pages are pictures: some of them, with words nobody sees laid over them, or with a number drawn on them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.pipeline import read_data
from ingest.readers import pdf, read_bytes
from tests.rendering.known_forms import known_form
from tests.rendering.layout import FONT
from tests.rendering.pages import Page, Ruled, boxes
from tests.rendering.paper import Paper
from tests.rendering.pdf import to_pdf
from tests.rendering.scans import Scanner, to_pictures

WIDTH, HEIGHT = 595, 842
FORM: Page = [
    "困难职工帮扶项目绩效目标表",
    Ruled(
        [
            boxes("一级指标", "二级指标", "三级指标", "指标值"),
            boxes("产出指标", "数量指标", "帮扶困难职工人数", "≥120人"),
        ]
    ),
]


@pytest.fixture(scope="module")
def sheet() -> Image.Image:
    return to_pictures(FORM, Paper(height=220), Scanner(has_seal=False))[0]


def pictured(sheet: Image.Image, write: Callable[[Canvas], object]) -> bytes:
    """A PDF whose first page is a picture, with something written over it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, 220))
    canvas.drawImage(ImageReader(sheet), 0, 0, WIDTH, 220)
    canvas.setFont(FONT, 10)
    write(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def hidden(canvas: Canvas) -> None:
    """What another program took the picture for: 120 read as 720, in words that are not drawn."""
    words = canvas.beginText(60, 100)
    words.setTextRenderMode(3)
    words.textLine("产出指标 数量指标 帮扶困难职工人数 ≥720人")
    canvas.drawText(words)


def test_a_hidden_text_layer_is_not_believed(sheet: Image.Image) -> None:
    text = read_bytes("scan.pdf", pictured(sheet, hidden)).text
    assert "≥120人" in text
    assert "720" not in text


def test_without_ocr_all_of_a_hidden_text_layer_is_doubtful(
    sheet: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "is_ocr_installed", lambda: False)
    document = read_bytes("scan.pdf", pictured(sheet, hidden))
    (doubt,) = [doubt for doubt in document.doubts if doubt.code == "text_layer_hidden"]
    assert doubt.locator is not None
    assert doubt.locator.quote == document.text
    assert "uv sync --extra ocr" in doubt.message


def test_a_page_number_on_a_scan_does_not_make_it_text(sheet: Image.Image) -> None:
    data = pictured(sheet, lambda canvas: canvas.drawString(WIDTH / 2, 12, "- 1 -"))
    assert "帮扶困难职工人数" in read_bytes("scan.pdf", data).text


def test_pages_of_text_and_pages_that_are_pictures_are_one_document(sheet: Image.Image) -> None:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    for part in (to_pdf(known_form("bijie_older_frame")[0]), pictured(sheet, lambda canvas: None)):
        whole.import_pages(pypdfium2.PdfDocument(part))
    file = io.BytesIO()
    whole.save(file)
    document = read_bytes("mixed.pdf", file.getvalue())
    pages = {line.page: line for line in document.lines}
    assert set(pages) == {1, 2}
    assert "毕节市总工会" in document.text
    assert "≥120人" in document.text


def test_a_scan_without_the_extra_says_in_one_sentence_what_to_install(
    sheet: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "is_ocr_installed", lambda: False)
    (issue,) = [
        i for i in read_data("scan.pdf", pictured(sheet, lambda canvas: None)).issues if i.code == "no_text_layer"
    ]
    assert issue.message == (
        "the file's pages are pictures without a text layer; "
        "install the extra that reads pictures with `uv sync --extra ocr`"
    )
