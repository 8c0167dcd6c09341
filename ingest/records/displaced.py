"""Puts rows that a page break printed under the wrong project back where they belong, when the document's own numbers prove it.

Where a form weighs its indicators, every project's weights come to the same sum. A page break can print the first rows of
a project before its heading, at the end of the project before, or the last ones behind the next heading. So: runs of rows at
the end of a project may belong to the next one, runs at its start to the one before; every way of moving them that makes all
sums equal, and a total that forms use, is a placement. If there are several, those in which a project's rate × heads and
lump sums come to its budget count. If none or more than one remains, nothing is moved; every row that some placement moves is
in doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

MOST_MOVED = 8  # rows in one run; a page break displaces few
MOST_PLACEMENTS = 200_000  # tried before the search gives up and says so
MOST_PROJECTS = 400  # the search goes project by project, one call in another
# What a form's weights come to: 100, or 90 where the ten points of budget execution are not printed. Sums that meet at another
# total are more likely a slip in the document than rows displaced.
USUAL_TOTALS = frozenset({Decimal(100), Decimal(90)})


@dataclass(frozen=True, slots=True)
class WeighedRow:
    """What the proof needs of a row: its weight, and what it says about money (yuan) or heads, if anything."""

    weight: Decimal | None
    lump_yuan: Decimal | None = None
    rate_yuan: Decimal | None = None
    heads: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Rows `start` to `end` of project `origin` belong to project `goal`: to the head of the next, the end of the one before."""

    origin: int
    start: int
    end: int
    goal: int


@dataclass(frozen=True, slots=True)
class Placement:
    """The outcome as one readable line of proof, and its moves: the only possible ones, or, not unique, all that are possible."""

    moves: tuple[Move, ...]
    proof: str
    is_unique: bool


def place(projects: list[list[WeighedRow]], budgets: list[Decimal | None]) -> Placement | None:
    """Weighed rows per project and their budgets (yuan) → the placement, or None when all sums agree or there are none."""
    sums = [_weight(rows) for rows in projects]
    printed = [s for s in sums if s is not None]
    if len(set(printed)) < 2:
        return None
    as_printed = f"weights as printed {' / '.join(_n(s) for s in sums)}"
    common = sum(printed, Decimal(0)) / len(printed)
    if len(printed) < len(sums) or len(projects) > MOST_PROJECTS or common not in USUAL_TOTALS:
        return Placement((), f"{as_printed}; moving rows cannot make them a usual total", False)
    found, is_complete = _placements(projects, printed, common)
    if not is_complete:
        reason = f"more than {MOST_PLACEMENTS:,} placements would have to be tried"
        return Placement(_all_of(found), f"{as_printed}; {reason}", False)
    if not found:
        return Placement((), f"{as_printed}; no rows moved across one heading make every sum {_n(common)}", False)
    chosen = found if len(found) == 1 else [m for m in found if _money_fits(_moved(projects, m), budgets)]
    if len(chosen) != 1:
        reason = f"{len(found)} placements make every sum {_n(common)}; the money does not single one out"
        return Placement(_all_of(found), f"{as_printed}; {reason}", False)
    return Placement(chosen[0], _proof(projects, chosen[0], printed, common, budgets, len(found)), True)


def _all_of(found: list[tuple[Move, ...]]) -> tuple[Move, ...]:
    return tuple(dict.fromkeys(move for moves in found for move in moves))


def _weight(rows: list[WeighedRow]) -> Decimal | None:
    weights = [row.weight for row in rows]
    return (
        None
        if not weights or any(w is None for w in weights)
        else sum((w for w in weights if w is not None), Decimal(0))
    )


def _placements(
    projects: list[list[WeighedRow]], sums: list[Decimal], common: Decimal
) -> tuple[list[tuple[Move, ...]], bool]:
    """Every placement that makes all sums the common one, and whether the search was complete."""
    options = [_options(projects, origin) for origin in range(len(projects))]
    tried = [0]
    found = list(_extend(options, [s - common for s in sums], (), tried))
    return found, tried[0] <= MOST_PLACEMENTS


def _options(projects: list[list[WeighedRow]], origin: int) -> list[tuple[Move, Decimal]]:
    """Every run that project `origin` could give to a neighbour, with its weight."""
    rows = projects[origin]
    most = min(MOST_MOVED, len(rows) - 1)
    tails = [
        Move(origin, len(rows) - k, len(rows), origin + 1) for k in range(1, most + 1) if origin + 1 < len(projects)
    ]
    heads = [Move(origin, 0, k, origin - 1) for k in range(1, most + 1) if origin > 0]
    return [(move, _weight(rows[move.start : move.end]) or Decimal(0)) for move in (*tails, *heads)]


def _extend(
    options: list[list[tuple[Move, Decimal]]], excess: list[Decimal], moves: tuple[Move, ...], tried: list[int]
) -> Iterator[tuple[Move, ...]]:
    """Placements, deciding project after project what it gives; `excess` is each sum less the common one."""
    at = len(excess) - len(options)
    tried[0] += 1
    if tried[0] > MOST_PLACEMENTS:
        return
    if at > 1 and excess[at - 2]:  # nobody left to decide can change the sum two projects back
        return
    if not options:
        if not any(excess):
            yield moves
        return
    yield from _extend(options[1:], excess, moves, tried)
    for move, weight in options[0]:
        if move.goal < at and any(m.goal == at for m in moves):
            continue  # one heading displaces rows one way only
        after = [*excess]
        after[at] -= weight
        after[move.goal] += weight
        yield from _extend(options[1:], after, (*moves, move), tried)


def _moved(projects: list[list[WeighedRow]], moves: tuple[Move, ...]) -> list[list[WeighedRow]]:
    gone = {(m.origin, i) for m in moves for i in range(m.start, m.end)}
    stay = [[row for i, row in enumerate(rows) if (p, i) not in gone] for p, rows in enumerate(projects)]
    for m in moves:
        run = projects[m.origin][m.start : m.end]
        stay[m.goal] = [*run, *stay[m.goal]] if m.goal > m.origin else [*stay[m.goal], *run]
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
    """Whether in some project the money comes to its budget, to the yuan."""
    computed = [(_money(rows), budget) for rows, budget in zip(projects, budgets, strict=True)]
    return any(money and budget == money[0] for money, budget in computed)


def _proof(
    projects: list[list[WeighedRow]], moves: tuple[Move, ...], sums: list[Decimal], common: Decimal,
    budgets: list[Decimal | None], candidates: int,
) -> str:  # fmt: skip
    """One readable line: the sums as printed, what moves, the sums then, and the money that agrees."""
    after = _moved(projects, moves)
    parts = [f"weights as printed {' / '.join(_n(s) for s in sums)}"]
    for m in moves:
        weight = _n(_weight(projects[m.origin][m.start : m.end]))
        parts.append(f"{m.end - m.start} row(s) weighing {weight} from project {m.origin + 1} to project {m.goal + 1}")
    parts.append(f"then every project weighs {_n(common)}")
    for number, (rows, budget) in enumerate(zip(after, budgets, strict=True), 1):
        money = _money(rows)
        if money and budget is not None and money[0] == budget:
            parts.append(f"project {number}: {money[1]} yuan = its budget")
    if not any("its budget" in part for part in parts):
        parts.append("the money neither confirms nor denies it")
    parts.append(
        "the only placement that does so"
        if candidates == 1
        else f"of {candidates} placements the only one the money agrees with"
    )
    return "; ".join(parts)


def _n(value: Decimal | None) -> str:
    return "?" if value is None else f"{value.normalize():f}"
