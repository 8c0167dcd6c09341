"""Puts rows that a page break printed under the wrong project back where they belong, when the document's own numbers prove it.

Where a form weighs its indicators, every project's weights come to the same sum. A page break can leave the first rows of the next
page's project at the end of the project before. So: take runs of rows at the end (or the start) of a project and move them to
another, until all sums are equal. Of the placements that do this the one with the fewest moved rows counts; if there are several, the money
each project's rows add up to against its budget decides. If more than one remains, nothing is moved and the rows are flagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

MOST_MOVED = 8  # rows in one run; a page break displaces few
MOST_PLACEMENTS = 200_000


@dataclass(frozen=True, slots=True)
class WeighedRow:
    """What the proof needs of a row: its weight, and what it says about money (yuan) or heads, if anything."""

    weight: Decimal | None
    lump_yuan: Decimal | None = None
    rate_yuan: Decimal | None = None
    heads: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Rows `start` to `end` of project number `origin` belong to project number `goal`, at its head."""

    origin: int
    start: int
    end: int
    goal: int


@dataclass(frozen=True, slots=True)
class Placement:
    """The outcome: the moves, their proof as one readable line, and whether they are the only possible ones."""

    moves: tuple[Move, ...]
    proof: str
    is_unique: bool


def place(projects: list[list[WeighedRow]], budgets: list[Decimal | None]) -> Placement | None:
    """Weighed rows per project and their budgets (yuan) → the placement, or None when the sums already agree or cannot be judged."""
    sums = [_weight(rows) for rows in projects]
    if len(projects) < 2 or any(s is None for s in sums):
        return None
    printed = [s for s in sums if s is not None]
    if len(set(printed)) == 1:
        return None
    common = sum(printed, Decimal(0)) / len(printed)
    found = _fewest(_placements(projects, printed, common))
    if not found:
        return None
    if len(found) > 1:
        paying = [moves for moves in found if _money_fits(_moved(projects, moves), budgets)]
        if len(paying) != 1:
            return Placement(found[0], f"{len(found)} placements make every weight sum {_n(common)}; the money does not single one out", False)
        return Placement(paying[0], _proof(projects, paying[0], printed, common, budgets, len(found)), True)
    return Placement(found[0], _proof(projects, found[0], printed, common, budgets, 1), True)


def _weight(rows: list[WeighedRow]) -> Decimal | None:
    weights = [row.weight for row in rows]
    return None if not weights or any(w is None for w in weights) else sum((w for w in weights if w is not None), Decimal(0))


def _runs(rows: list[WeighedRow]) -> list[tuple[int, int]]:
    """Runs of rows at the end or the start of a project, the empty one first; never all rows."""
    most = min(MOST_MOVED, len(rows) - 1)
    ends = [(len(rows) - k, len(rows)) for k in range(1, most + 1)]
    return [(0, 0), *ends, *((0, k) for k in range(1, most + 1))]


def _placements(projects: list[list[WeighedRow]], sums: list[Decimal], common: Decimal) -> Iterator[tuple[Move, ...]]:
    """Every way to move one run out of each of some projects so that all sums become the common one."""
    options: list[list[Move | None]] = []
    for origin, rows in enumerate(projects):
        goals = [g for g in range(len(projects)) if g != origin]
        options.append([None, *(Move(origin, s, e, g) for s, e in _runs(rows) if e > s for g in goals)])
    yield from _extend(projects, options, [*sums], common, (), 0, [0])


def _extend(
    projects: list[list[WeighedRow]], options: list[list[Move | None]], sums: list[Decimal], common: Decimal,
    moves: tuple[Move, ...], at: int, tried: list[int],
) -> Iterator[tuple[Move, ...]]:  # fmt: skip
    tried[0] += 1
    if tried[0] > MOST_PLACEMENTS:
        return
    if at == len(options):
        if all(s == common for s in sums):
            yield moves
        return
    for move in options[at]:
        if move is None:
            # what comes in later can only add; a project already above the common sum must give
            if sums[at] <= common:
                yield from _extend(projects, options, sums, common, moves, at + 1, tried)
            continue
        weight = _weight(projects[move.origin][move.start : move.end]) or Decimal(0)
        after = [*sums]
        after[move.origin] -= weight
        after[move.goal] += weight
        if after[move.origin] <= common and not (move.goal < at and after[move.goal] > common):
            yield from _extend(projects, options, after, common, (*moves, move), at + 1, tried)


def _fewest(placements: Iterator[tuple[Move, ...]]) -> list[tuple[Move, ...]]:
    """The placements that move the fewest rows."""
    best: list[tuple[Move, ...]] = []
    least = None
    for moves in placements:
        count = sum(m.end - m.start for m in moves)
        if least is None or count < least:
            best, least = [moves], count
        elif count == least:
            best.append(moves)
    return best


def _moved(projects: list[list[WeighedRow]], moves: tuple[Move, ...]) -> list[list[WeighedRow]]:
    gone = {(m.origin, i) for m in moves for i in range(m.start, m.end)}
    stay = [[row for i, row in enumerate(rows) if (p, i) not in gone] for p, rows in enumerate(projects)]
    for m in moves:
        stay[m.goal] = [*projects[m.origin][m.start : m.end], *stay[m.goal]]
    return stay


def _money(rows: list[WeighedRow]) -> tuple[Decimal, str] | None:
    """A project's rate × heads plus its lump sums, where one rate and one matching count of heads make it computable."""
    rates = [r.rate_yuan for r in rows if r.rate_yuan is not None]
    lumps = [r.lump_yuan for r in rows if r.lump_yuan is not None]
    heads = [r.heads for r in rows if r.heads is not None]
    if len(rates) != 1 or not lumps or not heads:
        return None
    best = max(heads)
    total = rates[0] * best + sum(lumps, Decimal(0))
    return total, f"{_n(best)} × {_n(rates[0])} + {' + '.join(_n(x) for x in lumps)} = {_n(total)}"


def _money_fits(projects: list[list[WeighedRow]], budgets: list[Decimal | None]) -> bool:
    """Whether some moved placement's money equals a budget and none contradicts one."""
    computed = [(_money(rows), budget) for rows, budget in zip(projects, budgets, strict=True)]
    return any(money and budget == money[0] for money, budget in computed)


def _proof(
    projects: list[list[WeighedRow]], moves: tuple[Move, ...], sums: list[Decimal], common: Decimal,
    budgets: list[Decimal | None], candidates: int,
) -> str:  # fmt: skip
    """One readable line: the sums as printed, what moves, the sums then, and the money that agrees."""
    after = _moved(projects, moves)
    parts = [f"weights as printed {' / '.join(_n(s) for s in sums)}"]
    parts += [
        f"{m.end - m.start} row(s) weighing {_n(_weight(projects[m.origin][m.start : m.end]))} from project {m.origin + 1} to project {m.goal + 1}"
        for m in moves
    ]
    parts.append(f"then every project weighs {_n(common)}")
    for number, (rows, budget) in enumerate(zip(after, budgets, strict=True), 1):
        money = _money(rows)
        if money and budget is not None and money[0] == budget:
            parts.append(f"project {number}: {money[1]} yuan = its budget")
    parts.append("the only placement that moves so few rows" if candidates == 1 else f"of {candidates} placements the only one the money agrees with")
    return "; ".join(parts)


def _n(value: Decimal | None) -> str:
    return "?" if value is None else f"{value.normalize():f}"
