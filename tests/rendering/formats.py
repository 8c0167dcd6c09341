"""A page → the bytes of a file, one function per format. What a person's program would write, not what our readers like."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import docx
import openpyxl
import xlwt  # type: ignore[import-untyped]

from tests.rendering.pages import Box, Page, Ruled

ROWS_PER_PAGE = 7
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,8})(\.\d{1,4})?(%?)")


def to_txt(page: Page) -> bytes:
    """Tabs between cells, a line a row."""
    lines = []
    for part in page:
        if isinstance(part, Ruled):
            lines += ["", *("\t".join(_one_line(cell) for cell in row) for row in part.table()), ""]
        else:
            lines.append(part)
    return "\n".join(lines).encode()


def to_csv(page: Page) -> bytes:
    """What a spreadsheet exports: commas, quotes where a cell needs them, line breaks kept in them, a byte order mark."""
    file = io.StringIO()
    writer = csv.writer(file)
    for part in page:
        writer.writerows([*part.table(), []] if isinstance(part, Ruled) else [[part]])
    return file.getvalue().encode("utf-8-sig")


def to_markdown(page: Page) -> bytes:
    """Pipe tables."""
    lines = []
    for part in page:
        if isinstance(part, Ruled):
            rows = ["| " + " | ".join(_one_line(cell) for cell in row) + " |" for row in part.table()]
            lines += ["", rows[0], "|" + "---|" * part.width, *rows[1:], ""]
        else:
            lines += [part, ""]
    return "\n".join(lines).encode()


HEAD = """<head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>绩效公开_政府网</title>
<style>td { border: 1px }</style><script>var share = "<table><tr><td>分享</td></tr></table>";</script></head>"""
BEFORE = """<div class=top><ul><li><a href=/>首页</a></li><li><a href=/zw>政务公开</a></li></ul></div>
<table width=1000 align=center><tr><td>当前位置：<a href=/>首页</a> &gt; 政务公开 &gt; 预决算</td></tr><tr><td>
<div class=info>发布时间：2024-02-05 09:12 &nbsp; 来源：财政局 &nbsp; 字号：[ <a>大</a> <a>中</a> <a>小</a> ] 打印</div><div id=zoom>"""
AFTER = """</div></td></tr></table><div class=share>扫一扫在手机打开当前页</div><footer>主办：人民政府办公室</footer>"""


def to_html(page: Page) -> bytes:
    """A page of an older content system: gb2312 by name, a layout table around it, entities, attributes without quotes."""
    parts = []
    for part in page:
        if not isinstance(part, Ruled):
            parts.append(f"<p>{html.escape(part).replace('  ', '&nbsp; ')}</p>")
            continue
        rows = []
        for row in part.rows:
            cells = [
                f"<td{f' colspan={box.columns}' if box.columns > 1 else ''}{f' rowspan={box.rows}' if box.rows > 1 else ''}>"
                f"<p>{'</p><p>'.join(html.escape(text) or '&nbsp;' for text in box.text.split(chr(10)))}</p></td>"
                for box in row
            ]
            rows.append(f"<tr>\n{''.join(cells)}\n</tr>")
        parts.append(f"<table border=1>{''.join(rows)}</table>")
    body = "\n".join(parts)
    return f"<html>{HEAD}<body>{BEFORE}{body}{AFTER}</body></html>".encode("gb18030")


def to_docx(page: Page) -> bytes:
    """Word's merged cells, a paragraph for every line of a cell."""
    document = docx.Document()
    for part in page:
        if not isinstance(part, Ruled):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part.rows), part.width)
        grid = [row.cells for row in table.rows]
        for r, c, box in part.placed():
            if box.columns > 1 or box.rows > 1:
                grid[r][c].merge(grid[r + box.rows - 1][c + box.columns - 1])
            grid[r][c].text = box.text.split("\n")[0]
            for text in box.text.split("\n")[1:]:
                grid[r][c].add_paragraph(text)
        document.add_paragraph("")
    return _saved(document.save)


def to_cut_docx(page: Page) -> bytes:
    """What a converter makes of printed pages: a table of its own for every page, a page number between them, merged cells cut."""
    return to_docx([piece for part in page for piece in (_cut(part) if isinstance(part, Ruled) else [part])])


def _cut(table: Ruled) -> Page:
    rows = table.table()
    page: Page = []
    for start in range(0, len(rows), ROWS_PER_PAGE):
        end = min(start + ROWS_PER_PAGE, len(rows))
        kept: list[list[tuple[int, Box]]] = [[] for _ in range(end - start)]
        for r, c, box in table.placed():
            first, last = max(r, start), min(r + box.rows, end)
            if first < last:
                kept[first - start].append((c, Box(box.text if r >= start else "", box.columns, last - first)))
        page += [
            Ruled([[box for _, box in sorted(row, key=lambda cell: cell[0])] for row in kept]),
            f"— {start // ROWS_PER_PAGE + 1} —",
        ]
    return page


def to_xlsx(page: Page) -> bytes:
    """One sheet; figures are stored as numbers with the format that prints them."""
    return _workbook([page], 1, 1)


def to_sheets(page: Page) -> bytes:
    """A sheet for every form, with an empty row above it and an empty column before it."""
    pages: list[Page] = [[]]
    for before, part in pairwise([None, *page]):
        if isinstance(before, Ruled) and isinstance(part, str):
            pages.append([])
        assert part is not None
        pages[-1].append(part)
    return _workbook(pages, 2, 2)


def _workbook(pages: list[Page], top: int, left: int) -> bytes:
    book = openpyxl.Workbook()
    for page in pages:
        sheet, row = book.create_sheet(), top
        for part in page:
            if not isinstance(part, Ruled):
                sheet.cell(row, left, part)
                row += 1
                continue
            for r, c, box in part.placed():
                value, form = _stored(box.text)
                cell = sheet.cell(row + r, left + c, value)
                cell.number_format = form
                cell.data_type = "s" if isinstance(value, str) else cell.data_type  # =100% is a text here, no formula
                if box.columns > 1 or box.rows > 1:
                    end_row, end_column = row + r + box.rows - 1, left + c + box.columns - 1
                    sheet.merge_cells(start_row=row + r, start_column=left + c, end_row=end_row, end_column=end_column)
            row += len(part.rows) + 1
    del book["Sheet"]
    return _saved(book.save)


def to_xls(page: Page) -> bytes:
    """The same for Excel 97 to 2003."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    styles: dict[str, xlwt.XFStyle] = {}
    row = 0
    for part in page:
        if not isinstance(part, Ruled):
            sheet.write(row, 0, part)
            row += 1
            continue
        for r, c, box in part.placed():
            value, form = _stored(box.text)
            style = styles.setdefault(form, xlwt.easyxf(num_format_str=form))
            sheet.write_merge(row + r, row + r + box.rows - 1, c, c + box.columns - 1, value, style)
        row += len(part.rows) + 1
    return _saved(book.save)


RENDERERS: dict[str, Callable[[Page], bytes]] = {
    "txt": to_txt, "md": to_markdown, "html": to_html, "docx": to_docx, "xlsx": to_xlsx, "xls": to_xls,
    "csv": to_csv, "cut.docx": to_cut_docx, "sheets.xlsx": to_sheets,
}  # fmt: skip


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def _stored(text: str) -> tuple[str | float | None, str]:
    """What a spreadsheet stores for a text, and the number format that prints it."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text or None, "General"
    places = len(match.group(2) or ".") - 1
    form = "0" + ("." + "0" * places if places else "")
    if match.group(3):
        return float(Decimal(text[:-1]) / 100), form + "%"
    return float(text), form


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()
