"""`python -m benchmarks.scale [--documents N] [--rows N]`: time, memory and bytes as documents and rows grow tenfold, step by step.

Documents are printed, then read, loaded, built and published by `bangfu refresh`. Rows are written straight to raw tables; dbt builds
its models on them, beside the same SELECTs run one after another without dbt, and the comparison page asks its questions. Data tests
are left out: they judge documents, and these were made up.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from benchmarks.family import run_family
from benchmarks.measure import ROOT, Measured, run

PROJECT = ROOT / "dbt_project"
RESULTS = ROOT / "benchmarks" / "results"
LEAST_DOCUMENTS, LEAST_ROWS = 100, 100_000
SLOWEST = 6
MEMORY_LIMIT = os.environ.get("BANGFU_MEMORY_LIMIT", "2.5GB")  # the profile's own default, for both builds
MIB = 1024 * 1024
GOALS = {"peak_mib": 4096, "dbt_ratio": 1.2, "p95_ms": 150}
Step = dict[str, Any]


def main(
    documents: Annotated[int, typer.Option(help="The most documents; 0 leaves them out.")] = 1_000,
    rows: Annotated[int, typer.Option(help="The most indicator rows; 0 leaves them out.")] = 1_000_000,
    least_documents: Annotated[int, typer.Option(help="The first step of documents.")] = LEAST_DOCUMENTS,
    least_rows: Annotated[int, typer.Option(help="The first step of rows.")] = LEAST_ROWS,
    form: Annotated[str, typer.Option("--format", help="What the documents are printed in.")] = "mixed",
    projects: Annotated[int | None, typer.Option(help="At most so many projects in a document.")] = None,
    scratch: Annotated[
        Path | None, typer.Option(help="Where the corpora are put; by default a folder that is removed.")
    ] = None,
    corpora: Annotated[
        Path | None, typer.Option(help="Where raw tables are kept, and found again by the next run.")
    ] = None,
) -> None:
    """Measure both curves up to a size and keep them in benchmarks/results/scale.json."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        curves = {
            "documents": list(
                shown(_document_steps(Path(folder), tenfold(least_documents, documents), form, projects))
            ),
            "rows": list(shown(_row_steps(Path(folder), corpora or Path(folder), tenfold(least_rows, rows)))),
        }
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / "scale.json"
    file.write_text(json.dumps(curves, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(file)


def tenfold(least: int, most: int) -> Iterator[int]:
    """Sizes, each ten times the one before, up to `most`."""
    while least <= most:
        yield least
        least *= 10


def shown(steps: Iterator[Step]) -> Iterator[Step]:
    """Each step printed as it is done, with the exponent by which its times grew since the one before: 1 is linear, 2 quadratic."""
    before: Step = {}
    for step in steps:
        times = {
            name: value for name, value in step.items() if name.endswith("_s") and isinstance(before.get(name), float)
        }
        growth = math.log(step["size"] / before["size"]) if before else 1.0
        step["exponents"] = {name: round(math.log(value / before[name]) / growth, 2) for name, value in times.items()}
        step["verdicts"] = {
            name: "met" if step[name] <= goal else "MISSED" for name, goal in GOALS.items() if name in step
        }
        print(json.dumps(step, ensure_ascii=False, indent=1), flush=True)
        before = step
        yield step


def _document_steps(scratch: Path, counts: Iterator[int], form: str, projects: int | None) -> Iterator[Step]:
    size: list[str | Path] = ["--projects", str(projects)] if projects else []
    for count in counts:
        home = scratch / f"documents-{count}"
        written = run([*_corpus("documents"), "--count", str(count), "--format", form, "--to", home / "sources", *size])
        places: list[str | Path] = ["--sources", home / "sources", "--warehouse", home / "warehouse"]
        refresh = _told("refresh", run_family([sys.executable, "-m", "ingest.cli", "refresh", *places]))
        again = run([sys.executable, "-m", "ingest.cli", "refresh", *places])
        printed = sum(file.stat().st_size for file in (home / "sources").rglob("document.*"))
        published = (home / "warehouse" / "current.duckdb").resolve().stat().st_size
        rows = _count(home / "warehouse" / "current.duckdb", "raw.indicators")
        yield {
            "what": "documents", "size": count, "rows": rows, "print_s": written.seconds, "refresh_s": refresh.seconds,
            "refresh_processor_s": refresh.seconds * refresh.cores, "refresh_unchanged_s": again.seconds,
            "load": os.getloadavg()[0], "peak_mib": refresh.peak_mib, "documents_mib": printed / MIB,
            "bytes_per_row": published / rows,
        }  # fmt: skip
        shutil.rmtree(home)


def _row_steps(scratch: Path, corpora: Path, sizes: Iterator[int]) -> Iterator[Step]:
    for rows in sizes:
        raw, written = raw_tables(corpora, rows)
        home = scratch / f"rows-{rows}"
        home.mkdir()
        built = home / "built.duckdb"
        alike = home / "bare" / built.name  # compiled SQL names its database, which is called as its file
        alike.parent.mkdir()
        shutil.copy(raw, built)
        run(dbt_command("seed"), environment(built, home))
        shutil.copy(built, alike)
        dbt = _told("dbt run", run(dbt_command("run"), environment(built, home)))
        models = model_seconds(home / "target")
        plain = [sys.executable, "-m", "benchmarks.bare_sql", alike, home / "target"]
        bare = _told("plain SQL", run(plain, environment(alike, home)))
        asked = json.loads(_said([sys.executable, "-m", "benchmarks.questions", str(built)]))
        yield {
            "what": "rows", "size": rows, **written, "dbt_run_s": dbt.seconds, "dbt_processor_s": dbt.seconds * dbt.cores,
            "bare_sql_s": bare.seconds, "bare_processor_s": bare.seconds * bare.cores, "dbt_ratio": dbt.seconds / bare.seconds,
            "processor_ratio": dbt.seconds * dbt.cores / (bare.seconds * bare.cores), "peak_mib": dbt.peak_mib,
            "bare_peak_mib": bare.peak_mib, "raw_bytes_per_row": raw.stat().st_size / rows,
            "bytes_per_row": built.stat().st_size / rows, "cores": dbt.cores, "bare_cores": bare.cores,
            "load": os.getloadavg()[0],
            "slowest_models_s": models, **asked,
        }  # fmt: skip
        shutil.rmtree(home)


def _told(what: str, measured: Measured) -> Measured:
    """Said at once: a large step takes long, and may be ended before its questions are asked."""
    print(
        f"{what}: {measured.seconds:.0f} s, {measured.seconds * measured.cores:.0f} s of the processor "
        f"({measured.cores:.2f} cores), {measured.peak_mib:.0f} MiB; load {os.getloadavg()[0]:.1f}",
        file=sys.stderr, flush=True,
    )  # fmt: skip
    return measured


def raw_tables(corpora: Path, rows: int) -> tuple[Path, Step]:
    """A database of raw tables alone, and the seconds of its making; none where an earlier run made it."""
    bank, raw = corpora / "bank.duckdb", corpora / f"raw-{rows}.duckdb"
    corpora.mkdir(parents=True, exist_ok=True)
    if not bank.exists():
        run([*_corpus("raw"), "--to", bank])
    if raw.exists():
        return raw, {}
    written = run([*_corpus("raw"), "--rows", str(rows), "--of", bank, "--to", raw])
    return raw, {"write_s": written.seconds}


def _corpus(kind: str) -> list[str | Path]:
    return [sys.executable, "-m", "benchmarks.corpus", kind]


def dbt_command(verb: str, *more: str) -> list[str | Path]:
    """A command of dbt over this project, of the environment that runs this."""
    return [Path(sys.executable).with_name("dbt"), verb, *more, "--project-dir", PROJECT, "--profiles-dir", PROJECT]


def environment(database: Path, home: Path) -> dict[str, str]:
    """What dbt is told of a database, and of the folder for what it compiles and logs."""
    return {
        "BANGFU_DUCKDB": str(database), "DBT_TARGET_PATH": str(home / "target"), "DBT_LOG_PATH": str(home / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "BANGFU_MEMORY_LIMIT": MEMORY_LIMIT,
    }  # fmt: skip


def model_seconds(target: Path) -> dict[str, float]:
    """The models that took longest, with their seconds."""
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    taken = sorted(((r["execution_time"], r["unique_id"].rsplit(".", 1)[-1]) for r in results), reverse=True)
    return {name: round(seconds, 2) for seconds, name in taken[:SLOWEST]}


def _count(database: Path, table: str) -> int:
    import duckdb

    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        return int(connection.table(table).count("*").fetchall()[0][0])


def _said(command: list[str]) -> str:
    """What a child process prints: this one stays small, for a child counts its parent's memory as its own."""
    import subprocess

    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    typer.run(main)
