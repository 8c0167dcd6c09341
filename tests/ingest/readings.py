"""Readings made by hand, small enough to check by eye."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from ingest.nouns import (
    Budget,
    Indicator,
    Issue,
    Locator,
    Passport,
    Project,
    Rate,
    Reading,
    SourceFile,
    StatedRate,
    Target,
)

LINES = ["项目名称\t春节慰问", "预算数\t1190.00", "慰问人数\t11900 人", "慰问标准\t1000 元/人"]
SHA256 = hashlib.sha256("\n".join(LINES).encode()).hexdigest()


def passport(**changes: Any) -> Passport:
    return replace(
        Passport(
            title="某市总工会2024年项目绩效目标表",
            publisher="某市总工会",
            city_id="120000",
            city_name="天津市",
            fiscal_year=2024,
            fiscal_year_basis="printed",
            media_type="text/plain",
            sha256=SHA256,
            obtained="by hand",
        ),
        **changes,
    )


def source(path: str = "120000_tianjin/2024_x/document.txt", **changes: Any) -> SourceFile:
    return SourceFile(Path(path), path, SHA256, passport(**changes))


def rate(**changes: Any) -> StatedRate:
    amount = Decimal(1000)
    paid = Rate(5, 13, "=", amount_low_yuan=amount, amount_high_yuan=amount, per="人")
    stated = StatedRate(paid, "indicator", "target", "1000 元/人", "慰问标准", Locator(4, 4, "1000 元/人"))
    return replace(stated, **changes)


def indicator(name: str = "慰问标准", **changes: Any) -> Indicator:
    row = Indicator(
        horizon="annual",
        level1_text="产出指标",
        level2_text="成本指标",
        level1="产出指标",
        level2="成本指标",
        name=name,
        name_text=name,
        target_text="1000 元/人",
        locator=Locator(4, 4, LINES[3]),
        target=Target("=", Decimal(1000), Decimal(1000), "元/人", "rate"),
        rates=[rate()],
        printed_project=1,
    )
    return replace(row, **changes)


def project(ordinal: int = 1, name: str = "春节慰问", **changes: Any) -> Project:
    budget = Budget("annual", "total", "预算数", "1190.00", "万元", Decimal(11900000), Locator(2, 2, "1190.00"))
    form = Project(ordinal, name, Locator(1, 1, "春节慰问"), budgets=[budget], indicators=[indicator()])
    return replace(form, **changes)


def reading(**changes: Any) -> Reading:
    whole = Reading(
        media_type="text/plain",
        lines=list(LINES),
        city_id="120000",
        city_name="天津市",
        publisher="某市总工会",
        fiscal_year=2024,
        fiscal_year_basis="printed",
        title="某市总工会2024年项目绩效目标表",
        projects=[project()],
        issues=[Issue("a_code", "something a person should know", Locator(1, 1, "项目名称"), 1)],
    )
    return replace(whole, **changes)
