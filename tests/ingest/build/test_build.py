from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.build import DbtBuild
from tests.conftest import ROOT

FILES = {
    "dbt_project.yml": "{name: small, version: 1.0.0, config-version: 2, profile: small}",
    "profiles.yml": "{small: {target: d, outputs: {d: {type: duckdb, schema: main, path: \"{{ env_var('BANGFU_DUCKDB') }}\"}}}}",
    "models/cities.sql": "select '天津市' as city union all select '天津市' as city",
    "models/cities.yml": """
version: 2
models:
  - {name: cities, columns: [{name: city, data_tests: [not_null, {unique: {name: city_is_there_once}}]}]}
""",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A dbt project of one model, with one test that holds and one that does not."""
    for name, text in FILES.items():
        file = tmp_path / "project" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "project"


def test_a_failed_test_is_named_with_its_message(project: Path, tmp_path: Path) -> None:
    built = DbtBuild(tmp_path / "small.duckdb", tmp_path / "state", project=project).run()
    assert built.failures == ["test city_is_there_once: Got 1 result, configured to fail if != 0"]
    assert {(c.expectation, c.table, c.column, c.success) for c in built.checks} == {
        ("not_null", "main.cities", "city", True),
        ("unique", "main.cities", "city", False),
    }
    assert not (tmp_path / "small.duckdb.wal").exists()


def test_a_project_that_cannot_be_read_says_why(project: Path, tmp_path: Path) -> None:
    (project / "models" / "cities.sql").write_text("select {{ ref('nobody') }}", encoding="utf-8")
    built = DbtBuild(tmp_path / "small.duckdb", tmp_path / "state", project=project).run()
    assert any("nobody" in line for line in built.failures)


def test_the_child_ends_with_its_parent(project: Path, tmp_path: Path) -> None:
    start = f"from ingest.build import *; b = DbtBuild(Path('x.duckdb'), Path('{tmp_path}'), project=Path('{project}'))"
    script = f"{start}; print(b._process.pid, flush=True); import time; time.sleep(60)"
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    deadline = time.monotonic() + 60
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not is_running(child)


def is_running(process: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.startswith("Z")
