"""Documents whose rows cannot have changed: they are copied from the version before instead of being made again.

What a document's rows follow from is its key: file, passport, place, corrections, the engine, and the shape of the raw tables. Each
version says in meta.readings by which key every document of it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.fingerprints import fingerprint
from ingest.nouns import SourceFile
from ingest.predecessor import attached, take_over

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def reading_keys(sources: Iterable[SourceFile], engine: str, description: Path) -> dict[SourceFile, str]:
    """Source → the hash of all that its rows follow from; `description` is that of the raw tables."""
    sources = list(sources)
    shape = fingerprint([description.read_text(encoding="utf-8")])
    beside: dict[Path, list[str]] = {}
    for source in sources:
        if source.corrections:  # which documents they may speak of
            beside.setdefault(source.path.parent, []).append(source.name)
    return {
        source: fingerprint(
            [
                engine,
                shape,
                source.sha256,
                source.source_path,
                repr(source.passport),
                repr(source.corrections),
                *sorted(beside.get(source.path.parent, [])),
            ]
        )
        for source in sources
    }


def known_documents(
    connection: DuckDBPyConnection, published: Path, keys: Mapping[SourceFile, str]
) -> dict[SourceFile, str]:
    """Source → its document_id in the version before, for each that was read there by the same key."""
    with attached(connection, published):
        told = connection.execute("select reading_key, document_id from before.meta.readings").fetchall()
    known = dict(told)
    return {source: known[key] for source, key in keys.items() if key in known}


def take_documents(connection: DuckDBPyConnection, published: Path, documents: list[str]) -> int:
    """Copy all rows of these documents from the version before; returns how many there are."""
    if not documents:
        return 0
    query = """
        select distinct table_name from duckdb_columns()
        where database_name = current_database() and schema_name = 'raw' and column_name = 'document_id' order by 1
    """
    tables = [table for (table,) in connection.execute(query).fetchall()]
    with attached(connection, published):
        return sum(take_over(connection, table, documents) for table in tables)


def write_keys(connection: DuckDBPyConnection, keys: Mapping[SourceFile, str], documents: Mapping[str, str]) -> None:
    """Fill meta.readings. In: document_id → source_path of every document whose rows are those of its present reading."""
    import pyarrow as pa

    by_path = {source.source_path: key for source, key in keys.items()}
    rows = pa.table(
        {
            "document_id": pa.array(list(documents), pa.string()),
            "source_path": pa.array(list(documents.values()), pa.string()),
            "reading_key": pa.array([by_path[path] for path in documents.values()], pa.string()),
        }
    )
    connection.register("keys_to_insert", rows)
    connection.execute("insert into meta.readings by name select * from keys_to_insert")
    connection.unregister("keys_to_insert")
