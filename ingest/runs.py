"""What a run of the refresh leaves behind: its record, its steps and checks, and the journal that keeps them all.

The journal is a file of its own because a published version is immutable: a failed run can only be told beside it. A run that was
killed cannot tell anything; so each leaves a note when it begins, and the next one enters what it finds.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from ingest.logs import tell_step
from ingest.nouns import Refusal

RUNS_KEPT = 500
NOTE = "run.json"
Outcome = Literal["succeeded", "unchanged", "failed", "rolled_back"]


def utc_now() -> str:
    """The moment as ISO text in UTC, without a zone, as DuckDB's TIMESTAMP reads it."""
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")


@dataclass(slots=True)
class Step:
    """One step of a run; rows are files, documents or table rows, None where they cannot be counted."""

    name: str
    started_at: str
    seconds: float | None = 0.0
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
    dbt_version: str | None = None
    engine_fingerprint: str | None = None
    build_fingerprint: str | None = None
    message: str = "the run was interrupted: its process was killed, or the machine stopped"
    steps: list[Step] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    quarantine: list[Quarantined] = field(default_factory=list)
    unfetched: list[Quarantined] = field(
        default_factory=list
    )  # addresses on the web, of which what was fetched earlier stays
    web_sources: list[dict[str, Any]] = field(default_factory=list)  # of meta.web_sources; the journal leaves them out

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
            tell_step(step)

    def end_step(self, step: Step) -> None:
        """Enter a step that was timed elsewhere."""
        self.steps.append(step)
        tell_step(step)

    def left_out(self) -> str:
        """What the run had to leave out, to be put behind a message; empty when there is nothing."""
        files, addresses = len(self.quarantine), len(self.unfetched)
        return (f", {files} files in quarantine" if files else "") + (
            f", {addresses} addresses not fetched" if addresses else ""
        )

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
        for q in (*run["quarantine"], *run.get("unfetched", ()))
    }
    return [
        Quarantined(r.source_path, r.sha256, r.code, r.reason, known.get((r.source_path, r.sha256, r.code), now)) for r in refusals
    ]  # fmt: skip


def append_run(journal: Path, run: Run) -> None:
    """Add a run to the journal, in one write that is on the disk when this returns. Of its checks only the failed ones are kept."""
    failed = [asdict(check) for check in run.checks if not check.success]
    _append(journal, asdict(run) | {"checks": failed, "web_sources": []})


def note_beginning(building: Path, run: Run) -> None:
    """Leave a note where a run builds, for the case that it can say nothing more."""
    (building / NOTE).write_text(json.dumps(asdict(run), ensure_ascii=False), encoding="utf-8")


def enter_interrupted(building: Path, journal: Path) -> list[str]:
    """Enter runs into the journal that were killed: their notes are still there. Returns their names. Call it with the lock held."""
    found = [_record(note.read_text("utf-8", "replace")) for note in sorted(building.glob(f"*/{NOTE}"))]
    known = {run["run_id"] for run in read_runs(journal)} if found else set()
    interrupted = [record for record in found if record is not None and record["run_id"] not in known]
    for record in interrupted:
        _append(journal, record)
    return [record["run_id"] for record in interrupted]


def read_runs(journal: Path) -> list[dict[str, Any]]:
    """The journal, latest run first. A line that a kill cut short, or that is no record of a run, is left out."""
    if not journal.exists():
        return []
    lines = journal.read_text("utf-8", "replace").splitlines()
    return [run for line in reversed(lines) if (run := _record(line)) is not None]


def _append(journal: Path, record: dict[str, Any]) -> None:
    line = json.dumps(record, ensure_ascii=False) + "\n"
    kept = journal.read_text("utf-8", "replace").splitlines(keepends=True) if journal.exists() else []
    if len(kept) >= 2 * RUNS_KEPT:
        _rewrite(journal, [*kept[-RUNS_KEPT:], line])
        return
    cut_short = bool(kept) and not kept[-1].endswith("\n")
    with journal.open("a", encoding="utf-8") as file:
        file.write(("\n" if cut_short else "") + line)
        file.flush()
        os.fsync(file.fileno())


def _record(line: str) -> dict[str, Any] | None:
    """A line as a record with every field of a run; what an older bangfu did not write has its default."""
    try:
        said = json.loads(line)
        return asdict(Run(**{name: said[name] for name in _FIELDS if name in said}))
    except (ValueError, TypeError):
        return None


_FIELDS = tuple(field.name for field in fields(Run))


def _rewrite(journal: Path, lines: list[str]) -> None:
    beside = journal.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(journal)
