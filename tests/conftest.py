"""What many tests share: the warehouse that a real refresh publishes, and expected files that can be rewritten."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "data" / "sources"

# Examples are derived from each test, so that a run says the same thing twice; `make fuzz` looks further and differently.
settings.register_profile("default", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fuzz", derandomize=False, deadline=None, max_examples=2000)
settings.load_profile("default")

PARSED = ROOT / "dbt_project" / "target" / "parsed_by_tests.msgpack"

# The first builds the warehouse that all share; the next ones do without it meanwhile.
LONG = (
    "browser/test_every_page.py",
    "fuzz/test_fuzz.py",
    "ingest/readers/test_scan.py",
    "dbt/test_build.py",
    "hostile/test_refresh.py",
    "dashboards/test_country.py",
    "browser/test_ways.py",
    "browser/test_dashboards.py",
    "browser/test_exploring.py",
    "browser/test_hostile_documents.py",
    "endurance/test_endurance.py",
    "ingest/refresh/test_refresh.py",
    "ingest/refresh/test_unattended.py",
    "ingest/refresh/test_corrections.py",
    "dashboards/test_missing_and_hostile.py",
    "dashboards/test_pages.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="rewrite the files that tests marked `blessed` compare with")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long are handed out first, so that no worker is left with one at the end; their tests stay in order."""
    places = {ROOT / "tests" / name: n for n, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_runtest_setup() -> None:
    """What dbt parsed for one warehouse serves every other that a test builds; dbt itself looks whether a file has changed."""
    if PARSED.exists():  # since another worker built one, perhaps
        os.environ["DBT_PARTIAL_PARSE_FILE_PATH"] = str(PARSED)


def bangfu(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would. Returns its exit code, standard out and standard error."""
    command = [sys.executable, "-m", "ingest.cli", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published warehouse: `current.duckdb` after one refresh of the project's own documents. Open it read-only.

    The workers of a run share it: who comes first builds it, the others wait.
    """
    is_alone = "PYTEST_XDIST_WORKER" not in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base if is_alone else base.parent) / "shared-warehouse"
    with FileLock(folder.with_suffix(".lock")):
        if not (folder / "current.duckdb").exists():
            refresh = bangfu("refresh", "--sources", SOURCES, "--warehouse", folder)
            assert refresh.returncode == 0, f"bangfu refresh ended with {refresh.returncode}:\n{refresh.stderr}"
            _keep_parsed(folder / "cache" / "dbt" / "target" / "partial_parse.msgpack")
    return folder / "current.duckdb"


def copied_warehouse(warehouse: Path, to: Path) -> Path:
    """A folder with the published warehouse, its cache and its journal, for a test to work on. A refresh that finds some of the documents
    there builds the others alone, which takes a fifth of the time."""
    return Path(shutil.copytree(warehouse.parent, to, symlinks=True))


def _keep_parsed(parsed: Path) -> None:
    """Put dbt's parse where the next build finds it; by a rename, for another worker may be reading."""
    if not parsed.exists():  # dbt writes none where the one it was given still holds
        return
    PARSED.parent.mkdir(parents=True, exist_ok=True)
    new = PARSED.with_suffix(f".{os.getpid()}")
    shutil.copyfile(parsed, new)
    new.replace(PARSED)


@pytest.fixture(scope="session")
def country() -> Path:
    """The folder of the published warehouse of 340 cities in three years, each document with one project."""
    from benchmarks.country import SMALL, published_country

    return published_country(SMALL)


@pytest.fixture
def blessed(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the file that holds what was last reviewed; `make bless` writes the file anew."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--bless"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8"), f"{file.name} differs: run `make bless` and review git diff"

    return compare
