"""The way through the house: file → document → grid → forms → records → quantities → Reading. The only module that sees every room."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from ingest import displaced
from ingest.facts import state_facts
from ingest.forms import grid_to_forms
from ingest.grids import document_to_grid
from ingest.layout import Document, Form, Words
from ingest.lexicon import bare, lexicon
from ingest.nouns import Horizon, Indicator, Issue, Locator, Passport, Project, Reading, StatedRate, Target
from ingest.places import city_name, find_city
from ingest.projects import draft_to_project, form_to_totals
from ingest.prose import document_to_prose_form
from ingest.quantities import text_to_rates, text_to_target
from ingest.readers.text import NotText, read_text
from ingest.records import Draft, Row, forms_to_drafts, placeholder, row_to_indicator, tidy

READERS: dict[str, tuple[str, Callable[[bytes, str], Document]]] = {
    ".txt": ("text/plain", read_text),
    ".md": ("text/markdown", read_text),
    ".tsv": ("text/tab-separated-values", read_text),
}
_NARRATIVES = {"policy_basis": "policy_basis", "goal": "goal", "goal_mid_term": "goal", "goal_long_term": "goal", "purpose": "purpose", "detail": "text"}


def read_file(path: Path, passport: Passport | None = None) -> Reading:
    """One file → everything understood from it. A file that is no such document gives no projects and an issue that says why.

    With a passport its city, year, publisher and title stand, and what the document says otherwise becomes an issue.
    """
    media_type, reader = READERS.get(path.suffix.lower(), ("application/octet-stream", None))
    if reader is None:
        return _refusal(media_type, "unknown_format", f"no reader for files ending in {path.suffix or 'nothing'}; known are {', '.join(READERS)}")
    try:
        document = reader(path.read_bytes(), media_type)
    except NotText as error:
        return _refusal(media_type, "not_text", str(error))
    return read_document(document, passport)


def read_document(document: Document, passport: Passport | None = None) -> Reading:
    """A document → everything understood from it."""
    reading = Reading(document.media_type, document.text.split("\n"))
    grid = document_to_grid(document)
    forms = grid_to_forms(grid)
    if not any(form.tables for form in forms) and (stated := document_to_prose_form(document)):
        forms = [stated]
    drafts = forms_to_drafts(forms, document)
    drafts = [draft for draft in drafts if draft.rows or any(f.name == "project_name" and f.value.text for f in draft.fields)]
    reading.projects = _projects(drafts, document, reading)
    reading.totals = [total for form in forms for total in form_to_totals(form, document)]
    reading.rates = _rates_outside(document, forms)
    city_texts = state_facts(reading, document, forms)
    _state_city(reading, city_texts)
    if passport is not None:
        _apply(passport, reading)
    if not reading.projects:
        reading.issues.insert(0, _why_no_projects(reading))
    return reading


def _refusal(media_type: str, code: str, message: str) -> Reading:
    return Reading(media_type, [], issues=[Issue(code, message)])


def _why_no_projects(reading: Reading) -> Issue:
    if reading.rates:
        return Issue("no_form", "the document holds no performance-target form; the rates its text states are listed", reading.rates[0].locator)
    if not any(line.strip() for line in reading.lines):
        return Issue("empty_document", "the document is empty")
    return Issue("not_a_form", "no performance-target form found: no project name, no indicator table and no stated rate", Locator(1, 1, reading.lines[0]))


# projects -------------------------------------------------------------------------------------------------------------


def _projects(drafts: list[Draft], document: Document, reading: Reading) -> list[Project]:
    projects = [draft_to_project(draft, n, document) for n, draft in enumerate(drafts, 1)]
    rows = [[(row, _indicator(row, document, n)) for row in draft.rows] for n, draft in enumerate(drafts, 1)]
    rows = _put_back(rows, projects, reading)
    for draft, project, pairs in zip(drafts, projects, rows, strict=True):
        project.indicators = [indicator for _, indicator in pairs]
        project.rates = _narrative_rates(draft, document)
        for words in (w for table in draft.form.tables for w in table.unread):
            message = f"text in an indicator table that fits no column: {tidy(words.text)[:40]}"
            reading.issues.append(Issue("text_not_understood", message, document.locate(words), project.ordinal))
        if draft.rows and any(table.is_header_inherited for table in draft.form.tables):
            message = "a table prints no header of its own; its columns are those of the table before it"
            reading.issues.append(Issue("header_inherited", message, project.locator, project.ordinal))
    return projects


def _indicator(row: Row, document: Document, printed_project: int) -> Indicator:
    indicator = row_to_indicator(row, document, printed_project, lexicon())
    hint = placeholder(indicator.name_text)
    target = text_to_target(row.target.text, comparator=indicator.comparator_text, measure=indicator.measure_text, placeholder=hint)
    indicator.target = target
    indicator.flags = tuple(dict.fromkeys([*indicator.flags, *target.flags, *_contradiction(indicator, target)]))
    indicator.rates = _indicator_rates(row, indicator, document)
    return indicator


def _contradiction(indicator: Indicator, target: Target) -> tuple[str, ...]:
    """正向 (more is better) with an upper bound, or 反向 with a lower one."""
    wrong = {"正": ("<", "<="), "反": (">", ">="), "负": (">", ">=")}
    direction = (indicator.direction_text or "")[:1]
    return ("direction_contradicts_comparator",) if target.comparator in wrong.get(direction, ()) else ()


def _put_back(rows: list[list[tuple[Row, Indicator]]], projects: list[Project], reading: Reading) -> list[list[tuple[Row, Indicator]]]:
    """Rows displaced by page breaks go back to their project, or are flagged when no place is proved."""
    weighed = [[_weighed(indicator) for _, indicator in pairs] for pairs in rows]
    budgets = [next((b.amount_yuan for b in p.budgets if b.part == "total" and b.horizon == "annual"), None) for p in projects]
    placement = displaced.place(weighed, budgets)
    if placement is None:
        return rows
    moved = {(m.origin, i): m for m in placement.moves for i in range(m.start, m.end)}
    for origin, i in moved:
        row, indicator = rows[origin][i]
        indicator.placement = "moved" if placement.is_unique else "unresolved"
        indicator.placement_proof = placement.proof
        flag = "moved_across_page_break" if placement.is_unique else "displaced_unresolved"
        indicator.flags = (*indicator.flags, flag)
    if not placement.is_unique:
        reading.issues.append(Issue("displaced_unresolved", placement.proof, None))
        return rows
    stay = [[pair for i, pair in enumerate(pairs) if (p, i) not in moved] for p, pairs in enumerate(rows)]
    for move in placement.moves:
        pairs = rows[move.origin][move.start : move.end]
        is_next = move.goal > move.origin
        neighbour = stay[move.goal][0 if is_next else -1][1]
        _relevel(pairs, neighbour)
        stay[move.goal] = [*pairs, *stay[move.goal]] if is_next else [*stay[move.goal], *pairs]
    return stay


def _relevel(run: list[tuple[Row, Indicator]], neighbour: Indicator) -> None:
    """Rows put back beside `neighbour` stand under the levels printed there, until one of them prints its own."""
    has_own = False
    for row, indicator in run:
        has_own = has_own or bool(row.level2.text)
        word = lexicon().level2(indicator.level2 or "") if has_own else None
        if not has_own:
            indicator.level1, indicator.level2 = neighbour.level1, neighbour.level2
        elif word is not None and not row.level1.text:
            indicator.level1 = neighbour.level1 if (neighbour.level1 or "").startswith(word.under[0]) else f"{word.under[0]}指标"


def _weighed(indicator: Indicator) -> displaced.WeighedRow:
    target = indicator.target
    amount = target.high if target.high is not None else target.low
    is_cost = "成本" in (indicator.level2 or "") or "标准" in indicator.name
    return displaced.WeighedRow(
        weight=indicator.weight,
        lump_yuan=amount if target.kind == "money" and is_cost else None,
        rate_yuan=amount if target.kind == "rate" else None,
        heads=amount if target.kind == "number" and (target.measure or "") in ("人", "人次") else None,
    )


# rates ----------------------------------------------------------------------------------------------------------------


def _indicator_rates(row: Row, indicator: Indicator, document: Document) -> list[StatedRate]:
    """Rates of the target cell, then those of the basis that are not the same amounts again."""
    measure = row.cells.get("measure")
    found = _rates(
        row.target, document, "indicator", "target", indicator.name, indicator.horizon,
        comparator=indicator.comparator_text, measure=indicator.measure_text, name=indicator.name, tail=measure,
    )  # fmt: skip
    basis = row.cells.get("basis")
    if basis is None:
        return found
    amounts = {(r.rate.amount_low_yuan, r.rate.amount_high_yuan, r.rate.symbolic_high) for r in found}
    total = sum((r.rate.amount_high_yuan or Decimal(0) for r in found), Decimal(0))
    for stated in _rates(basis, document, "indicator", "basis", indicator.name, indicator.horizon, name=indicator.name):
        rate = stated.rate
        if (rate.amount_low_yuan, rate.amount_high_yuan, rate.symbolic_high) in amounts:
            continue
        if len(found) > 1 and rate.amount_high_yuan == total:
            rate = replace(rate, flags=(*rate.flags, "total_of_parts"))
        found.append(replace(stated, rate=rate))
    return found


def _rates(
    words: Words, document: Document, origin: str, stated_in: str, context: str, horizon: Horizon = "annual", *,
    comparator: str | None = None, measure: str | None = None, name: str | None = None, tail: Words | None = None,
    is_narrative: bool = False,
) -> list[StatedRate]:  # fmt: skip
    stated = []
    for rate in text_to_rates(words.text, comparator=comparator, measure=measure, name=name, is_narrative=is_narrative):
        part = words.part(rate.start, rate.end)
        amount_text = tidy(part.text) + (tidy(tail.text) if tail is not None and measure else "")
        locator = document.locate(part, *([tail] if tail is not None and measure else []))
        stated.append(StatedRate(rate, origin, stated_in, amount_text, context, locator, horizon))  # type: ignore[arg-type]
    return stated


def _narrative_rates(draft: Draft, document: Document) -> list[StatedRate]:
    found: list[StatedRate] = []
    for field in draft.fields:
        if field.name in _NARRATIVES and field.value.text:
            horizon = field.horizon or "annual"
            for stated in _rates(field.value, document, "narrative", _NARRATIVES[field.name], "", horizon, is_narrative=True):
                found.append(replace(stated, context_text=_sentence(field.value.text, stated.rate.start, stated.rate.end)))
    return found


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence of `text` that holds the span."""
    before = max((m.end() for m in re.finditer(r"[。；;\n]", text[:start])), default=0)
    after = re.search(r"[。；;\n]", text[end:])
    return tidy(text[before : end + after.start() if after else len(text)])


