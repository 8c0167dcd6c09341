"""PDF with a text layer → Document: ruled tables with merged cells, put together over page breaks, and the words between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.layout import Document, Unreadable
from ingest.nouns import Issue, Locator
from ingest.readers.ocr import INSTALL, is_ocr_installed
from ingest.readers.pdf_document import contents_to_document
from ingest.readers.pdf_page import UNKNOWN, PageContent, read_page

MOST_PAGES = 1_500
MOST_CHARACTERS = 3_000_000  # in a document
MOST_UNKNOWN = 0.1  # of the characters; beyond that the text layer is not the text


def read(data: bytes, media_type: str) -> Document:
    """Bytes of a PDF file → Document. Raises Unreadable when they are damaged, encrypted, without text or beyond all bounds.

    Pages without words that can be seen are pictures, and so are those with a layer of words that nobody sees, another
    program's reading laid over a scan. They are read where the extra `ocr` is installed; without it such a layer is taken, and
    all of it is doubtful. On other pages what a person does not see - words without ink, as light as the paper, covered, or
    off the page - is not read, and said to be there.
    """
    contents = list(_contents(data))
    unseen = [content for content in contents if content.unseen]
    pictures = [
        content.number for content in contents if content.is_scanned or (content.is_drawn and not content.glyphs)
    ]
    if _is_unusable(contents):
        pictures = [content.number for content in contents]
    if pictures and is_ocr_installed():
        contents = _with_scans(data, contents, pictures)
        pictures = []
    _refuse_without_text(contents)
    document = contents_to_document(contents, media_type)
    document.doubts += [
        Issue(
            "hidden_text",
            f"page {content.number} holds {content.unseen} characters that nobody sees; they are not read",
        )
        for content in unseen
    ]
    document.doubts += [_unread(document, page) for page in pictures]
    return document


def _unread(document: Document, page: int) -> Issue:
    """What is to be said of a page that is a picture and was not read as one."""
    lines = [number for number, its_page in document.pages.items() if its_page == page]
    if not lines:
        return Issue("page_without_text", f"page {page} holds no text: it is empty or a picture")
    first, last = min(lines), max(lines)
    quote = document.text[document.line_starts[first - 1] :].split("\n", last - first + 1)[: last - first + 1]
    message = f"page {page} is a picture; its words are a hidden layer that another program made; {INSTALL}"
    return Issue("text_layer_hidden", message, Locator(first, last, "\n".join(quote), page))


# the file -------------------------------------------------------------------------------------------------------------


def _contents(data: bytes) -> Iterator[PageContent]:
    import pypdfium2.raw as pdfium

    pdfium.FPDF_InitLibrary()  # again and again does no harm
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise _why_not_opened(pdfium.FPDF_GetLastError())
    try:
        count = pdfium.FPDF_GetPageCount(document)
        if count > MOST_PAGES:
            raise Unreadable("too_large", f"the file has {count:,} pages; at most {MOST_PAGES:,} are read: split it")
        characters = 0
        for index in range(count):
            content = read_page(document, index)
            characters += len(content.glyphs)
            if characters > MOST_CHARACTERS:
                raise Unreadable("too_large", f"the file holds more than {MOST_CHARACTERS:,} characters: split it")
            yield content
    finally:
        pdfium.FPDF_CloseDocument(document)


def _why_not_opened(error: Any) -> Unreadable:
    import pypdfium2.raw as pdfium

    if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return Unreadable("encrypted", "the file is encrypted; open it with its password and print it to a new PDF")
    return Unreadable("broken_file", "the file is no PDF or damaged; fetch it anew")


def _with_scans(data: bytes, contents: list[PageContent], pictures: list[int]) -> list[PageContent]:
    """The pages with those replaced that are pictures, read by OCR."""
    from ingest.readers.scan import scanned_pages

    scanned = {content.number: content for content in scanned_pages(data, pictures)}
    return [scanned.get(content.number, content) for content in contents]


def _is_unusable(contents: list[PageContent]) -> bool:
    """Whether the text layer does not say which characters it shows."""
    glyphs = [glyph for content in contents for glyph in content.glyphs]
    return sum(glyph.text == UNKNOWN for glyph in glyphs) > MOST_UNKNOWN * len(glyphs)


def _refuse_without_text(contents: list[PageContent]) -> None:
    if not any(content.glyphs for content in contents):
        if is_ocr_installed():
            raise Unreadable("empty_document", "the file's pages are empty, or pictures without a legible word")
        raise Unreadable("no_text_layer", f"the file's pages are pictures without a text layer; {INSTALL}")
    if _is_unusable(contents):
        raise Unreadable(
            "text_layer_unusable", f"the file's text layer does not say which characters it shows; {INSTALL}"
        )
