"""`python -m tests.rendering.page_breaks [count]` prints known forms to PDF with page breaks anywhere, and what comes back.

With a form's name and a number behind it: what does not come back of that printing.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.nouns import Indicator, Project, Reading
from ingest.pipeline import read_file
from tests.rendering.known_forms import NAMES, Record, known_form
from tests.rendering.pages import Ruled
from tests.rendering.paper import Paper, papers
from tests.rendering.pdf import to_pdf
from tests.rendering.scoring import row_differences, same

FLAGS = Path(__file__).parents[2] / "dbt_project" / "seeds" / "flags.csv"


@dataclass
class Tally:
    """Rows that went in; those that came back right, right but flagged, wrong and flagged, wrong without a flag, not at all."""

    rows: int = 0
    right: int = 0
    right_flagged: int = 0
    wrong_flagged: int = 0
    silently_wrong: int = 0
    missing: int = 0
    differences: list[str] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@cache
def doubts() -> frozenset[str]:
    """The flags that say that a value is doubtful."""
    with FLAGS.open(encoding="utf-8", newline="") as file:
        return frozenset(row["flag"] for row in csv.DictReader(file) if row["severity"] != "info")


def tally(expected: Record, reading: Reading) -> Tally:
    """Rows as whole tuples, project by project; every row read that is not expected is wrong."""
    result = Tally()
    for n in range(max(len(expected["projects"]), len(reading.projects))):
        want = expected["projects"][n] if n < len(expected["projects"]) else {"name": "surplus", "indicators": []}
        got = reading.projects[n] if n < len(reading.projects) else Project(0, "", None)  # type: ignore[arg-type]
        _tally_rows(want, got.indicators, result)
    return result


def _tally_rows(want: Record, indicators: list[Indicator], result: Tally) -> None:
    left, missing = list(indicators), []
    for row in want["indicators"]:
        result.rows += 1
        found = next((i for i in left if not list(row_differences(row, i))), None)
        if found is None:
            missing.append(row)
            continue
        left.remove(found)
        result.right += 1
        result.right_flagged += bool(doubts() & set(found.flags))
    for indicator in left:
        alike = next((row for row in missing if same(row["name"], indicator.name)), None)
        why = "; ".join(row_differences(alike, indicator)) if alike else f"no such row: {indicator.target_text!r}"
        is_flagged = bool(doubts() & set(indicator.flags))
        result.wrong_flagged += is_flagged
        result.silently_wrong += not is_flagged
        result.differences.append(
            f"{'flagged' if is_flagged else 'SILENT'} · {want['name'][:12]} · {indicator.name}: {why}"
        )
    lost = len(missing) - len(left)
    if lost > 0:
        result.missing += lost
        result.differences.append(f"missing {lost} · {want['name'][:12]} · among {[row['name'] for row in missing]}")


def printings(name: str, count: int) -> list[Paper]:
    """How a form is printed: the paper lies where its tables are wide."""
    page, _ = known_form(name)
    is_wide = max(part.width for part in page if isinstance(part, Ruled)) > 8
    return papers(sum(name.encode()), count, 842 if is_wide else 595)


def printed_and_read(name: str, paper: Paper) -> Tally:
    """One form printed in one manner, and read back."""
    page, expected = known_form(name)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "document.pdf"
        file.write_bytes(to_pdf(page, paper))
        return tally(expected, read_file(file))


def table(count: int) -> str:
    """Form × what came back of so many printings, a line each."""
    lines, whole = [f"{'form':30} printings   rows  right      flagged  wrong+flag  silent  missing"], Tally()
    for name in (*NAMES, "all"):
        total = (
            sum((printed_and_read(name, paper) for paper in printings(name, count)), Tally())
            if name != "all"
            else whole
        )
        whole = whole + total if name != "all" else whole
        share = 100 * total.right / total.rows
        lines.append(
            f"{name:30} {count:9} {total.rows:6} {total.right:6} {share:5.1f} % {total.right_flagged:6} "
            f"{total.wrong_flagged:8} {total.silently_wrong:9} {total.missing:8}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        chosen = printings(sys.argv[1], int(sys.argv[2]) + 1)[-1]
        print(chosen, *printed_and_read(sys.argv[1], chosen).differences, sep="\n")
    else:
        print(table(int(sys.argv[1]) if len(sys.argv) > 1 else 10))
