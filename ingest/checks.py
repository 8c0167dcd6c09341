"""Great Expectations on tables of DuckDB. What is expected is written in ingest/vocabulary/expectations.yml."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.runs import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pandas import DataFrame

EXPECTATIONS = Path(__file__).parent / "vocabulary" / "expectations.yml"
OBSERVED_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Promise:
    """One row of the file of expectations."""

    table: str
    expectation: str
    is_critical: bool
    why: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    holds: str | None = None

    @property
    def columns(self) -> list[str]:
        """The columns it is about."""
        single = [self.kwargs[key] for key in ("column", "column_A", "column_B") if key in self.kwargs]
        return [*single, *self.kwargs.get("column_list", [])]


def promises(suite: str, file: Path = EXPECTATIONS) -> list[Promise]:
    """The promises of a suite, `raw` or `marts`. Raises TypeError when a row of the file has a key that does not exist."""
    import yaml

    return [Promise(**row) for row in yaml.safe_load(file.read_text(encoding="utf-8"))[suite]]


def check(connection: DuckDBPyConnection, suite: str, expected: Iterable[Promise]) -> list[Check]:
    """Hold the promises against the tables of a database; one check for each promise, also for one that cannot be evaluated."""
    checks: list[Check] = []
    for table, group in groupby(sorted(expected, key=lambda promise: promise.table), key=lambda promise: promise.table):
        checks += _check_table(connection, suite, table, list(group))
    return checks


def warm_up() -> None:
    """Import the library, which takes seconds, with its telemetry off."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations  # noqa: F401


def _check_table(connection: DuckDBPyConnection, suite: str, table: str, expected: list[Promise]) -> list[Check]:
    import duckdb

    try:
        frame = _frame(connection, table, expected)
    except duckdb.Error as error:
        return [_to_check(suite, promise, False, f"cannot be evaluated: {error}") for promise in expected]
    results = _validate(frame, table, expected)
    return [_to_check(suite, promise, *result) for promise, result in zip(expected, results, strict=True)]


def _frame(connection: DuckDBPyConnection, table: str, expected: list[Promise]) -> DataFrame:
    """The columns the promises are about, and one column of true and false for each condition in SQL."""
    columns = sorted({column for promise in expected for column in promise.columns})
    terms = [f't."{column}"' for column in columns]
    terms += [
        f'coalesce({promise.holds}, true) as "{_holds(n)}"' for n, promise in enumerate(expected) if promise.holds
    ]
    # names and conditions come from the project's own file of expectations
    return connection.execute(f"select {', '.join(terms) or '1 as row'} from {table} as t").df()  # noqa: S608


def _holds(n: int) -> str:
    return f"holds_{n}"


def _validate(frame: DataFrame, table: str, expected: list[Promise]) -> list[tuple[bool, str]]:
    """Success and what was observed, for each promise in turn."""
    warm_up()
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset(table)
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame})
    suite = gx.ExpectationSuite(name=table)
    for n, promise in enumerate(expected):
        suite.add_expectation(_to_expectation(n, promise))
    validated: Any = batch.validate(suite).results
    results = {result.expectation_config.meta["n"]: result for result in validated}
    return [(bool(results[n].success), _observed(results[n])) for n in range(len(expected))]


def _to_expectation(n: int, promise: Promise) -> Any:
    import great_expectations as gx

    if promise.holds:
        return gx.expectations.ExpectColumnValuesToBeInSet(column=_holds(n), value_set=[True], meta={"n": n})
    return getattr(gx.expectations, promise.expectation)(**promise.kwargs, meta={"n": n})


def _observed(result: Any) -> str:
    """What was seen, in a few words: the value, or how many rows fail and the first of them."""
    said = result.result or {}
    if "unexpected_count" in said:
        examples = ", ".join(str(value) for value in said.get("partial_unexpected_list", [])[:5])
        text = f"{said['unexpected_count']} of {said['element_count']} rows fail" + (
            f": {examples}" if examples else ""
        )
    elif "observed_value" in said:
        text = str(said["observed_value"])
    else:
        problems = (result.exception_info or {}).values()
        text = (
            "; ".join(str(p.get("exception_message")) for p in problems if isinstance(p, dict))
            or "nothing was observed"
        )
    return text


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
