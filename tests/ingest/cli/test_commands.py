from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.conftest import ROOT, bangfu


def test_the_commands_are_those_of_the_contract() -> None:
    shown = bangfu("--help")
    assert shown.returncode == 0
    assert {c for c in ("refresh", "parse", "dashboard", "status", "export") if f" {c} " in shown.stdout} == {
        "refresh", "parse", "dashboard", "status", "export",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("refresh", ["--sources", "--warehouse", "--full"]),
        ("parse", ["--json"]),
        ("dashboard", ["--port"]),
        ("status", ["--json"]),
        ("export", ["--to"]),
    ],
)
def test_the_options_are_those_of_the_contract(command: str, options: list[str]) -> None:
    shown = bangfu(command, "--help").stdout
    assert [option for option in options if option not in shown] == []


def test_status_tells_what_is_published(warehouse: Path) -> None:
    done = bangfu("status", "--warehouse", warehouse.parent, "--json")
    status = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert status["published"]["version"] == warehouse.resolve().stem
    assert status["published"]["counts"]["documents"] == 5
    assert status["published"]["counts"]["indicator_targets"] == 428
    assert status["published"]["checks"]["passed"] == status["published"]["checks"]["total"]
    assert status["quarantine"] == []
    page = bangfu("status", "--warehouse", warehouse.parent).stdout
    assert warehouse.resolve().stem in page
    assert "5 documents published" in page


def test_status_of_nothing_says_so(tmp_path: Path) -> None:
    done = bangfu("status", "--warehouse", tmp_path)
    assert done.returncode == 0
    assert "Nothing is published" in done.stdout


def test_sources_that_never_were_are_wrong_usage(tmp_path: Path) -> None:
    done = bangfu("refresh", "--sources", tmp_path / "typo", "--warehouse", tmp_path / "warehouse")
    assert (done.returncode, (tmp_path / "warehouse").exists()) == (2, False)
    assert "does not exist" in done.stderr


@pytest.mark.parametrize("arguments", [("dashboard",), ("export", "--to", "somewhere")])
def test_without_a_warehouse_there_is_nothing_to_show(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = bangfu(*arguments, "--warehouse", tmp_path)
    assert done.returncode == 1
    assert "run `bangfu refresh` first" in done.stderr


def test_the_dashboard_prints_its_address_and_answers(warehouse: Path, free_port: int) -> None:
    command = [
        sys.executable,
        "-m",
        "ingest.cli",
        "dashboard",
        "--port",
        str(free_port),
        "--warehouse",
        str(warehouse.parent),
    ]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        address = re.search(r"http://localhost:\d+", server.stderr.readline())
        assert address is not None
        assert address[0].endswith(f":{free_port}")
        assert server.stdout is not None
        assert any("URL" in line for line in server.stdout)
        with urllib.request.urlopen(f"{address[0]}/_stcore/health", timeout=20) as answer:
            assert answer.read() == b"ok"
    finally:
        server.kill()
        server.communicate()


@pytest.fixture
def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])
