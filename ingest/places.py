"""Which city a document speaks of: names of administrative divisions found in its words, a county mapped to its prefecture."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACES = Path(__file__).parents[1] / "data" / "reference" / "places.csv"


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
    """Every place by its full name; several places may share one."""
    by_name: dict[str, list[Place]] = {}
    with PLACES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = Place(
                row["place_id"], row["place_name"], row["place_level"], row["city_id"] or None, row["province_name"]
            )
            by_name.setdefault(place.name, []).append(place)
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

    A county counts for its prefecture. A county's name that several provinces share counts only beside a name that settles it.
    """
    for text in texts:
        named = _named(text)
        certain = Counter(place.city_id for group in named for place in group if len(group) == 1 and place.city_id)
        cities = {place.city_id for group in named for place in group if place.level in ("prefecture", "municipality")}
        provinces = {
            place.province_name for group in named for place in group if place.level in ("province", "municipality")
        }
        for group in named:
            fitting = [p for p in group if p.city_id in cities or p.province_name in provinces]
            if len(group) > 1 and len(fitting) == 1:
                certain[fitting[0].city_id] += 1
        if not certain:
            continue
        best = certain.most_common(2)
        if len(best) == 1 or best[0][1] > best[1][1]:
            return _by_id().get(str(best[0][0]))
    return None


def _named(text: str) -> list[list[Place]]:
    """Every place named in `text`, the longest name first at each position, each as all places of that name."""
    table = places()
    longest = max((len(name) for name in table), default=0)
    found = []
    i = 0
    while i < len(text):
        for length in range(min(longest, len(text) - i), 1, -1):
            if group := table.get(text[i : i + length]):
                found.append(group)
                i += length
                break
        else:
            i += 1
    return found
