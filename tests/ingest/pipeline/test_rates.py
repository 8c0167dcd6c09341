"""Where rates are looked for, and the place of their words."""

from __future__ import annotations

from decimal import Decimal

from ingest.pipeline.rates import LONGEST_CLAUSE
from tests.ingest.printed import HEADER, NAMED, reading


def table(row: str, header: str = HEADER) -> str:
    return f"{NAMED}{header}\n{row}\n\t质量指标\t准确率\t100%\n"


def test_a_rate_of_a_target_cell() -> None:
    (project,) = reading(table("产出指标\t成本指标\t慰问标准\t1000 元/人")).projects
    (rate,) = project.indicators[0].rates
    assert (rate.rate.amount_low_yuan, rate.rate.per, rate.stated_in) == (Decimal(1000), "人", "target")
    assert (rate.locator.line_start, rate.locator.quote) == (3, "1000 元/人")


def test_a_rate_whose_unit_stands_in_a_column_of_its_own_quotes_both() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\t计量单位"
    (project,) = reading(table("产出指标\t成本指标\t慰问标准\t200\t元/人", header)).projects
    (rate,) = project.indicators[0].rates
    assert (rate.amount_text, rate.locator.quote) == ("200元/人", "200\t元/人")


def test_a_basis_that_repeats_the_target_states_no_further_rate() -> None:
    header = f"{HEADER}\t指标值确定依据"
    (project,) = reading(table("产出指标\t成本指标\t慰问标准\t500元/人\t每人500元", header)).projects
    assert [rate.stated_in for rate in project.indicators[0].rates] == ["target"]
    (project,) = reading(table("产出指标\t成本指标\t慰问标准\t500元/人\t按300元/人", header)).projects
    assert [rate.stated_in for rate in project.indicators[0].rates] == ["target", "basis"]


def test_what_several_payers_pay_together_is_flagged_as_their_sum() -> None:
    header = f"{HEADER}\t绩效标准"
    row = "产出指标\t成本指标\t筹集方式\t个人和单位各 50 元/人, 财政补助 100 元/人\t200 元/人"
    (project,) = reading(table(row, header)).projects
    basis = [rate for rate in project.indicators[0].rates if rate.stated_in == "basis"]
    assert [rate.rate.flags for rate in basis] == [("total_of_parts",)]


def test_rates_of_a_goal_are_narrative_and_quote_their_sentence() -> None:
    head = "项目名称\t劳模\n绩效目标\t体现关怀。全国劳模每人每月600元。做好服务。\n"
    (project,) = reading(f"{head}{HEADER}\n产出指标\t数量指标\t人数\t5人\n\t质量指标\t准确率\t100%\n").projects
    (rate,) = project.rates
    assert (rate.origin, rate.stated_in, rate.context_text) == ("narrative", "goal", "全国劳模每人每月600元")
    assert rate.locator.line_start == 2


def test_rates_outside_every_form() -> None:
    found = reading("关于提高津贴的通知\n全国劳模荣誉津贴每人每月600元。\n")
    assert found.projects == []
    assert [(rate.rate.amount_low_yuan, rate.locator.line_start) for rate in found.rates] == [(Decimal(600), 2)]
    assert found.issues[0].code == "no_form"


def test_a_sentence_without_an_end_is_quoted_in_part() -> None:
    found = reading("慰问" * 2000 + "每人每月600元" + "慰问" * 2000)
    (rate,) = found.rates
    assert len(rate.context_text) < 2 * LONGEST_CLAUSE + 20


def test_a_sentence_goes_on_behind_a_full_line() -> None:
    text = "经研究决定调整全市劳模荣誉津贴，市级劳模由每人每月80\n元提高到160元。\n其他事项\n另行通知。"
    (stated,) = reading(text).rates
    assert (stated.rate.amount_low_yuan, stated.locator.line_start, stated.locator.line_end) == (Decimal(160), 1, 2)


def test_the_measure_in_a_name_and_its_per_make_a_rate() -> None:
    indicator = reading(table("产出指标\t成本指标\t人均资助标准（元）\t3000")).projects[0].indicators[0]
    (stated,) = indicator.rates
    rate = stated.rate
    assert (rate.amount_low_yuan, rate.per, indicator.target.measure) == (Decimal(3000), "人", "元")
