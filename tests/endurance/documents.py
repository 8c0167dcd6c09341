"""Small documents whose every figure follows from a number, and what may happen to them between two refreshes."""

from __future__ import annotations

import hashlib
from pathlib import Path

FORM = """黄山市总工会2024年项目支出绩效目标表
单位：黄山市总工会\t金额单位：万元
项目名称\t困难职工帮扶{number}
预算数\t{budget}
绩效目标\t为困难职工发放慰问金。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t慰问人数\t≥{heads}人
产出指标\t成本指标\t慰问标准\t{rate}元/人
效益指标\t社会效益指标\t职工生活改善\t有所改善
满意度指标\t服务对象满意度指标\t职工满意度\t≥95%
"""
PASSPORT = """title: 黄山市总工会2024年项目支出绩效目标表{title}
publisher: 黄山市总工会
city_id: "341000"
city_name: 黄山市
fiscal_year: 2024
fiscal_year_basis: printed
media_type: text/plain
sha256: {sha256}
obtained: generated
"""


def write_document(sources: Path, number: int, edition: int = 0, title: str | None = None) -> Path:
    """A document in a folder of its own, with its passport; another edition states another rate. Returns the folder."""
    home = sources / f"{number:05}"
    home.mkdir(parents=True, exist_ok=True)
    text = FORM.format(number=number, budget=10 + number % 90, heads=100 + number, rate=500 + number % 500 + edition)
    (home / "document.txt").write_text(text, encoding="utf-8")
    passport = PASSPORT.format(title=title or number, sha256=hashlib.sha256(text.encode()).hexdigest())
    (home / "source.yml").write_text(passport, encoding="utf-8")
    return home
