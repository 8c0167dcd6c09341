"""One file → everything understood from it."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.facts import state_facts
from ingest.forms import grid_to_forms
from ingest.grids import document_to_grid
from ingest.layout import Document, Form, Unreadable
from ingest.lexicon import bare, lexicon
from ingest.nouns import Issue, Locator, Passport, Project, Reading
from ingest.pipeline.doubts import flag_doubts, weigh
from ingest.pipeline.passports import apply_passport
from ingest.pipeline.placing import put_back
from ingest.pipeline.rates import narrative_rates, rates_outside
from ingest.pipeline.targets import row_to_read_indicator
from ingest.places import find_city
from ingest.prose import document_to_prose_forms
from ingest.readers import format_of, read_bytes
from ingest.records import Draft, draft_to_project, form_to_totals, forms_to_drafts, tidy

MOST_CHARACTERS = 2_000_000  # some eight hundred forms; about fifty thousand characters are read in a second


def read_file(path: Path, passport: Passport | None = None) -> Reading:
    """One file → everything understood from it. A file that is no such document gives no projects and an issue that says why.

    With a passport its city, year, publisher and title stand, and what the document says otherwise becomes an issue.
    Raises OSError when the file cannot be opened.
    """
    return read_data(path.name, path.read_bytes(), passport)


def read_data(name: str, data: bytes, passport: Passport | None = None) -> Reading:
    """The bytes of a file called `name` → everything understood from them; see read_file."""
    try:
        document = read_bytes(name, data)
    except Unreadable as error:
        found = format_of(name, data)
        return _refusal(found.media_type if found else "application/octet-stream", error.code, str(error))
    return read_document(document, passport)


def read_document(document: Document, passport: Passport | None = None) -> Reading:
    """A document → everything understood from it; see read_file. One that is too large is refused."""
    if len(document.text) > MOST_CHARACTERS:
        message = f"the document has {len(document.text):,} characters; at most {MOST_CHARACTERS:,} are read: split it"
        return _refusal(document.media_type, "too_large", message)
    try:
        return _read(document, passport)
    except Unreadable as error:
        return _refusal(document.media_type, error.code, str(error))


def _read(document: Document, passport: Passport | None) -> Reading:
    reading = Reading(document.media_type, document.text.split("\n"), pages=document.pages, regions=document.regions)
    forms = grid_to_forms(document_to_grid(document))
    if not any(form.tables for form in forms):
        forms = document_to_prose_forms(document, forms)
    reading.projects = _projects(forms_to_drafts(forms), document, reading)
    reading.totals = [total for form in forms for total in form_to_totals(form, document)]
    reading.rates = rates_outside(document, forms)
    flag_doubts(document, reading)
    weigh(reading)
    _state_city(reading, state_facts(reading, document, forms))
    if passport is not None:
        apply_passport(passport, reading)
    _refuse_blank_template(reading)
    _refuse_mere_names(reading)
    if not reading.projects:
        reading.issues.insert(0, _why_no_projects(reading))
    return reading


def _projects(drafts: list[Draft], document: Document, reading: Reading) -> list[Project]:
    words = lexicon()
    projects = [draft_to_project(draft, n, document) for n, draft in enumerate(drafts, 1)]
    read = [
        [(row, row_to_read_indicator(row, document, n, words)) for row in draft.rows]
        for n, draft in enumerate(drafts, 1)
    ]
    placed = put_back(read, [project.budget_yuan() for project in projects], reading, words)
    for draft, project, rows in zip(drafts, projects, placed, strict=True):
        project.indicators = [indicator for _, indicator in rows]
        project.rates = narrative_rates(draft, document)
        reading.issues += [
            *_issues_of_head(draft, project, document),
            *_issues_of_tables(draft.form, project, document),
        ]
    return projects


def _issues_of_head(draft: Draft, project: Project, document: Document) -> list[Issue]:
    """What a project's head leaves to be said: no name, no indicator behind it, words that no label claims."""
    issues = []
    if "project_name_missing" in project.flags:
        message = "no project name is printed" + ("; the form's title stands for it" if project.name else "")
        issues.append(Issue("project_name_missing", message, project.locator, project.ordinal))
    if not project.indicators:
        message = "no indicator of this project was understood"
        issues.append(Issue("no_indicators", message, project.locator, project.ordinal))
    unclaimed = [words for words in draft.form.unclaimed if re.search(r"\w", words.text)]
    if unclaimed:
        message = "words amid the fields of a project that no label claims: "
        message += " · ".join(tidy(words.text)[:40] for words in unclaimed[:10])
        issues.append(Issue("text_not_understood", message, document.locate(*unclaimed), project.ordinal))
        draft.form.unclaimed = []  # a list of projects shares its form: said once
    return issues


