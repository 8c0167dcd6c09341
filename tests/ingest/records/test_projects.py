"""Head fields → the facts of a project."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.nouns import Project
from tests.ingest.printed import HEADER, codes, reading

TABLE = f"{HEADER}\n产出指标\t数量指标\t慰问人数\t≥100人\n\t质量指标\t准确率\t100%\n"


def project(head: str) -> Project:
    (found,) = reading(head + TABLE).projects
    return found


def test_a_code_before_the_name() -> None:
    found = project("项目名称\t51000021R000012345678-困难职工帮扶\n")
    assert (found.code, found.name) == ("51000021R000012345678", "困难职工帮扶")


def test_the_name_says_where_it_stands() -> None:
    found = project("\n项目名称\t困难职工帮扶\n")
    assert (found.locator.line_start, found.locator.quote) == (2, "困难职工帮扶")


def test_a_form_without_a_name_is_called_by_its_title_and_that_is_said() -> None:
    found = reading("困难职工帮扶绩效目标表\n预算数\t5万元\n" + TABLE)
    assert [p.name for p in found.projects] == ["困难职工帮扶绩效目标表"]
    assert found.projects[0].flags == ("project_name_missing",)
    assert "project_name_missing" in codes(found)


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("151001-呼和浩特市总工会", "151001", "呼和浩特市总工会"),
        ("[408001]唐山市总工会", "408001", "唐山市总工会"),
        ("滁州市总工会", None, "滁州市总工会"),
        ("滁州市总工会 滁州市困难职工帮扶中心", None, "滁州市总工会;滁州市困难职工帮扶中心"),
    ],
)
def test_organisations(printed: str, code: str | None, name: str) -> None:
    found = project(f"项目名称\t甲\n实施单位\t{printed}\n")
    assert (found.organisation_code, found.organisation_name) == (code, name)


def test_the_narrowest_organisation_stands() -> None:
    assert project("项目名称\t甲\n主管部门\t市财政局\n实施单位\t市总工会\n").organisation_name == "市总工会"


def test_a_coded_line_above_the_form_names_the_organisation() -> None:
    found = project("帮扶经费绩效目标表\n572214 天津市职工服务中心\n项目名称\t甲\n")
    assert (found.organisation_code, found.organisation_name) == ("572214", "天津市职工服务中心")


@pytest.mark.parametrize(
    ("head", "yuan"),
    [
        ("单位:万元\n项目名称\t甲\n预算数\t0.30\n", "3000"),
        ("项目名称\t甲\n预算数(元)\t3000\n", "3000"),
        ("单位:万元\n项目名称\t甲\n预算数(元)\t3000\n", "3000"),
        ("单位:元\n项目名称\t甲\n预算数\t1,190万元\n", "11900000"),
        ("金额单位:亿元\n项目名称\t甲\n预算数\t2\n", "200000000"),
        ("项目名称\t甲\n预算数\t854万854万\n", "8540000"),
    ],
)
def test_a_unit_beside_the_figure_counts_before_the_labels_and_that_before_the_forms(head: str, yuan: str) -> None:
    (budget,) = project(head).budgets
    assert budget.amount_yuan == Decimal(yuan)
    assert budget.flags == ()


def test_a_figure_without_any_unit_is_no_sum_of_yuan() -> None:
    (budget,) = project("项目名称\t甲\n预算数\t300\n").budgets
    assert (budget.amount_yuan, budget.amount_text, budget.flags) == (None, "300", ("money_unit_missing",))


@pytest.mark.parametrize("printed", ["16 20", "16　20万元", "1 620", "16.5.2", "1,6.5", "1，6.5", "12,34", "1,2345"])
def test_figures_that_may_be_two_are_no_sum(printed: str) -> None:
    (budget,) = project(f"单位:万元\n项目名称\t甲\n预算数\t{printed}\n").budgets
    assert (budget.amount_yuan, budget.flags) == (None, ("unreadable_number",))


@pytest.mark.parametrize(
    ("beside", "flags"),
    [
        ("其中：2023年\t30\n", ("several_years",)),
        ("其中：财政拨款\t30\n", ()),
        ("2023年\t30\n2024年\t60\n", ("several_years",)),
    ],
)
def test_a_total_beside_sums_of_single_years_may_not_be_the_years(beside: str, flags: tuple[str, ...]) -> None:
    total = project(f"单位:万元\n项目名称\t甲\n项目资金总额\t90\n{beside}").budgets[0]
    assert (total.amount_yuan, total.flags) == (Decimal(900_000), flags)


def test_a_unit_taken_over_from_the_form_before_is_flagged() -> None:
    first, second = reading(f"单位:万元\n项目名称\t甲\n预算数\t3\n{TABLE}项目名称\t乙\n预算数\t4\n{TABLE}").projects
    assert first.budgets[0].flags == ()
    assert (second.budget_yuan(), second.budgets[0].flags) == (Decimal(40_000), ("money_unit_assumed",))


def test_numbered_goals_are_goals_of_their_own() -> None:
    found = project("项目名称\t甲\n绩效目标\t目标 1: 慰问 3.5 万人。 目标 2: 救助 20 户。 目标 3: ……\n")
    assert [(goal.ordinal, goal.text) for goal in found.goals] == [(1, "慰问 3.5 万人。"), (2, "救助 20 户。")]
    assert found.goals[1].locator.quote == "救助 20 户。"


def test_goals_of_two_horizons_are_counted_apart() -> None:
    found = project("项目名称\t甲\n中期目标\t三年内覆盖全市\n年度目标\t覆盖市区\n")
    assert [(goal.horizon, goal.ordinal) for goal in found.goals] == [("mid_term", 1), ("annual", 1)]


def test_a_payment_plan_keeps_empty_points() -> None:
    found = project("项目名称\t甲\n资金支出计划(%)\t3月底\t6月底\n\t\t50%\n")
    assert [(p.due_month, p.cumulative_pct_text, p.cumulative_pct) for p in found.payments][:1] == [(3, None, None)]


@pytest.mark.parametrize(
    ("printed", "chosen"),
    [
        ("☑ 常年性项目 ☐ 延续性项目", "常年性项目"),
        ("常年性项目□ 延续性项目√", "延续性项目"),
        ("☐ 常年性项目 ☐ 延续性项目", None),
        ("经常性项目", "经常性项目"),
    ],
)
def test_ticked_options(printed: str, chosen: str | None) -> None:
    assert project(f"项目名称\t甲\n项目类型\t{printed}\n").category_text == chosen
