"""CSV and TSV → Document: records of cells, in quotes or without, whatever delimits them; every character keeps its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ingest.layout import Document, Line, Words
from ingest.readers.mojibake import repaired
from ingest.readers.text import decode_bounded, lost_characters, trim

DELIMITERS = ",;\t|，；"
MOST_LOOKED_AT = 50  # records that show which delimiter parts them
LONGEST_CELL = 20_000  # characters between quotes; a quote that is not closed by then is a character of its cell
_DECLARED = re.compile(r"sep=(.)\n")  # a first line that tells spreadsheets the delimiter


def read(data: bytes, media_type: str) -> Document:
    """Bytes of a file of delimited records → Document. Raises Unreadable when there are too many or they cannot be decoded."""
    text = decode_bounded(data)
    declared = _DECLARED.match(text)
    delimiter = declared.group(1) if declared else _delimiter(text, media_type)
    lines = _lines(text, declared.end() if declared else 0, delimiter)
    return Document(media_type, text, lines, doubts=lost_characters(text.split("\n")))


def _delimiter(text: str, media_type: str) -> str:
    """The delimiter that parts most records alike; the usual one of the format where none parts any."""
    usual = "\t" if media_type == "text/tab-separated-values" else ","

    def alike(delimiter: str) -> tuple[int, bool]:
        widths = Counter(len(record) for _, record in islice(_records(text, 0, delimiter), MOST_LOOKED_AT))
        return max((n * (width - 1) for width, n in widths.items()), default=0), delimiter == usual

    return max(DELIMITERS, key=alike)


def _records(text: str, start: int, delimiter: str) -> Iterator[tuple[int, list[Words]]]:
    """Records from `start` on, each with its place and its cells, blanks at their ends removed."""
    part = re.escape(delimiter)
    cell = re.compile(
        rf'(?:[ ]*"(?P<quoted>(?:[^"]|""){{0,{LONGEST_CELL}}}+)"[ ]*|(?P<plain>[^{part}\n]*))(?P<end>{part}|\n|\Z)'
    )
    at, record = start, list[Words]()
    while match := cell.match(text, at):
        record.append(_words(match))
        at = match.end()
        if match["end"] != delimiter:
            yield start, record
            start, record = at, []
        if not match["end"]:
            return


def _words(cell: re.Match[str]) -> Words:
    """The words of a cell: a quote in quotes is printed twice, a line break in quotes is a blank."""
    quoted = cell["quoted"]
    first, last = cell.span("plain" if quoted is None else "quoted")
    words = repaired(Words(cell.string[first:last].replace("\n", " "), tuple(range(first, last))))
    return trim(words.without(re.compile('"(?=")')) if quoted and '""' in quoted else words)


def _lines(text: str, start: int, delimiter: str) -> list[Line]:
    """Records → lines that are rows of a table; what stands alone in the records above one is words."""
    lines: list[Line] = []
    number, at, blanks, is_above = 1, 0, 0, True
    for place, record in _records(text, start, delimiter):
        number += text.count("\n", at, place)
        at = place
        filled = [words for words in record if words.text]
        if not filled:
            blanks += 1
            is_above = True
            continue
        is_above = is_above and len(filled) == 1
        before, after = not record[0].text, not record[-1].text
        lines.append(
            Line(number, tuple(filled), None, blanks)
            if is_above
            else Line(number, tuple(record), delimiter, blanks, before, after, is_row=True)
        )
        blanks = 0
    return lines
