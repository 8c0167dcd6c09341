"""The published warehouse, read-only: one function per question, each one query to a table of marts, star or meta.

`current.duckdb` is a link to an immutable, versioned file. It is opened by its real path, so a new publication is picked up
at the next question and whoever still reads the old version is undisturbed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_FOLDER = "data/warehouse"
VERSIONS_KEPT_OPEN = 3
# One run a line; a line that was cut short when the machine stopped is passed over.
JOURNAL_FORMAT = """format = 'newline_delimited', ignore_errors = true, columns = {
    run_id: 'varchar', started_at: 'timestamp', finished_at: 'timestamp', outcome: 'varchar', message: 'varchar'}"""

# A table with a city's id gets the city's English name; the columns of the table itself stay as they are.
WITH_ENGLISH_NAMES = "from {} left join (select city_id, city_name_en from marts.cities_overview) using (city_id)"


class WarehouseMissing(Exception):
    """Nothing is published where the warehouse should be; `place` is the path that was looked at."""

    def __init__(self, place: Path) -> None:
        super().__init__(f"no published warehouse at {place}: run `bangfu refresh` first, or set BANGFU_WAREHOUSE")
        self.place = place


class WarehouseUnreadable(Exception):
    """A warehouse is there but the question could not be answered from it, e.g. because an older bangfu built it."""


@dataclass(frozen=True, slots=True)
class Warehouse:
    """One immutable version of the published warehouse: the real path of its file, and the folder it was published in."""

    path: Path
    folder: Path

    @property
    def version(self) -> str:
        """The name of the version, as its file is called."""
        return self.path.stem

    def answer(self, query: str, parameters: Sequence[Any] = ()) -> pl.DataFrame:
        """The result of one query as a table.

        Raises WarehouseUnreadable when the file lacks what the query names.
        """
        try:
            table: pl.DataFrame = _connection(self.path).cursor().sql(query, params=list(parameters)).pl()
        except duckdb.Error as error:
            raise WarehouseUnreadable(f"{self.path.name}: {error}") from error
        return table


@lru_cache(maxsize=VERSIONS_KEPT_OPEN)
def _connection(path: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(path, read_only=True)


def published_warehouse(folder: Path | None = None) -> Warehouse:
    """The version that is published now in `folder` (else BANGFU_WAREHOUSE, else data/warehouse).

    Raises WarehouseMissing when nothing is published there.
    """
    root = folder or Path(os.environ.get("BANGFU_WAREHOUSE") or DEFAULT_FOLDER)
    link = root / "current.duckdb"
    real = link.resolve()
    if not real.is_file():
        raise WarehouseMissing(link.absolute())
    return Warehouse(real, root)


def aid_types(warehouse: Warehouse) -> pl.DataFrame:
    """The menu of the comparison: aid types with how many cities and standards there are.

    Those that most cities state comparably come first, then those that most cities state at all.
    """
    return warehouse.answer("""
        select aid_types.*
        from marts.aid_types
        left join marts.city_aid_coverage as coverage
            on aid_types.aid_type_id = coverage.aid_type_id and coverage.n_comparable > 0
        group by all
        order by count(coverage.city_id) desc, n_cities desc, n_comparable desc, ordinal
    """)


def coverage(warehouse: Warehouse) -> pl.DataFrame:
    """What each city states about each aid type, one row per city and aid type."""
    return warehouse.answer(
        f"select * {WITH_ENGLISH_NAMES.format('marts.city_aid_coverage')} order by city_id, aid_type_id"
    )


def silent_cities(warehouse: Warehouse, aid_type_id: str) -> pl.DataFrame:
    """The cities with documents in the warehouse that have no standard of one aid type of their own.

    They state nothing (perhaps a ceiling follows from budget and heads), or state it under one rate with another aid type.
    """
    return warehouse.answer(
        f"""
        select * {WITH_ENGLISH_NAMES.format("marts.city_aid_coverage")}
        where aid_type_id = ? and n_standards = 0 order by city_id
        """,
        [aid_type_id],
    )


def documents(warehouse: Warehouse) -> pl.DataFrame:
    """The documents that were read, one row each, with how much was understood of them."""
    return warehouse.answer(
        f"select * {WITH_ENGLISH_NAMES.format('marts.documents_overview')} order by city_id, fiscal_year, document_id"
    )


def flag_meanings(warehouse: Warehouse) -> pl.DataFrame:
    """What each flag means, in both languages."""
    return warehouse.answer("from marts.flag_meanings order by flag")


def corrections(warehouse: Warehouse, document_id: str) -> pl.DataFrame:
    """The values of a document that a person set right, in the order of its lines."""
    return warehouse.answer(
        "from marts.corrections_in_force where document_id = ? order by line_start, correction_id", [document_id]
    )


def source_lines(warehouse: Warehouse, document_id: str, first: int, last: int) -> pl.DataFrame:
    """The lines of a document as read, from `first` to `last`, both included."""
    return warehouse.answer(
        "from marts.source_lines where document_id = ? and line between ? and ? order by line",
        [document_id, first, last],
    )


def first_line(warehouse: Warehouse, document_id: str, page: int) -> int | None:
    """The line a page of a document begins with; None when it has no such page."""
    found = warehouse.answer(
        "select min(line) as n from marts.source_lines where document_id = ? and page = ?", [document_id, page]
    )
    return None if found.item() is None else int(found.item())


def line_count(warehouse: Warehouse, document_id: str) -> int:
    """How many lines a document has; 0 when there is no such document."""
    counted = warehouse.answer("select max(line) as n from marts.source_lines where document_id = ?", [document_id])
    return int(counted.item() or 0)


def checks(warehouse: Warehouse) -> pl.DataFrame:
    """The checks that this version passed or failed, failed and critical ones first."""
    return warehouse.answer("from meta.checks order by success, is_critical desc, check_ordinal")


def runs(warehouse: Warehouse) -> pl.DataFrame:
    """The refresh runs, latest first: those this version knows, and from the journal beside it those that came after."""
    journal = warehouse.folder / "runs.jsonl"
    known = warehouse.answer("select run_id, started_at, finished_at, outcome, message from meta.runs")
    if journal.is_file():
        told = warehouse.answer(f"from read_json(?, {JOURNAL_FORMAT}) where run_id is not null", [str(journal)])
        known = pl.concat([told, known.join(told, on="run_id", how="anti")])
    return known.sort("started_at", descending=True)


def versions(warehouse: Warehouse) -> pl.DataFrame:
    """The published versions known to this one, latest first."""
    return warehouse.answer("from meta.versions order by published_at desc")


def quarantine(warehouse: Warehouse) -> pl.DataFrame:
    """The files that were refused, with the reason."""
    return warehouse.answer("select source_path, code, reason, first_seen_at from meta.quarantine order by source_path")
