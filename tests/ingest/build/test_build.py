from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from ingest.build import DbtBuild
from ingest.runs import read_runs
from tests.conftest import ROOT
from tests.endurance.documents import write_document
from tests.endurance.quick import LEFT_OUT, quick_refresh
from tests.endurance.trials import children_of, command_of, documents_published, leftovers

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


def test_a_child_that_is_killed_while_it_builds_fails_the_run_and_leaves_what_is_published(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """dbt, the real one, is killed in the middle of a model; nobody has to do anything before the next refresh."""
    for module, name, stub in LEFT_OUT:
        monkeypatch.setattr(module, name, stub)
    sources, warehouse = tmp_path / "sources", tmp_path / "warehouse"
    write_document(sources, 0)
    assert quick_refresh(sources, warehouse) == 0
    write_document(sources, 1)
    endless = project / "models" / "cities.sql"
    endless.write_text("select sum(a.i * b.i) as city from range(100000000) as a(i), range(100000000) as b(i)", "utf-8")
    with monkeypatch.context() as real:
        real.setattr("ingest.build.DbtBuild", partial(DbtBuild, project=project))
        threading.Thread(target=kill_when_it_builds, args=(warehouse,), daemon=True).start()
        assert quick_refresh(sources, warehouse) == 1
    assert "dbt's process ended with SIGKILL" in capsys.readouterr().err
    assert "dbt's process ended with SIGKILL" in read_runs(warehouse / "runs.jsonl")[0]["message"]
    assert (documents_published(warehouse), leftovers(warehouse)) == (1, [])
    assert quick_refresh(sources, warehouse) == 0
    assert documents_published(warehouse) == 2


def kill_when_it_builds(warehouse: Path) -> None:
    """Wait until dbt has begun with a model, and kill its process."""
    while not list((warehouse / "cache" / "dbt" / "target" / "run").rglob("*.sql")):
        time.sleep(0.05)
    for child in children_of(os.getpid()):
        if "ingest.build" in command_of(child):
            os.kill(child, signal.SIGKILL)


@pytest.mark.slow
def test_a_parse_state_that_a_kill_cut_short_is_no_obstacle(project: Path, tmp_path: Path) -> None:
    assert DbtBuild(tmp_path / "small.duckdb", tmp_path / "state", project=project).run().n_models == 1
    (parsed,) = (tmp_path / "state" / "target").glob("partial_parse.msgpack")
    os.truncate(parsed, parsed.stat().st_size // 2)
    assert DbtBuild(tmp_path / "small.duckdb", tmp_path / "state", project=project).run().n_models == 1


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
