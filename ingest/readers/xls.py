"""XLS (Excel 97 to 2003, also WPS) → Document: every sheet that is shown is a table, every cell the text it prints."""

from __future__ import annotations

import os
from pathlib import Path

import xlrd
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as StoredSheet

from ingest.layout import Document, Unreadable
from ingest.readers.blocks import Block, blocks_to_document
from ingest.readers.number_formats import BUILT_IN, GENERAL, print_number, print_text
from ingest.readers.sheets import Sheet, sheet_to_block

MOST_BYTES = 60_000_000
_VISIBLE = 0


def read(data: bytes, media_type: str) -> Document:
    """Bytes of an XLS file → Document, its pages the sheets. Raises Unreadable when they are damaged, protected or too large."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", f"the workbook has {len(data)} bytes; at most {MOST_BYTES} are read")
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        try:
            book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=nowhere)
        except Exception as error:  # xlrd meets damage with whatever its code runs into
            is_locked = "encrypted" in str(error)
            reason = "is protected by a password; save it without one" if is_locked else "is damaged; save it anew"
            raise Unreadable("encrypted" if is_locked else "broken_file", f"the workbook {reason}") from error
    shown = [sheet for sheet in book.sheets() if sheet.visibility == _VISIBLE]
    blocks: list[Block] = []
    for page, sheet in enumerate(shown, 1):
        if block := sheet_to_block(_sheet(sheet, book), page, sheet.name):
            blocks.append(block)
    return blocks_to_document(media_type, blocks)


def _sheet(stored: StoredSheet, book: xlrd.Book) -> Sheet:
    sheet = Sheet()
    for row in range(stored.nrows):
        for column in range(stored.row_len(row)):
            sheet.put(row, column, _shown(stored.cell(row, column), book))
    for top, bottom, left, right in stored.merged_cells:
        sheet.merge(top, bottom - 1, left, right - 1)
    sheet.hidden_rows = {row for row, info in stored.rowinfo_map.items() if info.hidden}
    for column, info in stored.colinfo_map.items():
        if info.hidden:
            sheet.hide_columns(column, column)
    return sheet


def _shown(cell: Cell, book: xlrd.Book) -> str:
    form, value = _format(cell, book), cell.value
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return print_text(str(value), form)
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            number = float(value)
            return print_number(number, form, is_1904=bool(book.datemode)) if abs(number) < 1e15 else str(value)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(int(value), "#ERROR")
    return ""


def _format(cell: Cell, book: xlrd.Book) -> str:
    index = cell.xf_index
    if index is None or not 0 <= index < len(book.xf_list):
        return GENERAL
    key = book.xf_list[index].format_key
    form = book.format_map.get(key)
    if key in BUILT_IN:
        return BUILT_IN[key]
    return form.format_str if form is not None else GENERAL
