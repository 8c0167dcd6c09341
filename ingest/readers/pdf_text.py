"""Characters → lines of words, and a cell's lines → its text with wraps closed up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.pdf_page import Glyph

SAME_LINE = 0.45  # of a character's height: baselines nearer than this are one line
BLANK = 0.6  # of a character's height: a gap wider than this is a blank, printed or not
FAR = 1.0  # the same: words farther apart than this stand in different places
PADDING = 12.0  # points that a cell leaves free at both sides together
NEVER_FIRST = frozenset("，。、；：！？）》”’%")  # in a line; the character before is kept with it
NEVER_LAST = frozenset("（《“‘")
TWICE = 0.3  # of a character's height: the same character nearer than this is drawn twice to look bold


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line: its words with the blanks between them, and where on which page. `pieces` are parted by wide gaps.

    `confidence` is that of its most doubtful character.
    """

    pieces: tuple[str, ...]
    left: float
    right: float
    baseline: float
    size: float
    confidence: float = 1.0
    page: int = 0

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(self.pieces)


def glyphs_to_lines(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """Characters of a page in any order → lines from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: g.baseline):
        if not rows or glyph.baseline - rows[-1][0].baseline > SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows.append([])
        rows[-1].append(glyph)
    return [line for row in rows if (line := _line(sorted(row, key=lambda g: g.left), page))]


def _line(row: list[Glyph], page: int) -> TextLine | None:
    printed = [glyph for glyph in row if not glyph.text.isspace()]
    if not printed:
        return None
    pieces, last = [""], printed[0]
    has_blank = False
    for glyph in row[row.index(printed[0]) : row.index(printed[-1]) + 1]:
        if glyph.text.isspace():
            has_blank = True
            continue
        size = max(glyph.size, last.size)
        if glyph is not last and glyph.text == last.text and glyph.left - last.left < TWICE * size:
            continue
        gap = glyph.left - last.right
        if gap > FAR * size:
            pieces.append("")
        elif (has_blank or gap > BLANK * size) and pieces[-1]:
            pieces[-1] += " "
        pieces[-1] += glyph.text
        last, has_blank = glyph, False
    size = sorted(glyph.size for glyph in printed)[len(printed) // 2]
    right, confidence = max(g.right for g in printed), min(g.confidence for g in printed)
    return TextLine(tuple(pieces), printed[0].left, right, printed[0].baseline, size, confidence, page)


def lines_to_text(lines: Sequence[TextLine], width: float) -> str:
    """A cell's or a paragraph's lines → its text. A line that would have held the next word and did not ends a paragraph."""
    text = ""
    for i, line in enumerate(lines):
        if i and not is_wrapped(lines[i - 1], line, width):
            text += "\n"
        elif text and _is_letter(text[-1]) and _is_letter(line.text[0]):
            text += " "
        text += line.text
    return text


def is_wrapped(line: TextLine, following: TextLine, width: float, padding: float = PADDING) -> bool:
    """Whether a line ends because `width`, less `padding`, left no room for the first word of the line that follows."""
    word = _run(following.text) * following.size / 2
    last = _run(line.text[::-1]) * line.size / 2
    if word and last and word + last < width - padding:
        return False  # figures or letters that fit in one line are not broken
    bound = sum(character in NEVER_FIRST for character in following.text[1:2]) + (following.text[0] in NEVER_LAST)
    return width - padding - (line.right - line.left) < max(line.size, word) + (bound + 0.3) * line.size


def _run(text: str) -> int:
    """How many figures and letters a text begins with; they cannot be broken as Chinese characters can."""
    run = 0
    while run < len(text) and text[run].isascii() and not text[run].isspace():
        run += 1
    return run


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
