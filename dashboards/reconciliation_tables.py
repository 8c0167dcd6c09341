"""The tables of `/reconciliation`, headings and codes in words. Pure functions: a mart in, a table for people out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.arithmetic import arithmetic
from dashboards.formats import place
from dashboards.shell import page_address, source_links
from dashboards.tables import lines, titled

if TYPE_CHECKING:
    import polars as pl

    from dashboards.words import Words


def checks_table(checks: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per check. In: marts.reconciliations with city_name_en."""
    rows = list(checks.iter_rows(named=True))
    columns = {
        "verdict": [words.of("verdict", row["verdict"]) for row in rows],
        "city": [words.pick(row, "city_name") for row in rows],
        "year": [str(row["fiscal_year"]) for row in rows],
        "project": lines(checks["project_name"]),
        "check_name": [words.of("check_name", row["check_name"]) for row in rows],
        "arithmetic": [arithmetic(text, words) for text in checks["arithmetic_text"]],
        "budget": checks["budget_yuan"],
        "project_link": [page_address("project", words.language, project=row["project_id"]) for row in rows],
        "link": source_links(checks, words),
    }
    return titled(columns, words)


def figures_table(figures: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per printed figure of one side of a check. In: marts.reconciled_figures."""
    columns = {
        "figure": lines(figures["figure_text"]),
        "quote": lines(figures["quote"]),
        "place": [place(row, words) for row in figures.iter_rows(named=True)],
        "link": source_links(figures, words),
    }
    return titled(columns, words)
