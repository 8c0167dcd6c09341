"""What a correction can set right: the things of a reading, and their fields by the names of `bangfu parse --json`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeVar, get_type_hints

from ingest.confidence import FLAG as LOW
from ingest.confidence import scale
from ingest.correction_file import Entry
from ingest.nouns import Budget, Correction, Indicator, Project, Rate, Reading, StatedRate, Target

Thing = Project | Budget | Indicator | StatedRate
T = TypeVar("T")

FLAG = "corrected"
FIELDS: dict[type[Thing], dict[str, str]] = {
    Project: {
        "name": "name",
        "code": "code",
        "organisation": "organisation_name",
        "organisation_code": "organisation_code",
        "category": "category_text",
        "fund_nature": "fund_nature_text",
    },
    Budget: {"amount_yuan": "amount_yuan"},
    Indicator: {
        "level1": "level1",
        "level2": "level2",
        "name": "name",
        "description": "description_text",
        "target_text": "target_text",
        "comparator": "target.comparator",
        "low": "target.low",
        "high": "target.high",
        "measure": "target.measure",
        "direction": "direction_text",
        "weight": "weight",
    },
    StatedRate: {
        name: f"rate.{name}"
        for name in (
            "qualifier", "payer", "comparator", "amount_low_yuan", "amount_high_yuan", "symbolic_low", "symbolic_high", "per",
            "pay_period", "scope",
        )
    },
}  # fmt: skip
_PARTS: dict[str, type] = {"target": Target, "rate": Rate}
# the fields that are the value itself: who sets one right vouches for it, and doubts of its reading weigh no more
_VALUE = {"target_text", "comparator", "low", "high", "measure", "amount_low_yuan", "amount_high_yuan", "symbolic_low", "symbolic_high",
          "per", "pay_period"}  # fmt: skip


def things_named(entry: Entry, reading: Reading) -> list[Thing]:
    """Everything of a reading that an entry may mean; things that are alike in every word and place are one."""
    projects = [project for project in reading.projects if entry.project in (None, project.ordinal, project.name)]
    if entry.rate is not None:
        found: Iterator[Thing] = _rates(entry, projects, reading)
    elif entry.indicator is not None:
        found = (row for project in projects for row in _indicators(entry, project))
    elif entry.budget is not None:
        budgets = (budget for project in projects for budget in project.budgets)
        found = (budget for budget in budgets if (budget.part, budget.horizon) == (entry.budget, entry.horizon))
    else:
        found = iter(projects if entry.project is not None else ())
    distinct: list[Thing] = []
    for thing in found:
        if entry.line in (None, thing.locator.line_start) and thing not in distinct:
            distinct.append(thing)
    return distinct


def _indicators(entry: Entry, project: Project) -> list[Indicator]:
    rows = (row for row in project.indicators if row.horizon == entry.horizon)
    return [row for row in rows if entry.indicator in (None, row.name, row.name_text)]


def _rates(entry: Entry, projects: list[Project], reading: Reading) -> Iterator[StatedRate]:
    """The rates an entry may mean: in the rows of the named indicator, else anywhere in the project, else anywhere."""
    found = [stated for project in projects for row in _indicators(entry, project) for stated in row.rates]
    if entry.indicator is None:
        found += [stated for project in projects for stated in project.rates]
        found += reading.rates if entry.project is None else []
    return (stated for stated in found if (stated.amount_text, stated.horizon) == (entry.rate, entry.horizon))


def value_of(thing: Thing, field: str) -> Any:
    """What a field of a thing says now."""
    return attrgetter(FIELDS[type(thing)][field])(thing)


def as_value(given: Any, thing: Thing, field: str) -> Any:
    """What stands in a YAML file → a value as the field holds it. Raises ValueError when the field cannot hold it."""
    from pydantic import ConfigDict, TypeAdapter

    part, _, name = FIELDS[type(thing)][field].rpartition(".")
    hint = get_type_hints(_PARTS.get(part, type(thing)))[name]
    held: TypeAdapter[Any] = TypeAdapter(hint, config=ConfigDict(coerce_numbers_to_str=True))
    return held.validate_python(given)


def with_value(thing: Thing, field: str, value: Any, said: Correction) -> Thing:
    """A thing with one value set right, marked as such. A target in other words is read again, with the rates it states.

    A corrected value is as certain as the person who says so; of words that are read again, as certain as that reading.
    """
    if isinstance(thing, Indicator) and field == "target_text":
        from ingest.pipeline import indicator_with_target

        thing = indicator_with_target(thing, value)
        thing = _certain(thing, thing.target.flags)
        thing.rates = [
            _marked(_certain(stated, stated.rate.flags)) if stated.stated_in == "target" else stated
            for stated in thing.rates
        ]
    else:
        thing = _set(thing, FIELDS[type(thing)][field], value)
        if field in _VALUE and isinstance(thing, Indicator | StatedRate):
            thing = _certain(thing)
    marked: Thing = _marked(replace(thing, corrections=(*thing.corrections, said)))
    return marked


def _certain(thing: T, doubts: Iterable[str] = ()) -> T:
    """An indicator or a rate that a person vouches for: of what its reading doubted, only `doubts` still weigh."""
    confidence = scale().after_doubts(1.0, doubts)

    def weighed(flags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(f for f in flags if f != LOW), *scale().flags_for(confidence)]))

    certain: Any = _flagged(thing, weighed)
    vouched_for: T = replace(certain, confidence=confidence)
    return vouched_for


def _set(thing: T, path: str, value: Any) -> T:
    name, _, rest = path.partition(".")
    changed: T = replace(thing, **{name: _set(getattr(thing, name), rest, value) if rest else value})  # type: ignore[type-var]
    return changed


def _marked(thing: Any) -> Any:
    return _flagged(thing, lambda flags: tuple(dict.fromkeys([*flags, FLAG])))


def _flagged(thing: Any, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Any:
    """A thing with other flags; those of a stated rate are its rate's."""
    inner = thing.rate if isinstance(thing, StatedRate) else thing
    flagged = replace(inner, flags=change(inner.flags))
    return replace(thing, rate=flagged) if isinstance(thing, StatedRate) else flagged


