"""Cells that hold more than one thing are cut where a known word ends."""

from __future__ import annotations

from ingest.forms.cutting import cut_cells
from ingest.grids import document_to_grid
from ingest.lexicon import lexicon
from tests.ingest.printed import document, rows


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
