"""`make test-spark`: Spark reads and builds what a refresh publishes, row for row, over the five documents and a generated corpus.

Not among the tests of `make test`: Spark and Java are an extra of half a gigabyte.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.spark_scale import difference
from ingest.spark.building import PROJECT
from tests.spark.conftest import DAMAGED, FIRST, GENERATED, TWICE, Report

SCHEMAS = ("raw", "staging", "star", "marts")
SINGULAR_TESTS = {file.stem for file in (PROJECT / "tests").glob("*.sql")}


def test_every_table_and_view_has_the_same_rows(
    local: duckdb.DuckDBPyConnection, spark: Any, tmp_path: Path, report: Report
) -> None:
    tables = local.execute(
        "select table_schema, table_name, table_type from information_schema.tables where table_schema in $schemas order by all",
        {"schemas": SCHEMAS},
    ).fetchall()
    assert {schema for schema, _, _ in tables} == set(SCHEMAS)
    found = {f"{schema}.{table}": differences(local, spark, schema, table, tmp_path) for schema, table, _ in tables}
    n_views = sum(kind == "VIEW" for _, _, kind in tables)
    n_rows = sum(local.table(name).count("*").fetchall()[0][0] for name in found)
    same = [name for name, difference in found.items() if not difference]
    report.lines.append(f"{len(same)} of {len(found)} tables and views ({n_views}) are the same, {n_rows} rows")
    assert {name: difference for name, difference in found.items() if difference} == {}
    assert n_views > 10


def differences(local: duckdb.DuckDBPyConnection, spark: Any, schema: str, table: str, folder: Path) -> str:
    """What one engine has and the other has not, in words; nothing where both agree."""
    frame = spark.table(f"{schema}.{table}")
    if frame.columns != local.table(f"{schema}.{table}").columns:
        return f"columns {frame.columns}"
    file = folder / f"{schema}.{table}"
    frame.write.parquet(str(file))
    return difference(local, schema, table, file)


def test_the_corpus_is_all_there(spark: Any, sources: Path) -> None:
    read = {row.source_path for row in spark.table("raw.documents").select("source_path").collect()}
    assert len(read) == 5 + GENERATED
    assert {re.sub(r".*\.", "", path) for path in read} == {"txt", "docx", "xlsx", "html"}


def test_the_same_files_are_refused_for_the_same_reasons(
    local: duckdb.DuckDBPyConnection, spark: Any, home: Path
) -> None:
    quarantine = local.execute("select source_path, sha256, code, reason from meta.quarantine").fetchall()
    refused = [tuple(row) for row in spark.read.parquet(str(home / "raw" / "refused")).collect()]
    assert sorted(refused) == sorted(quarantine)
    assert {(path.split("/")[0], code) for path, _, code, _ in refused} == {
        (DAMAGED, "broken_file"), (TWICE, "second_file_of_document"),
    }  # fmt: skip
    assert all(FIRST in reason for path, _, _, reason in refused if path.startswith(TWICE))


def test_every_data_test_holds_on_spark(tested: dict[str, str], report: Report) -> None:
    report.lines.append(f"{len(tested)} data tests hold on Spark")
    assert set(tested.values()) == {"pass"}
    assert tested.keys() > SINGULAR_TESTS
