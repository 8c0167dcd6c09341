"""Forms → projects with their indicator rows: fields named, levels filled down, horizons told apart. Targets are read later.

A form with a head is one project. A table with a project column is a list: each filled project cell opens a project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ingest.alignment import AlignedRow, align
from ingest.layout import NO_WORDS, Boundary, Cell, Column, Document, Field, Form, Table, Words
from ingest.levels import Level, fill_levels
from ingest.lexicon import Lexicon, bare, lexicon
from ingest.nouns import Horizon, Indicator, Project

LOW_MARGIN = 0.35  # below this a row's second-best reading is too near
_CJK_GAP = re.compile(r"(?<=[^\x00-\x7f])[ \t\u3000\u00a0\n]+(?=[^\x00-\x7f])")
_GAPS = re.compile(r"[ \t\u3000\u00a0\n]+")
_PLACEHOLDER = re.compile(r"\(\s*[^()]*\*\*[^()]*\)|（\s*[^（）]*\*\*[^（）]*）|[≥≤≧≦><=]+\s*\*\*[^\s\d]{0,3}")
_BRACKETED_WEIGHT = re.compile(r"[(（]\s*\d+(?:\.\d+)?\s*[分%][)）]")
_STARS = re.compile(r"^[*★☆※]+\s*")


def tidy(text: str) -> str:
    """Text as one line: wraps and the blanks a converter put between Chinese characters are gone, other runs of blanks are one."""
    return _GAPS.sub(" ", _CJK_GAP.sub("", text)).strip()


@dataclass(slots=True)
class Row:
    """One indicator row of one horizon, as words with places, before its levels and target are settled."""

    horizon: Horizon
    name: Words
    target: Words
    cells: dict[str, Words]
    level1: Words
    level2: Words
    margin: float
    line: int
    flags: list[str] = field(default_factory=list)
    ordinal: int | None = None
    half: int = 0


@dataclass(slots=True)
class Draft:
    """A project being put together: its form, its printed head cells, and its rows in printed order."""

    form: Form
    fields: list[Field]
    rows: list[Row]
    is_listed: bool = False


def forms_to_drafts(forms: list[Form], document: Document) -> list[Draft]:
    """Forms → one draft per printed project, rows in printed order. Forms without a project give no draft."""
    words = lexicon()
    drafts: list[Draft] = []
    for form in forms:
        if any(column.kind == "project_name" for table in form.tables for column in table.columns):
            drafts += _listed(form, words)
        else:
            rows = [row for table in form.tables for row in table_to_rows(table, words)]
            drafts.append(Draft(form, form.fields, [row for row, _ in rows]))
    return drafts


def _listed(form: Form, words: Lexicon) -> list[Draft]:
    """A list of projects: a filled project cell opens the next one."""
    drafts: list[Draft] = []
    for table in form.tables:
        for row, head in table_to_rows(table, words):
            if "project_name" in head and not (drafts and _is_same_project(drafts[-1], head)):
                names = {"budget": "budget_total"}
                fields = [Field(names.get(kind, kind), NO_WORDS, value, "annual") for kind, value in head.items()]
                drafts.append(Draft(form, fields, [], is_listed=True))
            if drafts:
                drafts[-1].rows.append(row)
    return drafts


def _is_same_project(draft: Draft, head: dict[str, Words]) -> bool:
    """A project cell printed again after a page break."""
    return any(f.name == "project_name" and bare(f.value.text) == bare(head["project_name"].text) for f in draft.fields)


# tables → rows --------------------------------------------------------------------------------------------------------


def table_to_rows(table: Table, words: Lexicon) -> list[tuple[Row, dict[str, Words]]]:
    """A table's cells → its rows, each with the project cells printed in it (empty but in lists)."""
    found: list[tuple[Row, dict[str, Words]]] = []
    halves = range(1 + max(column.half for column in table.columns))
    pending: list[tuple[AlignedRow, list[Row]]] = []
    for aligned in _aligned_rows(table, words):
        rows = [_row(aligned, table, half, words) for half in halves]
        rows = [row for row in rows if row is not None]
        if not _is_whole(rows) and pending and _continue_cut_row(pending[-1][1], aligned, table.columns):
            continue
        if rows:
            pending.append((aligned, rows))
        elif aligned.dropped and not aligned.cells:
            table.unread += aligned.dropped
    for aligned, rows in pending:
        head = {table.columns[c].kind: w for c, w in aligned.cells.items() if table.columns[c].kind in _PROJECT_KINDS}
        found += [(row, head) for row in rows]
    _settle_levels([rows for _, rows in pending], words)
    return [(row, head) for row, head in found if row.name.text or row.target.text]


