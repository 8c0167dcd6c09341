"""Labels of a form's head and their values, whichever way they are laid out."""

from __future__ import annotations

import pytest

from tests.ingest.printed import HEADER, codes, fields, form, forms, reading

ROW = "产出指标\t数量指标\t慰问人数\t≥100人\n"
TABLE = f"{HEADER}\n{ROW}{ROW}"


def test_value_behind_its_label() -> None:
    text = "项目名称\t劳模慰问\t项目属性\t经常性项目\n预算数\t52.00\n" + TABLE
    assert fields(text) == [("project_name", "劳模慰问"), ("category", "经常性项目"), ("budget_total", "52.00")]


def test_a_value_below_a_run_of_labels_belongs_to_the_one_it_stands_under() -> None:
    text = "项目名称\t甲\n年度总体目标\t预期目标\t实际完成情况\n\t救助150户。\t已救助153户。\n" + TABLE
    assert [(name, value) for name, value in fields(text) if value][1:] == [
        ("goal", "救助150户。"),
        ("goal_reached", "已救助153户。"),
    ]


def test_values_behind_colons() -> None:
    text = "项目名称:劳模慰问\n年度资金总额:16\n" + TABLE.replace("\t", " ")
    assert fields(text) == [("project_name", "劳模慰问"), ("budget_total", "16")]


def test_one_cell_a_line() -> None:
    text = "\t项目编码\n\t13020025P00J\n\t项目名称\n\t安全月\n\t预算数\n\t0.30\n\t其他资金\n\t \n\t绩效目标\n\t开展活动。\n"
    assert fields(text) == [
        ("project_code", "13020025P00J"),
        ("project_name", "安全月"),
        ("budget_total", "0.30"),
        ("goal", "开展活动。"),
    ]


def test_a_label_of_money_takes_a_figure_and_no_text() -> None:
    text = "项目名称 慰问\n预算数 2810.00\n其他资金\n离退休劳模津贴\n绩效目标\n发放津贴。\n"
    found = dict(fields(text))
    assert "budget_other" not in found
    assert found["goal"] == "发放津贴。"


def test_labels_in_a_column_before_their_values() -> None:
    found = fields("项目编码\n项目名称\n实施单位\n13020025P00J\n劳模慰问\n市总工会\n")
    assert found == [("project_code", "13020025P00J"), ("project_name", "劳模慰问"), ("organisation", "市总工会")]


def test_the_parts_of_two_sums_side_by_side_belong_to_their_horizons() -> None:
    text = (
        "项目名称\t互助\n项目资金(万元)\t中期资金总额:\t75\t年度资金总额:\t150\n\t其中:财政拨款\t70\t其中:财政拨款\t140\n"
        + TABLE
    )
    found = [(field.name, field.horizon, field.value.text) for field in form(text).fields if "budget" in field.name]
    assert found == [
        ("budget_total_mid_term", "mid_term", "75"),
        ("budget_total", "annual", "150"),
        ("budget_fiscal", "mid_term", "70"),
        ("budget_fiscal", "annual", "140"),
    ]
    assert form(text).money_unit == "万元"


def test_initial_adjusted_and_executed_money_in_columns() -> None:
    text = "项目名称\t互助\n项目资金\t年初预算数\t全年预算数\t全年执行数\n年度资金总额\t10\t12\t11\n" + TABLE
    found = [(field.part, field.value.text) for field in form(text).fields if field.name == "budget_total"]
    assert found == [("total", "10"), ("adjusted", "12"), ("executed", "11")]


def test_the_adjusted_sum_is_the_budget_where_no_initial_one_is_printed() -> None:
    text = "项目名称\t互助\n项目资金\t全年预算数(A)\t全年执行数(B)\t执行率\n年度资金总额\t12\t11\t92%\n" + TABLE
    found = [(field.part, field.value.text) for field in form(text).fields if field.name == "budget_total"]
    assert found == [("total", "12"), ("executed", "11")]


def test_pairs_glued_in_a_line_are_parted_before_the_labels() -> None:
    found = fields(
        "项目名称:农机\n主管部门:农业局实施单位:推广中心\n预算金额(万元):180.00实际支出(万元):172.64\n" + TABLE
    )
    assert found[1:] == [
        ("organisation_head", "农业局"),
        ("organisation", "推广中心"),
        ("budget_total", "180.00"),
        ("budget_total", "172.64"),
    ]


