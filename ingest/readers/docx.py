"""DOCX → Document: paragraphs and tables in printed order, with merged cells, content controls, text boxes, tracked changes and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml import etree

from ingest.layout import Document, Unreadable
from ingest.readers.archives import Archive
from ingest.readers.blocks import Block, Paragraph, blocks_to_document
from ingest.readers.docx_margins import with_margins
from ingest.readers.docx_numbers import Numbering
from ingest.readers.docx_text import is_on, is_page_number, is_placeholder, paragraph_text
from ingest.readers.tables import BlockCell, cells_to_blocks
from ingest.readers.xml import attribute, child, local_name, parse_xml

MOST_NESTED = 12  # tables in tables; layouts nest two or three
MOST_SLOTS = 500_000  # rows × columns of one table
_BLOCK_WRAPPERS = frozenset({"ins", "moveTo", "customXml", "smartTag"})


def read(data: bytes, media_type: str) -> Document:
    """Bytes of a DOCX file → Document. Raises Unreadable when they are damaged, protected or unsafe."""
    archive = Archive(data)
    name = archive.main_part("word/document.xml")
    content = archive.read(name)
    body = child(parse_xml(content, name), "body")
    if body is None:
        raise Unreadable("broken_file", "the file holds no Word document; save it anew")
    is_wide = b"\x00" in content[:8]  # two bytes a character: a search for words would not find them
    reader = _Reader(archive, has_fields=is_wide or b"instr" in content, has_boxes=is_wide or b"txbxContent" in content)
    around = _Reader(archive, has_fields=True, has_boxes=True)
    return blocks_to_document(media_type, with_margins(archive, reader.blocks(body), around.blocks))


def _part(archive: Archive, name: str) -> etree._Element | None:
    return parse_xml(archive.read(name), name) if name in archive.names else None


class _Reader:
    """One pass through a document; what it remembers is how deep it stands in tables and how far lists have counted."""

    def __init__(self, archive: Archive, *, has_fields: bool, has_boxes: bool) -> None:
        self.archive, self.has_fields, self.has_boxes = archive, has_fields, has_boxes
        self.depth = 0

    @cached_property
    def numbers(self) -> Numbering:
        """The lists of the document, read when the first paragraph asks for them."""
        return Numbering(_part(self.archive, "word/numbering.xml"), _part(self.archive, "word/styles.xml"))

    def blocks(self, container: etree._Element) -> list[Block]:
        """What stands in a body, a cell or a text box, in order."""
        blocks: list[Block] = []
        for element in container:
            name = local_name(element)
            if name == "p":
                blocks += self.paragraph(element)
            elif name == "tbl":
                blocks += self.table(element)
            elif name in _BLOCK_WRAPPERS:
                blocks += self.blocks(element)
            elif name == "sdt" and not is_placeholder(element):
                content = child(element, "sdtContent")
                blocks += self.blocks(content) if content is not None else []
        return blocks

    def paragraph(self, element: etree._Element) -> list[Block]:
        """A paragraph with its list number, and behind it the text boxes anchored in it."""
        text = "" if self.has_fields and is_page_number(element) else paragraph_text(element)
        properties = child(element, "pPr") if text.strip() else None
        blocks: list[Block] = [Paragraph(self._number(properties) + text)]
        for box in _text_boxes(element) if self.has_boxes else ():
            self._descend()
            blocks += self.blocks(box)
            self.depth -= 1
        return blocks

    def _number(self, properties: etree._Element | None) -> str:
        """The number printed before a paragraph of a list."""
        if properties is None or all(child(properties, name) is None for name in ("numPr", "pStyle")):
            return ""
        return self.numbers.next(properties)

    def table(self, table: etree._Element) -> list[Block]:
        """A table; a cell merged downwards reaches as far as the cells below continue it."""
        self._descend()
        cells: list[BlockCell] = []
        open_cells: dict[int, int] = {}  # column → index in `cells` of the cell that reaches down to here
        for row, element in enumerate(_rows(table)):
            column = _number(child(element, "trPr", "gridBefore"), 0)
            reaching: dict[int, int] = {}
            for cell, properties in _cells(element):
                marks = {local_name(mark): mark for mark in _each(properties)}
                span = max(1, _number(marks.get("gridSpan"), 1))
                if _continues(marks.get("hMerge")) and cells and cells[-1].row == row:
                    cells[-1] = _wider(cells[-1], span)
                elif _continues(marks.get("vMerge")) and column in open_cells:
                    above = open_cells[column]
                    cells[above] = _taller(cells[above], row)
                    reaching[column] = above
                else:
                    cells.append(BlockCell(self.blocks(cell), row, column, 1, span))
                    reaching[column] = len(cells) - 1
                column += span
                if column * (row + 1) > MOST_SLOTS:
                    raise Unreadable("too_large", f"a table has more than {MOST_SLOTS} cells")
            open_cells = reaching
        self.depth -= 1
        return cells_to_blocks(cells)

    def _descend(self) -> None:
        self.depth += 1
        if self.depth > MOST_NESTED:
            raise Unreadable("nested_too_deep", f"tables stand in tables more than {MOST_NESTED} deep")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that are printed: not deleted, not hidden; also those in content controls."""
    for element in table:
        name = local_name(element)
        properties = child(element, "trPr") if name == "tr" else None
        if name == "tr" and child(properties, "del") is None and not is_on(properties, "hidden"):
            yield element
        elif name in _BLOCK_WRAPPERS:
            yield from _rows(element)
        elif name == "sdt" and (content := child(element, "sdtContent")) is not None:
            yield from _rows(content)


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """The cells that are printed, each with its properties."""
    for element in row:
        name = local_name(element)
        properties = child(element, "tcPr") if name == "tc" else None
        if name == "tc" and child(properties, "cellDel") is None:
            yield element, properties
        elif name in _BLOCK_WRAPPERS:
            yield from _cells(element)
        elif name == "sdt" and (content := child(element, "sdtContent")) is not None:
            yield from _cells(content)


def _continues(merge: etree._Element | None) -> bool:
    """Whether a cell continues the one above (vMerge) or before it (hMerge); without a value the mark means that it does."""
    return merge is not None and attribute(merge, "val", "continue") == "continue"


def _each(element: etree._Element | None) -> Iterable[etree._Element]:
    return () if element is None else element


def _taller(cell: BlockCell, row: int) -> BlockCell:
    return BlockCell(cell.blocks, cell.row, cell.column, row - cell.row + 1, cell.columns)


def _wider(cell: BlockCell, span: int) -> BlockCell:
    return BlockCell(cell.blocks, cell.row, cell.column, cell.rows, cell.columns + span)


def _number(element: etree._Element | None, otherwise: int) -> int:
    """A whole number of a property; what is no number, or absurd, is what stands if the property is missing."""
    text = attribute(element, "val")
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes anchored in a paragraph; the fallback that older programs show says the same again."""
    waiting = list(paragraph)[::-1]
    while waiting:
        element = waiting.pop()
        name = local_name(element)
        if name == "txbxContent":
            yield element
        elif name not in {"Fallback", "del", "moveFrom"}:
            waiting.extend(list(element)[::-1])
