"""The nouns of parsing: what readers hand to grids, grids to forms, and forms to records. No logic that knows a word's meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain

from ingest.nouns import Horizon, Issue, Locator, Region


class Boundary(IntEnum):
    """What stands between a cell and the one before it, from 'surely the same cell' to 'surely a new row'."""

    GLUE = 0  # nothing: cut by us between two words of the vocabulary
    SPACE = 1  # blanks within a line
    LINE = 2  # a line break, no sign of a cell's end
    WRAP = 3  # a line break without the sign of a cell's end, where others have it
    LINE_END = 4  # a line break with the sign of a cell's end
    BLANK = 5  # an empty line
    CELL = 6  # a delimiter within a line
    CELL_LINE = 7  # a delimiter and a line break, where one line is one cell
    CELL_BLANK = 8  # the same with an empty line between
    ROW = 9  # a line break where one line is one row
    PAGE = 10  # the same with an empty line between: perhaps a page break


class Unreadable(ValueError):
    """A file that a reader refuses: a code for machines, and one sentence for people that says what is wrong."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Words:
    """Text with the offset of each of its characters in the document, so that any part of it can be quoted."""

    text: str
    at: tuple[int, ...]

    def __add__(self, other: Words) -> Words:
        return Words(self.text + other.text, self.at + other.at)

    def part(self, start: int, end: int) -> Words:
        """The characters from `start` to `end`, as of a string."""
        return Words(self.text[start:end], self.at[start:end])

    def without(self, pattern: re.Pattern[str]) -> Words:
        """The words with every match of `pattern` cut out."""
        if not pattern.search(self.text):
            return self
        kept = [True] * len(self.text)
        for match in pattern.finditer(self.text):
            kept[match.start() : match.end()] = [False] * (match.end() - match.start())
        return Words(
            "".join(c for c, k in zip(self.text, kept, strict=True) if k),
            tuple(a for a, k in zip(self.at, kept, strict=True) if k),
        )

    def strip(self) -> Words:
        """The words without blanks at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.part(start, start + len(self.text.strip()))


NO_WORDS = Words("", ())


def joined(parts: Iterable[Words]) -> Words:
    """Parts put together as they are; of many parts, dearer one by one."""
    parts = list(parts)
    return Words("".join(part.text for part in parts), tuple(chain.from_iterable(part.at for part in parts)))


@dataclass(frozen=True, slots=True)
class Cell:
    """One piece of a row. `slot` is its position in the row where the format says so, `line` its first line (from 1)."""

    words: Words
    line: int
    slot: int | None
    boundary: Boundary

    @property
    def is_in_row(self) -> bool:
        """Whether the cell stands in a line that surely is one printed row, so that its slot tells its column."""
        return self.slot is not None

    @property
    def text(self) -> str:
        """The cell's text."""
        return self.words.text


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document and its delimited pieces; `delimiter` is None where the line has none.

    `is_row` is said by a reader that knows the row of a table when it sees one; text only lets us guess.
    """

    number: int
    pieces: tuple[Words, ...]
    delimiter: str | None
    blanks_before: int
    is_delimited_before: bool = False
    is_delimited_after: bool = False
    page: int | None = None
    is_row: bool = False
    has_blank_end: bool = False  # a blank at its end: so some converters print the end of a cell


@dataclass(slots=True)
class Document:
    """A document as a reader gives it: the text as decoded, its lines, and what the reader is not sure of.

    A doubt with a place flags, with its code, whatever is read from its words; without a place it is an issue and no more.
    """

    media_type: str
    text: str
    lines: list[Line]
    line_starts: list[int] = field(default_factory=list)
    pages: dict[int, int] = field(default_factory=dict)
    doubts: list[Issue] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)  # of formats whose pages or cells can be shown

    def __post_init__(self) -> None:
        self.pages = {line.number: line.page for line in self.lines if line.page is not None}
        self.line_starts = [0, *(m.end() for m in re.finditer("\n", self.text))]

    def line_at(self, offset: int) -> int:
        """The line (from 1) that holds the character at `offset`."""
        return bisect_right(self.line_starts, offset)

    def spans(self, place: Locator) -> list[range]:
        """The offsets of a place's characters. Of words that stand several times in the place's lines, every time: any may be meant."""
        start = self.line_starts[place.line_start - 1]
        end = self.line_starts[place.line_end] if place.line_end < len(self.line_starts) else len(self.text)
        found = re.finditer(re.escape(place.quote), self.text[start:end]) if place.quote else ()
        spans = [range(start + match.start(), start + match.end()) for match in found]
        return spans or [range(start, end)]

    def locate(self, *parts: Words) -> Locator:
        """The place from the first to the last character of `parts`, with the quote as it stands in the source."""
        at = [a for part in parts for a in part.at]
        if not at:
            raise ValueError("cannot locate empty words")
        start, end = min(at), max(at) + 1
        first = self.line_at(start)
        return Locator(first, self.line_at(end - 1), self.text[start:end], self.pages.get(first))


@dataclass(slots=True)
class Grid:
    """A document as one sequence of cells with boundaries."""

    document: Document
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """One typed column of an indicator table. `half` counts repeated groups of columns side by side, from 0."""

    kind: str
    slot: int | None = None
    half: int = 0


@dataclass(slots=True)
class Table:
    """An indicator table: its typed columns, the cells of its body, and the horizon of each half. `has_rows`: its rows are certain."""

    columns: list[Column]
    cells: list[Cell]
    horizons: list[Horizon]
    has_rows: bool
    is_header_inherited: bool = False
    is_header_guessed: bool = False
    is_horizon_assumed: bool = False  # halves side by side whose horizons nothing tells
    unread: list[Words] = field(default_factory=list)


@dataclass(slots=True)
class Field:
    """A label of a form's head with its value cells, joined; `part` says which part of a sum it states."""

    name: str
    label: Words
    value: Words
    horizon: Horizon | None = None
    part: str | None = None


@dataclass(slots=True)
class Form:
    """One printed form: head fields and indicator tables. A list of many projects is one form whose table has project columns."""

    fields: list[Field] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    title: Words = NO_WORDS
    months: list[tuple[int, Words]] = field(default_factory=list)
    is_prose: bool = False  # stated in sentences, amid which other sentences stand
    money_unit: str | None = None
    is_unit_inherited: bool = False  # printed in a form before this one, not in this one
    loose: list[Words] = field(default_factory=list)
    unclaimed: list[Words] = field(default_factory=list)  # those of `loose` printed amid the fields of a project
