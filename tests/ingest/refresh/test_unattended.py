"""A night nobody watches: documents come from the web, the log is for machines, and somebody is told."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import structlog
import yaml

from ingest import logs
from ingest.build import Built
from ingest.fetching import Web
from ingest.notifying import read_notices
from ingest.publish import WarehouseFolder
from ingest.refresh import refresh
from ingest.runs import read_runs
from tests.conftest import ROOT, SOURCES, bangfu, copied_warehouse
from tests.endurance.documents import write_document
from tests.endurance.quick import LEFT_OUT
from tests.endurance.trials import children_of
from tests.ingest.fetching.bad_server import BadServer, conditional, ok, serving, status

TIANJIN = SOURCES / "120000_tianjin" / "2024_project-performance-targets"
CHUZHOU = next((SOURCES / "341100_chuzhou").glob("*/document.txt"))
Night = Callable[[], int]


@pytest.fixture
def server() -> Iterator[BadServer]:
    with serving() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, server: BadServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's data folder: one document lies there, another one is listed on the web. dbt is left out."""
    for module, name, stub in LEFT_OUT:
        monkeypatch.setattr(module, name, stub)
    shutil.copytree(TIANJIN, tmp_path / "sources" / "120000_tianjin" / "2024")
    row = {
        "id": "chuzhou-2024",
        "url": server.says("/document.txt", conditional(CHUZHOU.read_bytes(), '"a"')),
        "title": "滁州市总工会2024年项目绩效目标表",
        "publisher": "滁州市总工会",
        "city_id": "341100",
        "city_name": "滁州市",
        "fiscal_year": 2024,
    }
    listing = {"private_hosts": ["127.0.0.1"], "pause_seconds": 0, "attempts": 1, "sources": [row]}
    (tmp_path / "sources.yml").write_text(yaml.safe_dump(listing), encoding="utf-8")
    return tmp_path


@pytest.fixture
def night(home: Path) -> Night:
    """One refresh of the project; returns its exit code."""

    def run() -> int:
        web = Web(home / "sources.yml", home / "fetched")
        return refresh(home / "sources", WarehouseFolder(home / "warehouse"), web=web)

    return run


def rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str((home / "warehouse" / "current.duckdb").resolve()), read_only=True) as connection:
        return connection.execute(query).fetchall()


