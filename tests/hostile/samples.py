"""Every attack on a reader that we know of, as a file made on the spot: name → bytes, and why it must be refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass

import openpyxl

from tests.hostile.archives import nested_zip, overlapping_zip, plain_zip, with_entry_replaced
from tests.hostile.forms import small_form
from tests.hostile.pdf_samples import pdf_attacks
from tests.rendering.formats import to_docx, to_html, to_xlsx
from tests.rendering.pages import Page

ENTITIES = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
DOCTYPE = b'<!DOCTYPE bomb [<!ENTITY a0 "lol">' + ENTITIES + b"]>"


@dataclass(frozen=True)
class Attack:
    """A hostile file: its name, its bytes, and the codes that may stand in the quarantine for it."""

    name: str
    data: bytes
    codes: frozenset[str]


def attacks() -> list[Attack]:
    """All of them; none is larger than a few megabytes."""
    return [
        attack("far_cell.xlsx", far_cell(), "not_a_form"),
        attack("many_merges.xlsx", overlapping_merges(), "too_large"),
        attack("entities.xlsx", with_doctype(to_xlsx(small_form()), "xl/worksheets/sheet1.xml"), "unsafe_xml"),
        attack("entities.docx", with_doctype(to_docx(small_form()), "word/document.xml"), "unsafe_xml"),
        attack("utf16_entities.docx", with_utf16_doctype(to_docx(small_form())), "unsafe_xml", "broken_file"),
        attack("deep.docx", deep_docx(), "broken_file", "nested_too_deep"),
        attack("overlapping.docx", overlapping_zip("word/document.xml"), "archive_bomb"),
        attack("overlapping.zip", overlapping_zip(".txt"), "archive_bomb"),
        attack("zeros.zip", plain_zip({"document.txt": b"\0" * 30_000_000}), "archive_bomb"),
        attack("nested.zip", nested_zip(4), "archive_bomb"),
        attack("deep.html", deep_html(), "nested_too_deep"),
        attack("wide_spans.html", wide_spans(), "too_large"),
        *(attack(name, data, *codes) for name, (data, codes) in pdf_attacks().items()),
        attack("huge_image.png", huge_png(60_000, 60_000), "too_large", "ocr_missing"),
        attack("broken.png", huge_png(400, 400)[:60], "broken_file", "ocr_missing"),
    ]


def attack(name: str, data: bytes, *codes: str) -> Attack:
    return Attack(name, data, frozenset(codes))


def docx_with_remote_image(docx: bytes, address: str) -> bytes:
    """A document that asks for a picture and a template from elsewhere, as one is opened."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{kinds}/{kind}" Target="{address}" TargetMode="External"/>'
        for n, kind in enumerate(("image", "attachedTemplate", "subDocument"), 900)
    )
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        before = archive.read(name)
    return with_entry_replaced(
        docx, name, before.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
    )


def html_with_remote_parts(page: Page, address: str) -> bytes:
    parts = f'<img src="{address}"><iframe src="{address}"></iframe><script src="{address}"></script>'
    return parts.encode() + to_html(page)


def far_cell() -> bytes:
    """A workbook with one cell in the last place there is."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["XFD1048576"] = "x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def overlapping_merges() -> bytes:
    """Merged ranges that all cover everything."""
    merges = b'<mergeCell ref="A1:XFD1048576"/>' * 40_000
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (r, r) for r in range(1, 2000))
        + b'</sheetData><mergeCells count="40000">' + merges + b"</mergeCells></worksheet>"
    )  # fmt: skip
    return with_entry_replaced(to_xlsx(small_form()), "xl/worksheets/sheet1.xml", sheet)


def with_doctype(office: bytes, part: str) -> bytes:
    """An office file, one part of it with entities that unfold to a billion words."""
    return with_entry_replaced(office, part, b'<?xml version="1.0"?>' + DOCTYPE + b"<a>&a9;</a>")


def with_utf16_doctype(office: bytes) -> bytes:
    """The same in an encoding in which a search for the bytes of DOCTYPE finds nothing."""
    text = '<?xml version="1.0" encoding="UTF-16"?>' + DOCTYPE.decode() + "<a>&a9;</a>"
    return with_entry_replaced(office, "word/document.xml", text.encode("utf-16"))


def deep_docx() -> bytes:
    depth = 100_000
    body = b"<w:tbl><w:tr><w:tc>" * depth + b"</w:tc></w:tr></w:tbl>" * depth
    xml = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' + body
    return with_entry_replaced(to_docx(small_form()), "word/document.xml", xml + b"</w:body></w:document>")


def deep_html() -> bytes:
    """A sound form that stands 300 elements deep: parsers lose what is so deep without a word."""
    return b"<div>" * 300 + to_html(small_form()) + b"</div>" * 300


def wide_spans() -> bytes:
    row = b"<tr>" + b"<td colspan=999999999 rowspan=999999999>x</td>" * 100 + b"</tr>"
    return b"<html><table>" + row * 100 + b"</table></html>"


def huge_png(width: int, height: int) -> bytes:
    """A picture of one colour: a few bytes that declare a great many pixels."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(min(height, 2000))) + packer.flush()
    parts = ((b"IHDR", struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)), (b"IDAT", pixels), (b"IEND", b""))
    chunks = (struct.pack(">L", len(d)) + k + d + struct.pack(">L", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
