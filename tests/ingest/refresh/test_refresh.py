from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

import ingest.promises
import ingest.refresh
from ingest.publish import WarehouseFolder
from ingest.runs import Run, utc_now
from ingest.steps import Steps
from tests.conftest import ROOT, SOURCES, bangfu, copied_warehouse

TIANJIN = "120000_tianjin/2024_project-performance-targets"
SMALL_FORM = """项目名称\t困难职工帮扶
预算数\t10万元
一级指标\t二级指标\t三级指标\t指标值\t分值
产出指标\t数量指标\t慰问人数\t≥100人\t5
"""
BUILT_SCHEMAS = ("raw", "staging", "star", "marts")


@pytest.fixture
def copy(warehouse: Path, tmp_path: Path) -> Path:
    """A published warehouse for a test to work on."""
    return copied_warehouse(warehouse, tmp_path / "warehouse")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The project's own documents, for a test to change."""
    return Path(shutil.copytree(SOURCES, tmp_path / "sources"))


def add_document(sources: Path, text: str, **passport: Any) -> Path:
    """One more document with a passport."""
    home = sources / "341000_huangshan" / "2024_more"
    home.mkdir(parents=True)
    document = home / "document.txt"
    document.write_text(text, encoding="utf-8")
    known = {
        "title": "黄山市总工会2024年项目绩效目标表",
        "publisher": "黄山市总工会",
        "city_id": "341000",
        "city_name": "黄山市",
        "fiscal_year": 2024,
        "fiscal_year_basis": "printed",
        "media_type": "text/plain",
        "sha256": hashlib.sha256(document.read_bytes()).hexdigest(),
        "obtained": "written for a test",
    }
    (home / "source.yml").write_text(json.dumps(known | passport, ensure_ascii=False), encoding="utf-8")
    return document


