"""Reading as a Spark job over binary files: whole folders go to executors, which read them with the code of a refresh, and the raw tables
come out as Parquet. One folder is one task's smallest piece: a document needs its passport and corrections beside it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.load import source_tables
from ingest.loading import REFERENCE

if TYPE_CHECKING:
    import pyarrow as pa

    from ingest.nouns import SourceFile

ROOT = Path(__file__).parents[2]
RAW = ROOT / "dbt_project" / "models" / "sources.yml"
REFUSED = "refused"
MOST_CHARACTERS = 4096  # of a path
# What an executor hands back: rows of one table of one document, as Arrow's own bytes.
PIECES = "document_id string, source_path string, sha256 string, table string, rows binary"


def read_to_raw(session: Any, sources: str, to: str) -> None:
    """Read every document below `sources` (a folder that all machines see) into Parquet, a folder below `to` for each raw table.

    What was read is written once, as it came from the executors (`to/pieces`), so that no document is read twice; then table by
    table. Of two files of one document the first by path stands, the other goes to `to/refused`, as in a refresh.
    """
    _pieces(session, sources).write.mode("overwrite").parquet(f"{to}/pieces")
    pieces = session.read.parquet(f"{to}/pieces")
    chosen = _first_files(pieces)
    for table, columns in source_tables(RAW, "raw").items():
        if table in REFERENCE:
            continue
        rows = chosen.where(chosen.table == table).select("rows").mapInArrow(_unpacked, schema_of(columns))
        rows.write.mode("overwrite").parquet(f"{to}/{table}")
    _refusals(pieces, chosen).write.mode("overwrite").parquet(f"{to}/{REFUSED}")


def load_raw_tables(session: Any, raw: str) -> None:
    """Make what `read_to_raw` wrote, and the reference data, the tables of schema `raw`."""
    from ingest.load import csv_to_arrow

    session.sql("create schema if not exists raw")
    for table, columns in source_tables(RAW, "raw").items():
        if table in REFERENCE:
            rows = csv_to_arrow(ROOT / "data" / "reference" / f"{table}.csv", columns).to_pylist()
            frame = session.createDataFrame(rows, schema_of(columns))
        else:
            frame = session.read.schema(schema_of(columns)).parquet(f"{raw}/{table}")
        frame.write.mode("overwrite").saveAsTable(f"raw.{table}")


def schema_of(columns: dict[str, str]) -> str:
    """A raw table's columns as Spark writes them."""
    return ", ".join(f"{name} {_spark_type(data_type)}" for name, data_type in columns.items())


def _spark_type(data_type: str) -> str:
    if data_type.endswith("[]"):
        return f"array<{_spark_type(data_type[:-2])}>"
    return {"VARCHAR": "string", "INTEGER": "int"}.get(data_type, data_type)


def _pieces(session: Any, sources: str) -> Any:
    """Every file's bytes, gathered by folder, read where they lie."""
    from pyspark.sql import functions as f

    files = session.read.format("binaryFile").option("recursiveFileLookup", "true").load(sources)
    start = f.locate(sources, f.col("path"))  # the path comes with its scheme: file:/sources/...
    name = f.substring(f.col("path"), start + len(sources.rstrip("/")) + 1, f.lit(MOST_CHARACTERS))
    named = files.select(name.alias("name"), "content")
    folder = f.regexp_extract("name", r"^(.*?)/?[^/]*$", 1)
    folders = named.groupBy(folder.alias("folder")).agg(f.collect_list(f.struct("name", "content")).alias("files"))
    return folders.mapInArrow(_read_folders, PIECES)


def _read_folders(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """In an executor: folders are laid out again in a scratch folder and read as a refresh reads them, in confined children."""
    import pyarrow as pa

    names = ("document_id", "source_path", "sha256", "table")
    schema = pa.schema([*((name, pa.string()) for name in names), ("rows", pa.binary())])
    for batch in batches:
        files = {f["name"]: f["content"] for folder in batch.column("files").to_pylist() for f in folder}
        with tempfile.TemporaryDirectory() as scratch:
            pieces = list(_read_files(Path(scratch), files))
        yield from pa.Table.from_pylist(pieces, schema=schema).to_batches()


def _read_files(scratch: Path, files: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    """Whole folders' files → pieces: for each document a row for each raw table, for each refused file one that says why."""
    from ingest.corrections import correct_readings
    from ingest.loading import tables_of
    from ingest.nouns import Refusal
    from ingest.sources import files_to_sources, find_files
    from ingest.workers import open_bundles, read_sources

    for name, content in files.items():
        (scratch / name).parent.mkdir(parents=True, exist_ok=True)
        (scratch / name).write_bytes(content)
    found, refused = find_files(scratch)
    sources, bad = files_to_sources(found)
    sources, unopened = open_bundles(sources)
    refused += bad + unopened
    tables = source_tables(RAW, "raw")
    readings: list[tuple[SourceFile, Any]] = [
        (source, read) for source, read in read_sources(sources) if not _is_refused(read, refused)
    ]
    for source, corrected in correct_readings(sources, readings):
        filled = tables_of(source, corrected, tables, {})
        if isinstance(filled, Refusal):
            refused.append(filled)
            continue
        document_id = str(filled["documents"]["document_id"][0])
        for table, rows in filled.items():
            yield _piece(document_id, source.source_path, source.sha256, table, _packed(rows))
    for refusal in refused:
        yield _piece(None, refusal.source_path, refusal.sha256, REFUSED, f"{refusal.code}\n{refusal.reason}".encode())


def _is_refused(outcome: Any, refused: list[Any]) -> bool:
    """Whether a document could not be read; then the reason is kept."""
    from ingest.nouns import Refusal

    if isinstance(outcome, Refusal):
        refused.append(outcome)
    return isinstance(outcome, Refusal)


def _piece(document_id: str | None, source_path: str, sha256: str | None, table: str, rows: bytes) -> dict[str, Any]:
    return {"document_id": document_id, "source_path": source_path, "sha256": sha256, "table": table, "rows": rows}


def _packed(rows: pa.Table) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return bytes(sink.getvalue())


def _unpacked(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    for batch in batches:
        for packed in batch.column("rows").to_pylist():
            yield from pa.ipc.open_stream(packed)


def _first_files(pieces: Any) -> Any:
    """The pieces of each document's first file by path."""
    from pyspark.sql import functions as f

    first = (
        pieces.where(pieces.table == "documents").groupBy("document_id").agg(f.min("source_path").alias("source_path"))
    )
    return pieces.join(f.broadcast(first), ["document_id", "source_path"], "left_semi")


def _refusals(pieces: Any, chosen: Any) -> Any:
    """What could not be read, and second files of a document."""
    from pyspark.sql import functions as f

    unread = pieces.where(pieces.table == REFUSED).select(
        "source_path",
        "sha256",
        f.split_part(f.col("rows").cast("string"), f.lit("\n"), f.lit(1)).alias("code"),
        f.split_part(f.col("rows").cast("string"), f.lit("\n"), f.lit(2)).alias("reason"),
    )
    documents = pieces.where(pieces.table == "documents")
    second = documents.join(chosen.where(chosen.table == "documents").select("source_path"), "source_path", "left_anti")
    reason = f.concat(f.lit("a second file of document "), "document_id")
    return unread.unionByName(
        second.select("source_path", "sha256", f.lit("second_file_of_document").alias("code"), reason.alias("reason"))
    )
