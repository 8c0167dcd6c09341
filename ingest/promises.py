"""What is expected of tables, as written in ingest/vocabulary/expectations.yml, and the query that shows whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

EXPECTATIONS = Path(__file__).parent / "vocabulary" / "expectations.yml"
UNIQUE = frozenset({"ExpectColumnValuesToBeUnique", "ExpectCompoundColumnsToBeUnique"})


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

    @property
    def is_uniqueness(self) -> bool:
        """Whether it is about all rows together. It is asked of DuckDB, since rows are handed over some at a time."""
        return self.expectation in UNIQUE


def promises(suite: str, file: Path = EXPECTATIONS) -> list[Promise]:
    """The promises of a suite, `raw` or `marts`. Raises TypeError when a row of the file has a key that does not exist."""
    import yaml

    said = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return [Promise(**row) for row in said[suite]]


def looked_at(n: int) -> str:
    """The name of the column that shows whether the n-th promise on a table holds, where that is no column of the table."""
    return f"promise_{n}"


def rows_to_look_at(table: str, expected: Sequence[Promise]) -> str:
    """A query for every row of a table: the columns that promises are about, and what DuckDB finds out for a promise itself.

    That is true or false for a condition, and for uniqueness what stands there more than once.
    """
    own = {column for promise in expected if not promise.is_uniqueness for column in promise.columns}
    terms = [*(f't."{column}"' for column in sorted(own)), *_found_out(expected)]
    # names and conditions come from the project's own file of expectations
    return f"select {', '.join(terms) or '1 as row'} from {table} as t"  # noqa: S608


def _found_out(expected: Sequence[Promise]) -> Iterator[str]:
    for n, promise in enumerate(expected):
        if promise.holds:
            yield f'coalesce({promise.holds}, true) as "{looked_at(n)}"'
        elif promise.is_uniqueness:
            columns = ", ".join(f't."{column}"' for column in promise.columns)
            is_there = " or ".join(f't."{column}" is not null' for column in promise.columns)
            repeated = f"count(*) over (partition by {columns}) > 1 and ({is_there})"
            yield f"case when {repeated} then concat_ws(', ', {columns}) end as \"{looked_at(n)}\""
