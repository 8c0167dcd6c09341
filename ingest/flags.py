"""What the flags mean and how grave they are: the rows of dbt's seed `flags`, for the terminal."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from functools import cache

from ingest.fingerprints import ROOT

FILE = ROOT / "dbt_project" / "seeds" / "flags.csv"
GRAVEST_FIRST = ("critical", "warning", "info")


@cache
def flag_meanings() -> dict[str, tuple[str, str]]:
    """Flag → its severity (critical, warning or info) and its meaning in English."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["flag"]: (row["severity"], row["meaning_en"]) for row in csv.DictReader(file)}


def severity(flag: str) -> str:
    """How grave a flag is; one that nobody explained is taken for a warning."""
    return flag_meanings().get(flag, ("warning", ""))[0]


def is_doubt(flags: Iterable[str]) -> bool:
    """Whether somebody should look: one of the flags says more than a note."""
    return any(severity(flag) != "info" for flag in flags)
