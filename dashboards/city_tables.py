"""The tables of `/city`, headings and codes in words. Pure functions: a mart in, a table for people out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.arithmetic import arithmetic
from dashboards.formats import bounds, place
from dashboards.shell import page_address, source_links
from dashboards.tables import lines, titled

if TYPE_CHECKING:
    import polars as pl

    from dashboards.words import Words


def projects_table(projects: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per project with its purpose and money. In: marts.projects_overview."""
    rows = list(projects.iter_rows(named=True))
    columns = {
        "project": lines(projects["project_name"]),
        "purpose": [words.of("purpose", row["purpose"]) for row in rows],
        "budget": projects["budget_yuan"],
        "horizon": [words.of("horizon", row["budget_horizon"]) for row in rows],
        "organisation": lines(projects["organisation_name"]),
        "project_link": [page_address("project", words.language, project=row["project_id"]) for row in rows],
        "link": source_links(projects, words),
    }
    return titled(columns, words)


def heads_table(heads: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per target that counts people or households. In: marts.head_counts."""
    rows = list(heads.iter_rows(named=True))
    columns = {
        "recipient": [words.pick(row, "recipient") if row["recipient_id"] else words("not_stated") for row in rows],
        "heads": [bounds(row["comparator"], row["heads_low"], row["heads_high"]) for row in rows],
        "measure": [words.of("per", measure) if measure else None for measure in heads["measure"]],
        "indicator": lines(heads["indicator_name"]),
        "horizon": [words.of("horizon", row["horizon"]) for row in rows],
        "project": lines(heads["project_name"]),
        "project_link": [page_address("project", words.language, project=row["project_id"]) for row in rows],
        "link": source_links(heads, words),
    }
    return titled(columns, words)


def payments_table(steps: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per project and month. In: marts.payment_steps."""
    columns = {
        "project": lines(steps["project_name"]),
        "due_month": [words.of("month_end", month) for month in steps["due_month"]],
        "cumulative": steps["cumulative_pct_text"],
        "place": [place(row, words) for row in steps.iter_rows(named=True)],
        "link": source_links(steps, words),
    }
    return titled(columns, words)


def city_flags_table(flagged: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per flag and place. In: marts.flagged_values."""
    rows = list(flagged.iter_rows(named=True))
    columns = {
        "severity": [words.of("severity", row["severity"]) for row in rows],
        "meaning": [words.pick(row, "meaning") if row["meaning"] else row["flag"] for row in rows],
        "message": [arithmetic(text, words) for text in flagged["message"]],
        "project": lines(flagged["project_name"]),
        "quote": lines(flagged["quote"]),
        "link": source_links(flagged, words),
    }
    return titled(columns, words)


def neighbours_table(cities: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per city. In: marts.cities_overview."""
    rows = list(cities.iter_rows(named=True))
    columns = {
        "city": [words.pick(row, "city_name") for row in rows],
        "years": [_years(row["first_fiscal_year"], row["last_fiscal_year"], words) for row in rows],
        "projects": cities["n_projects"],
        "standards": cities["n_aid_standards"],
        "city_link": [page_address("city", words.language, city=row["city_id"]) for row in rows],
    }
    return titled(columns, words)


def _years(first: int, last: int, words: Words) -> str:
    return str(first) if first == last else words("city.years", first=first, last=last)
