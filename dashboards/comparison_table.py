"""The comparison as a table: on screen, and - with sources, version and date - as a file to carry away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from dashboards.arithmetic import arithmetic
from dashboards.formats import bounds, one_line, place
from dashboards.shell import page_address, source_link
from dashboards.tables import titled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.shell import Edition
    from dashboards.words import Words

SCREEN = (
    "city",
    "year",
    "recipient",
    "comparable_rank",
    "honour_rank",
    "amount_text",
    "annual",
    "monthly",
    "grade",
    "payer",
    "correction",
    "project",
    "link",
)
SHARES = (
    "city",
    "year",
    "recipient",
    "comparable_rank",
    "amount_text",
    "annual",
    "share",
    "grade",
    "payer",
    "project",
    "link",
)
KINDS = (
    "aid_type",
    "city",
    "year",
    "recipient",
    "comparable_rank",
    "amount_text",
    "annual",
    "share",
    "grade",
    "payer",
    "link",
)
APART = ("city", "year", "recipient", "amount_text", "reason", "derived", "payer", "correction", "project", "link")
CITY = (
    "aid_type",
    "recipient",
    "amount_text",
    "annual",
    "grade",
    "comparable_rank",
    "payer",
    "reason",
    "correction",
    "project",
    "link",
)
FILE = (
    "city", "year", "recipient", "comparable_rank", "honour_rank", "payer", "amount_text", "annual", "monthly", "share", "symbolic",
    "annual_basis", "derived", "grade", "reason", "horizon", "origin", "scope", "project", "arithmetic", "flags", "correction", "publisher",
    "document", "place", "quote", "version", "published",
)  # fmt: skip


def screen_table(rows: pl.DataFrame, columns: Sequence[str], words: Words) -> pl.DataFrame:
    """Standards with headings and codes in words, one row per standard, in the order given; empty columns left out."""
    table = _table(rows, columns, words, {})
    return table.select(name for name in table.columns if table[name].is_not_null().any() or table.is_empty())


def file_table(rows: pl.DataFrame, edition: Edition, words: Words) -> pl.DataFrame:
    """The same with everything a reader of the file needs to trust it: quotes, places, version and date."""
    return _table(rows, FILE, words, {"version": edition.version, "published": edition.published})


def _table(rows: pl.DataFrame, columns: Sequence[str], words: Words, constants: dict[str, str | None]) -> pl.DataFrame:
    records = [_record(row, words) | constants for row in rows.iter_rows(named=True)]
    schema = {words(f"columns.{column}"): pl.String for column in columns}
    return pl.DataFrame([[record[column] for column in columns] for record in records], schema=schema, orient="row")


def _record(row: dict[str, Any], words: Words) -> dict[str, str | None]:
    def word(kind: str) -> str | None:
        return words.of(kind, row[kind]) if row[kind] is not None else None

    return {
        "city": words.pick(row, "city_name"),
        "aid_type": words.pick(row, "aid_type"),
        "year": str(row["fiscal_year"]),
        "recipient": words.pick(row, "recipient"),
        "comparable_rank": words.of("rank", row["comparable_rank"]) if row["comparable_rank"] else None,
        "honour_rank": words.of("rank", row["honour_rank"]) if row["honour_rank"] else None,
        "payer": word("payer"),
        "amount_text": one_line(row["amount_text"] or row["symbolic_text"]),
        "annual": bounds(row["comparator"], row["annual_low_yuan"], row["annual_high_yuan"]) or None,
        "monthly": bounds(row["comparator"], row["monthly_low_yuan"], row["monthly_high_yuan"]) or None,
        "share": _share(row),
        "symbolic": row["symbolic_text"],
        "annual_basis": words.pick(row, "annual_reason") if row["annual_basis"] else None,
        "derived": arithmetic(row["derived_text"], words) or None,
        "grade": row["evidence_grade"],
        "reason": word("reason"),
        "horizon": word("horizon"),
        "origin": word("origin"),
        "scope": word("scope"),
        "project": row["project_name"],
        "arithmetic": arithmetic(row["reconciliation_text"], words) or None,
        "correction": row["correction_text"],
        "flags": "; ".join(row["flags"] or []) or None,
        "publisher": row["publisher"],
        "document": row["document_title"],
        "place": place(row, words),
        "quote": row["quote"],
        "link": source_link(row, words.language),
        "project_link": page_address("project", words.language, project=row["project_id"] or ""),
    }


def _share(row: dict[str, Any]) -> str | None:
    """What part of a local figure an amount is; rows of a comparison in yuan have none."""
    share = bounds(row["comparator"], row.get("share_low_pct"), row.get("share_high_pct"))
    return f"{share} %" if share else None


def verdicts_table(verdicts: pl.DataFrame, meanings: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per other standard with the verdict on comparing, in words. In: `questions.comparability`."""
    said = {row["code"]: words.pick(row, "meaning") for row in meanings.iter_rows(named=True)}
    rows = list(verdicts.iter_rows(named=True))
    columns = {
        "city": [words.pick(row, "city_name") for row in rows],
        "year": [str(row["fiscal_year"]) for row in rows],
        "recipient": [words.pick(row, "recipient") for row in rows],
        "amount_text": [one_line(row["amount_text"] or row["symbolic_text"]) for row in rows],
        "comparison": [words.of("comparison", row["verdict"]) for row in rows],
        "why": [_why(row, said, words) for row in rows],
        "difference": [_difference(row) for row in rows],
        "link": [source_link(row, words.language) for row in rows],
    }
    return titled(columns, words)


def _why(row: dict[str, Any], said: dict[str, str], words: Words) -> str:
    codes = [row["reason"]] if row["reason"] else row["conversions"] or []
    return words("compare.list_separator").join(said.get(code, code) for code in codes)


def _difference(row: dict[str, Any]) -> str:
    low, high = row["difference_low_yuan"], row["difference_high_yuan"]
    return bounds("=" if low == high else "range", low, high)
