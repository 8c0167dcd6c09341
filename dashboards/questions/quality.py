"""What `/quality` asks: how much was read of which city, province and year."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from dashboards.warehouse import Warehouse

MOST_OF_A_KIND = 1000  # rows of meta.changes for each entity, as its description promises


def city_years(warehouse: Warehouse) -> pl.DataFrame:
    """One row per city and year with documents: how many, and how much was understood of them."""
    return warehouse.answer("""
        select
            documents.city_id, cities.city_name, cities.city_name_en, cities.province_name, cities.province_name_en,
            documents.fiscal_year, count(*) as n_documents, sum(documents.n_projects)::bigint as n_projects,
            sum(documents.n_indicator_targets)::bigint as n_indicator_targets,
            100.0 * sum(documents.n_with_bounds) / nullif(sum(documents.n_indicator_targets), 0) as with_bounds_pct,
            sum(documents.n_aid_standards)::bigint as n_aid_standards, sum(documents.n_flagged)::bigint as n_flagged,
            sum(documents.n_contradictions)::bigint as n_contradictions
        from marts.documents_overview as documents
        inner join marts.cities_overview as cities on documents.city_id = cities.city_id
        group by all
        order by documents.city_id, documents.fiscal_year
    """)


def province_years(warehouse: Warehouse) -> pl.DataFrame:
    """One row per province with documents and year: its cities with documents, and how many cities it has."""
    return warehouse.answer("""
        with provinces as (
            select province_id, province_name, province_name_en, count(*) as n_cities
            from marts.cities_overview group by all
        )
        select
            provinces.province_id, provinces.province_name, provinces.province_name_en, provinces.n_cities,
            documents.fiscal_year, count(distinct documents.city_id) as n_covered
        from marts.documents_overview as documents
        inner join marts.cities_overview as cities on documents.city_id = cities.city_id
        inner join provinces on cities.province_id = provinces.province_id
        group by all
        order by provinces.province_id, documents.fiscal_year
    """)


def flags(warehouse: Warehouse) -> pl.DataFrame:
    """One row per flag that occurs: what it means and how often, the gravest first."""
    return warehouse.answer("""
        select flag, severity, meaning, meaning_en, count(*) as n
        from marts.flagged_values
        group by flag, severity, meaning, meaning_en
        order by coalesce(list_position(['critical', 'warning', 'info'], severity), 4), n desc, flag
    """)


def flag_places(warehouse: Warehouse, flag: str, most: int) -> pl.DataFrame:
    """Where a flag occurs, in the order of the documents, `most` places at most."""
    return warehouse.answer(
        """
        select flagged.*, cities.city_name_en
        from marts.flagged_values as flagged
        left join marts.cities_overview as cities on flagged.city_id = cities.city_id
        where flagged.flag = ?
        order by flagged.document_id, flagged.line_start
        limit ?
        """,
        [flag, most],
    )


def corrections(warehouse: Warehouse) -> pl.DataFrame:
    """The corrections in force: what a document prints, what is read instead, why and who says so."""
    return warehouse.answer("""
        select
            cities.city_name, cities.city_name_en, documents.fiscal_year, documents.title, corrections.document_id,
            corrections.field, corrections.original_text, corrections.value_text, corrections.why_text, corrections.said_by,
            corrections.line_start, corrections.line_end
        from marts.corrections_in_force as corrections
        inner join marts.documents_overview as documents on corrections.document_id = documents.document_id
        inner join marts.cities_overview as cities on documents.city_id = cities.city_id
        order by corrections.document_id, corrections.line_start
    """)


def web_sources(warehouse: Warehouse) -> pl.DataFrame:
    """One row per address that documents are fetched from, with what became of it; what needs a person comes first."""
    return warehouse.answer("""
        select url, source_path, outcome, code, message, checked_at, changed_at
        from meta.web_sources
        order by
            coalesce(list_position(['failed', 'vanished', 'unlisted', 'changed', 'new', 'unchanged'], outcome), 0), url
    """)


def change_counts(warehouse: Warehouse) -> pl.DataFrame:
    """One row per entity: how many this version added, removed and changed against the one before; none without one before."""
    return warehouse.answer("select entity, n_added, n_removed, n_changed from meta.change_counts order by entity")


def changes(warehouse: Warehouse) -> pl.DataFrame:
    """What this version says differently from the one before it, a bounded part of a large change; the place is where it stands now."""
    return warehouse.answer("""
        select
            entity, change, row_text, "column", document_id, line_after as line_start, line_after as line_end,
            coalesce(text_before, quote_before) as text_before, coalesce(text_after, quote_after) as text_after
        from meta.changes order by document_id, entity, row_text, "column"
    """)


def steps(warehouse: Warehouse) -> pl.DataFrame:
    """The steps of the run that built this version, in order: what went in, what came out, how long each took."""
    return warehouse.answer(
        """
        select steps.name, steps.seconds, steps.rows_in, steps.rows_out
        from meta.run_steps as steps
        inner join meta.runs as runs on steps.run_id = runs.run_id
        where runs.version = ? and runs.outcome = 'succeeded'
        order by steps.step_ordinal
    """,
        [warehouse.version],
    )
