"""What an OCR model read → what a form must have printed: examples from scans, with what else the model thought of."""

from __future__ import annotations

import pytest

from ingest.readers.pdf_document import LEAST_CONFIDENCE
from ingest.readers.scan_model import Character
from ingest.readers.scan_repair import repaired


def read(text: str, **doubts: tuple[float, dict[str, float]]) -> list[Character]:
    """A line of which only some characters are doubtful: character=(how sure, {what else it could be: how likely})."""
    sure: tuple[float, dict[str, float]] = (0.999, {})
    return [
        Character(sign, confidence, tuple(others.items()))
        for sign, (confidence, others) in ((sign, doubts.get(sign, sure)) for sign in text)
    ]


def shown(lines: list[tuple[Character, ...]]) -> list[tuple[str, bool]]:
    """Each line's text, and whether it is doubtful."""
    return [("".join(c.text for c in line), min(c.confidence for c in line) < LEAST_CONFIDENCE) for line in lines]


@pytest.mark.parametrize(
    ("line", "text", "is_doubtful"),
    [
        (read("数呈指标", 呈=(0.7, {"量": 0.2})), "数量指标", False),
        (read("数量指标", 量=(0.6, {"呈": 0.3})), "数量指标", False),
        (read("数量指标", 量=(0.2, {"呈": 0.1})), "数量指标", True),
        (read("部内预算项目", 内=(0.86, {"门": 0.11})), "部门预算项目", False),
        (read("部门预算项目", 门=(0.75, {"内": 0.23})), "部门预算项目", False),
        (read("因难职工", 因=(0.8, {})), "困难职工", True),
        (read("全部内容", 内=(0.9, {"门": 0.05})), "全部内容", False),
        (read("查找原因难点", 因=(0.9, {"困": 0.08})), "查找原因难点", False),
        (read("工资全额发放", 全=(0.9, {"金": 0.08})), "工资全额发放", False),
        (read("年内完成", 内=(0.86, {"门": 0.11})), "年内完成", True),
        (read("增強能力", 強=(0.6, {"强": 0.39})), "增强能力", False),
        (read("≥", **{"≥": (0.73, {"N": 0.12, "M": 0.08})}), "≥", False),
        (read("≥", **{"≥": (0.7, {">": 0.25})}), "≥", True),
        (read("6", **{"6": (0.7, {"8": 0.25})}), "6", True),
        (read("(上级转移支付)", **{")": (0.5, {})}), "(上级转移支付)", True),
    ],
)  # fmt: skip
def test_a_line_is_read_as_its_words_tell(line: list[Character], text: str, is_doubtful: bool) -> None:
    assert shown(repaired([line])) == [(text, is_doubtful)]


def test_a_level_word_wrapped_over_two_lines_is_known() -> None:
    assert shown(repaired([read("可持续", 续=(0.7, {"绩": 0.2})), read("影响指标")])) == [
        ("可持续", False),
        ("影响指标", False),
    ]
