"""The golden readings hold together by themselves: nothing missing, every word in its place, the sums come out."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

GOLDEN = Path(__file__).parent
SOURCES = GOLDEN.parents[1] / "data" / "sources"
ROWS_PER_PROJECT = {
    "chuzhou": [18, 18, 26, 18, 18, 28],
    "ezhou": [15, 20, 16, 40, 36, 22, 19],
    "hohhot": [11, 18, 17, 13],
    "tangshan": [6, 6, 6, 6, 6, 6, 7],
    "tianjin": [10, 10, 12],
}
NAMES = sorted(ROWS_PER_PROJECT)


def golden(name: str) -> dict[str, Any]:
    reading: dict[str, Any] = json.loads((GOLDEN / name / "expected.json").read_text(encoding="utf-8"))
    return reading


def rows(name: str) -> list[dict[str, Any]]:
    return [row for project in golden(name)["projects"] for row in project["indicators"]]


def letters(text: str | None) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text or ""))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_every_project_is_there(name: str) -> None:
    assert [len(project["indicators"]) for project in golden(name)["projects"]] == ROWS_PER_PROJECT[name]


def test_the_five_documents_hold_27_projects_and_428_rows() -> None:
    assert sum(len(golden(name)["projects"]) for name in NAMES) == 27
    assert sum(len(rows(name)) for name in NAMES) == 428


@pytest.mark.parametrize("name", NAMES)
def test_the_words_of_a_row_stand_on_its_lines(name: str) -> None:
    (source,) = SOURCES.glob(f"*_{name}/*/document.txt")
    lines = source.read_text(encoding="utf-8").split("\n")
    for row in rows(name):
        place = "".join(lines[row["line_start"] - 1 : row["line_end"]])
        for field in ("name", "description", "target_text", "basis", "comparator_text", "measure_text", "direction"):
            assert not letters(row.get(field)) - letters(place), (row["name"], field, row[field], place)


@pytest.mark.parametrize("name", NAMES)
def test_a_comparator_has_its_bounds_and_no_others(name: str) -> None:
    for row in rows(name):
        low, high = row["low"], row["high"]
        fits = {
            ">=": low is not None and high is None,
            ">": low is not None and high is None,
            "<=": low is None and high is not None,
            "<": low is None and high is not None,
            "=": low is not None and low == high,
            "range": low is not None and high is not None and low < high,
            "text": low is None and high is None,
        }
        assert fits[row["comparator"]], (row["name"], row["comparator"], low, high)


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_of_a_budget_make_the_whole(name: str) -> None:
    for project in golden(name)["projects"]:
        for horizon in {budget["horizon"] for budget in project["budgets"]}:
            money = {b["part"]: b["amount_yuan"] for b in project["budgets"] if b["horizon"] == horizon}
            parts = [money[part] for part in ("fiscal", "other") if part in money]
            assert not parts or sum(parts) == money["total"], (project["name"], horizon, money)


def test_hohhot_weights_make_90_in_every_project_once_displaced_rows_are_back() -> None:
    projects = golden("hohhot")["projects"]
    assert [sum(row["weight"] for row in project["indicators"]) for project in projects] == [90, 90, 90, 90]
    displaced = [
        (row["line_start"], row["printed_project"], ordinal)
        for ordinal, project in enumerate(projects, start=1)
        for row in project["indicators"]
        if row["printed_project"] != ordinal
    ]
    assert displaced == [(23, 1, 2), (24, 1, 2), (25, 1, 2), (26, 1, 2), (43, 2, 3), (62, 3, 4)]


def test_hohhot_budgets_make_the_printed_total() -> None:
    reading = golden("hohhot")
    assert (
        sum(project["budgets"][0]["amount_yuan"] for project in reading["projects"])
        == reading["totals"][0]["amount_yuan"]
        == 2401500
    )


def test_hohhot_relief_money_decides_where_the_cost_rows_belong() -> None:
    relief = golden("hohhot")["projects"][1]
    highs = {row["name"]: row["high"] for row in relief["indicators"]}
    lump_sums = sum(highs[f"对在档符合{kind}救助的困难职工救助标准"] for kind in ("医疗", "助学", "生活"))
    visits = highs["送清凉送温暖慰问职工人数"] * highs["送清凉送温暖慰问标准"]
    assert visits + lump_sums == relief["budgets"][0]["amount_yuan"] == 1_000_000


def test_tianjin_spring_festival_visits_make_the_budget() -> None:
    visits = golden("tianjin")["projects"][2]
    assert (
        visits["indicators"][0]["low"] * visits["rates"][0]["amount_low_yuan"]
        == visits["budgets"][0]["amount_yuan"]
        == 11_900_000
    )
