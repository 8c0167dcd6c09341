"""What `/compare` asks beyond one kind of aid: all kinds at once, the years of one, and shares of local figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboards.warehouse import Warehouse


def cities(warehouse: Warehouse) -> pl.DataFrame:
    """The cities with documents, which a basket may hold."""
    return warehouse.answer("""
        select city_id, city_name, city_name_en from marts.cities_overview where n_documents > 0 order by city_id
    """)


def all_standards(warehouse: Warehouse, city_ids: Sequence[str]) -> pl.DataFrame:
    """The standards of every kind of aid of some cities (of all when none is named), each city's latest year of each kind."""
    return warehouse.answer(
        """
        select standards.*, cities.city_name_en
        from marts.aid_comparison as standards
        left join marts.cities_overview as cities on standards.city_id = cities.city_id
        where len(?::varchar[]) = 0 or list_contains(?::varchar[], standards.city_id)
        qualify standards.fiscal_year = max(standards.fiscal_year)
            over (partition by standards.city_id, standards.aid_type_id, standards.is_comparable)
        order by standards.aid_standard_id
        """,
        [list(city_ids), list(city_ids)],
    )


def stated_jointly(warehouse: Warehouse) -> pl.DataFrame:
    """Which city states which kind of aid only under one rate with another kind: aid_type_id and city_id."""
    return warehouse.answer(
        "select aid_type_id, city_id from marts.city_aid_coverage where is_stated and n_standards = 0"
    )


def shares(warehouse: Warehouse, figure: str) -> pl.DataFrame:
    """What share of a year of a local figure each standard is, in percent, where a sourced figure of its city and year is known."""
    return warehouse.answer(
        """
        select aid_standard_id, figure, share_low_pct, share_high_pct, evidence_grade as share_grade
        from marts.real_terms where kind = 'share' and figure = ? and has_figure
        """,
        [figure],
    )


def real_terms(warehouse: Warehouse, aid_standard_id: str) -> pl.DataFrame:
    """What a standard is in terms of local figures, or which figure is missing, one row per figure."""
    return warehouse.answer(
        """
        select figure, figure_zh, figure_en, derivation_text, source_title, missing_zh, missing_en
        from marts.real_terms where aid_standard_id = ? order by has_figure desc, figure
        """,
        [aid_standard_id],
    )


def series(warehouse: Warehouse, aid_type_id: str) -> pl.DataFrame:
    """The same aid of the same city over the years, of all series of one kind of aid; with a place in a document for each year."""
    return warehouse.answer(
        """
        select series.*, cities.city_name_en, standards.recipient_en, standards.comparable_rank,
            standards.document_id, standards.line_start, standards.line_end
        from marts.aid_series as series
        left join marts.cities_overview as cities on series.city_id = cities.city_id
        left join marts.aid_comparison as standards on series.aid_standard_ids[1] = standards.aid_standard_id
        where series.aid_type_id = ?
        order by series.series_id, series.fiscal_year
        """,
        [aid_type_id],
    )


def pair_verdicts(warehouse: Warehouse, aid_standard_ids: Sequence[str]) -> pl.DataFrame:
    """How many pairs of some standards compare, by verdict, reason and conversion."""
    return warehouse.answer(
        """
        select verdict, reason, conversions, count(*) as n
        from marts.comparability
        where first_aid_standard_id in (select unnest(?::varchar[])) and second_aid_standard_id in (select unnest(?::varchar[]))
        group by verdict, reason, conversions
        order by list_position(['comparable', 'after_conversion', 'only_as_bounds', 'not_comparable'], verdict), n desc, reason
        """,
        [list(aid_standard_ids), list(aid_standard_ids)],
    )
