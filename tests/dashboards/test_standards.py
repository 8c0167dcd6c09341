"""Which standards `/compare` asks for: those wanted, of each city its latest, and in full when a person has them before them."""

from __future__ import annotations

import pytest

from dashboards.questions.standards import Wanted, choices, in_full, marks
from dashboards.warehouse import Warehouse, published_warehouse
from tests.dashboards import small_warehouse


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """The small warehouse, and of Tianjin one allowance (300 yuan a month) in 2022 and 2023 too, paid by the province then."""
    rows = small_warehouse.standards()
    earlier = [
        rows[1] | {"aid_standard_id": f"in-{year}", "fiscal_year": year, "payer": "省级财政"} for year in (2022, 2023)
    ]
    return published_warehouse(small_warehouse.build(tmp_path_factory.mktemp("years"), rows + earlier))


def found(warehouse: Warehouse, wanted: Wanted) -> set[str]:
    return set(marks(warehouse, wanted)["aid_standard_id"])


def test_without_a_year_each_city_has_its_latest(years: Warehouse) -> None:
    assert found(years, Wanted("honour_allowance")) == {f"standard-{number:02}" for number in range(5)}


def test_a_year_asked_for_is_that_year(years: Warehouse) -> None:
    assert found(years, Wanted("honour_allowance", years=["2022"])) == {"in-2022"}


def test_the_latest_year_is_one_of_the_ranks_asked_for_whoever_pays_in_it(years: Warehouse) -> None:
    """The national rank stands in 2024 alone, the provincial one too; that the province paid earlier brings no earlier year back."""
    assert found(years, Wanted("honour_allowance", ranks=["省部级"])) == {"standard-01", "standard-03"}
    assert found(years, Wanted("honour_allowance", payers=["省级财政"])) == set()
    assert found(years, Wanted("honour_allowance", payers=["省级财政"], years=["2022", "2024"])) == {"in-2022"}


def test_what_cannot_be_compared_has_a_latest_year_of_its_own(years: Warehouse) -> None:
    """Hohhot's lump sum stands beside Ezhou's ceilings."""
    assert found(years, Wanted("living_relief")) == {"standard-09", "standard-10", "standard-11"}


def test_there_is_to_choose_what_occurs_in_any_year(years: Warehouse) -> None:
    there = choices(years, "honour_allowance")
    assert set(there["fiscal_year"]) == {2022, 2023, 2024}
    assert set(there["payer"]) == {None, "省级财政"}


def test_a_kind_is_yearly_where_anything_can_be_put_per_year(years: Warehouse) -> None:
    assert choices(years, "honour_allowance")["is_yearly"].all()
    assert not choices(years, "rest_retreat")["is_yearly"].any()


def test_a_share_is_derived_and_can_be_chosen_as_such(years: Warehouse) -> None:
    """Of Hohhot alone a local figure is known: 6,000, 3,600 and 720 yuan are 50, 30 and 6 % of twelve times 1,000."""
    wanted = Wanted("honour_allowance", "share", "minimum_living_guarantee", grades=["C"])
    assert sorted(marks(years, wanted)["share_low_pct"]) == [6, 30, 50]
    assert set(choices(years, "honour_allowance", "minimum_living_guarantee")["evidence_grade"]) == {"B", "C"}


def test_rows_in_full_keep_their_order_and_what_they_say(years: Warehouse) -> None:
    rows = marks(years, Wanted("living_relief")).sort("aid_standard_id", descending=True).with_columns(city_name=None)
    full = in_full(years, rows)
    assert full["aid_standard_id"].to_list() == ["standard-11", "standard-10", "standard-09"]
    assert full["quote"].to_list() == ["小于等于	1.8	万元", "≤3000元/人年", "≤1500元/人年"]
    assert full["city_name"].to_list() == [None, None, None]


def test_all_kinds_of_some_cities(years: Warehouse) -> None:
    assert set(marks(years, Wanted(city_ids=["341100"]))["aid_type_id"]) == {"general_relief"}
    assert marks(years, Wanted()).height == 16
