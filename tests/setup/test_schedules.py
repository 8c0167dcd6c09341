"""The ready files for cron, systemd, GitHub Actions and a container hold what their own tools ask of them."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from croniter import croniter

from tests.conftest import ROOT

SCHEDULES, CONTAINER = ROOT / "setup" / "schedules", ROOT / "setup" / "container"
HOME = "/opt/bangfu"
SETTING = re.compile(r"\bBANGFU_(?:WEBHOOK|SMTP|MAIL|DASHBOARD)_[A-Z]+\b")


def tool(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


def unit(name: str) -> dict[str, dict[str, list[str]]]:
    """The sections of a unit file: values by key, in order."""
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    for line in (SCHEDULES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return found


def test_cron_takes_every_line() -> None:
    lines = (SCHEDULES / "bangfu.cron").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines if line and not line.startswith("#")]
    settings = [line for line in said if re.fullmatch(r'[A-Z]+=("[^"]*"|\S+)', line)]
    (job,) = [line for line in said if line not in settings]
    *when, command = job.split(maxsplit=5)
    assert croniter.is_valid(" ".join(when))
    assert "%" not in command  # cron would end the line there
    assert tool("sh", "-n", "-c", command).returncode == 0
    assert command.startswith(f"cd {HOME} && ")


@pytest.mark.parametrize("name", ["bangfu-refresh.service", "bangfu-refresh.timer"])
def test_a_unit_is_one(name: str) -> None:
    parser = configparser.ConfigParser(strict=True, interpolation=None)
    parser.read(SCHEDULES / name, encoding="utf-8")
    assert "Unit" in parser.sections()


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """Where systemd is at hand, its own judge; the program is put where the unit looks for it."""
    if shutil.which("systemd-analyze") is None:
        assert unit("bangfu-refresh.service")["Service"]["Type"] == ["oneshot"]
        return
    program = tmp_path / "bangfu"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for name in ("bangfu-refresh.service", "bangfu-refresh.timer"):
        text = (SCHEDULES / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(f"{HOME}/.venv/bin/bangfu", str(program)), encoding="utf-8")
        judged = tool("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", tmp_path / name)
        assert (judged.returncode, judged.stdout + judged.stderr) == (0, ""), name


def test_a_night_with_documents_left_out_counts_as_done() -> None:
    service = unit("bangfu-refresh.service")["Service"]
    assert service["SuccessExitStatus"] == ["3"]
    assert shlex.split(service["ExecStart"][0]) == [f"{HOME}/.venv/bin/bangfu", "refresh", "--log-json"]
    assert service["ReadWritePaths"] == [f"{HOME}/data"]


def test_github_takes_the_workflow() -> None:
    file = SCHEDULES / "github-refresh.yml"
    judged = tool(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", file)
    assert judged.returncode == 0, judged.stdout
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert croniter.is_valid(workflow[True]["schedule"][0]["cron"])  # YAML reads the word on as true
    scripts = [step["run"] for step in workflow["jobs"]["refresh"]["steps"] if "run" in step]
    assert [script for script in scripts if tool("bash", "-n", "-c", script).returncode] == []


def test_hadolint_takes_the_container_file() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    judged = tool(hadolint, "--no-color", CONTAINER / "Containerfile")
    assert (judged.returncode, judged.stdout + judged.stderr) == (0, "")


def container_lines() -> list[str]:
    """The instructions of the container file, each on one line."""
    text = re.sub(r"\\\n\s*", "", (CONTAINER / "Containerfile").read_text(encoding="utf-8"))
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_container_is_nobody_pinned_locked_and_watched() -> None:
    lines = container_lines()
    bases = [line.split()[1] for line in lines if line.startswith("FROM")]
    assert all(re.fullmatch(r"python:3\.11\.\d+-slim-\w+", base) for base in bases)
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]
    assert all("--locked" in line for line in lines if "uv sync" in line)
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    assert not any(name in line for line in lines for name in ("SECRET", "PASSWORD", "TOKEN"))


def test_what_the_container_takes_along_is_there_and_not_ignored() -> None:
    copied = [
        word
        for line in container_lines()
        if line.startswith("COPY") and "--from" not in line
        for word in line.split()[1:-1]
    ]
    ignore = (CONTAINER / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert sorted(copied) == sorted(line.removeprefix("!") for line in ignore if line.startswith("!"))


def test_uv_is_the_one_of_the_makefile() -> None:
    (version,) = re.findall(
        r"^UV_VERSION := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    assert any(f"uv=={version}" in line for line in container_lines())


def test_every_setting_for_notices_is_in_the_example_and_in_the_guide() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "ingest" / "notifying").glob("*.py"))
    known = {name for name in SETTING.findall(code) if not name.endswith("_")} | {
        f"BANGFU_WEBHOOK_{name}" for name in ("URL", "TOKEN", "BODY")
    }
    for place in (SCHEDULES / "environment.example", ROOT / "docs" / "operations.md"):
        assert set(SETTING.findall(place.read_text(encoding="utf-8"))) == known, place.name
