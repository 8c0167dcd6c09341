"""What `/compare` asks about one standard: how it stands among its peers, and which others it may be held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboards.warehouse import Warehouse

FROM_THE_BEST = "list_position(['comparable', 'after_conversion', 'only_as_bounds', 'not_comparable'], verdict)"


def peer_sentence(warehouse: Warehouse, aid_standard_id: str) -> pl.DataFrame:
    """The sentence about a standard among comparable cities, in both languages: one row, or none."""
    return warehouse.answer(
        "select sentence_zh, sentence_en from marts.peers where aid_standard_id = ?", [aid_standard_id]
    )


def verdicts(warehouse: Warehouse, aid_standard_id: str, most: int) -> pl.DataFrame:
    """The other standards of the same aid with the verdict on comparing, those that compare first, `most` at most.

    Differences are this standard less the other, in yuan a year; NULL where there is no bound.
    """
    aid_type_id, others = _others(warehouse, aid_standard_id, most)
    after = [other for other in others if other > aid_standard_id]
    before = [other for other in others if other < aid_standard_id]
    return warehouse.answer(
        f"""
        with pairs as (
            select second_aid_standard_id as other_id, verdict, reason, conversions, difference_low_yuan, difference_high_yuan
            from marts.comparability
            where aid_type_id = ? and first_aid_standard_id = ? and second_aid_standard_id in ({_blanks(after)})
            union all
            select first_aid_standard_id, verdict, reason, conversions, -difference_high_yuan, -difference_low_yuan
            from marts.comparability
            where aid_type_id = ? and second_aid_standard_id = ? and first_aid_standard_id in ({_blanks(before)})
        )
        select pairs.*, others.city_name, cities.city_name_en, others.fiscal_year, others.recipient, others.recipient_en,
            others.amount_text, others.symbolic_text, others.document_id, others.line_start, others.line_end
        from pairs
        inner join marts.aid_comparison as others on pairs.other_id = others.aid_standard_id
        left join marts.cities_overview as cities on others.city_id = cities.city_id
        where others.aid_type_id = ?
        order by {FROM_THE_BEST}, others.city_id, pairs.other_id
        """,  # noqa: S608 (blanks, and an expression of this file)
        [aid_type_id, aid_standard_id, *after, aid_type_id, aid_standard_id, *before, aid_type_id],
    )


def _blanks(values: Sequence[str]) -> str:
    """Blanks for some values, said one by one: a view looks for these before it makes pairs."""
    return ", ".join("?" * len(values)) or "null"


def _others(warehouse: Warehouse, aid_standard_id: str, most: int) -> tuple[str | None, list[str]]:
    """The kind of aid of a standard, and the ids of those that compare best; by footings, so that no pair of standards is made yet."""
    asked = warehouse.answer(
        "select aid_type_id, footing_id from marts.aid_comparison where aid_standard_id = ?", [aid_standard_id]
    )
    if asked.is_empty():
        return None, []
    aid_type_id, footing_id = asked.row(0)
    found = warehouse.answer(
        f"""
        select others.aid_standard_id
        from marts.aid_comparison as others
        inner join marts.footing_pairs as pairs on others.footing_id = pairs.second_footing_id
        where others.aid_type_id = ? and others.aid_standard_id != ? and pairs.first_footing_id = ?
        order by {FROM_THE_BEST}, others.city_id, others.aid_standard_id
        limit ?
        """,  # noqa: S608 (an expression of this file)
        [aid_type_id, aid_standard_id, footing_id, most],
    )
    return aid_type_id, found["aid_standard_id"].to_list()


def meanings(warehouse: Warehouse) -> pl.DataFrame:
    """What the reasons and conversions mean, in both languages."""
    return warehouse.answer("from marts.comparability_meanings order by kind, ordinal")