_PROJECT_KINDS = {"project_name", "organisation", "category", "budget", "goal"}


def _aligned_rows(table: Table, words: Lexicon) -> list[AlignedRow]:
    if not table.has_rows:
        return align(table.cells, table.columns, words)
    rows: list[list[Cell]] = []
    for cell in table.cells:
        if cell.boundary >= Boundary.ROW or not rows:
            rows.append([])
        rows[-1].append(cell)
    return [aligned for row in rows if any(c.text for c in row) for aligned in align(row, table.columns, words) or [_unread(row)]]


def _unread(row: list[Cell]) -> AlignedRow:
    """A row none of whose cells fits a column: perhaps the rest of cells cut by a page break."""
    return AlignedRow({}, [cell.words for cell in row if cell.text], 0.0, row[0].line, {})


def _row(aligned: AlignedRow, table: Table, half: int, words: Lexicon) -> Row | None:
    """One half of an aligned row; levels printed once at the left hold for every half."""
    cells = {
        column.kind: aligned.cells[c]
        for c, column in enumerate(table.columns)
        if c in aligned.cells and (column.half == half or column.kind in ("level1", *_PROJECT_KINDS, "goal_name"))
    }
    own = {kind for kind in cells if kind not in ("level1", "level2", "goal_name", *_PROJECT_KINDS)}
    if not own and "level2" not in cells:
        return None
    row = Row(
        horizon=table.horizons[half],
        name=cells.get("name", NO_WORDS),
        target=cells.get("target", NO_WORDS),
        cells=cells,
        level1=cells.get("level1", NO_WORDS),
        level2=cells.get("level2", NO_WORDS),
        margin=aligned.margin,
        line=aligned.line,
        half=half,
    )
    if not row.name.text and row.target.text and row.level2.text:
        row.name, row.level2 = row.level2, NO_WORDS  # 满意度指标 | 服务对象满意度 | ...: the second level is its own indicator
    if not row.level1.text and _is_first_of(row.level2.text, row.name.text, words):
        row.level1, row.level2 = row.level2, row.name
    elif not row.level2.text and _is_first_of(row.level1.text, row.name.text, words):
        row.level2 = row.name  # the indicator is its own second level
    if match := words.ordinal(row.name.text):
        row.ordinal = int(match.group(2)) if match.group(2).isdigit() else None
    row.flags += ["cell_dropped"] if any(not words.level2(w.text) and len(w.text) > 2 for w in aligned.dropped) else []
    return row


def _is_first_of(level1: str, level2: str, words: Lexicon) -> bool:
    """Whether one text is a first-level word and the other, a different one, a second-level word that stands under it."""
    first, second = words.level1(level1), words.level2(level2)
    return bool(first and second and first.stem in second.under and bare(level1) != bare(level2))


def _is_whole(rows: list[Row]) -> bool:
    return any(row.name.text and (row.target.text or len(row.cells) > 3) for row in rows)


def _continue_cut_row(previous: list[Row], aligned: AlignedRow, columns: list[Column]) -> bool:
    """A row that is the rest of cells cut by a page break: puts each piece behind the cell it belongs to. False if it fits nowhere."""
    pieces = [*aligned.cells.values(), *aligned.dropped]
    if not pieces or any(columns[c].kind in ("level1", "level2") for c in aligned.cells):
        return False
    for piece in pieces:
        row, kind = max(((r, k) for r in previous for k in ("name", "target", "basis") if k in r.cells), key=lambda rk: _gain(*rk, piece, previous))
        if _gain(row, kind, piece, previous) <= 0:
            return False
        row.cells[kind] = row.cells[kind] + piece
        if kind == "target":
            row.target = row.cells[kind]
        elif kind == "name":
            row.name = row.cells[kind]
        row.flags.append("cell_cut_by_page")
    return True


_OPEN_END = re.compile(r"[/、,，(（的和及与]$|元/$")


