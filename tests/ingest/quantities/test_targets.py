"""Every row of targets.yml and columns.yml: a cell, and the one meaning a reader gives it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from ingest.nouns import Target
from ingest.quantities import text_to_target

HERE = Path(__file__).parent
GROUPS = yaml.safe_load((HERE / "targets.yml").read_text(encoding="utf-8"))
CELLS = [(kind, text, reading) for kind, rows in GROUPS.items() for text, reading in rows.items()]
COLUMNS = yaml.safe_load((HERE / "columns.yml").read_text(encoding="utf-8"))


def reading_of(target: Target) -> str:
    """A target in the notation of targets.yml."""
    figures = {figure(target.low), figure(target.high)} - {""}
    is_range = target.comparator == "range"
    bounds = [f"{figure(target.low)}..{figure(target.high)}"] if is_range else [target.comparator, *figures]
    return " ".join([*bounds, *([target.measure] if target.measure else []), *(f"!{flag}" for flag in target.flags)])


def figure(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


@pytest.mark.parametrize(("kind", "text", "reading"), CELLS, ids=[row[1] for row in CELLS])
def test_a_cell_says_one_thing(kind: str, text: str, reading: str) -> None:
    target = text_to_target(text)
    assert (target.kind, reading_of(target)) == (kind, reading)


@pytest.mark.parametrize("row", COLUMNS, ids=[f"{row['text']} {row.get('measure', '')}" for row in COLUMNS])
def test_columns_of_their_own_complete_a_cell(row: dict[str, str]) -> None:
    target = text_to_target(
        row["text"],
        comparator=row.get("comparator"),
        measure=row.get("measure"),
        placeholder=row.get("placeholder"),
        named=row.get("named"),
    )
    assert (target.kind, reading_of(target)) == (row["kind"], row["reads"])
