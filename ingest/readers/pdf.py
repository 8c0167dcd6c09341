"""PDF with a text layer → Document: ruled tables with merged cells, put together over page breaks, and the words between them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from ingest.layout import Document, Unreadable
from ingest.nouns import Issue
from ingest.readers.blocks import Block, Doubt, Paragraph, TableBlock, TableCell, blocks_to_document
from ingest.readers.pdf_cells import PdfCell, PdfPage, PdfTable, content_to_page
from ingest.readers.pdf_page import UNKNOWN, PageContent, read_page
from ingest.readers.pdf_pages import stitch_pages
from ingest.readers.pdf_text import TextLine, is_wrapped, lines_to_text

MOST_PAGES = 1_500
MOST_CHARACTERS = 3_000_000  # in a document
LEAST_TABULAR = 3  # so many lines with words far apart are a table without lines
MOST_UNKNOWN = 0.1  # of the characters; beyond that the text layer is not the text

BORDERLESS = Doubt(
    code="borderless", message="a table without ruling lines; its columns are guessed from where words stand"
)
CUT = Doubt(
    code="cell_cut_by_page", message="cells on both sides of a page break were taken for one row, without a sure sign"
)
IRREGULAR = Doubt(code="cell_irregular", message="a cell's ruling lines are not complete")
UNKNOWN_CHARACTER = Doubt(code="character_unknown", message="a character has no meaning in the file's text layer")


def read(data: bytes, media_type: str) -> Document:
    """Bytes of a PDF file → Document. Raises Unreadable when they are damaged, encrypted, without text or beyond all bounds."""
    contents = list(_contents(data))
    pictures = [content.number for content in contents if not content.glyphs]
    _refuse_without_text(contents, pictures)
    pages = [content_to_page(content) for content in contents]
    stitch_pages(pages)
    document = blocks_to_document(media_type, _blocks(pages))
    document.doubts += [
        Issue("page_without_text", f"page {page} holds no text: it is empty or a picture") for page in pictures
    ]
    return document


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
            raise Unreadable(
                "too_many_pages", f"the file has {count:,} pages; at most {MOST_PAGES:,} are read: split it"
            )
        characters = 0
        for index in range(count):
            content = read_page(document, index)
            characters += len(content.glyphs)
            if characters > MOST_CHARACTERS:
                raise Unreadable(
                    "too_many_characters", f"the file holds more than {MOST_CHARACTERS:,} characters: split it"
                )
            yield content
    finally:
        pdfium.FPDF_CloseDocument(document)


def _why_not_opened(error: Any) -> Unreadable:
    import pypdfium2.raw as pdfium

    if error in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        return Unreadable("encrypted_pdf", "the file is encrypted; open it with its password and print it to a new PDF")
    return Unreadable("broken_pdf", "the file is no PDF or damaged; fetch it anew")


def _refuse_without_text(contents: list[PageContent], pictures: list[int]) -> None:
    glyphs = [glyph for content in contents for glyph in content.glyphs]
    if not glyphs:
        message = "the file's pages are pictures without a text layer; install the extra `ocr` to have them read"
        raise Unreadable("no_text_layer", message)
    if sum(glyph.text == UNKNOWN for glyph in glyphs) > MOST_UNKNOWN * len(glyphs):
        message = "the file's text layer does not say which characters it shows; install the extra `ocr` to have the pages read"
        raise Unreadable("text_layer_unusable", message)


# pages → blocks -------------------------------------------------------------------------------------------------------


def _blocks(pages: list[PdfPage]) -> Iterator[Block]:
    has_tables = any(isinstance(item, PdfTable) for page in pages for item in page.items)
    placed = [(item, page) for page in pages for item in page.items]
    for is_table, run in groupby(placed, key=lambda pair: isinstance(pair[0], PdfTable)):
        if is_table:
            yield from (_table(item) for item, _ in run if isinstance(item, PdfTable))
        else:
            lines = [(item, page) for item, page in run if isinstance(item, TextLine)]
            yield from _paragraphs(lines, "\t" if has_tables else "   ")


def _table(table: PdfTable) -> TableBlock:
    """A table as far as one page shows it; rows without words - their words stand on the page before - are left out."""
    filled = sorted({cell.row for cell in table.cells if cell.lines})
    number = {row: n for n, row in enumerate(filled)}
    cells = []
    for cell in table.cells:
        if cell.row in number:
            rows = sum(cell.row <= row < cell.end for row in filled)
            cells.append(TableCell(cell.text, number[cell.row], cell.column, rows, cell.columns, doubt=_doubt(cell)))
    return TableBlock(tuple(cells), table.page)


def _doubt(cell: PdfCell) -> Doubt | None:
    if not cell.lines:
        return None
    if UNKNOWN in cell.text:
        return UNKNOWN_CHARACTER
    return CUT if cell.is_doubtful else IRREGULAR if cell.is_irregular else None


def _paragraphs(lines: list[tuple[TextLine, PdfPage]], gap: str) -> Iterator[Paragraph]:
    """Lines outside tables → paragraphs, the wraps of running text closed up; many lines with wide gaps are a table without lines."""
    is_tabular = sum(len(line.pieces) > 1 for line, _ in lines) >= LEAST_TABULAR
    doubt = BORDERLESS if is_tabular else None
    paragraph: list[tuple[TextLine, PdfPage]] = []
    for line, page in lines:
        if paragraph and not _goes_on(paragraph[-1], (line, page)):
            yield _paragraph(paragraph, gap, doubt)
            paragraph = []
        paragraph.append((line, page))
    if paragraph:
        yield _paragraph(paragraph, gap, doubt)


def _goes_on(last: tuple[TextLine, PdfPage], following: tuple[TextLine, PdfPage]) -> bool:
    """Whether a line of running text is wrapped: it reaches the right edge, and the next one begins at the left."""
    (line, page), (after, next_page) = last, following
    if len(line.pieces) > 1 or len(after.pieces) > 1 or abs(line.size - after.size) > line.size / 5:
        return False
    if after.left > next_page.left + line.size or (
        page is next_page and after.baseline - line.baseline > 3 * line.size
    ):
        return False
    return is_wrapped(line, after, page.right - line.left)


def _paragraph(lines: list[tuple[TextLine, PdfPage]], gap: str, doubt: Doubt | None) -> Paragraph:
    words = [line for line, _ in lines]
    text = gap.join(words[0].pieces) if len(words) == 1 else lines_to_text(words, 0.0)
    return Paragraph(text, lines[0][1].number, UNKNOWN_CHARACTER if UNKNOWN in text else doubt)
