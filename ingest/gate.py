"""The gate before publication: what fails critically stops the run, a warning is published and shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.runs import Run

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from ingest.checks import Checking


class Stopped(RuntimeError):
    """The run cannot publish; the message says why and what to do."""


class Gate:
    """One run's gate. What it asks for is held against the tables by a process that starts with it."""

    def __init__(self, run: Run, log: Any) -> None:
        from ingest.checks import Checking

        self._run, self._log = run, log
        self._checking: Checking = Checking()

    def stop(self) -> None:
        """End what still runs."""
        self._checking.stop()

    def hold(self, connection: DuckDBPyConnection, suite: str, chosen: Callable[[str], bool] = lambda _: True) -> None:
        """Hold the promises of a suite (`raw` or `marts`) against the chosen tables, and record each.

        Raises Stopped when a critical one fails, or when the process that checks is gone.
        """
        from ingest.checks import CannotCheck
        from ingest.promises import promises

        with self._run.step(f"check_{suite}") as step:
            expected = [promise for promise in promises(suite) if chosen(promise.table)]
            try:
                checks = self._checking.check(connection, suite, expected)
            except CannotCheck as error:
                raise Stopped(str(error)) from error
            step.rows_in, step.rows_out = len(expected), sum(c.success for c in checks)
        self._run.checks += checks
        for failed in (c for c in checks if not c.success):
            level = self._log.error if failed.is_critical else self._log.warning
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
                f"{c.expectation} on {c.table}{f' ({c.column})' if c.column else ''}: {c.observed_text}"
                for c in critical
            )
            raise Stopped(f"{len(critical)} critical expectations on {suite} failed: {names}")

    def compare_yields(
        self, connection: DuckDBPyConnection, published: Path | None, documents: Sequence[str] | None = None
    ) -> None:
        """Record for each published document, or each of `documents`, whether it still yields as much; fewer is a warning."""
        from ingest.floors import compare_with_published

        checks = compare_with_published(connection, published, documents)
        for failed in (c for c in checks if not c.success):
            self._log.warning("fewer than published", what=failed.expectation, observed=failed.observed_text)
        self._run.checks += checks
