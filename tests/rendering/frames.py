"""The frames of the five source documents: what a golden reading states, laid out again as a person lays out such a form."""

from __future__ import annotations

from typing import Any

from tests.rendering.pages import Box, Page, Ruled, boxes, merged_downwards

Record = dict[str, Any]


def _rows(project: Record, horizon: str = "annual") -> list[Record]:
    return [row for row in project["indicators"] if row["horizon"] == horizon]


def _texts(row: Record, *fields: str) -> list[str]:
    return [str(value) if (value := row.get(field)) is not None else "" for field in fields]


def _goals(project: Record, horizon: str = "annual") -> str:
    goals = [goal["text"] for goal in project["goals"] if goal["horizon"] == horizon]
    return "\n".join(f"{n}.{goal}" for n, goal in enumerate(goals, 1))


def _amounts(project: Record) -> dict[tuple[str, str], str]:
    return {(budget["horizon"], budget["part"]): budget["amount_text"] for budget in project["budgets"]}


def _money(project: Record, fiscal: str) -> list[str]:
    amounts = _amounts(project)
    return ["预算数", amounts["annual", "total"], fiscal, amounts["annual", "fiscal"], "其他资金", ""]


def _name(row: Record) -> str:
    return str(row.get("name_text") or row["name"])


def labels_above_levels(document: Record) -> Page:
    """Tianjin: head and indicators in one table, levels merged, a description beside the name."""
    page: Page = []
    for n, project in enumerate(document["projects"], 1):
        page += [
            f"{n}.{project['name']}绩效目标表",
            f"{project['organisation_code']} {project['organisation']}    单位：万元",
        ]
        table = [
            boxes("项目名称", (project["name"], 6)),
            boxes(("预算规模及\n资金用途", 1, 2), *_money(project, "其中：财政\n资金")),
            boxes((project["purpose"], 6)),
            boxes("绩效目标", (_goals(project), 6)),
            boxes("一级指标", "二级指标", "三级指标", ("绩效指标描述", 2), ("指标值", 2)),
        ]
        rows = [_texts(row, "level1", "level2", "name", "description", "target_text") for row in _rows(project)]
        for line in merged_downwards(rows, 2):
            *front, description, target = line
            table.append([*front, Box(description.text, 2), Box(target.text, 2)])
        page.append(Ruled(table))
    return page


