"""The pages of a country as the addresses a person would open, with the parameters that ask most of each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboards.warehouse import Warehouse

Query = dict[str, str]


def country_pages(warehouse: Warehouse) -> dict[str, tuple[str, Query]]:
    """Name of a view → page and query; every page is there, those with a choice with the one that has most to show."""
    standard = _most(warehouse, "marts.aid_comparison", "aid_standard_id", "aid_type_id", where="is_comparable")
    project = _most(warehouse, "marts.indicator_targets", "project_id", "project_id")
    document = _most(warehouse, "marts.source_lines", "document_id", "document_id")
    check = _most(warehouse, "marts.reconciliations", "reconciliation_id", "city_id", where="verdict = 'contradicts'")
    flag = _most(warehouse, "marts.flagged_values", "flag", "flag")
    city = _most(warehouse, "marts.aid_comparison", "city_id", "city_id")
    return {
        "overview": ("overview", {}),
        "compare": ("compare", {}),
        "compare, one standard": ("compare", {"standard": standard}),
        "compare, as stated": ("compare", {"basis": "as_stated"}),
        "map": ("map", {}),
        "city": ("city", {"city": city}),
        "project, all": ("project", {}),
        "project, found": ("project", {"q": "劳模 慰问"}),
        "project, one": ("project", {"project": project}),
        "reconciliation": ("reconciliation", {}),
        "reconciliation, one": ("reconciliation", {"check": check}),
        "source": ("source", {"document": document, "line": "10"}),
        "quality": ("quality", {}),
        "quality, one flag": ("quality", {"flag": flag}),
        "try": ("try", {}),
        "data": ("data", {}),
    }


def _most(warehouse: Warehouse, table: str, key: str, alike: str, where: str = "true") -> str:
    """The key of a row of the table among those of which there are most."""
    found = warehouse.answer(
        f"select {key} from {table} where {where} "
        f"order by count(*) over (partition by {alike}) desc, {alike}, {key} limit 1"
    )
    return str(found.item())
