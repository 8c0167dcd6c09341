"""Rows displaced by page breaks go back to their project, with the proof on every row; see ingest.records.displaced."""

from __future__ import annotations

from decimal import Decimal

from ingest.lexicon import Lexicon
from ingest.nouns import Indicator, Issue, Reading
from ingest.records import Row, WeighedRow, place

Rows = list[tuple[Row, Indicator]]
_HEADS = frozenset({"人", "人次"})


def put_back(rows: list[Rows], budgets: list[Decimal | None], reading: Reading, words: Lexicon) -> list[Rows]:
    """Rows per printed project and budgets (yuan) → rows per project they belong to. Without a unique proof nothing moves."""
    placement = place([[_weighed(indicator) for _, indicator in project] for project in rows], budgets)
    if placement is None:
        return rows
    if not placement.moves:
        reading.issues.append(Issue("weights_differ", placement.proof))
        return rows
    moved = {(move.origin, i) for move in placement.moves for i in range(move.start, move.end)}
    for origin, i in moved:
        indicator = rows[origin][i][1]
        indicator.placement = "moved" if placement.is_unique else "unresolved"
        indicator.placement_proof = placement.proof
        flag = "moved_across_page_break" if placement.is_unique else "displaced_unresolved"
        indicator.flags = (*indicator.flags, flag)
    if not placement.is_unique:
        reading.issues.append(Issue("displaced_unresolved", placement.proof))
        return rows
    placed = [[pair for i, pair in enumerate(project) if (p, i) not in moved] for p, project in enumerate(rows)]
    for move in placement.moves:
        run, goal = rows[move.origin][move.start : move.end], placed[move.goal]
        is_next = move.goal > move.origin
        _relevel(run, goal[0 if is_next else -1][1], words)
        placed[move.goal] = [*run, *goal] if is_next else [*goal, *run]
    return placed


def _relevel(run: Rows, neighbour: Indicator, words: Lexicon) -> None:
    """Rows put back beside `neighbour` stand under the levels printed there, until one of them prints its own."""
    has_own = False
    for row, indicator in run:
        has_own = has_own or bool(row.text("level2"))
        if not has_own:
            indicator.level1, indicator.level2 = neighbour.level1, neighbour.level2
        elif not row.text("level1") and (word := words.level2(indicator.level2 or "")):
            usual = word.under[0]
            indicator.level1 = neighbour.level1 if (neighbour.level1 or "").startswith(usual) else f"{usual}指标"


def _weighed(indicator: Indicator) -> WeighedRow:
    """What the proof needs of an indicator: its weight, and the money or the heads it states."""
    target = indicator.target
    amount = target.high if target.high is not None else target.low
    is_cost = "成本" in (indicator.level2 or "") or "标准" in indicator.name
    return WeighedRow(
        weight=indicator.weight,
        lump_yuan=amount if target.kind == "money" and is_cost else None,
        rate_yuan=amount if target.kind == "rate" else None,
        heads=amount if target.kind == "number" and target.measure in _HEADS else None,
    )
