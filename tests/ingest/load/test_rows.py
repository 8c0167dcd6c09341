from __future__ import annotations

from decimal import Decimal

from ingest.identity import document_key
from ingest.nouns import Locator, Rate, Reading, StatedRate, Target
from ingest.rows import document_id_of, reading_to_rows, refusal_of
from tests.ingest.readings import indicator, project, rate, reading, source


def test_every_figure_becomes_a_row_with_its_place() -> None:
    rows = reading_to_rows(reading(), source())
    assert {table: len(found) for table, found in rows.items()} == {
        "documents": 1, "document_lines": 4, "document_regions": 0, "document_totals": 0, "projects": 1, "budgets": 1, "goals": 0,
        "payment_plans": 0, "indicators": 1, "rates": 1, "issues": 1, "corrections": 0,
    }  # fmt: skip
    (budget,) = rows["budgets"]
    assert (budget["amount_yuan"], budget["money_unit_text"], budget["quote"]) == (11900000, "万元", "1190.00")
    (stated,) = rows["rates"]
    assert stated["indicator_row_id"] == rows["indicators"][0]["indicator_row_id"]
    assert (stated["line_start"], stated["quote"]) == (4, "1000 元/人")
    assert rows["document_lines"][2]["line_text"] == "慰问人数\t11900 人"


def test_a_document_keeps_its_key_when_the_file_is_corrected() -> None:
    key = document_id_of(reading())
    assert key == document_id_of(reading(lines=["corrected"], projects=[]))
    assert key.startswith("120000-2024-")
    assert len(key) == len("120000-2024-") + 8
    assert key != document_key("120000", 2024, "某市总工会", "another title")


def test_keys_do_not_depend_on_order() -> None:
    names = ["慰问人数", "慰问标准", "覆盖率"]
    forward = reading(projects=[project(indicators=[indicator(name) for name in names])])
    backward = reading(projects=[project(indicators=[indicator(name) for name in reversed(names)])])
    assert keys_by_name(forward) == keys_by_name(backward)


def test_keys_do_not_depend_on_lines() -> None:
    moved = indicator(locator=Locator(9, 9, "elsewhere"))
    assert keys_by_name(reading()) == keys_by_name(reading(projects=[project(indicators=[moved])]))


def test_rows_that_say_the_same_keep_keys_of_their_own() -> None:
    twins = reading(projects=[project(1, indicators=[indicator(), indicator()]), project(2, indicators=[])])
    rows = reading_to_rows(twins, source())
    assert len({row["project_id"] for row in rows["projects"]}) == 2
    assert len({row["indicator_row_id"] for row in rows["indicators"]}) == 2
    assert len({row["rate_id"] for row in rows["rates"]}) == 2


def test_a_rate_stands_once_but_once_in_each_horizon() -> None:
    annual = rate(origin="narrative")
    stated = [annual, annual, rate(origin="narrative", horizon="mid_term")]
    rows = reading_to_rows(reading(projects=[project(indicators=[], rates=stated)]), source())
    assert [row["horizon"] for row in rows["rates"]] == ["annual", "mid_term"]


def test_a_displaced_row_names_both_projects() -> None:
    moved = indicator(printed_project=2, placement="moved", placement_proof="90 = 90")
    rows = reading_to_rows(
        reading(projects=[project(1, "甲", indicators=[moved]), project(2, "乙", indicators=[])]), source()
    )
    ids = {row["project_name"]: row["project_id"] for row in rows["projects"]}
    (row,) = rows["indicators"]
    assert (row["project_id"], row["printed_project_id"]) == (ids["甲"], ids["乙"])


def test_flags_of_the_target_reach_the_row() -> None:
    doubtful = Target("text", flags=("several_amounts",))
    rows = reading_to_rows(
        reading(projects=[project(indicators=[indicator(target=doubtful, flags=("a_flag",))])]), source()
    )
    assert rows["indicators"][0]["flags"] == ["a_flag", "several_amounts"]


def test_symbolic_amounts_stay_symbolic() -> None:
    symbolic = Rate(0, 8, "<=", symbolic_high=Decimal(12), symbolic_unit="个月低保")
    stated = StatedRate(symbolic, "narrative", "text", "不超过12个月低保", "", Locator(1, 1, ""))
    (row,) = reading_to_rows(reading(projects=[], rates=[stated]), source())["rates"]
    assert (row["project_id"], row["symbolic_high"], row["amount_high_yuan"]) == (None, 12, None)


def test_what_cannot_be_placed_is_refused_with_a_reason() -> None:
    assert refusal_of(reading(), source()) is None
    refused = [
        refusal_of(reading(city_id=None), source()),
        refusal_of(reading(fiscal_year=None), source()),
        refusal_of(reading(projects=[]), source()),
    ]
    assert [r and r.code for r in refused] == ["city_missing", "fiscal_year_missing", "a_code"]
    assert refused[0] is not None
    assert "put a source.yml beside it" in refused[0].reason


def keys_by_name(read: Reading) -> dict[str, str]:
    rows = reading_to_rows(read, source())
    return {row["indicator_name"]: row["indicator_row_id"] for row in rows["indicators"]}
