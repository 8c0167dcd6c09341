"""The tables of `/quality`, headings and codes in words. Pure functions: a mart in, a table for people out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from dashboards.arithmetic import arithmetic
from dashboards.formats import moment, place
from dashboards.shell import page_address, source_links
from dashboards.tables import lines, titled

if TYPE_CHECKING:
    from dashboards.words import Words


def city_years_table(counted: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per city and year with how much was read. In: `questions.quality.city_years`."""
    rows = list(counted.iter_rows(named=True))
    columns = {
        "province": [words.pick(row, "province_name") for row in rows],
        "city": [words.pick(row, "city_name") for row in rows],
        "year": [str(row["fiscal_year"]) for row in rows],
        "documents": counted["n_documents"],
        "projects": counted["n_projects"],
        "rows": counted["n_indicator_targets"],
        "bounded": counted["with_bounds_pct"],
        "standards": counted["n_aid_standards"],
        "flagged": counted["n_flagged"],
        "contradictions": counted["n_contradictions"],
        "city_link": [
            page_address("city", words.language, city=row["city_id"], year=str(row["fiscal_year"])) for row in rows
        ],
    }
    return titled(columns, words)


def flag_words(row: dict[str, Any], words: Words) -> str:
    """What a flag means; the flag itself when nobody has said."""
    return words.pick(row, "meaning") if row["meaning"] else str(row["flag"])


def flags_table(counted: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per flag. In: `questions.quality.flags`."""
    rows = list(counted.iter_rows(named=True))
    columns = {
        "severity": [words.of("severity", row["severity"]) for row in rows],
        "meaning": [flag_words(row, words) for row in rows],
        "count": counted["n"],
        "flag": counted["flag"],
    }
    return titled(columns, words)


def places_table(flagged: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per place where a flag occurs, with a link to it. In: `questions.quality.flag_places`."""
    columns = {
        "city": [words.pick(row, "city_name") for row in flagged.iter_rows(named=True)],
        "project": flagged["project_name"],
        "message": [arithmetic(text, words) for text in flagged["message"]],
        "quote": lines(flagged["quote"]),
        "place": [place(row, words) for row in flagged.iter_rows(named=True)],
        "link": source_links(flagged, words),
    }
    return titled(columns, words)


def corrections_table(corrections: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per correction in force. In: `questions.quality.corrections`."""
    rows = list(corrections.iter_rows(named=True))
    columns = {
        "city": [words.pick(row, "city_name") for row in rows],
        "year": [str(row["fiscal_year"]) for row in rows],
        "document": lines(corrections["title"]),
        "field": corrections["field"],
        "original": lines(corrections["original_text"]),
        "corrected": lines(corrections["value_text"]),
        "reason_given": lines(corrections["why_text"]),
        "said_by": lines(corrections["said_by"]),
        "link": source_links(corrections, words),
    }
    return titled(columns, words)


def checks_table(made: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per check. In: meta.checks."""
    columns = {
        "result": [words("overview.passed" if held else "overview.failed") for held in made["success"]],
        "suite": [words.of("suite", suite) for suite in made["suite"]],
        "table": made["table"],
        "column": made["column"],
        "check": made["description"],
        "critical": [words("overview.is_true" if it else "overview.is_false") for it in made["is_critical"]],
        "observed": lines(made["observed_text"]),
    }
    return titled(columns, words)


def quarantine_table(refused: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per refused file. In: meta.quarantine."""
    columns = {
        "file": refused["source_path"],
        "reason": lines(refused["reason"]),
        "since": [moment(seen, words) for seen in refused["first_seen_at"]],
    }
    return titled(columns, words)


def web_table(addresses: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per address that documents are fetched from. In: `questions.quality.web_sources`."""
    columns = {
        "web_outcome": [words.of("web_outcome", outcome) for outcome in addresses["outcome"]],
        "url": lines(addresses["url"]),
        "file": addresses["source_path"],
        "message": lines(addresses["message"]),
        "checked": [moment(checked, words) for checked in addresses["checked_at"]],
        "fetched": [moment(changed, words) for changed in addresses["changed_at"]],
    }
    return titled(columns, words)


def steps_table(steps: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per step of a run, in order. In: `questions.quality.steps`."""
    columns = {
        "step": [words.of("step", name) for name in steps["name"]],
        "seconds": steps["seconds"],
        "rows_in": steps["rows_in"],
        "rows_out": steps["rows_out"],
    }
    return titled(columns, words)


def runs_table(ran: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per run of the refresh. In: meta.runs."""
    columns = {
        "started": [moment(started, words) for started in ran["started_at"]],
        "finished": [moment(finished, words) for finished in ran["finished_at"]],
        "outcome": [words.of("outcome", outcome) for outcome in ran["outcome"]],
        "message": lines(ran["message"]),
    }
    return titled(columns, words)


def changes_table(changes: pl.DataFrame, words: Words, *, has_places: bool = True) -> pl.DataFrame:
    """One row per change against an earlier version. In: `questions.quality.changes`; whether its places are those of what is published."""
    rows = list(changes.iter_rows(named=True))
    there = [
        link if has_places and row["line_start"] is not None else None
        for row, link in zip(rows, source_links(changes, words), strict=True)
    ]
    columns = {
        "thing": [words.of("entity", row["entity"]) for row in rows],
        "how": [words.of("how_changed", row["change"]) for row in rows],
        "which": lines(changes["row_text"]),
        "field": changes["column"],
        "said_before": lines(changes["text_before"]),
        "says_now": lines(changes["text_after"]),
        "link": there,
    }
    return titled(columns, words)
