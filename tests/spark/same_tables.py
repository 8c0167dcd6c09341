"""`make test-spark`: Spark reads and builds what DuckDB does, row for row, over the five documents and a small generated corpus.

Not among the tests of `make test`: Spark and Java are an extra of half a gigabyte.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from benchmarks.corpus.documents import draw_documents, write_document
from ingest.corrections import correct_readings
from ingest.loading import load_readings, load_reference
from ingest.nouns import Reading, Refusal, SourceFile
from ingest.sources import files_to_sources, find_files
from ingest.spark.building import PROJECT, build
from ingest.spark.dialect import to_spark
from ingest.spark.reading import load_raw_tables, read_to_raw
from ingest.spark.session import spark_session
from ingest.steps import RAW, REFERENCE
from ingest.workers import read_sources

ROOT = Path(__file__).parents[2]
GENERATED = 12
FORMS = ("txt", "docx", "html", "xlsx", "pdf", "csv")
SCHEMAS = ("raw", "staging", "star", "marts")
SMALL = {  # for a session that runs a thousand tiny queries on one machine
    "spark.sql.shuffle.partitions": "1", "spark.sql.adaptive.enabled": "false", "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN", "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.ui.showConsoleProgress": "false",
}  # fmt: skip


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five documents beside generated ones in every format, one of them damaged and one there twice."""
    folder = tmp_path_factory.mktemp("spark") / "sources"
    for source in sorted((ROOT / "data" / "sources").glob("*/*/*")):
        copy = folder / source.relative_to(ROOT / "data" / "sources")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
    for n, facts in enumerate(draw_documents(1, GENERATED, n_cities=6, most_projects=3)):
        write_document(1, facts, FORMS[n % len(FORMS)], folder)
    damaged = folder / "zz_damaged"
    damaged.mkdir()
    (damaged / "document.docx").write_bytes(b"PK\x03\x04 no archive")
    twice = folder / "zz_twice"
    twice.mkdir()
    for file in (ROOT / "data" / "sources").glob("120000_tianjin/*/*"):
        (twice / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture(scope="module")
def local(sources: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse as one machine builds it."""
    home = sources.parent / "local"
    home.mkdir()
    file = home / "warehouse.duckdb"
    found, _ = files_to_sources(find_files(sources)[0])
    with duckdb.connect(str(file)) as connection:
        loaded = load_readings(connection, RAW, correct_readings(found, _read(found)))
        load_reference(connection, RAW, REFERENCE)
    assert loaded.n_documents == 5 + GENERATED
    folders = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    left_out = ["--exclude-resource-type", "unit_test", "--exclude-resource-type", "test"]
    places = {"BANGFU_DUCKDB": str(file), "DBT_TARGET_PATH": str(home / "target"), "DBT_LOG_PATH": str(home / "logs")}
    dbt = Path(sys.executable).with_name("dbt")
    subprocess.run([dbt, "build", *left_out, *folders], check=True, env=os.environ | places, capture_output=True)
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection


def _read(sources: list[SourceFile]) -> Iterator[tuple[SourceFile, Reading]]:
    return ((source, outcome) for source, outcome in read_sources(sources) if not isinstance(outcome, Refusal))


@pytest.fixture(scope="module")
def spark(sources: Path) -> Iterator[Any]:
    """The same from Spark's executors and dbt-spark."""
    home = sources.parent
    session = spark_session(home / "tables", "local[2]", SMALL)
    read_to_raw(session, str(sources), str(home / "raw"))
    load_raw_tables(session, str(home / "raw"))
    build(home / "dbt", with_tests=False)
    yield session
    session.stop()


def test_every_table_has_the_same_rows(local: duckdb.DuckDBPyConnection, spark: Any, tmp_path: Path) -> None:
    tables = local.execute("""
        select table_schema, table_name from information_schema.tables
        where table_schema in ('raw', 'staging', 'star', 'marts') order by all
    """).fetchall()
    assert {schema for schema, _ in tables} == set(SCHEMAS)
    compared = {f"{schema}.{table}": differences(local, spark, schema, table, tmp_path) for schema, table in tables}
    assert {name: rows for name, rows in compared.items() if rows} == {}


def differences(local: duckdb.DuckDBPyConnection, spark: Any, schema: str, table: str, folder: Path) -> str:
    """What one engine has and the other has not, in words; nothing where both agree. Floating numbers are held to nine digits."""
    columns = local.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = ? and table_name = ? order by column_index",
        [schema, table],
    ).fetchall()
    frame = spark.table(f"{schema}.{table}")
    if frame.columns != [name for name, _ in columns]:
        return f"columns {frame.columns}"
    file = folder / f"{schema}.{table}"
    frame.write.parquet(str(file))
    both = ", ".join(
        f'round("{name}", 9 - ceil(log10(1 + abs("{name}")))::int) as "{name}"'
        if kind == "DOUBLE"
        else f'cast("{name}" as {kind}) as "{name}"'
        for name, kind in columns
    )
    here, there = (f"select {both} from {place}" for place in (f"{schema}.{table}", f"'{file}/*.parquet'"))
    only_here, only_there = (
        local.execute(f"{one} except all {other}").fetchall() for one, other in ((here, there), (there, here))
    )
    return (
        f"{len(only_here)} rows only in DuckDB, {len(only_there)} only in Spark, e.g. {only_here[:1]} and {only_there[:1]}"
        if only_here or only_there
        else ""
    )


def test_the_same_files_are_refused(spark: Any, sources: Path) -> None:
    refused = spark.read.parquet(str(sources.parent / "raw" / "refused")).collect()
    assert {(row.source_path, row.code) for row in refused} == {
        ("zz_damaged/document.docx", "broken_file"), ("zz_twice/document.txt", "second_file_of_document"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("duck", "spark_sql"),
    [
        (r"select regexp_matches(a, '\p{Han}') from t", r"SELECT (a RLIKE '\\p{IsHan}') FROM t"),
        (r"select regexp_extract(a, '\d+') from t", r"SELECT REGEXP_EXTRACT(a, '\\d+', 0) FROM t"),
        (r"select regexp_replace(a, '(x)', '\1y', 'g') from t", "SELECT REGEXP_REPLACE(a, '(x)', '$1y') FROM t"),
        ("select a from t order by b", "SELECT a FROM t ORDER BY b NULLS LAST"),
        ("select tags[1], len(tags) from t", "SELECT TRY_ELEMENT_AT(tags, 1), SIZE(tags) FROM t"),
        ("select arg_min(a, b) from t", "SELECT MIN_BY(a, b) FILTER(WHERE NOT a IS NULL) FROM t"),
        ("select a / b from t", "SELECT CAST(a AS DOUBLE) / b FROM t"),
    ],
)
def test_what_differs_in_meaning_is_translated(duck: str, spark_sql: str) -> None:
    assert to_spark(duck) == spark_sql
