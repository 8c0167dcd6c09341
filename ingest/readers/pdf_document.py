"""Pages as characters and strokes, drawn or scanned → Document: ruled tables put together over page breaks, and the words between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from ingest.layout import Document
from ingest.readers.blocks import Block, Doubt, Paragraph, TableBlock, TableCell, blocks_to_document
from ingest.readers.pdf_areas import lines_to_areas
from ingest.readers.pdf_cells import PdfCell, PdfPage, PdfTable, content_to_page
from ingest.readers.pdf_page import UNKNOWN, PageContent
from ingest.readers.pdf_pages import stitch_pages
from ingest.readers.pdf_text import TextLine, is_wrapped, lines_to_text

LEAST_TABULAR = 3  # so many lines with words far apart are a table without lines
LEAST_CONFIDENCE = 0.9  # in the doubtful character of a cell; below it the cell is doubtful

BORDERLESS = Doubt(
    code="borderless", message="a table without ruling lines; its columns are guessed from where words stand"
)
CUT = Doubt(
    code="cell_cut_by_page", message="cells on both sides of a page break were taken for one row, without a sure sign"
)
OVERFULL = Doubt(
    code="cell_overfull", message="words do not fit their cell: in print they are cut off, or run into the next one"
)
IRREGULAR = Doubt(code="cell_irregular", message="a cell's ruling lines are not complete")
UNKNOWN_CHARACTER = Doubt(
    "character_unknown", "a character has no meaning in the file's text layer", is_about_words=True
)
OCR_DOUBTFUL = Doubt(
    "ocr_doubtful", "a character of the picture could also be another: look at the page", is_about_words=True
)


def contents_to_document(contents: list[PageContent], media_type: str) -> Document:
    """What stands on the pages of a file, in their order → its document."""
    pages = [content_to_page(content) for content in contents]
    stitch_pages(pages)
    return blocks_to_document(media_type, _blocks(pages, {content.number: content for content in contents}))


def _blocks(pages: list[PdfPage], contents: Mapping[int, PageContent]) -> Iterator[Block]:
    has_tables = any(isinstance(item, PdfTable) for page in pages for item in page.items)
    placed = [(item, page) for page in pages for item in page.items]
    for is_table, run in groupby(placed, key=lambda pair: isinstance(pair[0], PdfTable)):
        if is_table:
            yield from (_table(item, contents) for item, _ in run if isinstance(item, PdfTable))
        else:
            lines = [(item, page) for item, page in run if isinstance(item, TextLine)]
            yield from _paragraphs(lines, contents, "\t" if has_tables else "   ")


def _table(table: PdfTable, contents: Mapping[int, PageContent]) -> TableBlock:
    """A table as far as one page shows it; rows without words - their words stand on the page before - are left out."""
    filled = sorted({cell.row for cell in table.cells if cell.lines})
    number = {row: n for n, row in enumerate(filled)}
    doubtful = {row for cell in table.cells if cell.is_doubtful for row in range(cell.row, cell.end)}
    cells = []
    for cell in table.cells:
        if cell.row in number:
            rows = sum(cell.row <= row < cell.end for row in filled)
            confidence = min((line.confidence for line in cell.lines), default=1.0)
            place = number[cell.row], cell.column, rows, cell.columns
            doubt = _doubt(cell, confidence) or (CUT if cell.row in doubtful else None)
            cells.append(TableCell(cell.text, *place, confidence, doubt, lines_to_areas(cell.lines, contents)))
    return TableBlock(tuple(cells), table.page)


def _doubt(cell: PdfCell, confidence: float) -> Doubt | None:
    if not cell.lines:
        return None
    if UNKNOWN in cell.text:
        return UNKNOWN_CHARACTER
    if confidence < LEAST_CONFIDENCE:
        return OCR_DOUBTFUL
    return OVERFULL if cell.is_overfull else IRREGULAR if cell.is_irregular else None


def _paragraphs(
    lines: list[tuple[TextLine, PdfPage]], contents: Mapping[int, PageContent], gap: str
) -> Iterator[Paragraph]:
    """Lines outside tables → paragraphs, the wraps of running text closed up; many lines with wide gaps are a table without lines."""
    is_tabular = sum(len(line.pieces) > 1 for line, _ in lines) >= LEAST_TABULAR
    doubt = BORDERLESS if is_tabular else None
    paragraph: list[tuple[TextLine, PdfPage]] = []
    for line, page in lines:
        if paragraph and not _goes_on(paragraph[-1], (line, page)):
            yield _paragraph(paragraph, contents, gap, doubt)
            paragraph = []
        paragraph.append((line, page))
    if paragraph:
        yield _paragraph(paragraph, contents, gap, doubt)


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


def _paragraph(
    lines: list[tuple[TextLine, PdfPage]], contents: Mapping[int, PageContent], gap: str, doubt: Doubt | None
) -> Paragraph:
    words = [line for line, _ in lines]
    text = gap.join(words[0].pieces) if len(words) == 1 else lines_to_text(words, 0.0)
    if UNKNOWN in text:
        doubt = UNKNOWN_CHARACTER
    elif min(line.confidence for line in words) < LEAST_CONFIDENCE:
        doubt = OCR_DOUBTFUL
    return Paragraph(text, lines[0][1].number, doubt, lines_to_areas(words, contents))
