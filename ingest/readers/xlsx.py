"""XLSX → Document: every sheet that is shown is a table, every cell the text it prints, merged cells and hidden parts observed.

The parts are read with lxml rather than a spreadsheet library: none of them gives merged ranges, number formats and hidden rows at
once in reasonable time, and one far cell makes some of them claim the whole sheet's memory.
"""

from __future__ import annotations

import posixpath
import re
from datetime import datetime

from lxml import etree

from ingest.layout import Document, Unreadable
from ingest.readers.archives import Archive
from ingest.readers.blocks import Block, Doubt, blocks_to_document
from ingest.readers.number_formats import BUILT_IN, GENERAL, print_number, print_text
from ingest.readers.sheets import LAST_COLUMN, Sheet, sheet_to_block
from ingest.readers.xml import attribute, child, each_element, local_name, parse_xml

MOST_SHEETS = 500
_NOT_COMPUTED = Doubt(
    "formula_not_computed", "a cell holds a formula that was never computed; open the workbook and save it"
)
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read(data: bytes, media_type: str) -> Document:
    """Bytes of an XLSX file → Document, its pages the sheets. Raises Unreadable when they are damaged, protected, unsafe or too large."""
    archive = Archive(data)
    name = archive.main_part("xl/workbook.xml")
    book = parse_xml(archive.read(name), name)
    targets = _targets(archive, f"xl/_rels/{name[3:]}.rels")
    shown = [sheet for sheet in _all(book, "sheet") if attribute(sheet, "state", "visible") == "visible"]
    if len(shown) > MOST_SHEETS:
        raise Unreadable("too_large", f"the workbook has {len(shown)} sheets; at most {MOST_SHEETS} are read")
    is_1904 = attribute(child(book, "workbookPr"), "date1904").lower() in {"1", "true", "on"}
    reader = _Reader(_strings(archive), _formats(archive), is_1904)
    blocks: list[Block] = []
    for page, sheet in enumerate(shown, 1):
        part = targets.get(attribute(sheet, "id"), "")
        if part.startswith("xl/chartsheets/"):
            continue
        if block := sheet_to_block(reader.sheet(archive.read(part), part), page, attribute(sheet, "name")):
            blocks.append(block)
    return blocks_to_document(media_type, blocks)


class _Reader:
    """What all sheets of a workbook share: its strings, the formats of its styles, its first day."""

    def __init__(self, strings: list[str], formats: list[str], is_1904: bool) -> None:
        self.strings, self.formats, self.is_1904 = strings, formats, is_1904

    def sheet(self, data: bytes, name: str) -> Sheet:
        """A sheet's part → its cells, merged ranges and hidden parts."""
        sheet = Sheet()
        number = -1
        for element in each_element(data, name, "row", "mergeCell", "col"):
            match local_name(element):
                case "row":
                    number = _whole(attribute(element, "r"), number + 2) - 1
                    self._row(element, number, sheet)
                case "mergeCell":
                    _merge(attribute(element, "ref"), sheet)
                case _ if _is_hidden(element, "width"):
                    first = _whole(attribute(element, "min"), 1)
                    sheet.hide_columns(first - 1, _whole(attribute(element, "max"), first) - 1)
        return sheet

    def _row(self, element: etree._Element, row: int, sheet: Sheet) -> None:
        if _is_hidden(element, "ht"):
            sheet.hidden_rows.add(row)
        column = -1
        for cell in element:
            if local_name(cell) == "c":
                place = _PLACE.fullmatch(cell.get("r", ""))
                column = _column(place.group(1)) if place else column + 1
                parts = {local_name(part): part for part in cell}
                sheet.put(row, column, self._shown(cell, parts))
                if "f" in parts and not _stored(parts):
                    sheet.doubts[row, column] = _NOT_COMPUTED

    def _shown(self, cell: etree._Element, parts: dict[str, etree._Element]) -> str:
        """The text a cell prints. A formula that was never computed prints itself, for nobody knows its value."""
        kind, form = cell.get("t", "n"), self._format(cell.get("s", "0"))
        if kind == "inlineStr":
            return print_text(_string(parts.get("is")), form)
        text = _stored(parts)
        if not text:
            return f"={parts['f'].text or ''}" if "f" in parts else ""
        match kind:
            case "s":
                number = _whole(text, -1)
                return print_text(self.strings[number] if 0 <= number < len(self.strings) else "", form)
            case "str":
                return print_text(_unescaped(text), form)
            case "b":
                return "TRUE" if text == "1" else "FALSE"
            case "d":
                return _date(text)
            case "e":
                return text
        return _number(text, form, self.is_1904)

    def _format(self, style: str) -> str:
        number = _whole(style, 0)
        return self.formats[number] if number < len(self.formats) else GENERAL


def _stored(parts: dict[str, etree._Element]) -> str:
    return parts["v"].text or "" if "v" in parts else ""


def _number(text: str, form: str, is_1904: bool) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    return print_number(number, form, is_1904=is_1904) if abs(number) < 1e15 else text


def _date(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{moment.year}/{moment.month}/{moment.day}"


def _merge(text: str, sheet: Sheet) -> None:
    first, _, last = text.partition(":")
    start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
    if start and end:
        rows, columns = (int(start.group(2)), int(end.group(2))), (_column(start.group(1)), _column(end.group(1)))
        sheet.merge(min(rows) - 1, max(rows) - 1, min(columns), max(columns))


def _is_hidden(element: etree._Element, size: str) -> bool:
    return attribute(element, "hidden").lower() in {"1", "true", "on"} or attribute(element, size) == "0"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return min(number - 1, LAST_COLUMN + 1)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else otherwise


# the parts that sheets refer to ---------------------------------------------------------------------------------------


def _all(root: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in root.iter() if local_name(element) == name]


def _targets(archive: Archive, name: str) -> dict[str, str]:
    """The parts a workbook refers to in its part `name`, by the id of the relation."""
    relations = _all(parse_xml(archive.read(name), name), "Relationship")
    return {
        attribute(r, "Id"): posixpath.normpath(posixpath.join("/xl", attribute(r, "Target")))[1:] for r in relations
    }


def _strings(archive: Archive) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in archive.names:
        return []
    return [_string(element) for element in each_element(archive.read(name), name, "si")]


def _string(element: etree._Element | None) -> str:
    """A string's words, the reading aids above characters left out."""
    texts = (
        []
        if element is None
        else [*_texts(element), *(t for run in element if local_name(run) == "r" for t in _texts(run))]
    )
    return _unescaped("".join(texts))


def _texts(element: etree._Element) -> list[str]:
    return [part.text or "" for part in element if local_name(part) == "t"]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text


def _formats(archive: Archive) -> list[str]:
    """The number format of every cell style, in order."""
    name = "xl/styles.xml"
    if name not in archive.names:
        return []
    root = parse_xml(archive.read(name), name)
    own = {attribute(f, "numFmtId"): attribute(f, "formatCode") for f in _all(root, "numFmt")}
    styles = child(root, "cellXfs")
    numbers = (
        [attribute(style, "numFmtId", "0") for style in styles if local_name(style) == "xf"]
        if styles is not None
        else []
    )
    return [own.get(number) or BUILT_IN.get(_whole(number, 0), GENERAL) for number in numbers]
