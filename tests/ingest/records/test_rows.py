"""A table's cells → its indicator rows."""

from __future__ import annotations

from decimal import Decimal

from ingest.nouns import Indicator
from tests.ingest.printed import HEADER, NAMED, codes, reading, rows


def indicators(table: str, header: str = HEADER) -> list[Indicator]:
    (project,) = reading(f"{NAMED}{header}\n{table}").projects
    return project.indicators


def test_a_row_in_place() -> None:
    (row,) = indicators("产出指标\t数量指标\t慰问人数\t≥100人\n")
    assert (row.level1_text, row.level2_text, row.name_text, row.target_text) == (
        "产出指标",
        "数量指标",
        "慰问人数",
        "≥100人",
    )
    assert row.flags == ()
    assert (row.locator.line_start, row.locator.quote) == (3, "产出指标\t数量指标\t慰问人数\t≥100人")


def test_what_is_printed_and_what_is_filled_down() -> None:
    _, row = indicators("产出指标\t数量指标\t慰问人数\t≥100人\n\t\t慰问次数\t2次\n")
    assert (row.level1_text, row.level2_text) == (None, None)
    assert (row.level1, row.level2) == ("产出指标", "数量指标")
    assert row.locator.quote == "慰问次数\t2次"


def test_a_weight_may_be_printed_as_a_percentage() -> None:
    (row,) = indicators("产出指标\t质量指标\t合格率\t100%\t20%\n", HEADER + "\t权重")
    assert (row.target_text, row.weight, row.flags) == ("100%", Decimal(20), ())


def test_what_weighs_more_than_the_whole_is_no_weight() -> None:
    (row,) = indicators("产出指标\t数量指标\t慰问人数\t≥100人\t150\n", HEADER + "\t分值")
    assert (row.weight_text, row.weight, row.target_text) == ("150", None, "≥100人")
    assert "weight_out_of_range" in row.flags


def test_comparator_direction_and_measure_in_columns_of_their_own() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标性质\t指标方向\t指标值\t计量单位\t分值"
    (row,) = indicators("产出指标\t成本指标\t体检标准\t正向\t等于\t1000\t元/人\t5\n", header)
    assert (row.comparator_text, row.direction_text, row.target_text, row.measure_text) == (
        "等于",
        "正向",
        "1000",
        "元/人",
    )
    assert row.weight is not None
    assert (str(row.weight), row.target.kind) == ("5", "rate")


def test_a_second_level_that_is_the_indicator_itself() -> None:
    (row,) = indicators("满意度指标\t服务对象满意度\t\t≥90%\n")
    assert (row.level1, row.name, row.target_text) == ("满意度指标", "服务对象满意度", "≥90%")


def test_two_halves_side_by_side() -> None:
    text = "项目名称\t互助\n总体目标\t中期目标\t\t\t年度目标\n\t到2026年\t\t\t今年\n"
    text += "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t人数\t≥9人\t数量指标\t人数\t≥5人\n"
    (project,) = reading(text).projects
    found = [(row.horizon, row.level1, row.level2, row.name, row.target_text) for row in project.indicators]
    assert found == [
        ("mid_term", "产出指标", "数量指标", "人数", "≥9人"),
        ("annual", "产出指标", "数量指标", "人数", "≥5人"),
    ]


def test_the_rest_of_a_cell_cut_by_a_page_break_goes_back_and_that_is_said() -> None:
    (row,) = indicators("产出指标\t成本指标\t筹集方式\t财政补助 100 元/\n\n\t\t\t人\n")
    assert row.target_text == "财政补助 100 元/人"
    assert "cell_cut_by_page" in row.flags


def test_pieces_that_do_not_all_find_a_cell_are_put_nowhere_and_that_is_said() -> None:
    text = f"{NAMED}一级指标\t二级指标\t三级指标\t指标值\t分值\n产出指标\t数量指标\t人数\t≥9人\t5\n\n\t\t\t\t7\n"
    found = reading(text)
    assert [(row.target_text, str(row.weight)) for row in found.projects[0].indicators] == [("≥9人", "5")]
    assert [issue.message for issue in found.issues if issue.code == "text_not_understood"] == [
        "text in an indicator table that fits no column: 7"
    ]


def test_a_cell_without_a_column_is_flagged_however_short() -> None:
    (row,) = indicators("产出指标\t数量指标\t慰问人数\t≥100人\t甲\n")
    assert row.flags == ("cell_dropped",)


def test_an_empty_target_does_not_take_the_weight() -> None:
    row, _ = indicators("产出指标\t数量指标\t慰问人数\t\t10\n\t\t慰问次数\t2次\t5\n", HEADER + "\t分值")
    assert (row.target_text, row.weight_text) == ("", "10")
    assert "target_missing" in row.flags


def test_halves_whose_horizons_nothing_tells_are_said_to_be_assumed() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值\n"
    found = reading(f"{NAMED}{header}产出指标\t数量指标\t人数\t≥9人\t数量指标\t人数\t≥5人\n")
    assert [row.horizon for row in found.projects[0].indicators] == ["annual", "annual"]
    assert "horizon_assumed" in codes(found)


