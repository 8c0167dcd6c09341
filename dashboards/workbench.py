"""A person's own SQL on the published warehouse, run in a process of its own that is killed when its time is over."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Callable

CHILD = Path(__file__).with_name("workbench_child.py")
LOOK_EVERY_SECONDS = 0.05
LONGEST_QUERY = 20_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one query may take."""

    seconds: float = 10.0
    memory_mb: int = 512
    most_rows: int = 5000
    output_mb: int = 16


class QueryRefused(Exception):
    """The query was not answered. `code`: statement (not one that only reads), long, time, killed (memory or output), error."""

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
    request = {
        "path": str(path), "query": query, "most_rows": bounds.most_rows, "memory_mb": bounds.memory_mb,
        "output_mb": bounds.output_mb, "seconds": int(bounds.seconds) + 1,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        process = _start(json.dumps(request).encode(), Path(folder), output)
        try:
            _wait(process, started + bounds.seconds, started, tick)
        finally:
            _kill(process)
        output.seek(0)
        told = _told(output.read(), process.returncode)
    table = pl.DataFrame(
        told["rows"], schema=_unique(told["columns"]), orient="row", infer_schema_length=None, strict=False
    )
    return Answer(table, bool(told["is_cut"]), time.monotonic() - started)


def _start(request: bytes, folder: Path, output: IO[bytes]) -> subprocess.Popen[bytes]:
    """The child, in an empty folder, without this process's environment, its errors thrown away."""
    process = subprocess.Popen(
        [sys.executable, "-I", str(CHILD)], cwd=folder, env={"HOME": str(folder), "LANG": "C.UTF-8"}, start_new_session=True,
        stdin=subprocess.PIPE, stdout=output, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(request)
    process.stdin.close()
    return process


def _wait(
    process: subprocess.Popen[bytes], deadline: float, started: float, tick: Callable[[float], None] | None
) -> None:
    while process.poll() is None:
        now = time.monotonic()
        if now > deadline:
            raise QueryRefused("time")
        if tick:
            tick(now - started)
        time.sleep(LOOK_EVERY_SECONDS)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started; nothing happens when it has ended already."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _told(output: bytes, returncode: int) -> dict[str, Any]:
    """What the child said. Raises QueryRefused when it refused, or was ended by the system before it could say anything."""
    if returncode != 0:
        raise QueryRefused("killed")
    told: dict[str, Any] = json.loads(output)
    if "refused" in told:
        raise QueryRefused(told["refused"], told.get("message", ""))
    return told


def _unique(columns: list[str]) -> list[str]:
    """Names of columns, a repeated one with its number behind it."""
    return [name if columns.index(name) == n else f"{name}_{n + 1}" for n, name in enumerate(columns)]