def _issues_of_tables(form: Form, project: Project, document: Document) -> list[Issue]:
    """What the tables of a project's form leave to be said: text that fits no column, columns taken over."""
    issues = []
    for table in form.tables:
        for words in table.unread:
            message = f"text in an indicator table that fits no column: {tidy(words.text)[:40]}"
            issues.append(Issue("text_not_understood", message, document.locate(words), project.ordinal))
        table.unread = []  # a list of projects shares its form: said once
        if table.is_header_inherited:
            message = "a table prints no header of its own; its columns are those of the table before it"
            issues.append(Issue("header_inherited", message, project.locator, project.ordinal))
        if table.is_horizon_assumed:
            message = (
                "a table prints its columns twice side by side and nothing tells for which horizons: annual is assumed"
            )
            issues.append(Issue("horizon_assumed", message, project.locator, project.ordinal))
    return issues


# refusals -------------------------------------------------------------------------------------------------------------


def _refusal(media_type: str, code: str, message: str) -> Reading:
    return Reading(media_type, [], issues=[Issue(code, message)])


def _refuse_blank_template(reading: Reading) -> None:
    """A form nobody filled in states nothing: every target is empty or a placeholder, and no money is printed."""
    indicators = [indicator for project in reading.projects for indicator in project.indicators]
    words = lexicon()
    is_filled = any(i.target_text and not words.is_cell("unfilled", i.target_text) for i in indicators)
    if indicators and not is_filled and not any(b.amount_yuan for p in reading.projects for b in p.budgets):
        reading.issues.insert(0, Issue("blank_template", "the form is a blank template: no target is filled in"))
        reading.projects = []


def _refuse_mere_names(reading: Reading) -> None:
    """A paper that says 项目名称 and no indicator, goal or sum of any project is none of these forms: a tender, a notice."""
    if any(project.indicators or project.goals or project.budgets for project in reading.projects):
        return
    reading.rates = [*(rate for project in reading.projects for rate in project.rates), *reading.rates]
    if reading.projects:
        reading.issues = [issue for issue in reading.issues if issue.project_ordinal is None]
        reading.projects = []


def _why_no_projects(reading: Reading) -> Issue:
    if reading.issues and reading.issues[0].code == "blank_template":
        return reading.issues.pop(0)
    if reading.rates:
        message = "the document holds no performance-target form; the rates its text states are listed"
        return Issue("no_form", message, reading.rates[0].locator)
    if not any(line.strip() for line in reading.lines):
        return Issue("empty_document", "the document is empty")
    message = "no performance-target form found: no project name, no indicator table and no stated rate"
    first = next(n for n, line in enumerate(reading.lines, 1) if line.strip())
    return Issue("not_a_form", message, Locator(first, first, reading.lines[first - 1]))


# city -----------------------------------------------------------------------------------------------------------------


def _state_city(reading: Reading, texts: list[str]) -> None:
    place = find_city([bare(text) for text in texts])
    if place is None:
        reading.issues.append(Issue("city_missing", "the document names no city, or several equally often"))
        return
    reading.city_id, reading.city_name = place.place_id, place.name
