"""What the source page asks of the warehouse about a document's original file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.originals import Original

if TYPE_CHECKING:
    import polars as pl

    from dashboards.warehouse import Warehouse


def original(warehouse: Warehouse, document_id: str) -> Original:
    """The file a document was read from."""
    row = warehouse.answer("select source_path, sha256 from star.dim_documents where document_id = ?", [document_id])
    return Original(*row.row(0))


def documents_of_file(warehouse: Warehouse, sha256: str) -> list[str]:
    """The documents that were read from a file with this hash."""
    found = warehouse.answer(
        "select document_id from star.dim_documents where sha256 = ? order by document_id", [sha256]
    )
    return found["document_id"].to_list()


def all_cities(warehouse: Warehouse) -> pl.DataFrame:
    """Every city there is, with documents or without, one row per city_id."""
    return warehouse.answer("""
        select city_id, city_name, province_name, city_name_en
        from star.dim_cities left join (select city_id, city_name_en from marts.cities_overview) using (city_id)
        order by city_id
    """)


def regions(warehouse: Warehouse, document_id: str, first: int, last: int) -> pl.DataFrame:
    """Where the words of some lines, both included, stand in the original file; none for formats without pages and cells."""
    return warehouse.answer(
        "from marts.source_regions where document_id = ? and line between ? and ? order by line, region_ordinal",
        [document_id, first, last],
    )


def pages_drawn(warehouse: Warehouse, document_id: str) -> int:
    """How many pages the original file has that can be drawn, as far as words stand on them; 0 when it has no pages."""
    found = warehouse.answer(
        "select max(page) as n from marts.source_regions where document_id = ? and left_pct is not null", [document_id]
    )
    return int(found.item() or 0)


def page_at(warehouse: Warehouse, document_id: str, line: int) -> int:
    """The page that a line stands on, or the one before it does; the first when none does."""
    found = warehouse.answer(
        "select max_by(page, line) as n from marts.source_regions where document_id = ? and line <= ?",
        [document_id, line],
    )
    return int(found.item() or 1)
