"""Where forms and tables begin and end."""

from __future__ import annotations

import pytest

from tests.ingest.printed import HEADER, NAMED, codes, forms, reading, rows

FIRST = "产出指标\t数量指标\t慰问人数\t≥100人"
SECOND = "\t质量指标\t发放准确率\t100%"
BOTH = [("产出指标", "数量指标", "慰问人数", "≥100人"), ("产出指标", "质量指标", "发放准确率", "100%")]


def test_one_form() -> None:
    assert rows(f"{NAMED}{HEADER}\n{FIRST}\n{SECOND}\n") == BOTH


@pytest.mark.parametrize("between", ["\n", "\n\n", f"{HEADER}\n", f"\n{HEADER}\n", "- 3 -\n", "第 3 页 共 9 页\n"])
def test_a_page_break_between_two_rows_changes_nothing(between: str) -> None:
    assert rows(f"{NAMED}{HEADER}\n{FIRST}\n{between}{SECOND}\n") == BOTH


def test_the_next_project_opens_the_next_form() -> None:
    found = reading(f"{NAMED}{HEADER}\n{FIRST}\n{SECOND}\n\n项目名称\t送温暖\n{HEADER}\n{FIRST}\n").projects
    assert [(project.name, len(project.indicators)) for project in found] == [("劳模慰问", 2), ("送温暖", 1)]


def test_the_title_of_a_table_says_its_horizon_and_takes_over_a_header() -> None:
    found = reading(f"{NAMED}长期绩效目标表\n{HEADER}\n{FIRST}\n年度绩效目标表\n{FIRST}\n")
    (project,) = found.projects
    assert [row.horizon for row in project.indicators] == ["long_term", "annual"]
    assert "header_inherited" in codes(found)


@pytest.mark.parametrize(
    "stop", ["合计\t\t\t100", "注:以上指标为全年数", "填报人:张三", "财政部门审核意见\t同意", "审核人(签字)"]
)
def test_closing_words_end_a_table(stop: str) -> None:
    assert rows(
        f"{NAMED}{HEADER}\n{FIRST}\n{SECOND}\n{stop}\n文件另行公布\t时间另定\t甲\t乙\n"
    ) == BOTH or stop.startswith("合计")


@pytest.mark.parametrize(
    "name", ["审核人数", "存在问题整改率", "附件报送率", "总分达标率", "改进措施落实率", "合计慰问人数"]
)
def test_an_indicator_named_like_closing_words_does_not_end_a_table(name: str) -> None:
    found = rows(f"{NAMED}{HEADER}\n{FIRST}\n\t\t{name}\t≥90%\n{SECOND}\n")
    assert found == [BOTH[0], ("产出指标", "数量指标", name, "≥90%"), BOTH[1]]


def test_rows_behind_closing_words_are_said() -> None:
    found = reading(f"{NAMED}{HEADER}\n{FIRST}\n填报人:张三\n效益指标\t社会效益指标\t影响\t提高\n")
    assert [
        issue.locator.line_start for issue in found.issues if issue.code == "text_not_understood" and issue.locator
    ] == [5, 5]


def test_a_lone_cell_amid_rows_is_said_and_one_behind_them_is_not() -> None:
    amid = reading(f"{NAMED}{HEADER}\n{FIRST}\n春节前\n{SECOND}\n")
    assert "text_not_understood" in codes(amid)
    behind = reading(f"{NAMED}{HEADER}\n{FIRST}\n{SECOND}\n春节前\n")
    assert "text_not_understood" not in codes(behind)


def test_a_level_word_alone_in_a_line_holds_for_the_rows_below_it() -> None:
    assert rows(f"{NAMED}{HEADER}\n产出指标\n\t数量指标\t慰问人数\t≥100人\n{SECOND}\n") == BOTH


def test_a_first_level_alone_in_a_line_counts_before_what_the_second_level_usually_stands_under() -> None:
    found = reading(f"{NAMED}{HEADER}\n{FIRST}\n效益指标\n\t服务对象满意度指标\t满意度\t≥90%\n")
    row = found.projects[0].indicators[-1]
    assert (row.level1, row.level2) == ("效益指标", "服务对象满意度指标")
    assert "level1_inferred" not in row.flags


def test_a_list_of_projects_with_one_header() -> None:
    text = f"项目名称\t预算数\t{HEADER}\n送温暖\t5\t{FIRST}\n\t\t{SECOND}\n送清凉\t6\t{FIRST}\n合计\t11\n"
    found = reading("单位:万元\n" + text)
    assert [(project.name, str(project.budget_yuan()), len(project.indicators)) for project in found.projects] == [
        ("送温暖", "50000", 2),
        ("送清凉", "60000", 1),
    ]
    assert [str(total.amount_yuan) for total in found.totals] == ["110000"]


def test_levels_of_a_list_are_not_carried_into_the_next_project() -> None:
    text = f"项目名称\t{HEADER}\n送温暖\t{FIRST}\n送清凉\t\t\t饮料\t5箱\n"
    assert rows(text)[1] == (None, None, "饮料", "5箱")


