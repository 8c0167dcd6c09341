"""Plain text (TXT, Markdown, TSV) → Document: lines and their delimited pieces, converter marks removed."""

from __future__ import annotations

import re

from ingest.layout import Document, Line, Unreadable, Words

# Marks that converters leave in text; they are no words of the document.
_MARKS = re.compile(r"\[bookmark: [^\]\n]*\]|</?(?:b|p|i|u|em|strong|br|span|div)\b[^>\n]{0,200}>|^\s*#{1,6}(?=\s)")
_TICKED = re.compile(r"<input\b[^>\n]*\bchecked\b[^>\n]*>", re.IGNORECASE)
_UNTICKED = re.compile(r"<input\b[^>\n]*>", re.IGNORECASE)
_SEPARATOR_ROW = re.compile(r"^[\s|:+-]*-{3,}[\s|:+-]*$")
_BLANKS = " \u00a0\u3000\r\ufeff\u200b"


def decode(data: bytes) -> str:
    """Bytes → text; UTF-8 first, then GB 18030 (which contains GBK and GB 2312). Line ends become a single newline.

    Raises Unreadable when neither fits or the bytes hold NULs.
    """
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable("not_text", "the file holds binary data, not text")
    for encoding in (
        ("utf-8-sig", "utf-16") if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    ):
        try:
            return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise Unreadable("not_text", "the text is neither UTF-8 nor GB 18030")


def read(data: bytes, media_type: str = "text/plain") -> Document:
    """Bytes of a text file → Document. Raises Unreadable when the bytes cannot be decoded."""
    text = decode(data)
    lines: list[Line] = []
    offset = blanks = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = _line(number, raw, offset, blanks)
        offset += len(raw) + 1
        if line is None:
            blanks += 1
            continue
        blanks = 0
        lines.append(line)
    return Document(media_type, text, lines)


def _line(number: int, raw: str, offset: int, blanks: int) -> Line | None:
    """One line → its pieces, or None for a line that shows nothing and delimits nothing."""
    if _SEPARATOR_ROW.match(raw):
        return None
    words = _clean(Words(raw, tuple(range(offset, offset + len(raw)))))
    delimiter = "\t" if "\t" in raw else "|" if "|" in raw or "｜" in raw else None
    if delimiter is None:
        words = _trim(words)
        return Line(number, (words,), None, blanks) if words.text else None
    pieces = _split(words, "\t" if delimiter == "\t" else "|｜")
    before, after = not pieces[0].text, not pieces[-1].text
    return Line(number, tuple(pieces), delimiter, blanks, before, after)


def _split(words: Words, delimiters: str) -> list[Words]:
    """Words → pieces between delimiters, blanks at their ends removed; empty pieces stay."""
    pieces, start = [], 0
    for i, character in enumerate(words.text + delimiters[0]):
        if character in delimiters:
            pieces.append(_trim(words.part(start, i)))
            start = i + 1
    return pieces


def _clean(words: Words) -> Words:
    """Words without converter marks; form tick boxes become ☑ and ☐."""
    for pattern, mark in ((_TICKED, "☑"), (_UNTICKED, "☐")):
        while match := pattern.search(words.text):
            start, end = match.span()
            words = words.part(0, start) + Words(mark, (words.at[start],)) + words.part(end, len(words.text))
    return words.without(_MARKS)


def _trim(words: Words) -> Words:
    start = len(words.text) - len(words.text.lstrip(_BLANKS))
    return words.part(start, len(words.text.rstrip(_BLANKS))) if start < len(words.text) else Words("", ())
