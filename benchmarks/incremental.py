"""`python -m benchmarks.incremental [documents]`: one changed document among many, against a full refresh of all of them.

The corpus is a country of small documents; every step's seconds are those of the run's own record.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.measure import Measured, run

DOCUMENTS = 300
GOAL = 1 / 50
PROGRAM = [sys.executable, "-m", "ingest.cli", "refresh"]


def main(documents: int = DOCUMENTS) -> None:
    """Measure in a scratch folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, measured, steps in _measure(Path(scratch), documents):
            print(f"{name:<24} {measured.seconds:8.1f} s  {measured.peak_mib:6.0f} MiB  ", end="")
            print("  ".join(f"{step} {seconds:.1f}" for step, seconds in steps.items()), flush=True)


def one_changed_document(scratch: Path, documents: int = DOCUMENTS) -> Iterator[Figure]:
    """The ratio that counts, the memory of the run, and how long the publication itself takes."""
    (_, full, _), (_, one, steps) = _measure(scratch, documents)
    yield Figure(f"one changed of {documents}", "s", one.seconds, "full refresh", full.seconds, goal=GOAL)
    yield Figure(f"memory, one changed of {documents}", "MiB", one.peak_mib, "full refresh", full.peak_mib)
    yield Figure(
        "time to publish", "ms", 1000 * steps["publish"], "full disk sync of the file", 1000 * steps["publish"]
    )


def _seconds_to_copy(scratch: Path) -> float:
    started = time.perf_counter()
    shutil.copy(scratch / "warehouse" / "current.duckdb", scratch / "copy.duckdb")
    return time.perf_counter() - started


def _measure(scratch: Path, documents: int) -> Iterator[tuple[str, Measured, dict[str, float]]]:
    sources, warehouse = scratch / "sources", scratch / "warehouse"
    run(
        [sys.executable, "-m", "benchmarks.corpus", "documents", "--to", sources, "--count", str(documents), "--format", "txt",
         "--projects", "3"]
    )  # fmt: skip
    options = ["--sources", sources, "--warehouse", warehouse]
    yield "full", run([*PROGRAM, *options, "--full"]), _steps(warehouse)
    changed = min(sources.rglob("source.yml"))
    changed.write_text(changed.read_text(encoding="utf-8").replace("title: ", "title: 新编", 1), encoding="utf-8")
    yield "one changed document", run([*PROGRAM, *options]), _steps(warehouse)


def _steps(warehouse: Path) -> dict[str, float]:
    """Seconds by step of the latest run."""
    latest = json.loads((warehouse / "runs.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    return {step["name"]: step["seconds"] for step in latest["steps"]}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
