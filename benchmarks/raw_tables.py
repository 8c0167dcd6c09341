"""`python -m benchmarks.raw_tables FILE`: a database with the raw tables, as dbt finds them in a refresh."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from ingest.building import STORAGE_VERSION
from ingest.loading import load_readings, load_reference
from ingest.pipeline import read_file
from ingest.sources import files_to_sources, find_files
from ingest.steps import RAW, REFERENCE

SOURCES = Path("data/sources")


def main(file: str) -> None:
    """Read the project's documents and load them."""
    sources, _ = files_to_sources(find_files(SOURCES)[0])
    with duckdb.connect(file, config={"storage_compatibility_version": STORAGE_VERSION}) as connection:
        load_readings(connection, RAW, [(source, read_file(source.path, source.passport)) for source in sources])
        load_reference(connection, RAW, REFERENCE)


if __name__ == "__main__":
    main(sys.argv[1])
