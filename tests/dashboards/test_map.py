"""`/map`: points where cities are, the same in a table, and outlines that are whole."""

from __future__ import annotations

import polars as pl

from dashboards.charts.map import city_points, map_chart, outlines
from dashboards.theme import LIGHT
from dashboards.words import words_in
from tests.dashboards.conftest import OpenPage, seen

ZH = words_in("zh")


def cities(*rows: tuple[str, float | None, int, int]) -> pl.DataFrame:
    """Cities by name, longitude, documents and standards."""
    return pl.DataFrame(
        [
            {
                "city_id": name,
                "city_name": name,
                "longitude": east,
                "latitude": 35.0,
                "n_documents": n,
                "n_projects": stated,
            }
            for name, east, n, stated in rows
        ]
    )


def test_the_outlines_are_those_of_all_provinces() -> None:
    """Thirty-four, and the islands of the South China Sea, which the package draws in a box of their own."""
    names = [feature["properties"]["province_name"] for feature in outlines()]
    assert len(names) == len(set(names)) == 34 + 1
    assert {"台湾", "西藏", "南海诸岛"} <= set(names)
    rings = [ring for feature in outlines() for polygon in feature["geometry"]["coordinates"] for ring in polygon]
    assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)
    assert all(73 < east < 136 and 3 < north < 54 for ring in rings for east, north in ring)


def test_a_city_without_documents_is_a_point_that_says_so() -> None:
    points = city_points(cities(("甲", 117.2, 1, 3), ("乙", 116.4, 0, 0), ("丙", None, 1, 1)), "n_projects", ZH)
    assert points.select("city_id", "has_documents", "description").rows() == [
        ("甲", True, "甲：项目数 3"),
        ("乙", False, "乙：没有文件入库"),
    ]
    assert map_chart(points, LIGHT).to_dict()["projection"] == {"type": "mercator"}


def test_the_page_says_what_it_is_and_works_without_the_map(open_page: OpenPage) -> None:
    app = open_page("map", measure="n_projects")
    text = seen(app)
    assert "示意图，不作为划界依据" in text
    assert "Apache License 2.0" in text
    table = app.dataframe[0].value
    assert table["城市"].tolist() == ["天津市", "唐山市", "呼和浩特市", "滁州市", "鄂州市"]
    assert table["城市页"].tolist()[0] == "city?city=120000"
