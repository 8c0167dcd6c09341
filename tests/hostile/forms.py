"""A small sound form, for hostile things to hide in or to stand beside."""

from __future__ import annotations

from tests.rendering.pages import Page, Ruled, boxes


def small_form(publisher: str = "黄山市总工会", name: str = "困难职工帮扶", target: str = "≥100人") -> Page:
    """One project with two indicators; city and year stand in the title, so that it needs no passport."""
    return [
        f"{publisher}2024年项目支出绩效目标表",
        Ruled(
            [
                boxes("项目名称", (name, 3)),
                boxes("年度资金总额", ("20万元", 3)),
                boxes("一级指标", "二级指标", "三级指标", "指标值"),
                boxes("产出指标", "数量指标", "救助困难职工人数", target),
                boxes("成本指标", "经济成本指标", "救助标准", "=2000元/人"),
            ]
        ),
    ]
