"""Who publishes: the n-th document of a country belongs to a city, a year and a unit of that city. All cities come before a second year."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PLACES = Path(__file__).parents[2] / "data" / "reference" / "places.csv"
CITIES = 340
FIRST_YEAR = 2023
YEARS = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """A publisher and the year of its document. `number` counts a city's units from 0, which is the city's own union."""

    city_id: str
    city_name: str
    number: int
    publisher: str
    year: int

    @property
    def key(self) -> str:
        """The same in every year."""
        return f"{self.city_id}-{self.number}"

    @property
    def title(self) -> str:
        """What the passport says."""
        return f"{self.publisher}{self.year}年项目支出绩效目标表"


@cache
def cities() -> tuple[tuple[str, str], ...]:
    """Code and name of every municipality and prefecture, those with counties first: they are the 333 and more of the country."""
    with PLACES.open(encoding="utf-8", newline="") as file:
        places = list(csv.DictReader(file))
    with_counties = set(_counties())
    all_cities = [
        (p["place_id"], p["place_name"]) for p in places if p["place_level"] in ("municipality", "prefecture")
    ]
    return tuple(sorted(all_cities, key=lambda city: (city[0] not in with_counties, city[0])))


@cache
def _counties() -> dict[str, tuple[str, ...]]:
    counties: dict[str, list[str]] = {}
    with PLACES.open(encoding="utf-8", newline="") as file:
        for place in csv.DictReader(file):
            if place["place_level"] == "county":
                counties.setdefault(place["city_id"], []).append(place["place_name"])
    return {city: tuple(dict.fromkeys(names)) for city, names in counties.items()}


def unit_of(number: int, n_cities: int = CITIES, n_years: int = YEARS) -> Unit:
    """The publisher and year of the document of this number, from 0."""
    city_id, city_name = cities()[number % n_cities]
    unit = number // (n_cities * n_years)
    year = FIRST_YEAR + number // n_cities % n_years
    return Unit(city_id, city_name, unit, publisher_of(city_id, city_name, unit), year)


def publisher_of(city_id: str, city_name: str, unit: int) -> str:
    """A city's own union; then those of its counties; then, round by round, further units of these."""
    if unit == 0:
        return f"{city_name}总工会"
    counties = _counties().get(city_id)
    if counties is None:
        return f"{city_name}总工会第{unit}服务中心"
    round_, county = divmod(unit - 1, len(counties))
    return f"{counties[county]}总工会" + (f"第{round_}服务中心" if round_ else "")
