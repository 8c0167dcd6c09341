"""The tables of the overview page, headings and codes in words. Pure functions: a mart in, a table for people out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from dashboards.shell import source_links
from dashboards.tables import lines, titled

if TYPE_CHECKING:
    from dashboards.words import Words


def documents_table(read: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per document: how much was understood of it. In: marts.documents_overview."""
    columns = {
        "city": read["city_name"],
        "year": [str(year) for year in read["fiscal_year"]],
        "title": lines(read["title"]),
        "projects": read["n_projects"],
        "rows": read["n_indicator_targets"],
        "bounded": read["with_bounds_pct"],
        "standards": read["n_aid_standards"],
        "flagged": read["n_flagged"],
        "link": source_links(read.with_columns(line_start=1, line_end=1), words),
    }
    return titled(columns, words)


def coverage_table(covered: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per city and aid type: how many standards, and how many of them comparable. In: marts.city_aid_coverage."""
    rows = list(covered.iter_rows(named=True))
    columns = {
        "city": [row["city_name"] for row in rows],
        "aid_type": [words.pick(row, "aid_type") for row in rows],
        "stated": [_stated(row, words) for row in rows],
    }
    return titled(columns, words)


def _stated(row: dict[str, Any], words: Words) -> str:
    if row["n_standards"]:
        return f"{row['n_standards']} ({row['n_comparable']})"
    return words("overview.joint_mark") if row["is_stated"] else words("not_stated")
