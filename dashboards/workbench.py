"""A person's own SQL on the published warehouse, run in a process of its own that is killed when its time is over."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboards.confined import Finished, Limits, OutOfTime, run_confined

if TYPE_CHECKING:
    from collections.abc import Callable

CHILD = Path(__file__).with_name("workbench_child.py")
# DuckDB tells a query the path it opened, links followed: so it gets the file under a name that says nothing of this machine.
NAME_IN_CHILD = "warehouse.duckdb"
MEMORY_OF_PROGRAM_MB = 1024  # of address space, beside what DuckDB may use
LONGEST_QUERY = 20_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one query may take."""

    seconds: float = 10.0
    memory_mb: int = 512
    most_rows: int = 5000
    output_mb: int = 16


class QueryRefused(Exception):
    """The query was not answered.

    `code`: statement (not one that only reads), outside (of the file), long, time, killed (memory or output), error.
    """

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query. `is_cut`: there are more than were fetched."""

    table: pl.DataFrame
    is_cut: bool
    seconds: float


def run_query(path: Path, query: str, bounds: Bounds, tick: Callable[[float], None] | None = None) -> Answer:
    """The answer to one query of a DuckDB file.

    `tick` is called with the seconds gone while waiting; when it raises, the query is killed. Raises QueryRefused.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryRefused("long")
    started = time.monotonic()
    request = {"path": NAME_IN_CHILD, "query": query, "most_rows": bounds.most_rows, "memory_mb": bounds.memory_mb}
    limits = Limits(bounds.seconds, bounds.memory_mb + MEMORY_OF_PROGRAM_MB, bounds.output_mb)
    try:
        command, files = [sys.executable, "-I", str(CHILD)], {NAME_IN_CHILD: path}
        finished = run_confined(command, limits, json.dumps(request).encode(), tick, files)
    except OutOfTime:
        raise QueryRefused("time") from None
    told = _told(finished)
    values = [[_text_if_nested(value) for value in row] for row in told["rows"]]
    table = pl.DataFrame(values, schema=_unique(told["columns"]), orient="row", infer_schema_length=None, strict=False)
    return Answer(table, bool(told["is_cut"]), time.monotonic() - started)


def _told(finished: Finished) -> dict[str, Any]:
    """What the child said. Raises QueryRefused when it refused, or was ended by the system before it could say anything."""
    if finished.exit_code != 0:
        raise QueryRefused("killed")
    told: dict[str, Any] = json.loads(finished.output)
    if "refused" in told:
        raise QueryRefused(told["refused"], told.get("message", ""))
    return told


def _text_if_nested(value: Any) -> Any:
    """Lists and structures as text: their rows need not be of one type, and no spreadsheet holds them."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _unique(columns: list[str]) -> list[str]:
    """Names of columns, a repeated one with its number behind it."""
    return [name if columns.index(name) == n else f"{name}_{n + 1}" for n, name in enumerate(columns)]