def test_a_line_that_goes_on_with_a_cell_of_the_one_before_is_put_behind_it() -> None:
    first, second = indicators("产出指标\t数量指标\t慰问困\n难职工人数\t≥100人\n\t质量指标\t到位率\t100%\n")
    assert (first.name, first.target_text, first.flags) == ("慰问困难职工人数", "≥100人", ("cell_joined",))
    assert (second.name, second.flags) == ("到位率", ())


def test_what_a_figure_counts_may_stand_on_the_next_line() -> None:
    row, _ = indicators("产出指标\t成本指标\t慰问标准\t≤500\n元/人\n\t质量指标\t到位率\t100%\n")
    assert (row.target_text, row.target.measure, row.flags) == ("≤500元/人", "元/人", ("cell_joined",))


def test_a_row_of_the_rest_of_cells_goes_below_them_where_a_level_word_proves_it() -> None:
    (row,) = indicators("满意度指标\t服务对象满意\t受助劳模满\t≥95%\n\t度指标\t意度\t\n")
    assert (row.level2, row.name, row.target_text) == ("服务对象满意度指标", "受助劳模满意度", "≥95%")
    assert row.flags == ("cell_joined",)


def test_a_row_below_a_name_without_a_target_may_be_its_rest_and_is_flagged() -> None:
    first, second = indicators("产出指标\t时效指标\t慰问金发放\t\n\t\t及时率\t≥95%\n")
    assert (first.flags, second.flags) == (("target_missing",), ("maybe_broken",))


def test_what_was_reached_is_not_the_target() -> None:
    header = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因"
    (row,) = indicators("产出指标\t数量指标\t慰问人数\t≥100人\t98人\t10\t9\t有人迁出\n", header)
    assert (row.target_text, str(row.weight)) == ("≥100人", "10")


def test_rows_of_words_without_delimiters() -> None:
    text = "项目名称 慰问\n一级指标 二级指标 三级指标 指标值\n产出指标\n数量指标\n困难职工救\n助人数\n≥100 人\n质量指标\n到位率\n100%\n"
    assert rows(text) == [
        ("产出指标", "数量指标", "困难职工救助人数", "≥100 人"),
        ("产出指标", "质量指标", "到位率", "100%"),
    ]


def test_a_column_nobody_knows_is_told_by_its_cells() -> None:
    header = "一级指标\t二级指标\t三级指标\t关系\t指标值\t计量单位"
    first, second = indicators("产出指标\t数量指标\t慰问人数\t≥\t390\t人\n\t\t疗养人数\t≤\t110\t人\n", header)
    assert [first.target.comparator, second.target.comparator] == [">=", "<="]


def test_two_targets_that_differ_are_flagged() -> None:
    header = "一级指标\t二级指标\t三级指标\t指标值\t上年实际值\t指标值"
    same, other = indicators("产出指标\t数量指标\t慰问人数\t9人\t8人\t9人\n\t\t疗养人数\t5人\t4人\t6人\n", header)
    assert ("target_column_ambiguous" in same.flags, "target_column_ambiguous" in other.flags) == (False, True)


def test_dashes_are_no_indicator() -> None:
    table = "成本指标\t社会成本指标\t/\t/\n产出指标\t数量指标\t慰问人数\t9人\n"
    assert [row.name for row in indicators(table)] == ["慰问人数"]


def test_a_value_in_numerals_and_a_date_end_where_the_next_row_begins() -> None:
    text = "项目名称 慰问\n一级指标 二级指标 三级指标 指标值\n产出指标\n数量指标\n演出场次\n不少于十二场\n体检人数\n600人左右\n"
    text += "时效指标\n慰问时间 2022 年 1 月 28 日前\n发放时间 12 月 10 日前\n"
    assert [row[2:] for row in rows(text)] == [
        ("演出场次", "不少于十二场"),
        ("体检人数", "600人左右"),
        ("慰问时间", "2022 年 1 月 28 日前"),
        ("发放时间", "12 月 10 日前"),
    ]


def test_a_column_that_stays_unknown_is_said() -> None:
    header = "一级指标\t二级指标\t三级指标\t核定依据文号\t指标值"
    found = reading(f"{NAMED}{header}\n产出指标\t数量指标\t慰问人数\t总工办〔2024〕3号\t≥100人\n")
    assert [issue.message for issue in found.issues if issue.code == "text_not_understood"] == [
        "words amid the fields of a project that no label claims: 核定依据文号"
    ]


def test_a_piece_of_a_level_word_left_over_makes_every_row_doubtful() -> None:
    text = "项目名称  培训\n一级指标  二级指标  三级指标  目标值\n产出    数量    培训期数      3期\n指标    指标    培训人次      ≥300人次\n"
    text += "        质量    合格率        ≥98%\n        指标\n效益    社会    干部能力      提升\n指标    效益\n"
    rows_read = reading(text).projects[0].indicators
    assert rows_read
    assert all(row.flags for row in rows_read)


def test_a_name_that_ends_in_a_value_is_doubtful() -> None:
    (row,) = indicators("产出指标\t成本指标\t补贴标准400元/人\t按文件执行\n")
    assert row.flags == ("name_holds_value",)
