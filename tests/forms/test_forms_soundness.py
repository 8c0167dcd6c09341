"""The expected readings against their documents: the words stand there, the bounds agree with their comparator."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.forms.scoring import FOLDERS, bare, expectation

BOUNDS = {
    ">=": (True, False), ">": (True, False), "<=": (False, True), "<": (False, True),
    "=": (True, True), "range": (True, True), "text": (False, False),
}  # fmt: skip


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_expected_words_stand_in_the_document(folder: Path) -> None:
    text = bare((folder / "document.txt").read_text(encoding="utf-8"))
    projects = expectation(folder)["projects"]
    words = [row["target_text"] for project in projects for row in project["indicators"]]
    words += [rate["quote"] for project in projects for rate in project["rates"]]
    assert [word for word in words if bare(word) not in text] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_expected_bounds_agree_with_their_comparator(folder: Path) -> None:
    rows: list[dict[str, Any]] = [row for project in expectation(folder)["projects"] for row in project["indicators"]]
    targets = [target for row in rows for target in [row, *row.get("accept", [])]]
    wrong = [t for t in targets if (t["low"] is not None, t["high"] is not None) != BOUNDS[t["comparator"]]]
    unordered = [t for t in targets if t["comparator"] == "range" and t["low"] > t["high"]]
    unequal = [t for t in targets if t["comparator"] == "=" and t["low"] != t["high"]]
    assert wrong + unordered + unequal == []
