"""What a flag is worth: of values without one how many are wrong (none should be), of right values how many carry one (few should)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmarks.readings import Known, Record
from ingest.answer import Json, reading_to_json
from ingest.nouns import Project

MOST_RIGHT_FLAGGED_PCT = 5.0
BUDGET, RATE = "budget", "stated rate"
ROW = "{:<24} {:>8} {:>10} {:>8} {:>10} {:>8}  {}"


@dataclass(slots=True)
class Calibration:
    """Values read: without a flag and of these wrong, right and of these flagged."""

    unflagged: int = 0
    silently_wrong: int = 0
    right: int = 0
    right_flagged: int = 0

    def add(self, *, is_right: bool, is_flagged: bool) -> None:
        """Counts one value that was read."""
        self.unflagged += not is_flagged
        self.silently_wrong += not is_flagged and not is_right
        self.right += is_right
        self.right_flagged += is_right and is_flagged


def calibration_tables(known: Iterable[Known]) -> Iterator[str]:
    """The same values by the format they were read from and by what kind of value they are."""
    by_format: dict[str, Calibration] = {}
    by_kind: dict[str, Calibration] = {}
    for one in known:
        for kind, is_right, is_flagged in _values(one):
            for table, key in ((by_format, one.format), (by_kind, kind)):
                table.setdefault(key, Calibration()).add(is_right=is_right, is_flagged=is_flagged)
    for heading, table in (("read from", by_format), ("kind of value", by_kind)):
        yield ROW.format(heading, "unflagged", "of these", "right", "of these", "", "verdict")
        yield ROW.format("", "", "wrong", "", "flagged", "", "")
        for name, found in sorted(table.items()):
            share = 100 * found.right_flagged / max(1, found.right)
            is_met = not found.silently_wrong and share <= MOST_RIGHT_FLAGGED_PCT
            yield ROW.format(
                name, found.unflagged, found.silently_wrong, found.right, found.right_flagged, f"{share:.1f} %",
                "met" if is_met else "MISSED",
            )  # fmt: skip
        yield ""


def _values(one: Known) -> Iterator[tuple[str, bool, bool]]:
    """Every value that was read: its kind, whether it is right, whether it carries a doubt."""
    from tests.rendering.page_breaks import doubts

    expected = [row for project in one.expected["projects"] for row in project["indicators"]]
    answered = reading_to_json(one.reading)
    for project, said in zip(one.reading.projects, answered["projects"], strict=True):
        for indicator, row in zip(project.indicators, said["indicators"], strict=True):
            is_right = _taken(row, expected)
            if is_right is not None:
                yield indicator.target.kind, is_right, bool(doubts() & set(indicator.flags))
        yield from _budget(project, one.expected["projects"], doubts())
    yield from _rates(answered, one.expected, doubts())


def _taken(row: Json, expected: list[Record]) -> bool | None:
    """Whether a row has the value of the expected row of its name, which is used up; None where nobody can tell."""
    from tests.forms.scoring import bare, has_value, names

    alike = [want for want in expected if want["horizon"] == row["horizon"] and bare(row["name"]) in names(want)]
    if not alike:
        return False
    want = next((want for want in alike if has_value(row, want)), alike[0])
    expected.remove(want)
    return None if want.get("debatable") else has_value(row, want)


def _budget(project: Project, expected: list[Record], doubtful: frozenset[str]) -> Iterator[tuple[str, bool, bool]]:
    """The project's total, where one was read and one is known."""
    from tests.forms.scoring import bare, names, near

    read = project.budget_yuan()
    want = next((want for want in expected if bare(project.name) in names(want)), None)
    known = [] if want is None else [want.get("budget_yuan"), *want.get("budget_accept", [])]
    known += [
        b["amount_yuan"] for b in (want or {}).get("budgets", []) if (b["horizon"], b["part"]) == ("annual", "total")
    ]
    known = [amount for amount in known if amount is not None]
    if read is not None and known:
        flags = {flag for budget in project.budgets if budget.part == "total" for flag in budget.flags}
        yield BUDGET, any(near(float(read), amount) for amount in known), bool(doubtful & flags)


def _rates(answered: Json, expected: Record, doubtful: frozenset[str]) -> Iterator[tuple[str, bool, bool]]:
    """Every rate that was read, where the document's rates are known."""
    from tests.forms.scoring import has_amounts

    holders = [*expected["projects"], expected]
    known = [rate for holder in holders for rate in holder.get("rates", [])]
    if not any("rates" in holder for holder in holders):
        return
    for rate in (rate for holder in [*answered["projects"], answered] for rate in holder["rates"]):
        if rate["amount_low_yuan"] is not None or rate["amount_high_yuan"] is not None:
            yield RATE, any(has_amounts(rate, want) for want in known), bool(doubtful & set(rate["flags"]))
