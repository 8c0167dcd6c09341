"""What a printed row becomes: one row for every horizon it states a target for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.layout import NO_WORDS, Words
from ingest.nouns import Horizon
from ingest.records.levels import Filled
from ingest.records.texts import tidy

LEVEL_KINDS = frozenset({"level1", "level2", "goal_name"})
_HORIZON_COLUMNS: dict[str, Horizon] = {"target_mid_term": "mid_term", "target_long_term": "long_term"}


@dataclass(slots=True)
class Row:
    """One indicator row of one horizon: its words with their places, its levels as printed and as filled down."""

    horizon: Horizon
    half: int
    cells: dict[str, Words]
    margin: float
    line: int
    levels: Filled = field(default_factory=lambda: Filled("", ""))
    flags: list[str] = field(default_factory=list)

    def words(self, kind: str) -> Words:
        """The words of a column; no words when the row has none."""
        return self.cells.get(kind, NO_WORDS)

    def text(self, kind: str) -> str:
        """The text of a column, wraps closed; empty when the row has none."""
        return tidy(self.words(kind).text)


@dataclass(slots=True)
class PrintedRow:
    """One printed row: its halves, and the project cells a list prints in it."""

    halves: list[Row]
    project: dict[str, Words]


def by_horizon(row: Row, first_free_half: int) -> Iterator[Row]:
    """A row with targets of several horizons in columns of their own (中期指标值 | 年度指标值) → a row for each, the year's first.

    Each is a half of its own from `first_free_half` on, as tables printed side by side are.
    """
    targets = {kind: row.cells[kind] for kind in _HORIZON_COLUMNS if kind in row.cells}
    shared = {kind: words for kind, words in row.cells.items() if kind not in targets}
    if "target" in shared or not targets:
        yield replace(row, cells=shared)
    for half, (kind, target) in enumerate(targets.items(), first_free_half):
        cells = {**shared, "target": target}
        yield replace(row, horizon=_HORIZON_COLUMNS[kind], half=half, cells=cells, flags=list(row.flags))