def refresh(sources: Path, warehouse: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return bangfu("refresh", "--sources", sources, "--warehouse", warehouse, *more)


def rows(file: Path) -> dict[str, list[Any]]:
    """Every row of every table that is built from the documents."""
    with duckdb.connect(str(file.resolve()), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables where list_contains(?, table_schema) order by 1",
            [list(BUILT_SCHEMAS)],
        ).fetchall()
        return {table: connection.execute(f"from {table} order by all").fetchall() for (table,) in tables}


def last_run(folder: Path) -> dict[str, Any]:
    run: dict[str, Any] = json.loads((folder / "runs.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    return run


def test_the_documents_are_in_the_warehouse(warehouse: Path) -> None:
    found = rows(warehouse)
    assert len(found["raw.documents"]) == 5
    assert len(found["star.dim_projects"]) == 27
    assert len(found["star.fct_indicator_targets"]) == 428


def test_the_run_is_recorded_in_the_warehouse(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        run = connection.execute(
            "select outcome, exit_code, n_documents, n_read, n_quarantined, version from meta.runs"
        ).fetchone()
        steps = connection.execute(
            "select name, rows_in, rows_out, seconds from meta.run_steps order by step_ordinal"
        ).fetchall()
        suites = connection.execute(
            "select suite, bool_and(success) from meta.checks group by suite order by suite"
        ).fetchall()
        versions = connection.execute("select version, n_documents from meta.versions").fetchall()
        built = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables"
            " where table_type = 'BASE TABLE' and table_schema <> 'meta'"
        ).fetchall()
    found = rows(warehouse)
    version = WarehouseFolder(warehouse.parent).current_version()
    assert run == ("succeeded", 0, 5, 5, 0, version)
    rows_of = {name: (rows_in, rows_out) for name, rows_in, rows_out, _ in steps}
    assert list(rows_of) == ["find", "read", "load", "check_raw", "build", "check_marts", "publish"]
    assert (rows_of["find"], rows_of["read"]) == ((5, 5), (5, 5))
    raw, all_ = (sum(len(found[table]) for (table,) in built if table.startswith(schema)) for schema in ("raw.", ""))
    assert (rows_of["build"][0], sum(rows_of["build"]), rows_of["publish"]) == (raw, all_, (all_, all_))
    assert [name for name, _, _, seconds in steps if seconds is None] == ["publish"]
    assert last_run(warehouse.parent)["steps"][-1]["seconds"] > 0, "the journal tells how long it took to publish"
    assert suites == [("dbt", True), ("marts", True), ("raw", True)]
    assert versions == [(version, 5)]


def test_nothing_changed_starts_nothing(copy: Path) -> None:
    before = WarehouseFolder(copy).current_version()
    log = (copy / "cache" / "dbt" / "build.log").stat().st_mtime_ns
    again = refresh(SOURCES, copy)
    assert (again.returncode, again.stdout) == (0, "")
    assert again.stderr.splitlines() == [f"nothing changed: {before} stays published"]
    assert (copy / "cache" / "dbt" / "build.log").stat().st_mtime_ns == log
    assert last_run(copy)["outcome"] == "unchanged"


@pytest.mark.slow
def test_full_builds_the_same_again(copy: Path, warehouse: Path) -> None:
    before = rows(warehouse)
    assert refresh(SOURCES, copy, "--full").returncode == 0
    assert last_run(copy)["n_read"] == 5
    assert rows(copy / "current.duckdb") == before
    assert len(WarehouseFolder(copy).kept_versions()) == 2


def test_a_foreign_file_is_quarantined_and_the_rest_published(copy: Path, sources: Path, warehouse: Path) -> None:
    foreign = add_document(sources, "一份会议通知，没有表格。\n")
    (sources / TIANJIN / "copy").mkdir()
    shutil.copy(sources / TIANJIN / "document.txt", sources / TIANJIN / "copy" / "document.txt")
    shutil.copy(sources / TIANJIN / "source.yml", sources / TIANJIN / "copy" / "source.yml")
    more = refresh(sources, copy)
    assert more.returncode == 3, more.stderr
    assert last_run(copy)["n_read"] == 1, "what did not change is not read again, nor is a copy of it"
    assert rows(copy / "current.duckdb") == rows(warehouse)
    with duckdb.connect(str(copy / "current.duckdb"), read_only=True) as connection:
        refused = connection.execute(
            "select source_path, sha256, code from meta.quarantine order by source_path"
        ).fetchall()
    second = (SOURCES / TIANJIN / "document.txt").read_bytes()
    assert refused == [
        (f"{TIANJIN}/copy/document.txt", hashlib.sha256(second).hexdigest(), "second_file_of_document"),
        ("341000_huangshan/2024_more/document.txt", hashlib.sha256(foreign.read_bytes()).hexdigest(), "not_a_form"),
    ]


def test_a_failed_critical_expectation_leaves_the_old_warehouse(
    copy: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No document should come as far as breaking a promise; so one is made here that the documents cannot keep."""
    before = WarehouseFolder(copy).current_version()
    add_document(sources, SMALL_FORM)
    kept = ingest.promises.promises
    never = ingest.promises.Promise(
        "raw.indicators", "ExpectColumnValuesToBeBetween", True, "", {"column": "weight", "max_value": 1}
    )
    monkeypatch.setattr(ingest.promises, "promises", lambda suite: [*kept(suite), *([never] if suite == "raw" else [])])
    assert ingest.refresh.refresh(sources, WarehouseFolder(copy)) == 1
    assert WarehouseFolder(copy).current_version() == before
    status = json.loads(bangfu("status", "--warehouse", copy, "--json").stdout)
    assert status["published"]["version"] == before
    assert status["runs"][0]["outcome"] == "failed"
    assert (
        "1 critical expectations on raw failed: ExpectColumnValuesToBeBetween on raw.indicators (weight)"
        in status["runs"][0]["message"]
    )


def test_an_empty_warehouse_is_never_published(copy: Path, tmp_path: Path) -> None:
    before = WarehouseFolder(copy).current_version()
    (tmp_path / "nothing").mkdir()
    failed = refresh(tmp_path / "nothing", copy)
    assert failed.returncode == 1
    assert "no document could be loaded" in failed.stderr
    assert WarehouseFolder(copy).current_version() == before


def test_what_a_killed_build_spilled_is_removed_with_the_rest(tmp_path: Path) -> None:
    folder = WarehouseFolder(tmp_path)
    database = folder.clear_building() / "warehouse.duckdb"
    database.touch()
    (database.parent / "warehouse.duckdb.tmp").mkdir()
    (database.parent / "warehouse.duckdb.tmp" / "duckdb_temp_storage-0.tmp").touch()
    run = Run("one", utc_now(), is_full=True, fingerprint="")
    Steps(folder, run, is_full=True, accepts_fewer=False, database=database, log=None).close()
    assert list(database.parent.iterdir()) == []


def test_one_refresh_at_a_time(copy: Path) -> None:
    with WarehouseFolder(copy).locked():
        second = refresh(SOURCES, copy)
    assert second.returncode == 4
    assert "another refresh is at work" in second.stderr


def test_a_line_that_a_kill_cut_short_is_no_harm(copy: Path) -> None:
    with (copy / "runs.jsonl").open("a", encoding="utf-8") as journal:
        journal.write('{"run_id": "cut sho')
    assert refresh(SOURCES, copy).returncode == 0
    status = json.loads(bangfu("status", "--warehouse", copy, "--json").stdout)
    assert [run["outcome"] for run in status["runs"]] == ["unchanged", "succeeded"]


@pytest.mark.timeout(900)
@pytest.mark.slow
def test_killed_at_any_moment_the_warehouse_opens(copy: Path, sources: Path) -> None:
    """Kills while dbt is at work, and right after it, when marts are checked and a version is published; tests/endurance has many more."""
    add_document(sources, (SOURCES / TIANJIN / "document.txt").read_text(encoding="utf-8"))
    delays = random.Random(20260921)
    for moment in (5.0, "built"):
        running = start(sources, copy)
        if isinstance(moment, float):
            time.sleep(moment)
        else:
            assert running.stderr is not None
            assert any("event=built" in line or "nothing changed" in line for line in running.stderr)
            time.sleep(delays.uniform(0, 0.8))
        running.kill()
        running.wait()
        assert len(rows(copy / "current.duckdb")["raw.documents"]) in (5, 6), f"killed at {moment}"
    finished = refresh(sources, copy)
    assert finished.returncode == 0, finished.stderr
    assert len(rows(copy / "current.duckdb")["raw.documents"]) == 6
    assert not (copy / "building").exists()


def start(*arguments: Path | str) -> subprocess.Popen[str]:
    """A refresh that runs while the test goes on; it is killed alone, its children must notice by themselves."""
    sources, warehouse, *more = map(str, arguments)
    command = [sys.executable, "-m", "ingest.cli", "refresh", "--sources", sources, "--warehouse", warehouse, *more]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
