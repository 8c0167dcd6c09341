"""`python -m benchmarks.incremental [documents]`: one changed figure in one document among many, against a full refresh of all of them.

The corpus is a country of small documents; every step's seconds are those of the run's own record.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
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
RATE = re.compile(r"\d+(?=元/人)")
PROGRAM = [sys.executable, "-m", "ingest.cli", "refresh"]


def main(documents: int = DOCUMENTS) -> None:
    """Measure in a scratch folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        for name, measured, steps in _measure(Path(scratch), documents):
            busy = measured.seconds * measured.cores  # a loaded machine's clock says little
            print(f"{name:<24} {measured.seconds:8.1f} s  {busy:8.1f} s of processors  ", end="")
            print(f"{measured.peak_mib:6.0f} MiB  ", end="")
            print("  ".join(f"{step} {seconds:.1f}" for step, seconds in steps), flush=True)
        print(f"{'copying and syncing':<24} {_seconds_to_copy(Path(scratch)):8.3f} s", flush=True)


def one_changed_document(scratch: Path, documents: int = DOCUMENTS) -> Iterator[Figure]:
    """The ratio that counts, the memory of the run, and how long the publication itself takes."""
    (_, full, _), (_, one, steps) = _measure(scratch, documents)
    yield Figure(f"one changed of {documents}", "s", one.seconds, "full refresh", full.seconds, goal=GOAL)
    yield Figure(f"memory, one changed of {documents}", "MiB", one.peak_mib, "full refresh", full.peak_mib)
    floor = 1000 * _seconds_to_copy(scratch)
    yield Figure("time to publish", "ms", 1000 * dict(steps)["publish"], "copying the file and syncing it", floor)


def _seconds_to_copy(scratch: Path) -> float:
    """The published file written once more, and on the disk."""
    started = time.perf_counter()
    copy = shutil.copyfile(scratch / "warehouse" / "current.duckdb", scratch / "copy.duckdb")
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    return time.perf_counter() - started


def _measure(scratch: Path, documents: int) -> Iterator[tuple[str, Measured, list[tuple[str, float]]]]:
    sources, warehouse = scratch / "sources", scratch / "warehouse"
    run(
        [sys.executable, "-m", "benchmarks.corpus", "documents", "--to", sources, "--count", str(documents), "--format", "txt",
         "--projects", "3"]
    )  # fmt: skip
    options: list[str | Path] = ["--sources", sources, "--warehouse", warehouse]
    yield "full", run([*PROGRAM, *options, "--full"]), _steps(warehouse)
    _change_a_figure(sources)
    yield "one changed document", run([*PROGRAM, *options]), _steps(warehouse)


def _change_a_figure(sources: Path) -> None:
    """The first document that states a rate states another one; its passport knows the new file."""
    document = next(path for path in sorted(sources.rglob("document.txt")) if RATE.search(path.read_text("utf-8")))
    before = document.read_bytes()
    after = RATE.sub(lambda rate: f"{int(rate[0]) + 10}", before.decode(), count=1).encode()
    document.write_bytes(after)
    passport = document.with_name("source.yml")
    old, new = (hashlib.sha256(said).hexdigest() for said in (before, after))
    passport.write_text(passport.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def _steps(warehouse: Path) -> list[tuple[str, float]]:
    """Steps of the latest run, in order, with their seconds."""
    latest = json.loads((warehouse / "runs.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    return [(step["name"], step["seconds"]) for step in latest["steps"]]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
