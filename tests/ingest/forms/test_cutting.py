"""Cells that hold more than one thing are cut where a known word ends."""

from __future__ import annotations

from ingest.forms.cutting import cut_cells
from ingest.grids import document_to_grid
from ingest.lexicon import lexicon
from tests.ingest.printed import document, reading, rows


def cut(text: str) -> list[str]:
    return [cell.text for cell in cut_cells(document_to_grid(document(text)), lexicon())]


def test_a_label_is_cut_from_the_value_behind_its_colon() -> None:
    assert cut("年度资金总额:16") == ["年度资金总额:", "16"]
    assert cut("其中:财政拨款") == ["其中:财政拨款"]


def test_a_text_that_merely_holds_a_colon_stays_whole() -> None:
    assert cut("目标1:开展慰问活动") == ["目标1:开展慰问活动"]
    assert cut("标准:每人500元") == ["标准:每人500元"]


def test_glued_headers_levels_names_and_values() -> None:
    assert cut("一级指标二级指标三级指标指标值\n产出指标数量指标学校改造覆盖率100%\n质量指标验收合格率≥98%") == [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
        "产出指标",
        "数量指标",
        "学校改造覆盖率",
        "100%",
        "质量指标",
        "验收合格率",
        "≥98%",
    ]


def test_glued_rows_are_read() -> None:
    text = "项目名称学校改造\n一级指标二级指标三级指标指标值\n产出指标数量指标改造学校数5所\n产出指标质量指标验收合格率≥98%\n"
    assert rows(text) == [
        ("产出指标", "数量指标", "改造学校数", "5所"),
        ("产出指标", "质量指标", "验收合格率", "≥98%"),
    ]


def test_words_are_cut_only_where_words_are_glued() -> None:
    assert cut("产出指标数量指标学校改造覆盖率100%") == ["产出指标数量指标学校改造覆盖率100%"]


def test_a_glued_row_with_a_description_and_a_basis_is_cut_around_its_value() -> None:
    header = "一级指标二级指标三级指标绩效指标描述指标值指标值确定依据\n"
    assert cut(header + "产出指标成本指标户均救助标准每户困难职工救助金额≤4000元/户冀工办发〔2022〕18号")[6:] == [
        "产出指标",
        "成本指标",
        "户均救助标准",
        "每户困难职工救助金额",
        "≤4000元/户",
        "冀工办发〔2022〕18号",
    ]
    assert cut(header + "时效指标完成时限救助资金发放完成时间2023年12月20日前工作要求")[-2:] == [
        "2023年12月20日前",
        "工作要求",
    ]


def test_a_figure_glued_to_its_label_is_cut_off() -> None:
    header = "一级指标二级指标三级指标指标值\n"
    assert cut(header + "预算规模及资金用途预算数28.00其中：财政资金28.00其他资金")[4:] == [
        "预算规模及资金用途",
        "预算数",
        "28.00",
        "其中：财政资金",
        "28.00",
        "其他资金",
    ]


def test_pairs_of_labels_and_values_are_cut_at_their_stops_and_prose_is_not() -> None:
    assert cut("年度资金总额:9,216.48；其他资金:0") == ["年度资金总额:", "9,216.48", "其他资金:", "0"]
    assert cut("开展慰问活动；项目单位负责落实") == ["开展慰问活动；项目单位负责落实"]


def test_a_unit_of_money_stands_behind_whatever_fills_its_line() -> None:
    assert cut("323001邢台市信都区总工会本级单位：万元") == ["323001邢台市信都区总工会本级", "单位：", "万元"]


def test_a_first_level_printed_once_for_several_rows_stands_before_the_first_of_them() -> None:
    text = (
        "项目名称\n慰问\n一级指标\n产出指标\n满意度指标\n二级指标\n数量指标\n质量指标\n满意度指标\n三级指标\n慰问人数\n"
        "准确率\n职工满意度\n指标值\n≥5人\n100%\n≥90%\n"
    )
    assert rows(text) == [
        ("产出指标", "数量指标", "慰问人数", "≥5人"),
        ("产出指标", "质量指标", "准确率", "100%"),
        ("满意度指标", "满意度指标", "职工满意度", "≥90%"),
    ]


def test_glued_rows_of_a_self_evaluation_are_cut_where_target_and_result_are_alike() -> None:
    header = "一级指标二级指标三级指标目标值完成值分值得分\n"
    text = (
        "项目名称农机\n" + header + "产出指标数量指标补贴机具数量≥600台(套)668台(套)1515\n受益农户数≥420户455户1514\n"
        "时效指标补贴兑付时间2022年12月20日前12月16日1010\n效益指标社会效益指标机械化水平有所提升明显提升3028\n"
    )
    (project,) = reading(text).projects
    assert [(row.name, row.target_text, row.weight_text) for row in project.indicators] == [
        ("补贴机具数量", "≥600台(套)", "15"),
        ("受益农户数", "≥420户", "15"),
        ("补贴兑付时间", "2022年12月20日前", "10"),
        ("机械化水平", "有所提升", "30"),
    ]


def test_glued_rows_without_a_like_result_stay_whole() -> None:
    header = "一级指标二级指标三级指标目标值完成值分值得分\n"
    assert "≥420户" not in cut(header + "受益农户数≥420户455人1515")


def test_sums_of_money_glued_together_have_two_decimals_each() -> None:
    text = "一级指标二级指标三级指标指标值\n年度资金总额78.6681.2481.24100.00%1010"
    assert cut(text)[4:] == ["年度资金总额", "78.66", "81.24", "81.24", "100.00%", "1010"]


def test_a_value_with_a_sign_parts_two_rows_glued_in_a_sheet() -> None:
    text = (
        "项目支出绩效目标申报表(2022年度)项目名称劳模疗休养经费实施单位宜春市总工会年度资金总额32.00其他资金0.00"
        "一级指标二级指标三级指标指标值产出指标数量指标疗休养人数≥80人批次2批质量指标计划完成率100%成本指标人均标准4000元/人"
        "效益指标社会效益指标弘扬劳模精神效果明显满意度指标服务对象满意度指标劳模满意度≥95%"
    )
    assert [row[2:] for row in rows(text)][:3] == [("疗休养人数", "≥80人"), ("批次", "2批"), ("计划完成率", "100%")]