def _rates_outside(document: Document, forms: list[Form]) -> list[StatedRate]:
    """Rates in lines that belong to no form."""
    spans = []
    for form in forms:
        words = [form.title, *(f.label for f in form.fields), *(f.value for f in form.fields), *(c.words for t in form.tables for c in t.cells)]
        at = [a for w in words for a in w.at]
        if at:
            spans.append((document.line_at(min(at)), document.line_at(max(at))))
    found: list[StatedRate] = []
    for line in document.lines:
        if any(first <= line.number <= last for first, last in spans):
            continue
        for piece in line.pieces:
            for stated in _rates(piece, document, "narrative", "text", "", is_narrative=True):
                found.append(replace(stated, context_text=_sentence(piece.text, stated.rate.start, stated.rate.end)))
    return found


# city and passport ----------------------------------------------------------------------------------------------------


def _state_city(reading: Reading, texts: list[str]) -> None:
    place = find_city([bare(text) for text in texts])
    if place is None:
        reading.issues.append(Issue("city_missing", "the document names no city, or several equally often"))
        return
    reading.city_id, reading.city_name = place.place_id, place.name


def _apply(passport: Passport, reading: Reading) -> None:
    """The passport's word stands; where the document says otherwise, an issue says so."""
    for code, said, stands in (
        ("city_from_passport", reading.city_id, passport.city_id),
        ("year_from_passport", reading.fiscal_year, passport.fiscal_year),
    ):
        if said is not None and stands is not None and said != stands:
            reading.issues.append(Issue(code, f"the document says {said}, its passport {stands}; the passport stands"))
    reading.issues = [i for i in reading.issues if i.code not in {"city_missing", "fiscal_year_missing"}]
    reading.city_id = passport.city_id or reading.city_id
    reading.city_name = passport.city_name or (city_name(reading.city_id) if reading.city_id else None)
    reading.fiscal_year = passport.fiscal_year or reading.fiscal_year
    reading.fiscal_year_basis = passport.fiscal_year_basis or reading.fiscal_year_basis  # type: ignore[assignment]
    reading.publisher = passport.publisher or reading.publisher
    reading.title = passport.title or reading.title
