"""`make help` tells of every verb, and the verbs are the ones README promises."""

from __future__ import annotations

import re
import subprocess

from tests.conftest import LONG
from tests.conventions.tracked import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def phony() -> set[str]:
    (line,) = re.findall(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.MULTILINE)
    return set(line.split())


def verbs() -> set[str]:
    """What a person calls: every target that says what it does. What says nothing is a part of a verb, called by it alone."""
    return set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, flags=re.MULTILINE))


def test_help_lists_every_verb() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^ +make ([a-z-]+)", listed, flags=re.MULTILINE)) == verbs()


def test_a_part_of_a_verb_is_named_after_it() -> None:
    assert {name.split("-")[0] for name in phony() - verbs()} <= verbs()


def test_every_verb_is_phony() -> None:
    assert set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE)) == phony()


def test_the_verbs_of_the_readme_are_there() -> None:
    for readme in ("README.md", "README.zh-CN.md"):
        mentioned = set(
            re.findall(r"(?:^|`)make ([a-z-]+)", (ROOT / readme).read_text(encoding="utf-8"), flags=re.MULTILINE)
        )
        assert {"dashboard", "test"} <= mentioned <= verbs(), readme


def test_the_files_that_are_handed_out_first_are_there() -> None:
    assert [name for name in LONG if not (ROOT / "tests" / name).is_file()] == []
