"""Which document some bytes are, and whether that is what was promised: an error page under the name of a PDF is none.

Libraries that name file types by their first bytes cannot tell DOCX from XLSX, nor text from nothing at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ingest.fetching.failures import FetchFailed

_OFFICE = "application/vnd.openxmlformats-officedocument"
_NAME_SENT = re.compile(r"filename\*?=(?:UTF-8'')?\"?(?P<name>[^\";]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: how its file ends, its media type, and with which kinds it may be confused (its family)."""

    ending: str
    media_type: str
    family: str


_KINDS = {
    kind.ending: kind
    for kind in (
        Kind(".pdf", "application/pdf", "pdf"),
        Kind(".docx", f"{_OFFICE}.wordprocessingml.document", "office"),
        Kind(".xlsx", f"{_OFFICE}.spreadsheetml.sheet", "office"),
        Kind(".doc", "application/msword", "office"),
        Kind(".xls", "application/vnd.ms-excel", "office"),
        Kind(".wps", "application/vnd.ms-works", "office"),
        Kind(".et", "application/vnd.ms-excel", "office"),
        Kind(".zip", "application/zip", "archive"),
        Kind(".png", "image/png", "picture"),
        Kind(".jpg", "image/jpeg", "picture"),
        Kind(".tif", "image/tiff", "picture"),
        Kind(".html", "text/html", "page"),
        Kind(".txt", "text/plain", "text"),
        Kind(".csv", "text/csv", "text"),
        Kind(".md", "text/markdown", "text"),
    )
}
_ALIASES = {".htm": ".html", ".shtml": ".html", ".xhtml": ".html", ".jpeg": ".jpg", ".tiff": ".tif", ".xlsm": ".xlsx"}
_BY_TYPE = {kind.media_type: kind for kind in reversed(_KINDS.values())}
_MAGIC = {b"\x89PNG\r\n": ".png", b"\xff\xd8\xff": ".jpg", b"II*\x00": ".tif", b"MM\x00*": ".tif"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAGS = re.compile(rb"<(?:!doctype html|html|head|body|table|div|meta)\b", re.IGNORECASE)


def kind_of(data: bytes, url: str, content_type: str, disposition: str) -> Kind:
    """What `data` is. Raises FetchFailed when it is nothing that could be a document, is not what its address, its name or its type
    promised, or ends too early."""
    named = _named(url, disposition)
    declared = content_type.partition(";")[0].strip().lower()
    kind = _by_bytes(data, named)
    if kind is None:
        raise FetchFailed(
            "fetch_wrong_type", f"its bytes are no document of a known kind (sent as {declared or 'nothing'})"
        )
    promised = _KINDS.get(named) or _BY_TYPE.get(declared)
    if promised and not _keeps(promised, kind, declared):
        message = f"promised was {promised.media_type}, sent was {kind.media_type}: an error page, or a wrong address"
        raise FetchFailed("fetch_wrong_type", message)
    if not _is_whole(kind, data):
        raise FetchFailed("fetch_failed", f"the {kind.ending.lstrip('.')} ends too early", is_passing=True)
    return kind


def _named(url: str, disposition: str) -> str:
    """The ending of the name that the server sends, else of the address."""
    sent = _NAME_SENT.search(disposition)
    ending = PurePosixPath(unquote(sent["name"] if sent else urlsplit(url).path)).suffix.lower()
    return _ALIASES.get(ending, ending)


def _by_bytes(data: bytes, named: str) -> Kind | None:
    if not data.strip():
        return None
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return _KINDS[".pdf"]
    if picture := next((ending for magic, ending in _MAGIC.items() if data.startswith(magic)), None):
        return _KINDS[picture]
    if data.startswith(b"PK\x03\x04"):
        return _KINDS[".docx" if b"word/document" in data else ".xlsx" if b"xl/workbook" in data else ".zip"]
    if data.startswith(_OLE):
        return _KINDS[".doc" if "WordDocument".encode("utf-16-le") in data else ".xls"]
    if not _is_text(data):
        return None
    if _TAGS.search(data[:4096]):
        return _KINDS[".html"]
    return _KINDS[named if named in {".csv", ".md"} else ".txt"]


def _is_text(data: bytes) -> bool:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return "\x00" not in data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return False


def _keeps(promised: Kind, sent: Kind, declared: str) -> bool:
    """Whether what was sent is of the family promised. Systems export tables as pages under an office name, and say so in the type."""
    if promised.family == sent.family or promised.family in {"page", "text"}:
        return True
    return promised.family == "office" and sent.family in {"page", "text"} and not declared.startswith("text/")


def _is_whole(kind: Kind, data: bytes) -> bool:
    """Whether the mark is there that ends a file of this kind; kinds without one count as whole."""
    if kind.ending == ".pdf":
        return b"%%EOF" in data
    if data.startswith(b"PK\x03\x04"):
        return b"PK\x05\x06" in data[-70_000:]
    return True