def last_run(home: Path) -> dict[str, Any]:
    run: dict[str, Any] = json.loads((home / "warehouse" / "runs.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    return run


def test_a_listed_document_is_published_and_a_vanished_one_stays(home: Path, night: Night, server: BadServer) -> None:
    assert night() == 0
    url = server.url("/document.txt")
    assert rows(home, "select publisher, url from raw.documents order by publisher") == [
        ("天津市总工会", None),
        ("滁州市总工会", url),
    ]
    ((path, outcome),) = rows(home, "select source_path, outcome from meta.web_sources")
    assert (path.startswith("../fetched/chuzhou-2024/"), outcome) == (True, "new")
    assert rows(home, "select source_path from raw.documents where publisher = '滁州市总工会'") == [(path,)]
    assert night() == 0
    assert last_run(home)["outcome"] == "unchanged"

    server.says("/document.txt", status(404))
    assert night() == 0
    assert last_run(home)["outcome"] == "unchanged"
    shutil.copytree(next((SOURCES / "420700_ezhou").iterdir()), home / "sources" / "420700_ezhou" / "2024")
    assert night() == 0
    ((outcome, gone_since),) = rows(home, "select outcome, gone_since from meta.web_sources")
    assert (outcome, gone_since is None) == ("vanished", False)
    assert rows(home, "select count(*) from raw.documents") == [(3,)]


def test_a_night_without_a_network_goes_on_and_says_so(
    home: Path, night: Night, server: BadServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert night() == 0
    version = WarehouseFolder(home / "warehouse").current_version()
    server.says("/robots.txt", status(503))
    capsys.readouterr()
    assert night() == 3
    run = last_run(home)
    assert (run["outcome"], run["exit_code"], run["version"]) == ("unchanged", 3, version)
    assert "1 addresses not fetched" in run["message"]
    assert "1 addresses not fetched" in capsys.readouterr().err
    (unfetched,) = run["unfetched"]
    assert (unfetched["source_path"], unfetched["code"]) == (server.url("/document.txt"), "fetch_failed")

    (home / "sources" / "more.txt").write_text("今天天气很好", encoding="utf-8")
    assert night() == 3
    assert last_run(home)["message"] == "2 documents published, 1 files in quarantine, 1 addresses not fetched"
    server.says("/robots.txt", status(404))
    assert night() == 0
    assert last_run(home)["unfetched"] == []


def test_new_bytes_are_a_revision_of_the_document(home: Path, night: Night, server: BadServer) -> None:
    night()
    changed = CHUZHOU.read_text(encoding="utf-8").replace("≥95%", "≥96%", 1).encode()
    assert changed != CHUZHOU.read_bytes()
    server.says("/document.txt", ok(changed))
    assert night() == 0
    assert rows(home, "select outcome from meta.web_sources") == [("changed",)]
    assert ("≥95%", "≥96%") in rows(home, "select text_before, text_after from meta.revisions")


def test_a_row_that_is_wrong_is_told_and_costs_nothing_else(home: Path, night: Night) -> None:
    listing = home / "sources.yml"
    listing.write_text(listing.read_text(encoding="utf-8") + "- {id: BAD}\n", encoding="utf-8")
    assert night() == 3
    assert {one["code"] for one in last_run(home)["unfetched"]} == {"bad_sources_file"}
    assert rows(home, "select count(*) from raw.documents") == [(2,)]


@pytest.fixture
def json_lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The lines on standard error since the last call, each of which must be one JSON object."""
    logs.set_up(is_json=True)
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    logs.set_up()
    structlog.reset_defaults()


def test_every_line_is_a_json_object_that_names_its_run(
    home: Path, night: Night, json_lines: Callable[[], list[dict[str, Any]]]
) -> None:
    night()
    lines, run = json_lines(), last_run(home)
    assert {line["run_id"] for line in lines} == {run["run_id"]}
    assert {"event", "level", "timestamp"} <= set.intersection(*(set(line) for line in lines))
    steps = {line["step"]: line["seconds"] for line in lines if line["event"] == "step"}
    assert steps == {step["name"]: step["seconds"] for step in run["steps"]}
    assert {"fetch", "find", "read", "load", "build"} <= steps.keys()
    night()
    (*_, last) = json_lines()
    assert last["event"].startswith("nothing changed")


def test_the_program_speaks_json_on_request(warehouse: Path, tmp_path: Path) -> None:
    copy = copied_warehouse(warehouse, tmp_path / "warehouse")
    (tmp_path / "empty").mkdir()
    for sources, code in ((SOURCES, 0), (tmp_path / "empty", 1)):
        ended = bangfu("refresh", "--sources", sources, "--warehouse", copy, "--log-json")
        assert ended.returncode == code, ended.stderr
        lines = [json.loads(line) for line in ended.stderr.splitlines()]
        assert lines
        assert ended.stdout == ""


def test_ctrl_c_ends_a_run_in_json_as_well(tmp_path: Path) -> None:
    write_document(tmp_path / "sources", 0)
    running = subprocess.Popen(
        [sys.executable, "-m", "ingest.cli", "refresh", "--log-json", "--sources", tmp_path / "sources", "--warehouse", tmp_path / "wh"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    while not children_of(running.pid) and running.poll() is None:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all of them
    _, said = running.communicate(timeout=120)
    assert running.returncode == 1
    assert [json.loads(line) for line in said.splitlines()][-1]["event"] == "ended by SIGINT"
    (run,) = read_runs(tmp_path / "wh" / "runs.jsonl")
    assert (run["outcome"], run["message"]) == ("failed", "ended by SIGINT")


def test_somebody_is_told_once_and_secrets_stay_where_they_are(
    home: Path,
    night: Night,
    server: BadServer,
    monkeypatch: pytest.MonkeyPatch,
    json_lines: Callable[[], list[dict[str, Any]]],
) -> None:
    secret = "key-c0ffee42"
    monkeypatch.setenv("BANGFU_WEBHOOK_URL", server.says(f"/hook/{secret}", status(200)))
    night()
    server.says("/document.txt", status(403))
    codes = [night(), night()]
    with monkeypatch.context() as broken:
        broken.setattr("ingest.growing.is_built_alike", lambda *_: False)  # so that all is built, and not grown
        broken.setattr("tests.endurance.quick.Renamed.run", lambda _: Built(failures=["a model that cannot be built"]))
        (home / "sources" / "more.txt").write_text("今天天气很好", encoding="utf-8")
        codes.append(night())
    (home / "sources" / "more.txt").unlink()
    server.says("/document.txt", conditional(CHUZHOU.read_bytes(), '"a"'))
    codes.append(night())
    assert codes == [3, 3, 1, 0]
    told = [json.loads(request.body)["kind"] for request in server.asked_for(f"/hook/{secret}")]
    assert told == ["left_out", "failed", "recovered"]
    notices = read_notices(home / "warehouse" / "notices.jsonl")
    assert [(one["kind"], one["is_sent"]) for one in notices] == [
        ("recovered", True),
        ("failed", True),
        ("left_out", True),
    ]
    written = "".join(file.read_text("utf-8") for file in (home / "warehouse").glob("*.jsonl")) + str(json_lines())
    assert secret not in written


def test_a_notifier_that_fails_fails_nobody(
    home: Path, night: Night, monkeypatch: pytest.MonkeyPatch, json_lines: Callable[[], list[dict[str, Any]]]
) -> None:
    monkeypatch.setenv("BANGFU_SMTP_HOST", "127.0.0.1")
    (home / "sources" / "more.txt").write_text("今天天气很好", encoding="utf-8")
    assert night() == 3
    faults = {"BANGFU_MAIL_FROM: Field required", "BANGFU_MAIL_TO: Field required"}
    lines = json_lines()
    assert {line["reason"] for line in lines if line["event"] == "could not be told"} == faults
    night()
    assert {line["reason"] for line in json_lines() if line["event"] == "notices cannot go out"} == faults
