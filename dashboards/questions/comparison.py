"""What `/compare` asks beside the standards themselves: cities, the years of one kind of aid, shares of local figures, pairs."""

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


def stated_jointly(warehouse: Warehouse) -> pl.DataFrame:
    """Which city states which kind of aid only under one rate with another kind: aid_type_id and city_id."""
    return warehouse.answer(
        "select aid_type_id, city_id from marts.city_aid_coverage where is_stated and n_standards = 0"
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
        select series.* exclude (aid_standard_ids), cities.city_name_en, standards.recipient_en, standards.comparable_rank,
            standards.document_id, standards.line_start, standards.line_end
        from marts.aid_series as series
        left join marts.cities_overview as cities on series.city_id = cities.city_id
        left join marts.aid_comparison as standards
            on series.aid_type_id = standards.aid_type_id and series.aid_standard_ids[1] = standards.aid_standard_id
        where series.aid_type_id = ?
        order by series.series_id, series.fiscal_year
        """,
        [aid_type_id],
    )


def pair_verdicts(warehouse: Warehouse, aid_type_id: str, aid_standard_ids: Sequence[str]) -> pl.DataFrame:
    """How many pairs of some standards of one kind of aid compare, by verdict, reason and conversion.

    The view makes pairs when it is asked: the ids are said one by one, so that they are looked for before pairs are made.
    """
    ids = ", ".join("?" * len(aid_standard_ids))
    return warehouse.answer(
        f"""
        select verdict, reason, conversions, count(*) as n
        from marts.comparability
        where aid_type_id = ? and first_aid_standard_id in ({ids}) and second_aid_standard_id in ({ids})
        group by verdict, reason, conversions
        order by list_position(['comparable', 'after_conversion', 'only_as_bounds', 'not_comparable'], verdict), n desc, reason
        """,  # noqa: S608 (blanks alone)
        [aid_type_id, *aid_standard_ids, *aid_standard_ids],
    )
