"""Promises held against tables of DuckDB by Great Expectations, which works beside the run, in a child process.

The child is started early: it spends its seconds of importing while the run reads and loads. It gets the rows that promises are
about, some at a time, so that neither process ever holds a table.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING

from ingest.fingerprints import ROOT
from ingest.limits import end_in_words
from ingest.promises import Promise, rows_to_look_at
from ingest.runs import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

ROWS_AT_ONCE = 200_000
OBSERVED_LENGTH = 300
QUIET = {"GX_ANALYTICS_ENABLED": "false"}


class CannotCheck(RuntimeError):
    """The process that checks is gone."""


class Checking:
    """A process that holds promises against rows; it warms up while nobody asks."""

    def __init__(self, rows_at_once: int = ROWS_AT_ONCE) -> None:
        self._rows_at_once = rows_at_once
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.expecting"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, env=os.environ | QUIET, cwd=ROOT,
        )  # fmt: skip

    def check(self, connection: DuckDBPyConnection, suite: str, expected: Iterable[Promise]) -> list[Check]:
        """Hold promises against the tables of a database; one check for each, also for one that cannot be evaluated.

        Raises CannotCheck when the process is gone.
        """
        checks: list[Check] = []
        for table, group in groupby(sorted(expected, key=_table), key=_table):
            promised = list(group)
            results = self._check_table(connection, table, promised)
            checks += [_to_check(suite, promise, *result) for promise, result in zip(promised, results, strict=True)]
        return checks

    def stop(self) -> None:
        """End the process, whatever it does; nothing happens when it has ended already."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):  # what was still to be handed over is nothing to anybody
            self._process.stdin.close()  # type: ignore[union-attr]

    def _check_table(
        self, connection: DuckDBPyConnection, table: str, expected: Sequence[Promise]
    ) -> list[tuple[bool, str]]:
        """Success and what was observed, for each promise in turn."""
        import duckdb
        from pyarrow import ArrowException

        try:
            return self._ask(connection, table, expected)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            code = self._process.wait()
            self._said.seek(0)
            last = self._said.read().decode(errors="replace").splitlines()[-1:]
            reason = f"the process that checks ended with {end_in_words(code)}"
            raise CannotCheck(": ".join([reason, *last])) from error
        except (duckdb.Error, ArrowException, OSError) as error:
            return [(False, f"cannot be evaluated: {error}")] * len(expected)

    def _ask(self, connection: DuckDBPyConnection, table: str, expected: Sequence[Promise]) -> list[tuple[bool, str]]:
        """Hand over the rows of a table and wait for the answer. Raises duckdb.Error, ArrowException or OSError where
        they cannot be had."""
        import duckdb
        from pyarrow import ArrowException, ipc

        asks, answers = self._process.stdin, self._process.stdout
        assert asks is not None
        assert answers is not None
        broken: Exception | None = None
        with connection.cursor() as own:  # whatever else is asked through the connection
            batches = own.sql(rows_to_look_at(table, expected)).to_arrow_reader(self._rows_at_once)
            pickle.dump((table, expected), asks)
            with ipc.new_stream(asks, batches.schema) as stream:
                try:
                    for batch in batches:
                        stream.write_batch(batch)
                except BrokenPipeError:
                    raise
                except (duckdb.Error, ArrowException, OSError) as error:  # OSError is what Arrow makes of DuckDB's
                    broken = error  # told when the answer is taken off: else it would be that of the next table
        asks.flush()
        seen: list[tuple[bool, str]] = pickle.load(answers)  # noqa: S301 - our own child's
        if broken is not None:
            raise broken
        return seen


def _table(promise: Promise) -> str:
    return promise.table


def _to_check(suite: str, promise: Promise, success: bool, observed: str) -> Check:
    return Check(
        suite=suite,
        table=promise.table,
        column=", ".join(promise.columns) or None,
        expectation=promise.expectation,
        description=promise.why,
        is_critical=promise.is_critical,
        success=success,
        observed_text=" ".join(observed.split())[:OBSERVED_LENGTH],
    )
