"""The tables of `/project`, headings and codes in words. Pure functions: a mart in, a table for people out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboards.arithmetic import arithmetic
from dashboards.formats import one_line, place
from dashboards.shell import page_address, source_links
from dashboards.tables import lines, titled

if TYPE_CHECKING:
    import polars as pl

    from dashboards.words import Words

SNIPPET_BEFORE, SNIPPET_AFTER = 16, 60


def found_table(found: pl.DataFrame, terms: list[str], words: Words) -> pl.DataFrame:
    """One row per project that was found, with the words around the first hit. In: `questions.projects.projects_found`."""
    rows = list(found.iter_rows(named=True))
    columns: dict[str, Any] = {
        "project": lines(found["project_name"]),
        "city": [words.pick(row, "city_name") for row in rows],
        "year": [str(row["fiscal_year"]) for row in rows],
        "budget": found["budget_yuan"],
        "purpose": [words.of("purpose", row["purpose"]) for row in rows],
    }
    if terms:
        columns["hits"] = found["n_texts"]
        columns["kind"] = [words.of("text_kind", row["kind"]) for row in rows]
        columns["text"] = [snippet(row["text"], terms) for row in rows]
    columns["link"] = source_links(found, words)
    return titled(columns, words)


def snippet(text: str, terms: list[str]) -> str:
    """The part of a text around the first of the terms in it; the whole beginning when blanks stand inside the term."""
    line = one_line(text)
    positions = [line.lower().find(term.lower()) for term in terms]
    start = max(min((position for position in positions if position >= 0), default=0) - SNIPPET_BEFORE, 0)
    end = start + SNIPPET_BEFORE + SNIPPET_AFTER
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"


def figures_table(figures: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per printed figure of the project's money. In: marts.budget_figures."""
    rows = list(figures.iter_rows(named=True))
    columns = {
        "horizon": [words.of("horizon", row["horizon"]) for row in rows],
        "part": [words.of("budget_part", row["budget_part"]) for row in rows],
        "amount_text": [f"{one_line(row['amount_text'])} {one_line(row['money_unit_text'])}".strip() for row in rows],
        "budget": figures["amount_yuan"],
        "place": [place(row, words) for row in rows],
        "link": source_links(figures, words),
    }
    return titled(columns, words)


def checks_of_project_table(checks: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per check. In: marts.reconciliations."""
    rows = list(checks.iter_rows(named=True))
    columns = {
        "verdict": [words.of("verdict", row["verdict"]) for row in rows],
        "check_name": [words.of("check_name", row["check_name"]) for row in rows],
        "arithmetic": [arithmetic(text, words) for text in checks["arithmetic_text"]],
        "check_link": [page_address("reconciliation", words.language, check=row["reconciliation_id"]) for row in rows],
    }
    return titled(columns, words)


def siblings_table(projects: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per project. In: marts.projects_overview."""
    rows = list(projects.iter_rows(named=True))
    columns = {
        "project": lines(projects["project_name"]),
        "city": [words.pick(row, "city_name") for row in rows],
        "year": [str(row["fiscal_year"]) for row in rows],
        "budget": projects["budget_yuan"],
        "purpose": [words.of("purpose", row["purpose"]) for row in rows],
        "project_link": [page_address("project", words.language, project=row["project_id"]) for row in rows],
        "link": source_links(projects, words),
    }
    return titled(columns, words)
