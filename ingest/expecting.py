"""Great Expectations, in a process of its own: importing it takes seconds and 250 MiB, which are not the run's.

On standard input come, again and again, a table's name with what is expected of it, pickled, and the table's rows as a stream of Arrow
batches; on standard output goes what was seen, pickled, one for each promise. It opens no database, and ends with its input.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from ingest.promises import Promise, looked_at

if TYPE_CHECKING:
    from pandas import DataFrame

EXAMPLES = 5


@dataclass(slots=True)
class Seen:
    """What was seen of one promise, in all rows so far: how many broke it, the first of them, or else what was said."""

    success: bool = True
    rows: int | None = None
    failing: int = 0
    examples: list[str] = field(default_factory=list)
    said: str | None = None

    def add(self, result: Any) -> None:
        """Take in what Great Expectations says about some rows."""
        told = result.result or {}
        self.success = self.success and bool(result.success)
        if "unexpected_count" in told:
            self.rows = (self.rows or 0) + told["element_count"]
            self.failing += told["unexpected_count"]
            more = map(str, told.get("partial_unexpected_list", []))
            self.examples = [*self.examples, *more][:EXAMPLES]
        else:
            self.said = self.said or _said(result, told)

    def in_words(self) -> str:
        """The value that was observed, or how many rows fail and the first of them."""
        if self.rows is None or self.said is not None:
            return self.said or "nothing was observed"
        return f"{self.failing} of {self.rows} rows fail" + (f": {', '.join(self.examples)}" if self.examples else "")


def _said(result: Any, told: dict[str, Any]) -> str:
    if "observed_value" in told:
        return str(told["observed_value"])
    problems = (result.exception_info or {}).values()
    said = "; ".join(str(p.get("exception_message")) for p in problems if isinstance(p, dict))
    return said or "nothing was observed"


class Judge:
    """Holds promises against rows."""

    def __init__(self) -> None:
        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig

        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        self._source = context.data_sources.add_pandas("tables")

    def judge(self, table: str, expected: Sequence[Promise], rows: Iterable[DataFrame], none: DataFrame) -> list[Seen]:
        """What is seen of each promise in turn. In: the rows of the table, some at a time, and a frame of its columns without any."""
        import pandas as pd

        seen = [Seen() for _ in expected]
        of_rows = {n: promise for n, promise in enumerate(expected) if not _is_of_table(promise)}
        of_table = {n: promise for n, promise in enumerate(expected) if n not in of_rows}
        n_rows = 0
        for frame in chain([none], rows):
            n_rows += len(frame)
            self._look(table, frame, of_rows, seen)
        self._look(table, pd.DataFrame(index=range(n_rows)), of_table, seen)  # it has rows, and nothing in them
        return seen

    def _look(self, table: str, frame: DataFrame, expected: dict[int, Promise], seen: list[Seen]) -> None:
        """Add what is seen in a frame."""
        import great_expectations as gx

        if not expected:
            return
        asset = self._source.add_dataframe_asset(table)
        batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame})
        suite = gx.ExpectationSuite(name=table)
        for n, promise in expected.items():
            suite.add_expectation(_to_expectation(n, promise))
        format_of_results: Any = {"result_format": "BASIC", "partial_unexpected_count": EXAMPLES}
        validated: Any = batch.validate(suite, result_format=format_of_results)
        for result in validated.results:
            seen[result.expectation_config.meta["n"]].add(result)
        self._source.delete_asset(table)


def _is_of_table(promise: Promise) -> bool:
    """Whether it is about the number of rows alone."""
    import great_expectations as gx

    if promise.holds or promise.is_uniqueness:
        return False
    kind = getattr(gx.expectations, promise.expectation)
    return not promise.columns and issubclass(kind, gx.expectations.expectation.BatchExpectation)


def _to_expectation(n: int, promise: Promise) -> Any:
    import great_expectations as gx

    if promise.holds:
        return gx.expectations.ExpectColumnValuesToBeInSet(column=looked_at(n), value_set=[True], meta={"n": n})
    if promise.is_uniqueness:
        return gx.expectations.ExpectColumnValuesToBeNull(column=looked_at(n), meta={"n": n})
    return getattr(gx.expectations, promise.expectation)(**promise.kwargs, meta={"n": n})


def _answer_all(asked: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until there is nobody who asks."""
    from pyarrow import ipc

    judge = Judge()
    while True:
        try:
            table, expected = pickle.load(asked)  # noqa: S301 - the parent's
        except EOFError:
            return
        with ipc.open_stream(asked) as batches:
            frames = (batch.to_pandas() for batch in batches)
            seen = judge.judge(table, expected, frames, batches.schema.empty_table().to_pandas())
        pickle.dump([(one.success, one.in_words()) for one in seen], answers)
        answers.flush()


def main() -> None:
    """Keep standard output for answers alone: what libraries print goes where errors go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _answer_all(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