def payment_plan(document: Record) -> Page:
    """Tangshan: head with a payment plan, then a table of its own with description and basis."""
    page: Page = ["第二部分", "预算项目绩效目标"]
    for n, project in enumerate(document["projects"], 1):
        page += [
            f"{n}.{project['name']}绩效目标表",
            f"{project['organisation_code']}{project['organisation']}\t单位：万元",
        ]
        months = [
            (f"{payment['due_month']}月底", width)
            for payment, width in zip(project["payments"], (1, 1, 2, 2), strict=True)
        ]
        shares = [
            (payment["text"] or "", width) for payment, width in zip(project["payments"], (1, 1, 2, 2), strict=True)
        ]
        page.append(
            Ruled([
                boxes("项目编码", (project["code"], 2), "项目名称", (project["name"], 3)),
                boxes(("预算规模及资金用途", 1, 2), *_money(project, "其中：财政    资金")),
                boxes((project["purpose"], 6)),
                boxes(("资金支出计划（%）", 1, 2), *months),
                boxes(*shares),
                boxes("绩效目标", (_goals(project), 6)),
            ])
        )  # fmt: skip
        rows = [
            _texts(row, "level1", "level2", "name", "description", "target_text", "basis") for row in _rows(project)
        ]
        header = boxes("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
        page.append(Ruled([header, *merged_downwards(rows, 2)]))
    return page


def wide_list(document: Record) -> Page:
    """Hohhot: one list, the project's cells merged over its rows, comparator, measure and weight in columns of their own."""
    about = ["项目名称", "项目单位", "项目类别", "预算数", "年度绩效目标"]
    levels = ["一级指标", "二级指标", "三级指标"]
    header = boxes(*about, *levels, "指标性质", "指标方向", "目标值", "计量单位", "分值")
    table = [header]
    for project in document["projects"]:
        rows = _rows(project)
        about = [
            project["name"], f"{project['organisation_code']}-{project['organisation']}", project["category"],
            _amounts(project)["annual", "total"], _goals(project) if len(project["goals"]) > 1 else project["goals"][0]["text"],
        ]  # fmt: skip
        fields = ("level1", "level2", "name", "comparator_text", "direction", "target_text", "measure_text", "weight")
        for r, line in enumerate(merged_downwards([_texts(row, *fields) for row in rows], 2)):
            table.append([*(Box(text, 1, len(rows)) for text in about if r == 0), *line])
    total = document["totals"][0]
    table.append(boxes((total["label"], 3), total["amount_text"], ("", 9)))
    return ["表12", "项目绩效目标表", f"部门：{document['document']['publisher']}", "单位：万元", Ruled(table)]


def two_halves(document: Record) -> Page:
    """Chuzhou: the mid-term and the annual half side by side, their levels merged downwards together."""
    year = document["document"]["fiscal_year"]
    page: Page = [f"{document['document']['publisher']}{year}年项目支出绩效目标表"]
    for n, project in enumerate(document["projects"], 1):
        amounts = _amounts(project)
        page += [f"{n}. “{project['name']}”项目", "项目支出绩效目标表", f"({year}年度)"]
        table = [
            boxes(("项目名称", 2), (project["name"], 8)),
            boxes(("实施单位", 2), (project["organisation"].replace(";", "\n"), 8)),
            boxes(("项目属性", 2), (project["category"], 8)),
        ]
        for r, (part, label) in enumerate((("total", "资金总额:"), ("fiscal", "其中:财政拨款"), ("other", "其他资金"))):
            front = boxes(("项目资金\n(万元)", 2, 3)) if r == 0 else []
            mid, annual = ("中期", "年度") if r == 0 else ("", "")
            table.append([
                *front,
                *boxes((mid + label, 2), (amounts["mid_term", part], 2), (annual + label, 2), (amounts["annual", part], 2)),
            ])  # fmt: skip
        table += [
            boxes(("总体目标", 1, 2), (f"中期目标({year}年—{year + 1}年)", 5), ("年度目标", 4)),
            boxes((_targets_numbered(project, "mid_term"), 5), (_targets_numbered(project, "annual"), 4)),
        ]
        half = ["二级指标", "三级指标", "指标值", "绩效标准"]
        pairs = list(zip(_rows(project, "mid_term"), _rows(project, "annual"), strict=True))
        rows = [
            [*_texts(left, "level1", "level2"), _name(left), *_texts(left, "target_text", "basis"),
             *_texts(right, "level2"), _name(right), *_texts(right, "target_text", "basis")]
            for left, right in pairs
        ]  # fmt: skip
        body = merged_downwards(rows, 2)
        table.append([Box("绩效指标", 1, 1 + len(body)), *boxes("一级指标", *half, *half)])
        page.append(Ruled([*table, *body]))
    return page


def _targets_numbered(project: Record, horizon: str) -> str:
    goals = [goal["text"] for goal in project["goals"] if goal["horizon"] == horizon]
    return "\n".join([*(f"目标{n}:{goal}" for n, goal in enumerate(goals, 1)), f"目标{len(goals) + 1}:……"])


def approval(document: Record) -> Page:
    """Ezhou: tick boxes, the policy basis, goals by name, then a long-term and an annual table."""
    page: Page = []
    for project in document["projects"]:
        page += [f"{document['document']['fiscal_year']}年项目支出绩效目标批复", "金额单位：万元"]
        goals = [
            boxes(f"{label}{goal['ordinal']}", (goal["text"], 5))
            for horizon, label in (("long_term", "长期绩效目标"), ("annual", "年度绩效目标"))
            for goal in project["goals"]
            if goal["horizon"] == horizon
        ]
        category = _ticks(project["category"], "常年性项目 延续性项目 一次性项目")
        table = [
            boxes("项目名称", (project["name"], 5)),
            boxes("项目预算", (_amounts(project)["annual", "total"], 2), "项目类型", (category, 2)),
            boxes("资金性质", (_ticks(project["fund_nature"], "经费拨款 非税收入 政府性基金"), 5)),
            boxes("立项依据", (project["policy_basis"], 5)),
            boxes(("项目绩效总目标", 6)),
            boxes("名称", ("目标说明", 5)),
            *goals,
        ]  # fmt: skip
        for horizon, title, goal in (
            ("long_term", "长期绩效目标表", "长期绩效目标1"),
            ("annual", "年度绩效目标表", "年度绩效目标1"),
        ):
            rows = [
                [goal, *_texts(row, "level1", "level2", "name", "target_text", "basis")]
                for row in _rows(project, horizon)
            ]
            if rows:
                table += [
                    boxes((title, 6)),
                    boxes("目标名称", "一级指标", "二级指标", "三级指标", "指标值", "指标值确定依据"),
                ]
                table += merged_downwards(rows, 3)
        page.append(Ruled(table))
    return page


def _ticks(chosen: str, options: str) -> str:
    return " ".join(("☑" if option == chosen else "□") + option for option in options.split())
