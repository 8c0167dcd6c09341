"""Which city a text speaks of."""

from __future__ import annotations

import time

import pytest

from ingest.places import city_name, find_city, places


@pytest.mark.parametrize(
    ("texts", "city"),
    [
        (["唐山市总工会"], "唐山市"),
        (["天津市职工服务中心"], "天津市"),
        (["张掖市甘州区总工会"], "张掖市"),
        (["正定县总工会"], "石家庄市"),  # a county counts for its prefecture
        (["赵县总工会"], "石家庄市"),
        (["河北省总工会", "唐山市困难职工帮扶"], "唐山市"),  # a province is no city: the next text decides
        (["唐山市、唐山市、保定市"], "唐山市"),
        (["北京市朝阳区总工会"], "北京市"),  # 朝阳区 is in 长春市 too
        (["长春市朝阳区总工会"], "长春市"),
    ],
)
def test_a_city_that_is_named(texts: list[str], city: str) -> None:
    found = find_city(texts)
    assert found
    assert found.name == city


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["朝阳区总工会"],
        ["唐山市和保定市"],
        ["河北省总工会"],
        ["山西区域职工"],  # not 西区 of 攀枝花市
        ["救助困难职工和县级劳模"],  # not 和县
        ["创新县区帮扶"],  # not 新县
        ["位于工矿区"],  # not 矿区
    ],
)
def test_no_city_is_named_or_several_are(texts: list[str]) -> None:
    assert find_city(texts) is None


def test_codes_of_cities() -> None:
    assert city_name("130200") == "唐山市"
    assert city_name("120000") == "天津市"
    assert city_name("130000") is None  # a province
    assert city_name("130203") is None  # a district
    assert city_name("999999") is None


def test_every_place_lies_in_a_city_there_is_or_is_a_province() -> None:
    for group in places().values():
        for place in group:
            assert (place.city_id is None) == (place.level == "province"), place
            assert place.city_id is None or city_name(place.city_id), place


def test_finding_takes_time_in_proportion_to_size() -> None:
    def seconds(size: int) -> float:
        start = time.process_time()
        find_city(["市总工会困难职工" * (size // 8)])
        return time.process_time() - start

    seconds(1000)
    assert seconds(400_000) < 16 * seconds(100_000) + 0.05


def test_an_autonomous_prefecture_by_its_short_name() -> None:
    place = find_city(["大理州总工会"])
    assert place is not None
    assert place.name == "大理白族自治州"