def _gain(row: Row, kind: str, piece: Words, previous: list[Row]) -> int:
    """How much speaks for `piece` being the rest of a cell: the cell ends in the open; with it, the cell equals its twin in the other half."""
    text = row.cells[kind].text
    twins = [r.cells[kind].text for r in previous if r is not row and kind in r.cells]
    return 2 * bool(_OPEN_END.search(text)) + 3 * any(bare(text + piece.text) == bare(twin) for twin in twins)


def _settle_levels(groups: list[list[Row]], words: Lexicon) -> None:
    """Levels of all rows of a table, half by half, each told what the other half prints."""
    halves = max((len(rows) for rows in groups), default=0)
    for half in range(halves):
        rows = [group[half] for group in groups if half < len(group)]
        twins = [group[1 - half] if len(group) == 2 else None for group in groups if half < len(group)]
        levels = fill_levels(
            [
                Level(tidy(r.level1.text), tidy(r.level2.text), r.ordinal, tidy(t.level2.text) if t and bare(t.name.text) == bare(r.name.text) else "")
                for r, t in zip(rows, twins, strict=True)
            ],
            words,
        )
        for row, level in zip(rows, levels, strict=True):
            row.cells["_level1"], row.cells["_level2"] = Words(level.level1, ()), Words(level.level2, ())
            row.flags += ["level1_inferred"] if level.is_inferred else []


# drafts → projects ----------------------------------------------------------------------------------------------------


def row_to_indicator(row: Row, document: Document, printed_project: int, words: Lexicon) -> Indicator:
    """A row → an indicator with every verbatim cell; the target and its rates are read by the quantity grammar."""
    cells = row.cells
    level1, level2 = (_BRACKETED_WEIGHT.sub("", cells[kind].text) or None for kind in ("_level1", "_level2"))
    comparator, direction = _sides(cells, words)
    name_text = tidy(row.name.text)
    parts = [w for kind, w in cells.items() if not kind.startswith("_") and w.at and kind not in (*_PROJECT_KINDS, "goal_name", "level1", "level2")]
    parts += [w for w in (row.level1, row.level2) if w.at and row.half == 0]
    weight_text = tidy(cells["weight"].text) if "weight" in cells else None
    flags = list(dict.fromkeys(row.flags))
    if row.margin < LOW_MARGIN:
        flags.append("low_confidence")
    return Indicator(
        horizon=row.horizon,
        level1_text=tidy(row.level1.text) or None,
        level2_text=tidy(row.level2.text) or None,
        level1=level1,
        level2=level2,
        name=clean_name(name_text, words),
        name_text=name_text,
        target_text=tidy(row.target.text),
        locator=document.locate(*(parts or [row.name, row.target])),
        description_text=_text(cells, "description"),
        comparator_text=comparator,
        measure_text=_text(cells, "measure"),
        direction_text=direction,
        weight_text=weight_text,
        basis_text=_text(cells, "basis"),
        weight=to_decimal(weight_text),
        confidence=round(min(1.0, row.margin / 2), 3),
        flags=tuple(flags),
        printed_project=printed_project,
    )


def _text(cells: dict[str, Words], kind: str) -> str | None:
    return tidy(cells[kind].text) or None if kind in cells else None


def _sides(cells: dict[str, Words], words: Lexicon) -> tuple[str | None, str | None]:
    """The comparator and the direction, whichever of the two columns each was printed in."""
    found = [text for kind in ("comparator", "direction") if (text := _text(cells, kind))]
    direction = next((t for t in found if words.is_cell("direction", t)), None)
    return next((t for t in found if t != direction), None), direction


def clean_name(text: str, words: Lexicon) -> str:
    """An indicator's name without ordinal (指标 1:), leading stars and catalogue placeholders (≥**%)."""
    if match := words.ordinal(text):
        text = text[match.end() :] or text
    return _PLACEHOLDER.sub("", _STARS.sub("", text)).strip() or text


def placeholder(text: str) -> str | None:
    """The catalogue placeholder in a name, e.g. `(≥**%)`, from which a missing measure can be told."""
    match = _PLACEHOLDER.search(text)
    return match.group(0).strip("()（） ") if match else None


def to_decimal(text: str | None) -> Decimal | None:
    """A printed number → Decimal; None when there is none or it is no number."""
    if not text:
        return None
    try:
        return Decimal(bare(text).replace(",", "").rstrip("%分"))
    except InvalidOperation:
        return None
