"""Readings → the raw tables of one database: what cannot be placed is refused, the rest goes in table by table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.load import BadRows, Columns, create_tables, csv_to_arrow, insert, rows_to_arrow, source_tables
from ingest.nouns import Reading, Refusal, SourceFile
from ingest.provenance import Known
from ingest.rows import document_id_of, reading_to_rows, refusal_of

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

REFERENCE = ("places", "local_figures")
SECOND_FILE = (
    "the same publisher, year and title as {first} ({document_id}): keep one of the two, or tell their titles apart"
)
DOCUMENTS_AT_ONCE = 500  # whose rows wait for one insert


Outcome = Reading | Refusal | Known


@dataclass(slots=True)
class Loaded:
    """What went into the raw tables, and what did not. `documents` are those of the readings and the known ones, with their paths; the rows
    of the known ones are still to be copied."""

    n_documents: int = 0
    n_rows: int = 0
    refused: list[Refusal] = field(default_factory=list)
    documents: dict[str, str] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)


def load_readings(
    connection: DuckDBPyConnection, description: Path, readings: Iterable[tuple[SourceFile, Outcome]]
) -> Loaded:
    """Create the raw tables and fill them, some documents at a time. Refused: what comes as a refusal, readings without city, year or
    content, second files of a document, and values that do not fit their column exactly."""
    tables = source_tables(description, "raw")
    create_tables(connection, "raw", tables)
    loaded = Loaded()
    seen = loaded.documents
    parts: dict[str, list[pa.Table]] = {}
    for source, outcome in readings:
        filled = tables_of(source, outcome, tables, seen)
        if isinstance(filled, Refusal):
            loaded.refused.append(filled)
            continue
        loaded.n_documents += 1
        if isinstance(outcome, Known):
            loaded.known.append(outcome.document_id)
        for table, rows in filled.items():
            parts.setdefault(table, []).append(rows)
        if loaded.n_documents % DOCUMENTS_AT_ONCE == 0:
            loaded.n_rows += _insert_all(connection, parts)
    loaded.n_rows += _insert_all(connection, parts)
    return loaded


def tables_of(
    source: SourceFile, outcome: Outcome, tables: Mapping[str, Columns], seen: dict[str, str]
) -> dict[str, pa.Table] | Refusal:
    """The rows of one document by table, its key entered in `seen`; or why there are none. A known document has none to be made."""
    if isinstance(outcome, Refusal):
        return outcome
    if isinstance(outcome, Known):
        if second := _second_file(outcome.document_id, source, seen):
            return second
        seen[outcome.document_id] = source.source_path
        return {}
    if refusal := refusal_of(outcome, source) or _second_file(document_id_of(outcome), source, seen):
        return refusal
    try:
        filled = {t: rows_to_arrow(rows, tables[t]) for t, rows in reading_to_rows(outcome, source).items() if rows}
    except BadRows as error:
        return Refusal(source.source_path, source.sha256, "value_does_not_fit", str(error))
    seen[document_id_of(outcome)] = source.source_path
    return filled


def _insert_all(connection: DuckDBPyConnection, parts: dict[str, list[pa.Table]]) -> int:
    """Append what was gathered and forget it; returns how many rows there were."""
    import pyarrow as pa

    rows = sum(insert(connection, "raw", table, pa.concat_tables(gathered)) for table, gathered in parts.items())
    parts.clear()
    return rows


def load_reference(connection: DuckDBPyConnection, description: Path, folder: Path) -> int:
    """Fill the raw tables of reference data, each from the CSV file of its name; returns the number of rows.

    Raises BadRows when a file's header or a value does not fit the description.
    """
    tables = source_tables(description, "raw")
    return sum(
        insert(connection, "raw", table, csv_to_arrow(folder / f"{table}.csv", tables[table])) for table in REFERENCE
    )


def _second_file(document_id: str, source: SourceFile, seen: dict[str, str]) -> Refusal | None:
    if document_id not in seen:
        return None
    reason = SECOND_FILE.format(first=seen[document_id], document_id=document_id)
    return Refusal(source.source_path, source.sha256, "second_file_of_document", reason)
