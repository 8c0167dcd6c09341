"""Which city a document speaks of: names of administrative divisions found in its words, a county mapped to its prefecture."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SHORT = 2  # characters
PLACES = Path(__file__).parents[1] / "data" / "reference" / "places.csv"
SHORT_PLACES = PLACES.with_name("short_places.csv")


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative division. `city_id` is the prefecture or municipality it lies in, None for a province."""

    place_id: str
    name: str
    level: str
    city_id: str | None
    province_name: str


@cache
def places() -> dict[str, list[Place]]:
    """Every place by its full name, and by the short one that autonomous prefectures go by (大理州); several places may share one."""
    by_name: dict[str, list[Place]] = {}
    with PLACES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = Place(
                row["place_id"], row["place_name"], row["place_level"], row["city_id"] or None, row["province_name"]
            )
            by_name.setdefault(place.name, []).append(place)
    by_id = {place.place_id: place for group in by_name.values() for place in group}
    with SHORT_PLACES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_name.setdefault(row["short_name"], []).append(by_id[row["place_id"]])
    return by_name


@cache
def _by_id() -> dict[str, Place]:
    return {place.place_id: place for group in places().values() for place in group}


def city_name(city_id: str) -> str | None:
    """The name of a city by its code, None when the code is no prefecture or municipality."""
    place = _by_id().get(city_id)
    return place.name if place and place.city_id == place.place_id else None


def find_city(texts: list[str]) -> Place | None:
    """Texts, the most telling first → the city they name; None when none or several equally likely ones are named.

    A county counts for its prefecture. A county's name that several provinces share counts only beside a name that settles
    it; one of two characters (和县, 新县, 矿区), which other words make too, only where a text begins with it.
    """
    for text in dict.fromkeys(texts):
        named = _named(text)
        cities = {p.city_id for name in named for p in name.places if p.level in ("prefecture", "municipality")}
        provinces = {p.province_name for name in named for p in name.places if p.level in ("province", "municipality")}
        certain: Counter[str] = Counter()
        for name in named:
            fitting = [p for p in name.places if p.city_id in cities or p.province_name in provinces]
            candidates = name.places if len(name.places) == 1 else fitting
            if len(candidates) == 1 and candidates[0].city_id and not name.is_doubtful:
                certain[candidates[0].city_id] += 1
        best = certain.most_common(2)
        if best and (len(best) == 1 or best[0][1] > best[1][1]):
            return _by_id().get(best[0][0])
    return None


@dataclass(frozen=True, slots=True)
class _Name:
    """A name found in a text: all places called so, and whether other words may have made it."""

    places: list[Place]
    is_doubtful: bool


@cache
def _lengths() -> dict[str, list[int]]:
    """The first two characters of every name → the lengths of the names that begin so, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in places():
        lengths.setdefault(name[:2], set()).add(len(name))
    return {start: sorted(found, reverse=True) for start, found in lengths.items()}


def _named(text: str) -> list[_Name]:
    """Every place named in `text`, the longest name first at each position."""
    table, lengths = places(), _lengths()
    found = []
    i = 0
    while i < len(text):
        length = next((n for n in lengths.get(text[i : i + 2], ()) if text[i : i + n] in table), 0)
        if length:
            found.append(_Name(table[text[i : i + length]], is_doubtful=length <= _SHORT and i > 0))
        i += length or 1
    return found
