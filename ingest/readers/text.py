"""Plain text (TXT, Markdown, TSV) → Document: lines and their delimited pieces, converter marks removed."""

from __future__ import annotations

import codecs
import re

from ingest.layout import Document, Line, Unreadable, Words

# Marks that converters leave in text; they are no words of the document.
_MARKS = re.compile(
    r"\[bookmark: [^\]\n]{0,200}\]|</?(?:b|p|i|u|em|strong|br|span|div)\b[^>\n]{0,200}>|^\s*#{1,6}(?=\s)"
)
_TICK_BOX = re.compile(r"<input\b[^>\n]{0,400}>", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b", re.IGNORECASE)
_SEPARATOR_ROW = frozenset("|:+-")  # characters of the line below a Markdown table's header
_BLANKS = " \u00a0\u3000\r\f\v\x1c\x1d\x1e\x85\u2028\u2029\ufeff\u200b"
_WITHOUT_BLANKS = dict.fromkeys(map(ord, " \t\r\u00a0\u3000"))
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MOST_BYTES = 10_000_000  # a thousand pages; more is no document that a person published


def decode(data: bytes) -> str:
    """Bytes → text: UTF-16 where its mark says so, else UTF-8, else GB 18030 (which contains GBK and GB 2312).

    Line ends become a single newline. Raises Unreadable when none fits or the text holds NULs.
    """
    for encoding in ("utf-16",) if data.startswith(_UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise Unreadable("not_text", "the file holds binary data, not text")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable("not_text", "the text is neither UTF-8 nor GB 18030")


def read(data: bytes, media_type: str = "text/plain") -> Document:
    """Bytes of a text file → Document. Raises Unreadable when there are too many or they cannot be decoded."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read: split it")
    text = decode(data)
    lines: list[Line] = []
    offset = blanks = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = text_line(number, raw, offset, blanks)
        offset += len(raw) + 1
        if line is None:
            blanks += 1
            continue
        blanks = 0
        lines.append(line)
    return Document(media_type, text, lines)


def text_line(number: int, raw: str, offset: int, blanks: int) -> Line | None:
    """One line as printed → its pieces, or None for a line that shows nothing and delimits nothing.

    `offset` is that of its first character in the document, `blanks` counts the lines without anything before it.
    """
    if "---" in raw and _SEPARATOR_ROW.issuperset(raw.translate(_WITHOUT_BLANKS)):
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
    boxes = list(_TICK_BOX.finditer(words.text)) if "<" in words.text else []
    if boxes:
        parts: list[str] = []
        at: list[int] = []
        done = 0
        for box in boxes:
            parts += [words.text[done : box.start()], "☑" if _CHECKED.search(box.group(0)) else "☐"]
            at += words.at[done : box.start() + 1]
            done = box.end()
        words = Words("".join(parts) + words.text[done:], (*at, *words.at[done:]))
    return words.without(_MARKS)


def _trim(words: Words) -> Words:
    start = len(words.text) - len(words.text.lstrip(_BLANKS))
    return words.part(start, len(words.text.rstrip(_BLANKS))) if start < len(words.text) else Words("", ())
