"""Raw tables of any size. A bank of documents is printed as text, read by the same code as a refresh reads, and loaded; what goes beyond
the bank is multiplied in SQL: the same rows under another unit, city and year, every key made anew. So each row is one that
ingest writes, with its words, flags and locators, and 10^8 of them take minutes, not days.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus.documents import draw_documents, passport_of, print_page
from benchmarks.corpus.facts import DocumentFacts
from benchmarks.corpus.layouts import expected_of, layout_of, page_of
from benchmarks.corpus.units import CITIES, YEARS, Unit, unit_of
from ingest.nouns import Reading, SourceFile
from ingest.rows import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BANK = CITIES * YEARS  # documents that are read for real
KEY_LENGTH = 20  # of <city_id>-<year>-<8 hex>, with which the key of everything in a document begins
STRIDE = 7919  # a prime: neighbours of one city get documents of others
KEYS = ("document_id", "project_id", "printed_project_id", "indicator_row_id", "rate_id")
MEMORY_LIMIT = "3GB"
FILE = ".duckdb"


def write_raw(
    to: Path,
    seed: int,
    n_cities: int = CITIES,
    n_years: int = YEARS,
    rows: int | None = None,
    bank: int | None = None,
    most_projects: int | None = None,
    of: Path | None = None,
) -> None:
    """Write the raw tables of a document for every city and year, or of as many as have about so many indicator rows, to a new
    DuckDB file or a folder of Parquet files. `of` names an earlier file whose documents are the bank."""
    import duckdb

    from ingest.building import STORAGE_VERSION
    from ingest.loading import load_readings, load_reference
    from ingest.steps import RAW, REFERENCE

    # before DuckDB's threads: they do not survive a fork
    readings = [] if of else _readings(seed, min(bank or BANK, n_cities * n_years), n_cities, n_years, most_projects)
    with duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "preserve_insertion_order": "false"}) as connection:
        if to.suffix == FILE:  # attached under a name of its own: a file called raw.duckdb would hide the schema
            connection.execute(f"attach '{to}' as corpus (storage_version '{STORAGE_VERSION}')")
            connection.execute("use corpus")
        load_readings(connection, RAW, readings)
        load_reference(connection, RAW, REFERENCE)
        if of:
            _take_bank(connection, of, rows)
        _multiply(connection, rows, n_cities, n_years)
        if to.suffix != FILE:
            to.mkdir(parents=True)
            for table in (*TABLES, "places", "local_figures"):
                connection.execute(f"copy raw.{table} to '{to / table}.parquet' (format parquet, compression zstd)")


def _readings(
    seed: int, bank: int, n_cities: int, n_years: int, most_projects: int | None
) -> list[tuple[SourceFile, Reading]]:
    """The bank's documents, read on all cores."""
    with ProcessPoolExecutor() as pool:
        facts = draw_documents(seed, bank, n_cities, n_years, most_projects)
        return list(pool.map(partial(_read, seed), facts, chunksize=16))


def _read(seed: int, facts: DocumentFacts) -> tuple[SourceFile, Reading]:
    from ingest.pipeline import read_data

    layout = layout_of(seed, facts)
    data = print_page(page_of(layout, expected_of(layout, facts)), "txt")
    passport = passport_of(facts, "txt", data)
    source = SourceFile(Path("document.txt"), _source_path(facts.unit), passport.sha256, passport)
    return source, read_data(source.path.name, data, passport)


def _source_path(unit: Unit) -> str:
    return f"{unit.city_id}/{unit.year}_{unit.number}/document.txt"


def _take_bank(connection: DuckDBPyConnection, of: Path, rows: int | None) -> None:
    """The documents of an earlier file; of those with more rows than are wanted, as many as have about so many, drawn by their hash."""
    connection.execute(f"attach '{of}' as bank (read_only)")
    documents, has = (
        connection.table(f"bank.raw.{table}").count("*").fetchall()[0][0] for table in ("documents", "indicators")
    )
    count = min(documents, max(1, round(rows * documents / has))) if rows else documents
    taken = f"select document_id from bank.raw.documents order by sha256 limit {count}"  # noqa: S608
    for table in TABLES:
        connection.execute(f"insert into raw.{table} by name from bank.raw.{table} where document_id in ({taken})")


def _multiply(connection: DuckDBPyConnection, rows: int | None, n_cities: int, n_years: int) -> None:
    """Append one copy of a document of the bank for each unit beyond it."""
    import polars as pl

    from ingest.identity import document_key

    bank, has = (connection.table(f"raw.{table}").count("*").fetchall()[0][0] for table in ("documents", "indicators"))
    count = max(1, round(rows * bank / has)) if rows else n_cities * n_years
    units = [unit_of(n, n_cities, n_years) for n in range(bank, count)]
    if not units:
        return
    copies = pl.DataFrame({  # noqa: F841  DuckDB finds it by its name
        "place": [(n * STRIDE + n // bank) % bank for n in range(len(units))],
        "new_id": [document_key(unit.city_id, unit.year, unit.publisher, unit.title) for unit in units],
        "city_id": [unit.city_id for unit in units],
        "city_name": [unit.city_name for unit in units],
        "publisher": [unit.publisher for unit in units],
        "fiscal_year": [unit.year for unit in units],
        "title": [unit.title for unit in units],
        "source_path": [_source_path(unit) for unit in units],
    })  # fmt: skip
    connection.execute("""
        create temp table copies as
        with bank as (select document_id, row_number() over (order by source_path) - 1 as place from raw.documents)
        select bank.document_id, copies.* exclude (place) from copies inner join bank using (place)
    """)
    of_unit = ("city_id", "city_name", "publisher", "fiscal_year", "title", "source_path")
    own = [f"copies.{column} as {column}" for column in of_unit] + ["sha256(copies.new_id) as sha256"]
    for table in TABLES:
        columns = [name for name, *_ in connection.execute(f"describe raw.{table}").fetchall()]
        keys = [f"copies.new_id || substr(old.{key}, {KEY_LENGTH + 1}) as {key}" for key in KEYS if key in columns]
        replaced = ", ".join(keys + (own if table == "documents" else []))
        copied = f"select old.* replace ({replaced}) from raw.{table} as old inner join copies using (document_id)"  # noqa: S608
        connection.execute(f"insert into raw.{table} by name {copied}")
    connection.execute("drop table copies")
