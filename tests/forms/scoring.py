"""Holds what the engine reads in a document against what a careful person reads in it.

`expected.json` is in the shape of `bangfu parse --json`, with `accept` and `<field>_accept` for what a second expert would
defend, and `debatable` for what nobody is blamed for. Rows are found by horizon and name, never by their order.
`python -m tests.forms.scoring [FOLDER ...]` prints every difference, then the totals.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isclose
from pathlib import Path
from typing import Any

from ingest.answer import reading_to_json
from ingest.pipeline import read_file

FORMS = Path(__file__).parent
FOLDERS = sorted(file.parent for file in FORMS.glob("*/expected.json"))

Entry = dict[str, Any]


@dataclass
class Score:
    """What was counted in one or more documents, and each difference in words."""

    counts: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def check(self, right: str, is_right: bool, wrong: str, difference: str) -> None:
        if is_right:
            self.counts[right] += 1
        else:
            self.tell(wrong, difference)

    def tell(self, what: str, difference: str) -> None:
        self.counts[what] += 1
        self.differences.append(f"{what}: {difference}")


def is_published(folder: Path) -> bool:
    """The published documents carry a number; the others were written to try layouts that those do not have."""
    return folder.name[0].isdigit()


def expectation(folder: Path) -> Entry:
    return dict(json.loads((folder / "expected.json").read_text(encoding="utf-8")))


def answer(folder: Path) -> Entry:
    return reading_to_json(read_file(folder / "document.txt"))


def score(expected: Entry, got: Entry) -> Score:
    result = Score()
    unused = [(project, row) for project in got["projects"] for row in project["indicators"]]
    pairs = [(project, _find(project, got["projects"])) for project in expected["projects"]]
    known = [read for _, read in pairs if read is not None]
    for project, read in pairs:
        _score_head(project, read, got["projects"], result)
        for row in project["indicators"]:
            _score_row(row, read, known, unused, result)
    for _, row in unused:
        what = "flagged row too many" if row["flags"] else "row too many"
        result.tell(what, f"{row['level2']} {row['name']} {row['target_text']} {row['flags']}")
    _score_rates(expected["projects"], got, result)
    return result


def _find(project: Entry, projects: Iterable[Entry]) -> Entry | None:
    return next((read for read in projects if bare(read["name"]) in names(project)), None)


def _score_head(project: Entry, read: Entry | None, projects: list[Entry], result: Score) -> None:
    if not project.get("name_debatable"):
        result.counts["projects"] += 1
        result.check(
            "project found",
            read is not None,
            "project missed",
            f"{project['name']}, among {[other['name'] for other in projects]}",
        )
    if project["budget_yuan"] is not None:
        result.counts["budgets"] += 1
        right = [project["budget_yuan"], *project.get("budget_accept", [])]
        budgets = [other["budget_yuan"] for other in ([read] if read else projects)]
        is_right = any(near(budget, one) for budget in budgets for one in right)
        else_what = "budget wrong" if read and read["budget_yuan"] is not None else "budget missed"
        result.check("budget right", is_right, else_what, f"{project['name']}: expected {right[0]}, got {budgets}")


def _score_row(
    row: Entry, project: Entry | None, known: list[Entry], unused: list[tuple[Entry, Entry]], result: Score
) -> None:
    """Takes the row's match out of `unused`, one of its own project before any other."""
    matches = [pair for pair in unused if pair[1]["horizon"] == row["horizon"] and bare(pair[1]["name"]) in names(row)]
    match = next((pair for pair in matches if pair[0] is project), matches[0] if matches else None)
    if match is not None:
        unused.remove(match)
    if row.get("debatable"):
        return
    result.counts["rows"] += 1
    printed = f"{row['level2']} {row['name']} {row['target_text']}"
    if match is None:
        result.tell("row missed", printed)
        return
    found_in, found = match
    if found_in is not project and any(found_in is other for other in known):
        result.tell("row in another project", f"{printed}: in {found_in['name']}")
    how = "flagged and wrong" if found["flags"] else "silently wrong"
    got = f"{found['comparator']} {found['low']} {found['high']} {found['flags']}"
    result.check("value right", has_value(found, row), f"value {how}", f"{printed}: got {got}")
    levels = {level(text) for text in [row["level2"], *row.get("level2_accept", [])]}
    got = f"{found['level2']} {found['flags']}"
    result.check("level right", level(found["level2"]) in levels, f"level {how}", f"{printed}: got {got}")


def _score_rates(projects: Iterable[Entry], got: Entry, result: Score) -> None:
    unexplained = [rate for holder in [*got["projects"], got] for rate in holder["rates"] if not rate["flags"]]
    stated = [rate for holder in [*got["projects"], got] for rate in holder["rates"]]
    for rate in (rate for project in projects for rate in project["rates"]):
        unexplained = [other for other in unexplained if not has_amounts(other, rate)]
        if rate.get("debatable"):
            continue
        result.counts["rates"] += 1
        is_found = any(has_amounts(other, rate) for other in stated)
        result.check("rate found", is_found, "rate missed", f"{rate['recipient']} {rate['quote']}")
    for rate in unexplained:
        result.tell("rate too many", f"{rate['amount_text']} {rate['amount_low_yuan']} {rate['amount_high_yuan']}")


# what counts as the same ----------------------------------------------------------------------------------------------


def bare(text: str | None) -> str:
    """A name without blanks, its running number, a star and its full stop."""
    joined = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))
    return re.sub(r"^(指标\d*[::]|[*★])", "", joined).rstrip("。.;")


def level(text: str | None) -> str:
    """A level word without its ending, so that 数量, 数量指标 and 数量目标 are one."""
    word = re.sub(r"(指标|目标|值)$", "", bare(text))
    return word.replace("社会公众或", "").replace("服务对象满意度", "满意度")


def names(entry: Entry) -> set[str]:
    return {bare(text) for text in [entry["name"], *entry.get("name_accept", [])]}


def near(one: float | None, other: float | None) -> bool:
    return one is other if one is None or other is None else isclose(one, other, rel_tol=1e-6)


def has_value(found: Entry, row: Entry) -> bool:
    def is_it(right: Entry) -> bool:
        bounds = near(found["low"], right["low"]) and near(found["high"], right["high"])
        return bool(found["comparator"] == right["comparator"] and bounds)

    return any(is_it(right) for right in [row, *row.get("accept", [])])


def has_amounts(found: Entry, rate: Entry) -> bool:
    return all(near(found[bound], rate[bound]) for bound in ("amount_low_yuan", "amount_high_yuan"))


# every folder ---------------------------------------------------------------------------------------------------------


def main(wanted: list[str]) -> None:
    total: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for folder in (folder for folder in FOLDERS if not wanted or folder.name in wanted):
        result = score(expectation(folder), answer(folder))
        total[is_published(folder)] += result.counts
        print(folder.name, *result.differences, sep="\n    ")
    for published, counts in total.items():
        print("published:" if published else "written:", dict(sorted(counts.items())))


if __name__ == "__main__":
    main(sys.argv[1:])
