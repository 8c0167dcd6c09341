"""File formats and their readers: which reader takes a file. Its first bytes decide where they are unmistakable, else the name's ending.

A reader is a module with `read(data, media_type) -> Document` that raises Unreadable; it is imported when its first file comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from ingest.layout import Document, Unreadable

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")  # what holds a DOCX or XLSX that asks for a password
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
LEAST_TAGS = 4  # so many cells' tags make a text a page that was saved as text
_TEXT_ENDINGS = frozenset({".txt", ".md", ""})
_OFFICE_ENDINGS = frozenset({".xls", ".xlsx", ".xlsm", ".et", ".doc", ".docx", ".wps"})


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its media type and the module that reads it."""

    media_type: str
    module: str


TEXT = Format("text/plain", "ingest.readers.text")
HTML = Format("text/html", "ingest.readers.html")
DOCX = Format(f"{_OFFICE}.wordprocessingml.document", "ingest.readers.docx")
XLSX = Format(f"{_OFFICE}.spreadsheetml.sheet", "ingest.readers.xlsx")
XLS = Format("application/vnd.ms-excel", "ingest.readers.xls")
PDF = Format("application/pdf", "ingest.readers.pdf")
DOC = Format("application/msword", "ingest.readers.doc")
JPEG = Format("image/jpeg", "ingest.readers.scan")
TIFF = Format("image/tiff", "ingest.readers.scan")

FORMATS: dict[str, Format] = {
    ".txt": TEXT,
    ".md": Format("text/markdown", "ingest.readers.text"),
    ".csv": Format("text/csv", "ingest.readers.delimited"),
    ".tsv": Format("text/tab-separated-values", "ingest.readers.delimited"),
    ".html": HTML,
    ".htm": HTML,
    ".shtml": HTML,
    ".xhtml": HTML,
    ".docx": DOCX,
    ".docm": DOCX,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".xls": XLS,
    ".et": XLS,
    ".doc": DOC,
    ".wps": DOC,
    ".pdf": PDF,
    ".png": Format("image/png", "ingest.readers.scan"),
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".tif": TIFF,
    ".tiff": TIFF,
    ".bmp": Format("image/bmp", "ingest.readers.scan"),
    ".gif": Format("image/gif", "ingest.readers.scan"),
    ".webp": Format("image/webp", "ingest.readers.scan"),
}
_PICTURES = {b"\x89PNG\r\n": ".png", b"\xff\xd8\xff": ".jpg", b"II*\x00": ".tif", b"MM\x00*": ".tif", b"GIF8": ".gif"}


def format_of(name: str, data: bytes) -> Format | None:
    """The format of a file called `name` that holds `data`, or None when no reader takes it."""
    ending = PurePath(name).suffix.lower()
    if ending == ".txt" and data.count(b'","') > data.count(b"\n"):
        ending = ".csv"  # every line holds quoted cells
    return _by_signature(ending, data) or FORMATS.get(ending)


def _by_signature(ending: str, data: bytes) -> Format | None:
    """What the bytes are, whatever the ending says: systems export HTML and tabbed text as .xls, and people rename files."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    if picture := next((ending for magic, ending in _PICTURES.items() if data.startswith(magic)), None):
        return FORMATS[picture]
    if data.startswith(b"PK\x03\x04"):
        return DOCX if b"word/document" in data else XLSX if b"xl/workbook" in data else None
    if data.startswith(_OLE) and "WordDocument".encode("utf-16-le") in data:
        return DOC
    if data.startswith(_OLE):
        return XLS if "Workbook".encode("utf-16-le") in data or "Book\0".encode("utf-16-le") in data else None
    if ending in _TEXT_ENDINGS and data.count(b"<td") >= LEAST_TAGS and data.count(b"<tr") * 2 >= LEAST_TAGS:
        return HTML
    if ending in _OFFICE_ENDINGS:
        start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<div")) or b"<html" in start:
            return HTML
        if ending in {".xls", ".et"} and b"\t" in start and (b"\x00" not in start or start.startswith(_UTF_16)):
            return FORMATS[".tsv"]
    return None


def is_bundle(name: str, data: bytes) -> bool:
    """Whether a file is a ZIP bundle of documents, rather than a document that is an archive inside."""
    return name.lower().endswith(".zip") and format_of(name, data) is None


def read_bytes(name: str, data: bytes) -> Document:
    """The bytes of a file called `name` → its document. Raises Unreadable, with a code and a sentence, when they give none."""
    if data.startswith(_OLE) and _ENCRYPTED_OFFICE in data:
        raise Unreadable("encrypted", "the file is protected by a password; save it without one")
    found = format_of(name, data)
    if is_bundle(name, data):
        return read_bytes(*_only_member(data))
    if found is None:
        known = ", ".join(FORMATS)
        ending = PurePath(name).suffix or "nothing"
        raise Unreadable("unknown_format", f"no reader for files ending in {ending}; known: {known}")
    if not data and not found.media_type.startswith("text/"):  # a text without a word is a text
        raise Unreadable("empty_document", "the file is empty, it has no bytes at all")
    document: Document = import_module(found.module).read(data, found.media_type)
    return document


def _only_member(data: bytes) -> tuple[str, bytes]:
    """Name and bytes of the document of a bundle that holds one. Raises Unreadable when there are more, or none."""
    from ingest.readers.bundles import bundle_to_members, member_bytes

    members = bundle_to_members(data)
    if len(members) != 1:
        some = ", ".join(member.names[-1] for member in members[:3])
        count = f"{len(members)} documents ({some}{', …' if len(members) > 3 else ''})" if members else "no document"
        raise Unreadable("bundle", f"a bundle with {count}; a refresh reads each of them, unpack it to read one alone")
    (member,) = members
    if member.refused is not None:
        raise member.refused
    return PurePath(member.names[-1]).name, member_bytes(data, member.names)