def test_rows_of_a_list_before_its_first_name_are_kept() -> None:
    found = reading(f"项目名称\t{HEADER}\n\t{FIRST}\n送清凉\t{FIRST}\n")
    assert [(project.name, len(project.indicators)) for project in found.projects] == [("", 1), ("送清凉", 1)]
    assert "project_name_missing" in codes(found)


@pytest.mark.parametrize(
    "text", [f"{HEADER}\n", f"{HEADER}\n{HEADER}\n", "项目支出绩效目标表\n", "\t\t\n", "|||\n", "项目名称\t\n"]
)
def test_a_form_without_content_is_no_form(text: str) -> None:
    assert [form for form in forms(text) if form.tables] == []
    assert reading(text).projects == []


def test_a_body_without_a_header_and_without_a_name() -> None:
    found = reading(f"{FIRST}\n{SECOND}\n")
    assert [(project.name, len(project.indicators)) for project in found.projects] == [("", 2)]
    assert all("header_guessed" in row.flags for row in found.projects[0].indicators)


def test_running_heads_leave_and_words_of_the_table_stay() -> None:
    page = "某市总工会2024年绩效目标\n- {} -\n"
    lines = ["项目名称", "慰问", *HEADER.split("\t"), "产出指标", "数量指标", "慰问人数", "100人", page.format(1)]
    lines += [
        "质量指标",
        "发放准确率",
        "100%",
        page.format(2),
        "质量指标",
        "资金到位率",
        "100%",
        page.format(3),
        "时效指标",
        "完成时间",
        "6月",
    ]
    assert [row[1:] for row in rows("\n".join(line.strip() for line in lines))] == [
        ("数量指标", "慰问人数", "100人"),
        ("质量指标", "发放准确率", "100%"),
        ("质量指标", "资金到位率", "100%"),
        ("时效指标", "完成时间", "6月"),
    ]


def test_the_goal_beside_a_header_says_the_horizon_of_its_table() -> None:
    header = "一级指标\t二级指标\t指标内容\t指标值"
    (project,) = reading(
        f"{NAMED}长期目标1\t{header}\n{FIRST}\n年度目标1\t{header}\n前年\t上年\t预计当年实现\t\n"
        "产出指标\t数量指标\t慰问人数\t90人\t95人\t≥100人\n"
    ).projects
    assert [(row.horizon, row.target_text) for row in project.indicators] == [
        ("long_term", "≥100人"),
        ("annual", "≥100人"),
    ]


def test_targets_of_two_horizons_in_columns_of_their_own_are_a_row_each() -> None:
    (project,) = reading(
        f"{NAMED}一级指标\t二级指标\t三级指标\t中期指标值\t年度指标值\n产出指标\t数量指标\t慰问人数\t≥300人\t≥100人\n"
        "\t质量指标\t发放准确率\t100%\t99%\n"
    ).projects
    assert [(row.horizon, row.level2, row.name, row.target_text) for row in project.indicators] == [
        ("annual", "数量指标", "慰问人数", "≥100人"),
        ("mid_term", "数量指标", "慰问人数", "≥300人"),
        ("annual", "质量指标", "发放准确率", "99%"),
        ("mid_term", "质量指标", "发放准确率", "100%"),
    ]


def test_a_goal_in_a_row_of_its_own_is_no_indicator() -> None:
    text = f"{NAMED}{HEADER}\n年度绩效目标1（80分）\t\t帮助困难职工\t\n产出指标\t数量指标\t救助户数\t9户\n"
    (project,) = reading(text).projects
    assert ([goal.text for goal in project.goals], [row.name for row in project.indicators]) == (
        ["帮助困难职工"],
        ["救助户数"],
    )


def test_the_heading_of_the_next_project_is_not_the_rest_of_the_last_row() -> None:
    one = "项目名称:慰问\n序号 指标名称 目标值 单位 分值\n1 慰问人数 ≥8 人 15\n2 慰问满意度 ≥95 % 10\n\n"
    found = reading(f"{one}二、金秋助学\n{one.replace('慰问', '助学')}")
    assert [row.flags for project in found.projects for row in project.indicators] == [()] * 4


def test_signs_of_a_word_printed_upright_are_no_running_heads() -> None:
    page = "绩\n效\n指\n标\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 {}人数 9人\n\n第 {} 页 共 2 页\n\n"
    text = "项目名称 慰问\n第 1 页 共 3 页\n" + page.format("慰问", 2) + page.format("助学", 3)
    assert [row[2:] for row in rows(text)] == [("慰问人数", "9人"), ("助学人数", "9人")]


def test_levels_in_lines_of_their_own_above_a_pair_of_columns() -> None:
    text = "项目名称：帮扶\n指标名称  指标值\n产出指标\n  数量指标\n    指标1：户数  ≥9户\n    指标2：人数  ≥5人\n"
    assert rows(text) == [("产出指标", "数量指标", "户数", "≥9户"), ("产出指标", "数量指标", "人数", "≥5人")]
