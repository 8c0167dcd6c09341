"""What follows from the documents' figures: facts that are printed nowhere, and practice held against quoted rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from dashboards.warehouse import Warehouse


def project_facts(warehouse: Warehouse, project_id: str) -> pl.DataFrame:
    """What follows from a project's figures, with the arithmetic and the project's place."""
    return warehouse.answer("from marts.derived_facts where project_id = ? order by fact, subject_id", [project_id])


def city_facts(warehouse: Warehouse, city_id: str, year: int) -> pl.DataFrame:
    """What follows from the figures of a city in a budget year."""
    return warehouse.answer(
        "from marts.derived_facts where city_id = ? and fiscal_year = ? order by project_id, fact, subject_id",
        [city_id, year],
    )


def rule_tests(warehouse: Warehouse, project_id: str | None = None, city_id: str | None = None) -> pl.DataFrame:
    """Rates beside the quoted rules that bind them, of a project, of a city or of all; those with a verdict first.

    The columns of marts.rule_tests with the names of project and city; document_id, page, line_start and line_end are where the
    rule stands.
    """
    return warehouse.answer(
        """
        select
            tests.* exclude (document_id), projects.project_name, cities.city_name, cities.city_name_en,
            rules.document_id, rules.page, rules.line_start, rules.line_end
        from marts.rule_tests as tests
        inner join marts.aid_comparison as rules on tests.rule_id = rules.aid_standard_id
        left join marts.projects_overview as projects on tests.project_id = projects.project_id
        left join marts.cities_overview as cities on tests.city_id = cities.city_id
        where (?::varchar is null or tests.project_id = ?::varchar) and (?::varchar is null or tests.city_id = ?::varchar)
        order by tests.verdict = 'not_checkable', tests.verdict like '%within', tests.city_id, tests.rule_test_id
        """,
        [project_id, project_id, city_id, city_id],
    )
