"""The reference of places holds the country: counts as the statistics office publishes them for 2023."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import pairwise

from tests.conventions.tracked import ROOT

with (ROOT / "data" / "reference" / "places.csv").open(encoding="utf-8", newline="") as file:
    PLACES = {row["place_id"]: row for row in csv.DictReader(file)}


def test_every_level_is_complete() -> None:
    assert Counter(row["place_level"] for row in PLACES.values()) == {
        "province": 27 + 3,  # with Hong Kong, Macau and Taiwan
        "municipality": 4,
        "prefecture": 333 + 32,  # with the county-rank divisions that a province governs itself
        "county": 2942,
    }


def test_codes_are_six_digits_in_order() -> None:
    assert all(len(code) == 6 and code.isdigit() for code in PLACES)
    assert all(before < after for before, after in pairwise(PLACES))


def test_every_county_lies_in_a_city_of_its_province() -> None:
    for row in PLACES.values():
        city = PLACES[row["city_id"]] if row["city_id"] else row
        assert city["province_id"] == row["province_id"]
        assert PLACES[row["province_id"]]["place_name"] == row["province_name"]
        assert row["place_level"] == "province" or city["place_level"] in {"municipality", "prefecture"}


def test_names_of_cities_are_unique() -> None:
    cities = Counter(row["place_name"] for row in PLACES.values() if row["place_id"] == row["city_id"])
    assert max(cities.values()) == 1


def test_familiar_places_stand_where_they_should() -> None:
    assert PLACES["120101"]["city_id"] == "120000"  # 和平区 in Tianjin
    assert PLACES["419001"]["city_id"] == "419001"  # 济源市, governed by Henan itself
    hohhot = PLACES["150100"]
    assert (hohhot["place_name"], hohhot["province_name"]) == ("呼和浩特市", "内蒙古自治区")
    assert (round(float(hohhot["longitude"]), 1), round(float(hohhot["latitude"]), 1)) == (111.7, 40.8)


def test_coordinates_lie_in_the_country_and_are_known_for_nearly_all() -> None:
    known = [row for row in PLACES.values() if row["longitude"]]
    assert all(73 < float(row["longitude"]) < 136 and 3 < float(row["latitude"]) < 54 for row in known)
    assert len(known) == 30 + 4 + 358 + 2701
