"""Plain text (TXT, Markdown, TSV) → Document: lines and their delimited pieces, converter marks removed."""

from __future__ import annotations

import codecs
import html
import re

from ingest.layout import Document, Line, Unreadable, Words, joined
from ingest.nouns import Issue, Locator
from ingest.readers.mojibake import is_lost, repaired

# Marks that converters leave in text, and characters without a width; they are no words of the document.
_MARKS = re.compile(
    r"\[bookmark: [^\]\n]{0,200}\]|</?(?:b|p|i|u|em|strong|br|span|div)\b[^>\n]{0,200}>|^\s*#{1,6}(?=\s)|[\u200b-\u200d\u2060\ufeff\u00ad]"
)
# Stars that print what stands between them in bold; behind a comparator or a bracket they hold the place of a figure (≥**人).
_BOLD = re.compile(r"(?<![*≥≤≧≦<>=＞＜＝(（])\*\*(?=[^\s*|])(?P<bold>[^*|\n]{1,400})(?<=\S)\*\*(?!\*)")
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")  # the backslash before a character that Markdown would take as its own
_SHOWN_AS = re.compile(r"<input\b[^>\n]{0,400}>|&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b", re.IGNORECASE)
_SEPARATOR_ROW = frozenset("|:+-")  # characters of the line below a Markdown table's header
_BLANKS = " \u00a0\u3000\r\f\v\x1c\x1d\x1e\x85\u2028\u2029\ufeff\u200b"
_WITHOUT_BLANKS = dict.fromkeys(map(ord, " \t\r\u00a0\u3000"))
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LEAST_PIPED = 3  # lines with a stroke; fewer are slips of a scan (100|%), no table
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


def decode_bounded(data: bytes) -> str:
    """Bytes of a file → text; see decode. Raises Unreadable also when there are too many."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read: split it")
    return decode(data)


def read(data: bytes, media_type: str = "text/plain") -> Document:
    """Bytes of a text file → Document. Raises Unreadable when there are too many or they cannot be decoded."""
    text = decode_bounded(data)
    lines: list[Line] = []
    offset = blanks = 0
    printed = text.split("\n")
    is_markdown = media_type == "text/markdown" or any("|" in raw and is_separator_row(raw) for raw in printed)
    piped = sum("|" in raw or "｜" in raw for raw in printed)
    has_pipes = piped >= LEAST_PIPED or piped * 2 >= len(printed)
    for number, raw in enumerate(printed, 1):
        line = text_line(number, raw, offset, blanks, is_markdown=is_markdown, has_pipes=has_pipes)
        offset += len(raw) + 1
        if line is None:
            blanks += 1
            continue
        blanks = 0
        lines.append(line)
    return Document(media_type, text, lines, doubts=lost_characters(printed))


def lost_characters(printed: list[str]) -> list[Issue]:
    """A doubt for every line in which characters are gone for good."""
    message = "some characters of this line cannot be read; words may be missing"
    return [
        Issue("characters_lost", message, Locator(number, number, raw.strip()))
        for number, raw in enumerate(printed, 1)
        if is_lost(raw)
    ]


def is_separator_row(raw: str) -> bool:
    """Whether a line is the one below a Markdown table's header: `|:--|--:|`, `---|---`."""
    has_rule = "---" in raw or ("|" in raw and any(rule in raw for rule in (":-", "-:", "|--")))
    return has_rule and _SEPARATOR_ROW.issuperset(raw.translate(_WITHOUT_BLANKS))


def text_line(
    number: int, raw: str, offset: int, blanks: int, *, is_markdown: bool = False, has_pipes: bool = True
) -> Line | None:
    """One line as printed → its pieces, or None for a line that shows nothing and delimits nothing.

    `offset` is that of its first character in the document, `blanks` counts the lines without anything before it.
    Without `has_pipes` a stroke is a sign like others.
    """
    if is_separator_row(raw):
        return None
    words = _clean(repaired(Words(raw, tuple(range(offset, offset + len(raw))))))
    delimiter = "\t" if "\t" in raw else "|" if has_pipes and ("|" in raw or "｜" in raw) else None
    if delimiter is None:
        words = trim(_without_markdown(words) if is_markdown else words)
        return Line(number, (words,), None, blanks, has_blank_end=raw[-1:] == " ") if words.text else None
    pieces = _split(words, "\t" if delimiter == "\t" else "|｜", is_escaped=is_markdown)
    pieces = [trim(_without_markdown(piece)) for piece in pieces] if is_markdown else pieces
    before, after = not pieces[0].text, not pieces[-1].text
    return Line(number, tuple(pieces), delimiter, blanks, before, after)


def _split(words: Words, delimiters: str, *, is_escaped: bool) -> list[Words]:
    """Words → pieces between delimiters, blanks at their ends removed; empty pieces stay. A backslash may escape a delimiter."""
    pieces, start = [], 0
    for i, character in enumerate(words.text + delimiters[0]):
        if character in delimiters and not (is_escaped and words.text[i - 1 : i] == "\\" and i < len(words.text)):
            pieces.append(trim(words.part(start, i)))
            start = i + 1
    return pieces


def _clean(words: Words) -> Words:
    """Words without converter marks; tick boxes of web forms become ☑ and ☐, entities (&ge;) the characters they name."""
    if "<" in words.text or "&" in words.text:
        parts: list[str] = []
        at: list[int] = []
        done = 0
        for match in _SHOWN_AS.finditer(words.text):
            if shown := _shown_as(match.group(0)):
                parts += [words.text[done : match.start()], shown]
                at += words.at[done : match.start() + 1]
                done = match.end()
        words = Words("".join(parts) + words.text[done:], (*at, *words.at[done:])) if done else words
    return words.without(_MARKS)


def _shown_as(mark: str) -> str | None:
    """The one character that a tick box or an entity shows, None for what names none."""
    if mark.startswith("<"):
        return "☑" if _CHECKED.search(mark) else "☐"
    character = html.unescape(mark)
    return character if len(character) == 1 else None


def _without_markdown(words: Words) -> Words:
    """Words without the stars of bold print and the backslashes of escaped characters."""
    parts: list[Words] = []
    done = 0
    for match in _BOLD.finditer(words.text):
        parts += [words.part(done, match.start()), words.part(*match.span("bold"))]
        done = match.end()
    return joined([*parts, words.part(done, len(words.text))]).without(_ESCAPED)


def trim(words: Words) -> Words:
    """Words without blanks at both ends."""
    start = len(words.text) - len(words.text.lstrip(_BLANKS))
    return words.part(start, len(words.text.rstrip(_BLANKS))) if start < len(words.text) else Words("", ())
