"""What a document states, drawn by chance: the same seed, city, unit and year state the same, and a unit's years resemble each other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from random import Random

from benchmarks.corpus.kinds import Kind, RowKind, read_kinds
from benchmarks.corpus.units import FIRST_YEAR, Unit

WAN = Decimal(10000)
SMALLEST_PRINTED_YUAN = Decimal(100)  # 0.01 万元
YEARLY_CHANGE_OF_HEADS = 0.06


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the indicator table: comparator, figure as printed and measure; or words alone."""

    level1: str
    level2: str
    name: str
    sign: str = ""
    figure: str | None = None
    measure: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """One project as its unit knows it, before a layout prints a part of it."""

    kind: str
    name: str
    code: str
    purpose: str
    goal: str
    basis: str
    budget_yuan: Decimal
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document of one unit. `faults` names those it has; see kinds.yml."""

    unit: Unit
    projects: tuple[ProjectFacts, ...]
    faults: frozenset[str]


def draw_document(seed: int, unit: Unit, most_projects: int | None = None) -> DocumentFacts:
    """The facts of a unit's document. The kinds of its projects stay through the years; figures move a little."""
    kinds, lasting = read_kinds(), Random(f"{seed}/{unit.key}")
    count = min(lasting.choice(kinds.projects_per_document), most_projects or len(kinds.kinds))
    yearly = Random(f"{seed}/{unit.key}/{unit.year}")
    faults = frozenset(name for name, share in kinds.shares.items() if yearly.random() < share)
    projects = [_project(seed, unit, kind, faults) for kind in lasting.sample(kinds.kinds, count)]
    return DocumentFacts(unit, tuple(projects), faults)


def _project(seed: int, unit: Unit, kind: Kind, faults: frozenset[str]) -> ProjectFacts:
    figures = {name: _figure(seed, unit, kind, name) for name in kind.draw}
    cost = sum((_product(term, figures) for term in kind.cost), Decimal(0))
    budget = cost.quantize(Decimal(1)) if cost % SMALLEST_PRINTED_YUAN == 0 else _rounded_up(cost)
    if "contradicted_budget" in faults:
        budget = max(_rounded_up(budget * Decimal("0.7")), SMALLEST_PRINTED_YUAN)
    printed = {name: _wan(value) if name in kind.wan else str(value) for name, value in figures.items()}
    printed |= {"budget": _wan(budget), "year": str(unit.year), "city": unit.city_name}
    rows = [_row(row, printed) for row in kind.rows]
    if "placeholder" in faults:
        rows[0] = replace(rows[0], sign="", figure=None, measure=None, words="**")
    in_goal = printed
    if "goal_differs" in faults and "heads" in figures:
        in_goal = printed | {"heads": str(figures["heads"] + 9)}
    chance = Random(f"{seed}/{unit.key}/{kind.id}/name")
    name = f"{unit.city_name}{kind.name}" if chance.random() < 0.3 else kind.name
    code = f"{unit.city_id}25P00{chance.randrange(16**8):08X}{chance.choice('XY')}"
    return ProjectFacts(
        kind.id,
        name,
        code,
        kind.purpose,
        kind.goal.format(**in_goal),
        kind.basis.format(**printed),
        budget,
        tuple(rows),
    )


def _figure(seed: int, unit: Unit, kind: Kind, name: str) -> int:
    """A count of heads drawn around its middle, or one of the amounts that occur, higher where the city is richer."""
    values, chance = kind.draw[name], Random(f"{seed}/{unit.key}/{kind.id}/{name}")
    if name.endswith(("heads", "households", "things")):
        lowest, middle, highest, step = values
        drawn = math.exp(chance.triangular(math.log(lowest), math.log(highest), math.log(middle)))
        drawn *= 1 + YEARLY_CHANGE_OF_HEADS * Random(f"{seed}/{unit.key}/{name}/{unit.year}").uniform(-1, 1)
        return max(lowest, round(drawn / step) * step)
    wealth = Random(f"{seed}/{unit.city_id}").random()
    place = round(wealth * (len(values) - 1) + chance.gauss(0, 0.7))
    return values[min(max(place, 0) + _raises(seed, unit, f"{kind.id}/{name}"), len(values) - 1)]


def _raises(seed: int, unit: Unit, rate: str) -> int:
    """How often a rate went up until the unit's year."""
    years = range(FIRST_YEAR + 1, unit.year + 1)
    return sum(Random(f"{seed}/{unit.key}/{rate}/{year}").random() < read_kinds().raised_per_year for year in years)


def _product(term: list[str | float], figures: dict[str, int]) -> Decimal:
    return math.prod((Decimal(str(figures[f] if isinstance(f, str) else f)) for f in term), start=Decimal(1))


def _rounded_up(yuan: Decimal) -> Decimal:
    return (yuan / SMALLEST_PRINTED_YUAN).quantize(Decimal(1), ROUND_UP) * SMALLEST_PRINTED_YUAN


def _wan(yuan: Decimal | int) -> str:
    """Yuan as 万元 are printed: 10.6, 1190."""
    return f"{(Decimal(yuan) / WAN).normalize():f}"


def _row(row: RowKind, printed: dict[str, str]) -> Row:
    figure = row.figure.format(**printed) if row.figure else None
    words = row.words.format(**printed) if row.words else None
    return Row(row.level1, row.level2, row.name.format(**printed), row.sign, figure, row.measure, words)
