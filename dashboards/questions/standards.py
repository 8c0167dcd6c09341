"""What `/compare` asks about standards: what there is to choose from, the few columns that decide what is drawn, and rows in full.

A kind of aid may have a hundred thousand standards. What draws, filters and ranks them is narrow; quotes and arithmetic are asked for
the rows that a person has before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dashboards.comparison import BOUNDS, Basis

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboards.warehouse import Warehouse

NOT_STATED = "none"
"""Stands for what says nothing, among the values of a choice."""

# What is put as a share of a local figure is derived, and graded so.
SHARED = """
    select
        standards.* exclude (evidence_grade), shares.figure, shares.share_low_pct, shares.share_high_pct,
        coalesce(shares.evidence_grade, standards.evidence_grade) as evidence_grade
    from marts.aid_comparison as standards
    left join marts.real_terms as shares
        on standards.aid_standard_id = shares.aid_standard_id and shares.kind = 'share' and shares.has_figure and shares.figure = ?
"""
STATED = "from marts.aid_comparison"
CONDITIONS = {
    "aid_type_id": "aid_type_id = ?",
    "city_ids": "list_contains(?::varchar[], city_id)",
    "ranks": "list_contains(?::varchar[], comparable_rank)",
    "years": "list_contains(?::varchar[], fiscal_year::varchar)",
}
LATER_CONDITIONS = {
    "payers": f"list_contains(?::varchar[], coalesce(payer, '{NOT_STATED}'))",
    "grades": "list_contains(?::varchar[], evidence_grade)",
}
LATEST = "(city_id, aid_type_id, is_comparable, fiscal_year)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which standards a person wants, and what amounts are counted in. What is empty restricts nothing.

    Without a year, of each city the latest of each kind of aid, and what cannot be compared has a latest year of its own.
    """

    aid_type_id: str | None = None
    basis: Basis = "year"
    figure: str | None = None
    city_ids: Sequence[str] = ()
    ranks: Sequence[str] = ()
    years: Sequence[str] = ()
    payers: Sequence[str] = ()
    grades: Sequence[str] = ()


def choices(warehouse: Warehouse, aid_type_id: str, figure: str | None = None) -> pl.DataFrame:
    """What there is to choose from, of one kind of aid: one row per rank, year, payer and grade that occur together.

    `is_yearly` says whether any of these standards can be put in yuan a year.
    """
    return warehouse.answer(
        f"""
        select comparable_rank, fiscal_year, payer, evidence_grade,
            bool_or(is_comparable and coalesce(annual_low_yuan, annual_high_yuan) is not null) as is_yearly
        from ({SHARED if figure else STATED}) where aid_type_id = ? group by all
        """,  # noqa: S608 (of statements of this file alone)
        [*([figure] if figure else []), aid_type_id],
    )


def marks(warehouse: Warehouse, wanted: Wanted) -> pl.DataFrame:
    """The standards wanted, one row each, in the columns that draw, filter and rank them; the rest is in `in_full`.

    Amounts come in the columns that `comparison.compare` reads for the basis.
    """
    low, high = BOUNDS[wanted.basis]
    figure = ", figure" if wanted.figure else ""
    kept, values = _restricted(wanted, CONDITIONS)
    later, later_values = _restricted(wanted, LATER_CONDITIONS)
    if not wanted.years:
        latest = f"select city_id, aid_type_id, is_comparable, max(fiscal_year) {STATED} where {kept} group by all"
        kept, values = f"{kept} and {LATEST} in ({latest})", [*values, *values]
    return warehouse.answer(
        f"""
        select aid_standard_id, aid_type_id, city_id, fiscal_year, recipient_id, recipient, recipient_en, comparable_rank, honour_rank,
            payer, comparator, per, pay_period, {low}::double as {low}, {high}::double as {high}, evidence_grade, is_comparable,
            not_comparable_reason, publisher{figure}
        from ({SHARED if wanted.figure else STATED}) where {kept} and {later}
        """,  # noqa: S608 (of statements of this file alone)
        [*([wanted.figure] if wanted.figure else []), *values, *later_values],
    )


def in_full(warehouse: Warehouse, rows: pl.DataFrame) -> pl.DataFrame:
    """Some rows of a comparison, in their order, with all that is known about them. What the rows say already stays as they say it."""
    full = warehouse.answer(
        """
        select standards.*, cities.city_name_en
        from marts.aid_comparison as standards
        left join marts.cities_overview as cities on standards.city_id = cities.city_id
        where standards.aid_type_id in (select unnest(?::varchar[])) and standards.aid_standard_id in (select unnest(?::varchar[]))
        """,
        [rows["aid_type_id"].unique().to_list(), rows["aid_standard_id"].to_list()],
    )
    said = [name for name in rows.columns if name != "aid_standard_id"]
    return rows.join(full.drop(said, strict=False), on="aid_standard_id", how="left", maintain_order="left")


def _restricted(wanted: Wanted, conditions: dict[str, str]) -> tuple[str, list[Any]]:
    """The conditions that something is wanted for, as SQL, and the values of their blanks."""
    asked = {name: getattr(wanted, name) for name in conditions if getattr(wanted, name)}
    values = [value if isinstance(value, str) else list(value) for value in asked.values()]
    return " and ".join([conditions[name] for name in asked] or ["true"]), values
