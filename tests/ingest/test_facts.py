"""What a document says of itself: title, year, publisher."""

from __future__ import annotations

import pytest

from ingest.nouns import Reading
from tests.ingest.printed import HEADER, NAMED, codes, reading

TABLE = f"{NAMED}{HEADER}\n产出指标\t数量指标\t慰问人数\t≥100人\n"


def year(text: str) -> tuple[int | None, str | None]:
    found = reading(text)
    return found.fiscal_year, found.fiscal_year_basis


@pytest.mark.parametrize(
    "heading",
    [
        "2024年项目支出绩效目标表",
        "项目支出绩效目标表\n(2024年度)",
        "项目支出绩效目标表\n（２０２４ 年度）",
        "某市总工会2024年项目支出绩效目标表",
    ],
)
def test_a_printed_year(heading: str) -> None:
    assert year(f"{heading}\n{TABLE}") == (2024, "printed")


def infer(text: str) -> Reading:
    return reading(f"项目支出绩效目标表\n{TABLE}\t时效指标\t完成时间\t{text}\n")


def test_a_year_that_only_dates_tell_is_inferred_and_that_is_said() -> None:
    found = infer("2024 年一季度")
    assert (found.fiscal_year, found.fiscal_year_basis) == (2024, "inferred")
    (issue,) = [issue for issue in found.issues if issue.code == "fiscal_year_inferred"]
    assert issue.locator
    assert (issue.locator.line_start, issue.locator.quote) == (5, "2024 年")


@pytest.mark.parametrize(
    "text", ["鄂财建发〔2020〕32号", "[2019]2号", "《2021年实施办法》", "20《甲》24年", "20２４年", "第2024年度"[:1]]
)
def test_years_of_other_things_are_none_of_the_budget(text: str) -> None:
    found = infer(text)
    assert found.fiscal_year is None
    assert "fiscal_year_missing" in codes(found)


def test_a_year_cut_by_a_line_break_is_found_in_both_lines() -> None:
    found = reading("慰问 2024\n年完成,2023\n年启动,2024\n年验收")
    (issue,) = [issue for issue in found.issues if issue.code == "fiscal_year_inferred"]
    assert found.fiscal_year == 2024
    assert issue.locator
    assert (issue.locator.line_start, issue.locator.line_end, issue.locator.quote) == (1, 2, "2024\n年")


def test_the_title_is_the_forms_title() -> None:
    assert reading(f"附件\n困难职工帮扶绩效目标表\n{TABLE}").title == "困难职工帮扶绩效目标表"


def test_the_publisher_is_the_unit_named_as_the_documents_own_else_the_most_frequent() -> None:
    own = f"填报单位:唐山市总工会\n{NAMED}实施单位\t唐山市职工服务中心\n{HEADER}\n产出指标\t数量指标\t人数\t1人\n"
    assert reading(own).publisher == "唐山市总工会"
    forms = "".join(
        f"项目名称\t甲{n}\n实施单位\t{unit}\n{HEADER}\n产出指标\t数量指标\t人数\t1人\n"
        for n, unit in enumerate(("市财政局", "市总工会", "市总工会"))
    )
    assert reading(forms).publisher == "市总工会"


def test_nothing_is_made_up() -> None:
    found = reading("")
    assert (found.title, found.publisher, found.fiscal_year, found.city_id) == (None, None, None, None)
    assert set(codes(found)) == {"empty_document", "fiscal_year_missing", "city_missing"}
