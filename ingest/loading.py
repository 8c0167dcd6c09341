"""Readings → the raw tables of one database: what cannot be placed is refused, the rest goes in table by table."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.load import BadRows, create_tables, csv_to_arrow, insert, rows_to_arrow, source_tables
from ingest.nouns import Reading, Refusal, SourceFile
from ingest.rows import document_id_of, reading_to_rows, refusal_of

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

REFERENCE = ("places", "local_figures")


@dataclass(slots=True)
class Loaded:
    """What went into the raw tables, and what did not."""

    n_documents: int = 0
    n_rows: int = 0
    refused: list[Refusal] = field(default_factory=list)


def load_readings(
    connection: DuckDBPyConnection, description: Path, readings: list[tuple[SourceFile, Reading]]
) -> Loaded:
    """Create the raw tables and fill them. Refused: readings without city, year or content, second files of a document, and
    values that do not fit their column exactly."""
    import pyarrow as pa

    tables = source_tables(description, "raw")
    create_tables(connection, "raw", tables)
    loaded = Loaded()
    seen: dict[str, str] = {}
    parts: dict[str, list[pa.Table]] = {}
    for source, reading in readings:
        refusal = refusal_of(reading, source) or _second_file(reading, source, seen)
        if refusal is None:
            try:
                filled = {
                    t: rows_to_arrow(rows, tables[t]) for t, rows in reading_to_rows(reading, source).items() if rows
                }
            except BadRows as error:
                refusal = Refusal(source.source_path, source.sha256, "value_does_not_fit", str(error))
        if refusal is not None:
            loaded.refused.append(refusal)
            continue
        seen[document_id_of(reading)] = source.source_path
        loaded.n_documents += 1
        for table, rows in filled.items():
            parts.setdefault(table, []).append(rows)
    loaded.n_rows = sum(insert(connection, "raw", table, pa.concat_tables(rows)) for table, rows in parts.items())
    return loaded


def load_reference(connection: DuckDBPyConnection, description: Path, folder: Path) -> int:
    """Fill the raw tables of reference data, each from the CSV file of its name; returns the number of rows.

    Raises BadRows when a file's header or a value does not fit the description.
    """
    tables = source_tables(description, "raw")
    return sum(
        insert(connection, "raw", table, csv_to_arrow(folder / f"{table}.csv", tables[table])) for table in REFERENCE
    )


def _second_file(reading: Reading, source: SourceFile, seen: dict[str, str]) -> Refusal | None:
    document_id = document_id_of(reading)
    if document_id not in seen:
        return None
    reason = f"the same publisher, year and title as {seen[document_id]} ({document_id}): keep one of the two, or tell their titles apart"
    return Refusal(source.source_path, source.sha256, "second_file_of_document", reason)
