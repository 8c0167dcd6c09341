"""What `/compare` asks about one standard: how it stands among its peers, and which others it may be held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from dashboards.warehouse import Warehouse


def peer_sentence(warehouse: Warehouse, aid_standard_id: str) -> pl.DataFrame:
    """The sentence about a standard among comparable cities, in both languages: one row, or none."""
    return warehouse.answer(
        "select sentence_zh, sentence_en from marts.peers where aid_standard_id = ?", [aid_standard_id]
    )


def verdicts(warehouse: Warehouse, aid_standard_id: str, most: int) -> pl.DataFrame:
    """The other standards of the same aid with the verdict on comparing, those that compare first, `most` at most.

    Differences are this standard less the other, in yuan a year; NULL where there is no bound.
    """
    return warehouse.answer(
        """
        with pairs as (
            select second_aid_standard_id as other_id, verdict, reason, conversions, difference_low_yuan, difference_high_yuan
            from marts.comparability where first_aid_standard_id = ?
            union all
            select first_aid_standard_id, verdict, reason, conversions, -difference_high_yuan, -difference_low_yuan
            from marts.comparability where second_aid_standard_id = ?
        )
        select pairs.*, others.city_name, cities.city_name_en, others.fiscal_year, others.recipient, others.recipient_en,
            others.amount_text, others.symbolic_text, others.document_id, others.line_start, others.line_end
        from pairs
        inner join marts.aid_comparison as others on pairs.other_id = others.aid_standard_id
        left join marts.cities_overview as cities on others.city_id = cities.city_id
        order by list_position(['comparable', 'after_conversion', 'only_as_bounds', 'not_comparable'], verdict),
            others.city_id, pairs.other_id
        limit ?
        """,
        [aid_standard_id, aid_standard_id, most],
    )


def meanings(warehouse: Warehouse) -> pl.DataFrame:
    """What the reasons and conversions mean, in both languages."""
    return warehouse.answer("from marts.comparability_meanings order by kind, ordinal")
