"""The one reader of kinds.yml: what projects are about, which figures they draw, and how often documents have which fault."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_TARGET = re.compile(r"(≥|≤|>|<|)(\{\w+\}|\d+(?:\.\d+)?)(\D+)")


@dataclass(frozen=True, slots=True)
class RowKind:
    """A row as a kind of project prints it: a comparator, a figure or the name of a drawn one, and a measure; or words alone."""

    level1: str
    level2: str
    name: str
    sign: str
    figure: str | None
    measure: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project. `draw` names figures: four numbers of a count (lowest, middle, highest, step), or the amounts that occur."""

    id: str
    name: str
    purpose: str
    goal: str
    basis: str
    draw: dict[str, list[int]]
    cost: list[list[str | float]]
    rows: tuple[RowKind, ...]
    wan: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Everything kinds.yml says. `shares` are of documents, by fault."""

    kinds: tuple[Kind, ...]
    shares: dict[str, float]
    projects_per_document: list[int]
    raised_per_year: float


@cache
def read_kinds() -> Kinds:
    """kinds.yml, read once."""
    said = yaml.safe_load(Path(__file__).with_name("kinds.yml").read_text(encoding="utf-8"))
    return Kinds(
        tuple(_kind(entry) for entry in said["kinds"]),
        said["shares"],
        said["projects_per_document"],
        said["raised_per_year"],
    )


def _kind(entry: dict[str, Any]) -> Kind:
    rows = tuple(_row(*row) for row in entry["rows"])
    return Kind(**{**entry, "rows": rows, "wan": frozenset(entry.get("wan", []))})


def _row(level1: str, level2: str, name: str, target: str) -> RowKind:
    match = _TARGET.fullmatch(target)
    if match is None or match[3][0] in "年月日":  # a date, or words
        return RowKind(level1, level2, name, "", None, None, target)
    return RowKind(level1, level2, name, match[1], match[2], match[3], None)
