"""What a run of the refresh leaves behind: its record, its steps and checks, and the journal that keeps them all.

The journal is a file of its own because a published version is immutable: a failed run can only be told beside it.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from ingest.nouns import Refusal

RUNS_KEPT = 500
Outcome = Literal["succeeded", "unchanged", "failed"]


def utc_now() -> str:
    """The moment as ISO text in UTC, without a zone, as DuckDB's TIMESTAMP reads it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


@dataclass(slots=True)
class Step:
    """One step of a run; rows are files, documents or table rows, None where they cannot be counted."""

    name: str
    started_at: str
    seconds: float = 0.0
    rows_in: int | None = None
    rows_out: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was expected of a table, and whether it held."""

    suite: str
    table: str
    column: str | None
    expectation: str
    description: str
    is_critical: bool
    success: bool
    observed_text: str | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A refused file, since when."""

    source_path: str
    sha256: str | None
    code: str
    reason: str
    first_seen_at: str


@dataclass(slots=True)
class Run:
    """The record of one run."""

    run_id: str
    started_at: str
    is_full: bool
    fingerprint: str
    finished_at: str | None = None
    seconds: float = 0.0
    outcome: Outcome = "failed"
    exit_code: int = 1
    version: str | None = None
    n_documents: int = 0
    n_read: int = 0
    bangfu_version: str | None = None
    duckdb_version: str | None = None
    message: str = "the run was interrupted"
    steps: list[Step] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    quarantine: list[Quarantined] = field(default_factory=list)

    @contextmanager
    def step(self, name: str, rows_in: int | None = None) -> Iterator[Step]:
        """Time one step; it is recorded even when it raises."""
        step = Step(name, utc_now(), rows_in=rows_in)
        self.steps.append(step)
        started = time.perf_counter()
        try:
            yield step
        finally:
            step.seconds = round(time.perf_counter() - started, 3)

    def finish(self, outcome: Outcome, exit_code: int, message: str) -> None:
        """Write down how it ended."""
        self.outcome, self.exit_code, self.message = outcome, exit_code, message
        self.finished_at = utc_now()
        self.seconds = round(
            (datetime.fromisoformat(self.finished_at) - datetime.fromisoformat(self.started_at)).total_seconds(), 3
        )


def quarantine_since(refusals: list[Refusal], earlier: list[dict[str, Any]], now: str) -> list[Quarantined]:
    """Refusals with the moment each was first seen, as far as the journal knows."""
    known = {
        (q["source_path"], q["sha256"], q["code"]): q["first_seen_at"]
        for run in reversed(earlier)
        for q in run["quarantine"]
    }
    return [
        Quarantined(r.source_path, r.sha256, r.code, r.reason, known.get((r.source_path, r.sha256, r.code), now)) for r in refusals
    ]  # fmt: skip


def append_run(journal: Path, run: Run) -> None:
    """Add a run to the journal, in one write that is on the disk when this returns. Of its checks only the failed ones are kept."""
    record = asdict(run) | {"checks": [asdict(check) for check in run.checks if not check.success]}
    line = json.dumps(record, ensure_ascii=False) + "\n"
    kept = journal.read_text(encoding="utf-8").splitlines(keepends=True) if journal.exists() else []
    if len(kept) >= 2 * RUNS_KEPT:
        _rewrite(journal, [*kept[-RUNS_KEPT:], line])
        return
    cut_short = bool(kept) and not kept[-1].endswith("\n")
    with journal.open("a", encoding="utf-8") as file:
        file.write(("\n" if cut_short else "") + line)
        file.flush()
        os.fsync(file.fileno())


def read_runs(journal: Path) -> list[dict[str, Any]]:
    """The journal, latest run first. A line that a kill cut short is left out."""
    if not journal.exists():
        return []
    return [
        run for line in reversed(journal.read_text(encoding="utf-8").splitlines()) if (run := _record(line)) is not None
    ]


def _record(line: str) -> dict[str, Any] | None:
    try:
        record: dict[str, Any] = json.loads(line)
    except ValueError:
        return None
    return record


def _rewrite(journal: Path, lines: list[str]) -> None:
    beside = journal.with_suffix(".new")
    beside.write_text("".join(lines), encoding="utf-8")
    beside.replace(journal)
