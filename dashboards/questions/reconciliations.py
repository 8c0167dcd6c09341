"""What `/reconciliation` asks: the verdicts of all checks, and one check with the figures of both its sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from dashboards.warehouse import Warehouse

GRAVEST_FIRST = "list_position(['contradicts', 'gap', 'within_bounds', 'exact', 'not_checkable'], verdict)"


def verdict_counts(warehouse: Warehouse) -> dict[str, int]:
    """How many checks came to each verdict."""
    counted = warehouse.answer("select verdict, count(*) as n from marts.reconciliations group by verdict")
    return dict(counted.iter_rows())


def reconciliations(
    warehouse: Warehouse, verdicts: Sequence[str], checks: Sequence[str], city_id: str | None, most: int
) -> pl.DataFrame:
    """The checks of these verdicts and names (all when none is named) of a city (of all when None), the gravest first."""
    return warehouse.answer(
        f"""
        select checks.*, cities.city_name_en
        from marts.reconciliations as checks
        left join marts.cities_overview as cities on checks.city_id = cities.city_id
        where (len(?::varchar[]) = 0 or list_contains(?::varchar[], checks.verdict))
            and (len(?::varchar[]) = 0 or list_contains(?::varchar[], checks.check_name))
            and (?::varchar is null or checks.city_id = ?::varchar)
        order by {GRAVEST_FIRST}, checks.city_id, checks.document_id, checks.project_ordinal, checks.check_name
        limit ?
        """,  # noqa: S608 - the only thing put in is a constant of this file
        [list(verdicts), list(verdicts), list(checks), list(checks), city_id, city_id, most],
    )


def reconciliation(warehouse: Warehouse, reconciliation_id: str) -> pl.DataFrame:
    """One check: one row, or none."""
    return warehouse.answer(
        """
        select checks.*, cities.city_name_en
        from marts.reconciliations as checks
        left join marts.cities_overview as cities on checks.city_id = cities.city_id
        where checks.reconciliation_id = ?
        """,
        [reconciliation_id],
    )


def figures(warehouse: Warehouse, reconciliation_id: str) -> pl.DataFrame:
    """The printed figures of both sides of a check, in the order of the document."""
    return warehouse.answer(
        "from marts.reconciled_figures where reconciliation_id = ? order by side, line_start, quote",
        [reconciliation_id],
    )