@pytest.mark.parametrize("year", ["2022年", "２０２２年", "一、2022年"])
def test_of_several_years_the_latest_is_the_budget(year: str) -> None:
    (project,) = reading(f"单位:万元\n项目名称\t甲\n{year}项目预算\t35\t2021年项目预算\t38\n" + TABLE).projects
    assert [(b.part, b.amount_text) for b in project.budgets] == [("total", "35"), ("earlier", "38")]
    assert project.budget_yuan() == 350_000


def test_the_only_year_is_the_budgets_also_behind_a_chapter_number() -> None:
    (project,) = reading("单位:万元\n项目名称\t甲\n一、2022年项目预算\t35\n" + TABLE).projects
    assert project.budget_yuan() == 350_000


def test_a_sum_of_the_whole_project_is_not_the_years_where_that_is_printed() -> None:
    both = reading("单位:万元\n项目名称\t甲\n项目总预算\t300\t当年预算\t100\n" + TABLE).projects[0]
    alone = reading("单位:万元\n项目名称\t甲\n项目总预算\t300\n" + TABLE).projects[0]
    assert [both.budget_yuan(), both.budget_yuan("long_term")] == [1_000_000, 3_000_000]
    assert alone.budget_yuan() == 3_000_000


def test_a_payment_plan() -> None:
    text = "项目名称\t甲\n资金支出计划(%)\t3月底\t6月底\t10月底\t12月底\n\t\t50%\t80%\t100%\n" + TABLE
    assert [(month, words.text) for month, words in form(text).months] == [
        (3, ""),
        (6, "50%"),
        (10, "80%"),
        (12, "100%"),
    ]


def test_a_unit_of_money_holds_for_the_form_and_is_said_to_be_taken_over_by_the_next() -> None:
    first, second = forms("单位:万元\n项目名称\t甲\n预算数\t5\n" + TABLE + "\n项目名称\t乙\n预算数\t6\n" + TABLE)
    assert (first.money_unit, first.is_unit_inherited) == ("万元", False)
    assert (second.money_unit, second.is_unit_inherited) == ("万元", True)


def test_words_that_no_label_claims_are_said() -> None:
    found = reading("项目名称\t甲\n前期投入\t120\n" + TABLE)
    (issue,) = [issue for issue in found.issues if issue.code == "text_not_understood"]
    assert "前期投入 · 120" in issue.message
    assert issue.locator
    assert issue.locator.line_start == 2


def test_ticked_options() -> None:
    (project,) = reading("项目名称\t甲\n资金性质\t☑ 经费拨款 □ 非税收入 ☑ 基金\n" + TABLE).projects
    assert project.fund_nature_text == "经费拨款;基金"


def test_a_head_without_a_table_is_a_project_without_indicators_and_that_is_said() -> None:
    found = reading("项目名称\t甲\n预算数\t5万元\n实施单位\t某市总工会\n")
    assert [project.name for project in found.projects] == ["甲"]
    assert "no_indicators" in codes(found)


def test_a_heading_over_goals_may_be_the_label_of_the_goal() -> None:
    assert ("goal", "慰问劳模") in fields(
        f"项目名称\t慰问\n总体目标\t慰问劳模\n{HEADER}\n产出指标\t数量指标\t人数\t9人\n"
    )


def test_a_text_goes_on_below_where_its_label_is_merged() -> None:
    text = f"项目名称\t慰问\n年度目标\t1.慰问劳模\n\t2.慰问职工\n{HEADER}\n产出指标\t数量指标\t人数\t9人\n"
    assert [goal.text for goal in reading(text).projects[0].goals] == ["慰问劳模", "慰问职工"]


def test_the_only_total_of_a_term_within_one_year_is_that_of_the_year() -> None:
    head = "项目名称\t慰问\n实施期限\t2022年1月-12月\n实施期资金总额（万元）\t135.5\n"
    table = f"{HEADER}\n产出指标\t数量指标\t人数\t9人\n"
    assert reading(head + table).projects[0].budget_yuan() == 1355000
    assert reading(head.replace("12月", "2024年12月") + table).projects[0].budget_yuan() is None


def test_a_name_alone_makes_no_form() -> None:
    found = reading("一、项目编号:KC2022\n二、项目名称:职工疗休养采购\n三、成交信息\n评审专家名单:略\n")
    assert found.projects == []
    assert codes(found)[0] == "not_a_form"


def test_figures_below_their_columns_without_a_label_of_their_own() -> None:
    text = "单位:万元\n项目名称\t甲\n年初预算数\t调整预算数\t1-7月执行数\n45\t44\t20\n" + TABLE
    (project,) = reading(text).projects
    assert [(b.part, b.amount_text) for b in project.budgets] == [
        ("total", "45"),
        ("adjusted", "44"),
        ("executed", "20"),
    ]
