"""What may not stand in a file: a machine's paths, names of cities and projects in code, drawers for odds and ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.conventions.tracked import ROOT, name_of, tracked

CODE = tracked("ingest/*.py", "dashboards/*.py", "dashboards/*.yml", "dbt_project/models/*.sql")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
LONGEST = 250
LONGER_FOR_A_REASON: dict[str, str] = {}
"""File: why it is longer than LONGEST lines and better so."""

# Written in two parts, so that this file does not find itself.
ELSEWHERE = re.compile(
    "|".join(
        (
            *(rf"(?<![\w.~])/{folder}/" for folder in ("work", "root", "Users")),
            r"/home/\w",
            r"\.\./" + "shared",
            *(
                rf"\b{host}\b"
                for host in (r"pypi\." + "org", r"npmjs\." + "org", r"pythonhosted\." + "org", r"deb\.debian\." + "org")
            ),
            r"\b(?:issue|ticket)s? #?\d",
        )
    )
)


def names_of_sources() -> set[str]:
    """The cities whose documents the project holds (with and without 市, and in Latin letters) and their projects' names."""
    names: set[str] = set()
    for passport in (ROOT / "data" / "sources").glob("*/*/source.yml"):
        city = yaml.safe_load(passport.read_text(encoding="utf-8"))["city_name"]
        names |= {city, city.removesuffix("市"), passport.parents[1].name.split("_")[1]}
    for reading in (ROOT / "tests" / "golden").glob("*/expected.json"):
        names |= {project["name"] for project in json.loads(reading.read_text(encoding="utf-8"))["projects"]}
    return names


@pytest.mark.parametrize("file", CODE, ids=name_of)
def test_code_names_no_city_and_no_project(file: Path) -> None:
    text = file.read_text(encoding="utf-8").lower()
    assert [name for name in sorted(names_of_sources()) if name.lower() in text] == []


def test_the_names_looked_for_are_the_sources_own() -> None:
    assert {"滁州市", "滁州", "chuzhou", "离退休劳模荣誉津贴"} <= names_of_sources()


@pytest.mark.parametrize("file", tracked(":!uv.lock", ":!data/sources/*/document.*"), ids=name_of)
def test_no_file_speaks_of_the_machine_it_was_written_on(file: Path) -> None:
    text = file.read_bytes().decode("utf-8", errors="ignore")
    assert [found.group() for found in ELSEWHERE.finditer(text)] == []


@pytest.mark.parametrize("file", tracked("*.py", "*.sql", "*.sh"), ids=name_of)
def test_files_are_short(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST or name_of(file) in LONGER_FOR_A_REASON, f"{lines} lines: cut it where two ideas meet"


def test_reasons_for_length_are_still_needed() -> None:
    long = {name_of(file) for file in tracked("*.py", "*.sql", "*.sh") if file.read_text("utf-8").count("\n") > LONGEST}
    assert set(LONGER_FOR_A_REASON) <= long


def test_no_drawer_for_odds_and_ends() -> None:
    assert [
        name_of(file) for file in tracked("*.py", "*.sql") if DRAWERS & set(re.split(r"[/._]", name_of(file)))
    ] == []
