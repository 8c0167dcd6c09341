"""`python -m benchmarks.spark_scale [--rows N]`: dbt's seeds and models on Spark beside DuckDB, over the same rows, as these grow tenfold.

Both run the same command of dbt; Spark reads the raw tables as Parquet, as its reading job writes them. Every table is held against
DuckDB's, row for row. Needs what `make test-spark` installs.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from benchmarks.family import run_family
from benchmarks.measure import ROOT
from benchmarks.scale import (
    LEAST_ROWS,
    MEMORY_LIMIT,
    RESULTS,
    Step,
    dbt_command,
    environment,
    model_seconds,
    raw_tables,
    shown,
    tenfold,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

JOB = ROOT / "ingest" / "spark" / "__main__.py"
UNTESTED = ("--exclude-resource-type", "unit_test", "--exclude-resource-type", "test")
BUILT = ("staging", "star", "marts")


def main(
    rows: Annotated[int, typer.Option(help="The most indicator rows.")] = LEAST_ROWS,
    least_rows: Annotated[int, typer.Option(help="The first step of rows.")] = LEAST_ROWS,
    master: Annotated[str, typer.Option(help="As spark-submit takes it.")] = "local[2]",
    memory: Annotated[str, typer.Option(help="Of Spark's Java, as spark-submit takes it.")] = "4g",
    scratch: Annotated[Path | None, typer.Option(help="Where both build; by default a folder that is removed.")] = None,
    corpora: Annotated[Path | None, typer.Option(help="Where raw tables are kept, and found again.")] = None,
) -> None:
    """Measure up to a size and keep the curve in benchmarks/results/spark_scale.json."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        steps = _steps(Path(folder), corpora or Path(folder), tenfold(least_rows, rows), master, memory)
        curve = list(shown(steps))
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / "spark_scale.json"
    file.write_text(json.dumps(curve, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(file)


def _steps(scratch: Path, corpora: Path, sizes: Iterator[int], master: str, memory: str) -> Iterator[Step]:
    for size in sizes:
        raw, _ = raw_tables(corpora, size)
        home = scratch / f"spark-{size}"
        built = home / "built.duckdb"
        home.mkdir()
        shutil.copy(raw, built)
        _write_parquet(raw, home / "spark" / "raw")
        here = run_family(dbt_command("build", *UNTESTED), environment(built, home))
        submit = [Path(sys.executable).with_name("spark-submit"), "--master", master, "--driver-memory", memory]
        there = run_family([*submit, JOB, "--to", home / "spark", "--no-tests"], {"PYSPARK_PYTHON": sys.executable})
        yield {
            "what": "models", "size": size, "master": master, "memory": memory, "duckdb_s": here.seconds,
            "duckdb_processor_s": here.seconds * here.cores, "duckdb_peak_mib": here.peak_mib, "spark_s": there.seconds,
            "spark_processor_s": there.seconds * there.cores, "spark_peak_mib": there.peak_mib,
            "processor_ratio": there.seconds * there.cores / (here.seconds * here.cores), "load": os.getloadavg()[0],
            "slowest_models_s": model_seconds(home / "spark" / "dbt" / "target"), **_held(built, home / "spark" / "warehouse"),
        }  # fmt: skip
        shutil.rmtree(home)


def _write_parquet(raw: Path, to: Path) -> None:
    """A folder for each raw table, as Spark's reading job leaves it."""
    import duckdb

    with duckdb.connect(str(raw), read_only=True) as connection:
        for (table,) in connection.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw'"
        ).fetchall():
            (to / table).mkdir(parents=True)
            connection.execute(f"copy raw.{table} to '{to / table}/rows.parquet' (format parquet, compression zstd)")


def _held(built: Path, warehouse: Path) -> Step:
    """How many tables and rows DuckDB built, and in which of them Spark's differ. Spark's views end with its session."""
    import duckdb

    with duckdb.connect(str(built), read_only=True, config={"memory_limit": MEMORY_LIMIT}) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in $built order by all",
            {"built": BUILT},
        ).fetchall()
        found = {f"{s}.{t}": difference(connection, s, t, warehouse / f"{s}.db" / t) for s, t in tables}
        rows = sum(connection.table(name).count("*").fetchall()[0][0] for name in found)
    return {"tables": len(found), "rows": rows, "differing": {name: said for name, said in found.items() if said}}


def difference(connection: DuckDBPyConnection, schema: str, table: str, files: Path) -> str:
    """What DuckDB's table has and Spark's Parquet below `files` has not, and the other way round, in words; nothing where both
    agree. Floating numbers are held to nine digits."""
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = ? and table_name = ? order by column_index",
        [schema, table],
    ).fetchall()
    both = ", ".join(
        f'round("{name}", 9 - ceil(log10(1 + abs("{name}")))::int) as "{name}"'
        if kind == "DOUBLE"
        else f'cast("{name}" as {kind}) as "{name}"'
        for name, kind in columns
    )
    here, there = (f"select {both} from {place}" for place in (f"{schema}.{table}", f"'{files}/*.parquet'"))  # noqa: S608
    only_here, only_there = (
        connection.execute(f"{one} except all {other}").fetchall() for one, other in ((here, there), (there, here))
    )
    return (
        f"{len(only_here)} rows only in DuckDB, {len(only_there)} only in Spark, e.g. {only_here[:1]} and {only_there[:1]}"
        if only_here or only_there
        else ""
    )


if __name__ == "__main__":
    typer.run(main)
