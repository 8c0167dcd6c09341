"""Reading as a Spark job over binary files: whole folders go to executors, which read them with the code of a refresh, and the raw tables
come out as Parquet. One folder is one task's smallest piece: a document needs its passport and corrections beside it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.load import source_tables
from ingest.loading import REFERENCE, SECOND_FILE

if TYPE_CHECKING:
    import pyarrow as pa

    from ingest.nouns import Refusal, SourceFile

ROOT = Path(__file__).parents[2]
RAW = ROOT / "dbt_project" / "models" / "sources.yml"
REFUSED = "refused"
MOST_CHARACTERS = 4096  # of a path
# What an executor hands back: rows of one table of one document, as Arrow's own bytes. `place` is where a refresh comes by the file.
PIECES = "document_id string, source_path string, sha256 string, place string, table string, rows binary"
REFUSALS = {"source_path": "VARCHAR", "sha256": "VARCHAR", "code": "VARCHAR", "reason": "VARCHAR"}


class UnseenFiles(RuntimeError):
    """Spark would pass over files that a refresh reads; the message names them. Nothing was read."""


def read_to_raw(session: Any, sources: str, to: str) -> None:
    """Read every document below `sources` (a folder that all machines see) into Parquet, a folder below `to` for each raw table.

    What was read is written once, as it came from the executors (`to/pieces`), so that no document is read twice; then table by
    table. Of two files of one document the first by path stands, the other goes to `to/refused`, as in a refresh.

    Raises UnseenFiles before anything is read; and whatever ends the job, so that there is all of it or an error.
    """
    _hold_that_all_is_seen(Path(sources))
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


def _hold_that_all_is_seen(sources: Path) -> None:
    """Spark lists no name that begins with `_`, and it follows links, which a refresh does not."""
    unseen = [
        str(Path(folder, name))
        for folder, subfolders, files in os.walk(sources)
        for name in (*subfolders, *files)
        if name.startswith("_") or name.endswith("._COPYING_") or Path(folder, name).is_symlink()
    ]
    if unseen:
        raise UnseenFiles(
            f"{len(unseen)} names begin with _ or are links, which Spark does not read as a refresh does: rename them, "
            f"or put the file itself there: {', '.join(sorted(unseen)[:5])}"
        )


def _read_folders(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """In an executor: folders are laid out again in a scratch folder and read as a refresh reads them, in confined children."""
    import pyarrow as pa

    schema = pa.schema([(name, pa.binary() if kind == "binary" else pa.string()) for name, kind in _named(PIECES)])
    for batch in batches:
        files = {f["name"]: f["content"] for folder in batch.column("files").to_pylist() for f in folder}
        with tempfile.TemporaryDirectory() as scratch:
            pieces = list(_read_files(Path(scratch), files))
        yield from pa.Table.from_pylist(pieces, schema=schema).to_batches()


def _named(columns: str) -> Iterator[list[str]]:
    return (column.split() for column in columns.split(", "))


def _read_files(scratch: Path, files: dict[str, bytes]) -> Iterator[dict[str, Any]]:
    """Whole folders' files → pieces: for each document a row for each raw table, for each refused file one that says why."""
    from ingest.corrections import correct_readings
    from ingest.load import rows_to_arrow
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
    places = {source: _place(source, n, scratch) for n, source in enumerate(sources)}
    tables = source_tables(RAW, "raw")
    for source, corrected in correct_readings(sources, _kept(read_sources(sources), refused)):
        filled = tables_of(source, corrected, tables, {})
        if isinstance(filled, Refusal):
            refused.append(filled)
            continue
        of_document = {
            "document_id": str(filled["documents"]["document_id"][0]), "source_path": source.source_path,
            "sha256": source.sha256, "place": places[source],
        }  # fmt: skip
        yield from (of_document | {"table": table, "rows": _packed(rows)} for table, rows in filled.items())
    for refusal in refused:
        row = {name: getattr(refusal, name) for name in REFUSALS}
        yield {"source_path": refusal.source_path, "table": REFUSED, "rows": _packed(rows_to_arrow([row], REFUSALS))}


def _place(source: SourceFile, ordinal: int, scratch: Path) -> str:
    """A text that sorts as a refresh walks: a folder's own files before its folders. No name holds the separator."""
    folders = source.path.relative_to(scratch).parent.parts
    return "".join(f"1{folder}\0" for folder in folders) + f"0{ordinal:09}"


def _kept(outcomes: Iterator[tuple[SourceFile, Any]], refused: list[Refusal]) -> Iterator[tuple[SourceFile, Any]]:
    """Those that were read; why the others were not goes to `refused`."""
    from ingest.nouns import Refusal

    for source, outcome in outcomes:
        if isinstance(outcome, Refusal):
            refused.append(outcome)
        else:
            yield source, outcome


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
    """The pieces of each document's first file."""
    from pyspark.sql import functions as f

    first = pieces.where(pieces.table == "documents").groupBy("document_id").agg(f.min("place").alias("place"))
    return pieces.join(f.broadcast(first), ["document_id", "place"], "left_semi")


def _refusals(pieces: Any, chosen: Any) -> Any:
    """What could not be read, and second files of a document."""
    from pyspark.sql import functions as f

    unread = pieces.where(pieces.table == REFUSED).select("rows").mapInArrow(_unpacked, schema_of(REFUSALS))
    first = chosen.where(chosen.table == "documents").select("document_id", f.col("source_path").alias("first_path"))
    second = pieces.where(pieces.table == "documents").join(first, "document_id").where("source_path != first_path")
    reason = f.format_string(SECOND_FILE.format(first="%1$s", document_id="%2$s"), "first_path", "document_id")
    code = f.lit("second_file_of_document")
    return unread.unionByName(second.select("source_path", "sha256", code.alias("code"), reason.alias("reason")))
