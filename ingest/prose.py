"""Running text → a form: indicators that stand behind their level words in sentences (数量指标:…人数≥9人;…)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import yaml

from ingest.layout import NO_WORDS, Boundary, Cell, Column, Document, Field, Form, Line, Table, Words
from ingest.lexicon import Lexicon, lexicon

_Item = tuple[Words, Words, Words]  # second level, name, target
LEAST_INDICATORS = 2  # fewer level words than this are a mention, not a form
_COLUMNS = [Column("level2"), Column("name"), Column("target")]


@cache
def _patterns() -> dict[str, Any]:
    source = yaml.safe_load(files("ingest.vocabulary").joinpath("prose.yml").read_text(encoding="utf-8"))
    return {
        key: [re.compile(p) for p in value] if isinstance(value, list) else re.compile(value)
        for key, value in source.items()
    }


def document_to_prose_forms(document: Document, heads: list[Form]) -> list[Form]:
    """A document in sentences → its forms, each head whose labels were found with the indicators stated behind it."""
    if len(heads) < 2:
        stated = document_to_prose_form(document, heads[0] if heads else None)
        return [stated] if stated else heads
    starts = [min((document.line_at(a) for field in head.fields for a in field.value.at), default=1) for head in heads]
    ends = [*starts[1:], document.lines[-1].number + 1]
    regions = [
        [line for line in document.lines if start <= line.number < end] for start, end in zip(starts, ends, strict=True)
    ]
    stated_in = [document_to_prose_form(document, head, region) for head, region in zip(heads, regions, strict=True)]
    return [form or head for form, head in zip(stated_in, heads, strict=True)]


def document_to_prose_form(document: Document, head: Form | None, lines: list[Line] | None = None) -> Form | None:
    """A document in sentences → one form, or None when it does not state indicators behind level words.

    `head` is the form whose labels were found, if any; its fields stand, and what they lack is looked for in the sentences:
    in `lines`, or everywhere.
    """
    words = lexicon()
    rows: list[_Item] = []
    heading: Words | None = None
    for line in document.lines if lines is None else lines:
        for piece in line.pieces:
            plain = _plain(piece)
            found = _rows(plain, words)
            if not found and heading:
                found = _items(plain, heading, words)
            heading = _heading(plain, words)
            rows += found
    read = [row for row in rows if row[1].text]
    if len(read) < LEAST_INDICATORS:
        return None
    form = Form(
        is_prose=True,
        tables=[_table(read, document)],
        title=document.lines[0].pieces[0],
        fields=list(head.fields) if head else [],
    )
    form.tables[0].unread += [item for _, name, item in rows if not name.text]
    stated = {field.name for field in form.fields if field.value.text}
    if lines is None:
        found_beside = (*_name_field(document), *_budget_field(document))
        form.fields += [field for field in found_beside if field.name not in stated]
    return form


def _heading(line: Words, words: Lexicon) -> Words | None:
    """The second-level word that a line of its own announces the next line under: (三)满意度指标."""
    match = _patterns()["heading"].match(line.text)
    if match is None or words.label(match.group("level")) or not words.level2(match.group("level")):
        return None
    return line.part(*match.span("level"))


def _plain(words: Words) -> Words:
    """Words in NFKC without blanks, each character still with its place."""
    kept = [
        (c, at)
        for character, at in zip(words.text, words.at, strict=True)
        for c in unicodedata.normalize("NFKC", character)
        if not c.isspace()
    ]
    return Words("".join(c for c, _ in kept), tuple(at for _, at in kept))


def _rows(line: Words, words: Lexicon) -> list[_Item]:
    """One line → (second level, name, target) of every indicator stated in it; no name where the words were not understood."""
    markers = []
    bare_marker = _patterns()["bare_marker"].match(line.text)
    found = [bare_marker] if bare_marker else list(_patterns()["marker"].finditer(line.text))
    for match in found:
        start, end = match.span("level")
        level = _level_in(line.text[start:end], words)
        if level:
            markers.append((end - level, end, match.end()))
    rows: list[_Item] = []
    for (start, end, after), following in zip(markers, [*(m[0] for m in markers[1:]), len(line.text)], strict=False):
        level2 = line.part(start, end)
        rows += _items(line.part(after, following), level2, words)
    return rows


def _level_in(text: str, words: Lexicon) -> int:
    """The length of the second-level word that `text` ends with, a first level fused to it (产出数量指标) aside; 0 when there is none."""
    if words.label(text):  # 绩效目标: a goal follows
        return 0
    found = [n for n in range(len(text), 1, -1) if words.level2(text[-n:])]
    fused = [n for n in found if words.level1(text[-found[0] : len(text) - n])]
    return (fused or found or [0])[0]


def _items(segment: Words, level2: Words, words: Lexicon) -> list[_Item]:
    """The words behind one level word → (second level, name, target) of each indicator."""
    found: list[_Item] = []
    for item in _split(segment, _patterns()["item_ends"]):
        parts = _split(item, re.compile("[,，]"))
        is_list = all(_states_figure(part.text) for part in parts) and not _patterns()["name_and_target"].match(
            item.text
        )
        for part in parts if is_list else [item]:  # behind a target that is named as such stands what was reached
            found.append((level2, *(_pair(part, level2, words) or (NO_WORDS, part))))
    return found


def _states_figure(text: str) -> bool:
    return any(_patterns()[key].match(text) for key in ("name_and_bound", "name_and_amount"))


def _split(words: Words, ends: re.Pattern[str]) -> list[Words]:
    cuts = [(0, 0), *(m.span() for m in ends.finditer(words.text)), (len(words.text), len(words.text))]
    pieces = [words.part(a[1], b[0]) for a, b in pairwise(cuts)]
    return [piece for piece in pieces if re.search(r"[一-龥\d]", piece.text)]


def _pair(item: Words, level2: Words, words: Lexicon) -> tuple[Words, Words] | None:
    for key in ("name_and_target", "name_and_bound", "name_and_colon", "name_and_amount"):
        if match := _patterns()[key].match(item.text):
            end = (
                match.end("placeholder")
                if key == "name_and_bound" and match.group("placeholder")
                else match.end("name")
            )
            return item.part(match.start("name"), end), item.part(*match.span("target"))
    if match := re.search(words.pattern("qualitative") + "$", item.text):
        return (
            (item.part(0, match.start()), item.part(match.start(), len(item.text)))
            if match.start() > 1
            else (level2, item)
        )
    return (level2, item) if _patterns()["sentence"].match(item.text) else None


def _table(rows: list[_Item], document: Document) -> Table:
    cells = []
    for row in rows:
        for slot, part in enumerate(row):
            boundary = Boundary.CELL if slot else Boundary.ROW
            cells.append(Cell(part, document.line_at(part.at[0]), slot, boundary))
    columns = [Column(column.kind, slot) for slot, column in enumerate(_COLUMNS)]
    return Table(columns, cells, ["annual"], has_rows=True)


def _name_field(document: Document) -> list[Field]:
    title = _plain(document.lines[0].pieces[0])
    for pattern in _patterns()["project_in_title"]:
        if match := pattern.search(title.text):
            return [Field("project_name", NO_WORDS, title.part(*match.span("name")))]
    return [Field("project_name", NO_WORDS, title)]


def _budget_field(document: Document) -> list[Field]:
    for line in document.lines:
        words = _plain(line.pieces[0])
        if match := _patterns()["budget"].search(words.text):
            return [Field("budget_total", NO_WORDS, words.part(*match.span("amount")), "annual")]
    return []
