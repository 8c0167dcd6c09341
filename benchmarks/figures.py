"""What is measured: each figure beside a floor that is measured in the same minutes, turn by turn, so that both feel the same machine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import pdf_speed
from benchmarks.measure import ROOT, Measured, median, run
from ingest.build import QUIET

SOURCES = ROOT / "data" / "sources"
PROJECT = ROOT / "dbt_project"
FULL_TURNS = 3
QUICK_TURNS = 9


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report.

    `goal` is the highest ratio of value to floor that is good enough, `least` the lowest value; None where none is set.
    """

    name: str
    unit: str
    value: float
    floor_name: str
    floor: float
    goal: float | None = None
    least: float | None = None

    @property
    def ratio(self) -> float:
        """Value over floor."""
        return self.value / self.floor

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
        if self.goal is None and self.least is None:
            return "-"
        is_met = (self.goal is None or self.ratio <= self.goal) and (self.least is None or self.value >= self.least)
        return "met" if is_met else "MISSED"


def all_figures(scratch: Path) -> Iterator[Figure]:
    """Measure everything in an empty folder, slowest first."""
    yield from full_refresh(scratch)
    yield from unchanged_refresh(scratch)
    from benchmarks.incremental import one_changed_document

    yield from one_changed_document(scratch / "incremental")
    from benchmarks.memory import memory_over_documents
    from benchmarks.speed import documents_per_second  # whoever measures a child's memory must be small until then

    yield from memory_over_documents()
    yield from documents_per_second()
    page, floor = pdf_speed.milliseconds_a_page()
    yield Figure("ruled PDF", "ms/page", page, "bare text + 10 ms", floor, goal=1.5)
    from benchmarks.pages import page_figures

    yield from page_figures(scratch)


def full_refresh(scratch: Path) -> Iterator[Figure]:
    """`bangfu refresh --full` against a bare `dbt build` of the same models and data tests on the same raw tables."""
    raw = scratch / "floor.duckdb"
    run([sys.executable, "-m", "benchmarks.raw_tables", raw])
    turn = iter(range(FULL_TURNS))

    def bare_build() -> Measured:
        home = scratch / f"floor-{next(turn)}"
        home.mkdir()
        database = Path(shutil.copy(raw, home / "warehouse.duckdb"))
        return run(_dbt_build(), _dbt_environment(database, home))

    whole, bare = _in_turn(lambda: run(_bangfu("refresh", scratch / "warehouse", "--full")), bare_build, FULL_TURNS)
    yield Figure("full refresh", "s", whole.seconds, "bare dbt build", bare.seconds, goal=1.5)
    yield Figure("peak memory of a full refresh", "MiB", whole.peak_mib, "bare dbt build", bare.peak_mib)


def unchanged_refresh(scratch: Path) -> Iterator[Figure]:
    """A refresh with nothing to do against importing two libraries. Needs the warehouse of `full_refresh`."""
    idle, imports = _in_turn(
        lambda: run(_bangfu("refresh", scratch / "warehouse")),
        lambda: run([sys.executable, "-c", "import duckdb, polars"]),
        QUICK_TURNS,
    )
    yield Figure("refresh, nothing changed", "s", idle.seconds, "import duckdb, polars", imports.seconds, goal=3.0)
    yield Figure("peak memory, nothing changed", "MiB", idle.peak_mib, "import duckdb, polars", imports.peak_mib)


def _in_turn(one: Callable[[], Measured], other: Callable[[], Measured], turns: int) -> tuple[Measured, Measured]:
    """Medians of two things measured alternately."""
    pairs = [(one(), other()) for _ in range(turns)]
    return median([a for a, _ in pairs]), median([b for _, b in pairs])


def _bangfu(command: str, warehouse: Path, *more: str) -> list[str | Path]:
    return [sys.executable, "-m", "ingest.cli", command, "--sources", SOURCES, "--warehouse", warehouse, *more]


def _dbt_build() -> list[str | Path]:
    dbt = Path(sys.executable).with_name("dbt")
    return [dbt, "build", "--exclude-resource-type", "unit_test", "--project-dir", PROJECT, "--profiles-dir", PROJECT]


def _dbt_environment(database: Path, home: Path) -> dict[str, str]:
    return {
        "BANGFU_DUCKDB": str(database),
        "DBT_TARGET_PATH": str(home / "target"),
        "DBT_LOG_PATH": str(home / "logs"),
        **QUIET,  # as quiet as a refresh's own build, or the floor would be too high
    }
