"""One corpus, built once by a refresh on DuckDB and once by Spark, for all tests here; at the end it is said what each of them took.

Spark runs here as one machine's two cores; a task whose worker dies is tried again, as on a cluster.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pytest

from tests.conftest import SOURCES, bangfu

GENERATED, MOST_PROJECTS, CITIES = 60, 3, 20
FORMS = ("txt", "docx", "xlsx", "html")
DAMAGED = "zz_damaged"
# Spark lists a/ after a-b/, and a refresh before it: of two files of one document both must keep the same.
TWICE, FIRST = "130200_tangshan-again", "130200_tangshan"
SMALL = {  # for a session that runs a thousand tiny queries on one machine
    "spark.driver.memory": "3g", "spark.sql.shuffle.partitions": "1", "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1", "spark.ui.showConsoleProgress": "false",
}  # fmt: skip
T = TypeVar("T")


@dataclass
class Report:
    """What the run says at its end: what was compared, and how long each step took."""

    lines: list[str] = field(default_factory=list)

    def timed(self, step: str, work: Callable[[], T]) -> T:
        """Do it, and say how long it took: by the clock, and of the processor, which other work on the machine hardly changes."""
        clock, processor = time.perf_counter(), processor_seconds()
        done = work()
        clock, processor = time.perf_counter() - clock, processor_seconds() - processor
        self.lines.append(f"{step}: {clock:.0f} s, {processor:.0f} s of the processor")
        return done


def processor_seconds() -> float:
    """Of this process and everything below it, also of what has ended and was waited for."""
    parents, ticks = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
        parents[int(stat.parent.name)] = int(fields[1])
        ticks[int(stat.parent.name)] = sum(int(taken) for taken in fields[11:15])
    family = {os.getpid()}
    while below := {child for child, parent in parents.items() if parent in family} - family:
        family |= below
    return sum(ticks[process] for process in family) / os.sysconf("SC_CLK_TCK")


REPORT = Report()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in REPORT.lines:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def report() -> Report:
    return REPORT


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="session")
def sources(home: Path) -> Path:
    """The five documents beside generated ones, one that is damaged and one that is there twice."""
    from benchmarks.corpus.documents import draw_documents, write_document

    folder = home / "sources"
    shutil.copytree(SOURCES, folder)
    for n, facts in enumerate(draw_documents(1, GENERATED, CITIES, GENERATED // CITIES, MOST_PROJECTS)):
        write_document(1, facts, FORMS[n % len(FORMS)], folder)
    (folder / DAMAGED).mkdir()
    (folder / DAMAGED / "document.docx").write_bytes(b"PK\x03\x04 no archive")
    shutil.copytree(folder / FIRST, folder / TWICE)
    return folder


@pytest.fixture(scope="session")
def local(home: Path, sources: Path, report: Report) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a refresh publishes."""
    work = partial(bangfu, "refresh", "--sources", sources, "--warehouse", home / "warehouse")
    refresh = report.timed("A refresh on DuckDB", work)
    assert refresh.returncode == 3, refresh.stderr  # published; two files are in quarantine
    with duckdb.connect(str((home / "warehouse" / "current.duckdb").resolve()), read_only=True) as connection:
        steps = dict(connection.execute("select name, seconds from meta.run_steps").fetchall())
        reading = steps["find"] + steps["read"] + steps["load"]
        report.lines.append(f"of it reading {reading:.0f} s, models and data tests {steps['build']:.0f} s by the clock")
        yield connection


@pytest.fixture(scope="session")
def session(home: Path) -> Iterator[Any]:
    """Spark on two cores."""
    from ingest.spark.session import spark_session

    session = spark_session(home / "tables", "local[2, 4]", SMALL)
    yield session
    session.stop()


@pytest.fixture(scope="session")
def spark(home: Path, session: Any, sources: Path, report: Report) -> Any:
    """The session with every table read by Spark's executors and built by dbt-spark."""
    from ingest.spark.building import build_untested
    from ingest.spark.reading import load_raw_tables, read_to_raw

    raw = str(home / "raw")
    report.timed("Reading on Spark", lambda: read_to_raw(session, str(sources), raw))
    load_raw_tables(session, raw)
    report.timed("Models on Spark", lambda: build_untested(home / "dbt"))
    return session


@pytest.fixture(scope="session")
def tested(home: Path, spark: Any, report: Report) -> dict[str, str]:
    """How each data test ended on Spark."""
    from ingest.spark.building import hold_tests

    return report.timed("Data tests on Spark", lambda: hold_tests(home / "dbt"))
