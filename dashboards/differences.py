"""What one kept version says differently from another, as `bangfu diff --json` tells it in a confined process."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from dashboards.confined import Limits, OutOfTime, run_confined

if TYPE_CHECKING:
    from pathlib import Path

    from dashboards.warehouse import Warehouse

LIMITS = Limits(seconds=120, memory_mb=4096, output_mb=64)
MOST_LISTED = 5000
_VERSION = re.compile(r"(?P<moment>\d{8}T\d{6})\d*Z-(?P<hash>[0-9a-f]+)")
_COLUMNS = (
    "entity", "change", "row_text", "column", "document_id", "text_before", "text_after", "quote_before", "quote_after",
)  # fmt: skip


class NotCompared(Exception):
    """Two versions could not be compared: one is no longer kept, an older program built it, or it took too long."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`counts` and `changes` are shaped as `questions.quality` gives them for the published version; of `n_changes` in all, MOST_LISTED
    at most are listed."""

    counts: pl.DataFrame
    changes: pl.DataFrame
    n_changes: int


def kept_versions(warehouse: Warehouse) -> list[str]:
    """The versions that lie where the published one does, the latest first; files of other names are somebody else's."""
    names = (file.stem for file in warehouse.path.parent.glob("*.duckdb"))
    return sorted((name for name in names if _VERSION.fullmatch(name)), reverse=True)


def built_at(version: str) -> tuple[datetime, str]:
    """When a kept version was built, in UTC, and its hash, as its name tells both."""
    parts = _VERSION.fullmatch(version)
    assert parts is not None, version
    return datetime.strptime(parts["moment"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC), parts["hash"]


@lru_cache(maxsize=8)  # versions never change
def difference(before: Path, after: Path) -> Difference:
    """What the version in the file `after` says differently from the one in `before`. Raises NotCompared."""
    command = [sys.executable, "-m", "ingest.cli", "diff", str(before.absolute()), str(after.absolute())]
    try:
        finished = run_confined([*command, "--json", "--limit", str(MOST_LISTED)], LIMITS)
        said: dict[str, Any] = json.loads(finished.output)
    except (OutOfTime, ValueError) as error:
        raise NotCompared(f"{before.stem} and {after.stem}") from error
    counts = [{"entity": name, **{f"n_{how}": n for how, n in of.items()}} for name, of in said["counts"].items()]
    schema = dict.fromkeys(_COLUMNS, pl.String) | {"line_after": pl.Int32}
    changes = pl.DataFrame(said["changes"], schema=schema, orient="row")
    return Difference(pl.DataFrame(counts), _as_asked(changes), said["n_changes"])


def _as_asked(changes: pl.DataFrame) -> pl.DataFrame:
    """Changes as the program tells them → in the shape of `questions.quality.changes`."""
    return changes.select(
        "entity", "change", "row_text", "column", "document_id",
        pl.col("line_after").alias("line_start"), pl.col("line_after").alias("line_end"),
        pl.coalesce("text_before", "quote_before").alias("text_before"),
        pl.coalesce("text_after", "quote_after").alias("text_after"),
    )  # fmt: skip