def swap(reading: Reading, old: Thing, new: Any) -> None:
    """Put `new` wherever `old` stands in a reading."""

    def swapped(things: list[T]) -> list[T]:
        return [new if thing == old else thing for thing in things]

    reading.projects, reading.rates = swapped(reading.projects), swapped(reading.rates)
    for project in reading.projects:
        project.budgets, project.rates = swapped(project.budgets), swapped(project.rates)
        project.indicators = swapped(project.indicators)
        for indicator in project.indicators:
            indicator.rates = swapped(indicator.rates)


def fault_of(reading: Reading) -> str | None:
    """What no longer fits together in a corrected reading: bounds and comparator, or a row's target and the rate it states."""
    rows = [row for project in reading.projects for row in project.indicators]
    for row in rows:
        target, corrected = row.target, {said.field for said in row.corrections}
        if corrected and not _is_bounded(target.comparator, target.low, target.high):
            return (
                f"indicator {row.name}: {target.comparator} does not go with the bounds {target.low} and {target.high}"
            )
        left = [
            stated.amount_text for stated in row.rates if stated.stated_in == "target" and FLAG not in stated.rate.flags
        ]
        if left and corrected & {"comparator", "low", "high", "measure"}:
            return f"indicator {row.name}: it also states the rate {left[0]}; correct the target_text, which both follow, or the rate too"
    for stated in [
        *(s for p in reading.projects for s in p.rates),
        *(s for row in rows for s in row.rates),
        *reading.rates,
    ]:
        rate = stated.rate
        is_symbolic = rate.symbolic_low is not None or rate.symbolic_high is not None
        low, high = (
            (rate.symbolic_low, rate.symbolic_high) if is_symbolic else (rate.amount_low_yuan, rate.amount_high_yuan)
        )
        if stated.corrections and not _is_bounded(rate.comparator, low, high):
            return f"rate {stated.amount_text}: {rate.comparator} does not go with the bounds {low} and {high}"
    return None


def _is_bounded(comparator: str, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether a comparator has the bounds it needs and no others."""
    if comparator in (">=", ">", "<=", "<"):
        needed, other = (low, high) if comparator in (">=", ">") else (high, low)
        return needed is not None and other is None
    if low is None or high is None:
        return comparator == "text" and low is high
    return low == high if comparator == "=" else comparator == "range" and low <= high
