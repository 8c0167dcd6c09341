"""What `/city` and `/map` ask: cities with what the warehouse holds of them, and one city in one year."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from dashboards.warehouse import Warehouse


def cities(warehouse: Warehouse) -> pl.DataFrame:
    """Every city of the country, those with documents first, then by code."""
    return warehouse.answer("from marts.cities_overview order by n_documents = 0, city_id")


def years(warehouse: Warehouse, city_id: str) -> list[int]:
    """The budget years of a city's documents, the latest first."""
    found = warehouse.answer(
        "select distinct fiscal_year from marts.documents_overview where city_id = ? order by 1 desc", [city_id]
    )
    return found["fiscal_year"].to_list()


def city_projects(warehouse: Warehouse, city_id: str, fiscal_year: int) -> pl.DataFrame:
    """The projects of a city in a year, the largest budget first."""
    return warehouse.answer(
        """
        from marts.projects_overview where city_id = ? and fiscal_year = ?
        order by budget_yuan desc nulls last, document_id, project_ordinal
        """,
        [city_id, fiscal_year],
    )


def city_standards(warehouse: Warehouse, city_id: str, fiscal_year: int) -> pl.DataFrame:
    """Everything a city states per head in a year, comparable or not."""
    return warehouse.answer(
        """
        select standards.*, cities.city_name_en, standards.not_comparable_reason as reason
        from marts.aid_comparison as standards
        inner join marts.cities_overview as cities on standards.city_id = cities.city_id
        where standards.city_id = ? and standards.fiscal_year = ?
        order by standards.aid_family, standards.aid_type_id, standards.aid_standard_id
        """,
        [city_id, fiscal_year],
    )


def head_counts(warehouse: Warehouse, city_id: str, fiscal_year: int) -> pl.DataFrame:
    """The people and households a city's projects count in a year."""
    return warehouse.answer(
        """
        from marts.head_counts where city_id = ? and fiscal_year = ?
        order by recipient_id nulls last, document_id, line_start
        """,
        [city_id, fiscal_year],
    )


def payment_steps(warehouse: Warehouse, city_id: str, fiscal_year: int) -> pl.DataFrame:
    """How much of each project's money is to be paid by when."""
    return warehouse.answer(
        """
        from marts.payment_steps where city_id = ? and fiscal_year = ? and cumulative_pct is not null
        order by document_id, project_ordinal, due_month
        """,
        [city_id, fiscal_year],
    )


def city_documents(warehouse: Warehouse, city_id: str) -> pl.DataFrame:
    """The documents of a city, of all years, the latest first."""
    return warehouse.answer(
        "from marts.documents_overview where city_id = ? order by fiscal_year desc, document_id", [city_id]
    )


def city_flags(warehouse: Warehouse, city_id: str, fiscal_year: int) -> pl.DataFrame:
    """Whatever is flagged in a city's documents of a year, the gravest first."""
    return warehouse.answer(
        """
        from marts.flagged_values where city_id = ? and fiscal_year = ?
        order by severity = 'info', severity = 'warning', document_id, line_start
        """,
        [city_id, fiscal_year],
    )
