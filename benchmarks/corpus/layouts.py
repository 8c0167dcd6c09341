"""Facts → what one layout prints of them, in the shape of the golden readings, and the page itself."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.corpus.facts import WAN, DocumentFacts, ProjectFacts, Row
from tests.rendering.known_forms import FRAMES
from tests.rendering.pages import Page

Record = dict[str, Any]

LAYOUTS = tuple(FRAMES)
COMPARATORS = {"": "=", "≥": ">=", "≤": "<=", ">": ">", "<": "<"}
COMPARATOR_WORDS = {"": "等于", "≥": "大于等于", "≤": "小于等于", ">": "大于", "<": "小于"}
WRITTEN_OUT = {"万元": "元", "元/人年": "元/人/年"}  # what a measure means where it is printed otherwise
WEIGHTS_SUM = 90
CODES = ("408001", "572214", "151001", "301002")


def layout_of(seed: int, facts: DocumentFacts) -> str:
    """A unit keeps its layout through the years."""
    return Random(f"{seed}/{facts.unit.key}/layout").choice(LAYOUTS)


def page_of(layout: str, expected: Record) -> Page:
    """The page that states what is expected."""
    return FRAMES[layout](expected)


def expected_of(layout: str, facts: DocumentFacts) -> Record:
    """What must come back from the facts printed in a layout: its projects with their indicators, and its totals."""
    unit = facts.unit
    projects = [_PROJECTS[layout](project, facts) for project in facts.projects]
    for project in projects:
        project["rates"] = [rate for row in project["indicators"] for rate in _rates(row)]
    document = {"city": unit.city_name, "fiscal_year": unit.year, "publisher": unit.publisher}
    return {"document": document, "projects": projects, "totals": _totals(facts) if layout == "hohhot" else []}


def _totals(facts: DocumentFacts) -> list[Record]:
    total = sum((project.budget_yuan for project in facts.projects), Decimal(0))
    return [{"label": "合计", "amount_text": _money(total), "amount_yuan": float(total)}]


def _tianjin(project: ProjectFacts, facts: DocumentFacts) -> Record:
    rows = [_row(row) | {"description": row.name} for row in project.rows]
    return _head(project, facts) | {
        "organisation": facts.unit.publisher, "organisation_code": CODES[0], "purpose": project.purpose,
        "budgets": [_budget("annual", "total", project.budget_yuan), _budget("annual", "fiscal", project.budget_yuan)],
        "goals": [_goal(project, "annual")], "indicators": rows,
    }  # fmt: skip


def _tangshan(project: ProjectFacts, facts: DocumentFacts) -> Record:
    shares = (None, 50, 100, 100)
    payments = [
        {"due_month": month, "text": share and f"{share}%", "pct": share}
        for month, share in zip((3, 6, 10, 12), shares, strict=True)
    ]
    rows = [row | {"basis": "根据年度工作计划及实际完成情况"} for row in _tianjin(project, facts)["indicators"]]
    return _tianjin(project, facts) | {"code": project.code, "payments": payments, "indicators": rows}


def _hohhot(project: ProjectFacts, facts: DocumentFacts) -> Record:
    weights = _weights(
        len(project.rows), WEIGHTS_SUM - 5 * ("weights_differ" in facts.faults and project is facts.projects[0])
    )
    rows = [_wide_row(row) | {"weight": weight} for row, weight in zip(project.rows, weights, strict=True)]
    return _head(project, facts) | {
        "organisation": facts.unit.publisher, "organisation_code": CODES[2], "category": "部门预算项目",
        "budgets": [_budget("annual", "total", project.budget_yuan)], "goals": [_goal(project, "annual")], "indicators": rows,
    }  # fmt: skip


def _chuzhou(project: ProjectFacts, facts: DocumentFacts) -> Record:
    horizons = ("mid_term", "annual")
    rows = [
        _row(row, horizon) | {"name_text": f"指标1:{row.name}", "basis": "按标准执行"}
        for horizon in horizons
        for row in project.rows
    ]
    parts = (("total", project.budget_yuan), ("fiscal", project.budget_yuan), ("other", Decimal(0)))
    return _head(project, facts) | {
        "organisation": facts.unit.publisher, "category": "经常性项目",
        "budgets": [_budget(horizon, part, yuan) for horizon in horizons for part, yuan in parts],
        "goals": [_goal(project, horizon) for horizon in horizons], "indicators": rows,
    }  # fmt: skip


def _ezhou(project: ProjectFacts, facts: DocumentFacts) -> Record:
    horizons = ("long_term", "annual")
    rows = [_row(row, horizon) | {"basis": "计划值"} for horizon in horizons for row in project.rows]
    return _head(project, facts) | {
        "category": "常年性项目", "fund_nature": "经费拨款", "policy_basis": project.basis,
        "budgets": [_budget("annual", "total", project.budget_yuan)],
        "goals": [_goal(project, horizon) for horizon in horizons], "indicators": rows,
    }  # fmt: skip


_PROJECTS: dict[str, Callable[[ProjectFacts, DocumentFacts], Record]] = {
    "tianjin": _tianjin,
    "tangshan": _tangshan,
    "hohhot": _hohhot,
    "chuzhou": _chuzhou,
    "ezhou": _ezhou,
}


def _head(project: ProjectFacts, facts: DocumentFacts) -> Record:
    return {"name": project.name, "budget_yuan": float(project.budget_yuan), "payments": []}


def _goal(project: ProjectFacts, horizon: str) -> Record:
    return {"horizon": horizon, "ordinal": 1, "text": project.goal}


def _budget(horizon: str, part: str, yuan: Decimal) -> Record:
    return {"horizon": horizon, "part": part, "amount_text": _money(yuan), "amount_yuan": float(yuan)}


def _money(yuan: Decimal) -> str:
    return f"{yuan / WAN:.2f}"


def _row(row: Row, horizon: str = "annual") -> Record:
    printed = row.words or f"{row.sign}{row.figure}{row.measure}"
    return {
        "horizon": horizon,
        "level1": row.level1,
        "level2": row.level2,
        "name": row.name,
        "target_text": printed,
    } | _target(row)


def _wide_row(row: Row) -> Record:
    """Comparator, direction and measure in columns of their own."""
    if row.figure is None:
        columns = {"comparator_text": None, "direction": "定性", "measure_text": None, "target_text": row.words}
    else:
        columns = {
            "comparator_text": COMPARATOR_WORDS[row.sign], "direction": "反向" if row.sign == "≤" else "正向",
            "measure_text": row.measure, "target_text": row.figure,
        }  # fmt: skip
    return _row(row) | columns


def _target(row: Row) -> Record:
    """What the words of a target mean: yuan for 万元, the figure as it is for all else."""
    if row.figure is None:
        return {"comparator": "text", "low": None, "high": None, "measure": None}
    is_wan = row.measure == "万元"
    value = float(Decimal(row.figure) * (WAN if is_wan else 1))
    comparator = COMPARATORS[row.sign]
    return {
        "comparator": comparator, "low": value if comparator in ("=", ">=", ">") else None,
        "high": value if comparator in ("=", "<=", "<") else None, "measure": WRITTEN_OUT.get(str(row.measure), row.measure),
    }  # fmt: skip


def _rates(row: Record) -> list[Record]:
    """The rate that a row states, if its measure is an amount per somebody or per period."""
    money, *per = str(row["measure"]).split("/")
    if money != "元" or not per:
        return []
    said = {name: row[name] for name in ("horizon", "comparator")}
    said |= {"amount_low_yuan": row["low"], "amount_high_yuan": row["high"]}
    return [
        said | {"per": "人" if "人" in per else None, "pay_period": next((p for p in per if p in ("月", "年")), None)}
    ]


def _weights(count: int, total: int) -> list[int]:
    """Whole weights that sum to the total, the first ones larger."""
    each, more = divmod(total, count)
    return [each + (n < more) for n in range(count)]
