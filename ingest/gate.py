"""The gate before publication: what fails critically stops the run, a warning is published and shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.runs import Run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Stopped(RuntimeError):
    """The run cannot publish; the message says why and what to do."""


def hold_promises(
    connection: DuckDBPyConnection, suite: str, run: Run, log: Any, chosen: Callable[[str], bool] = lambda _: True
) -> None:
    """Hold the promises of a suite (`raw` or `marts`) against the chosen tables, and record each.

    Raises Stopped when a critical one fails.
    """
    from ingest.checks import check, promises

    with run.step(f"check_{suite}") as step:
        expected = [promise for promise in promises(suite) if chosen(promise.table)]
        checks = check(connection, suite, expected)
        step.rows_in, step.rows_out = len(expected), sum(c.success for c in checks)
    run.checks += checks
    for failed in (c for c in checks if not c.success):
        level = log.error if failed.is_critical else log.warning
        level(
            "expectation failed",
            table=failed.table,
            expectation=failed.expectation,
            columns=failed.column,
            observed=failed.observed_text,
        )
    critical = [c for c in checks if c.is_critical and not c.success]
    if critical:
        names = "; ".join(
            f"{c.expectation} on {c.table}{f' ({c.column})' if c.column else ''}: {c.observed_text}" for c in critical
        )
        raise Stopped(f"{len(critical)} critical expectations on {suite} failed: {names}")


def compare_yields(connection: DuckDBPyConnection, published: Path | None, run: Run, log: Any) -> None:
    """Record for each published document whether it still yields as much; fewer is a warning."""
    from ingest.floors import compare_with_published

    checks = compare_with_published(connection, published)
    for failed in (c for c in checks if not c.success):
        log.warning("fewer than published", what=failed.expectation, observed=failed.observed_text)
    run.checks += checks
