"""A draft's head fields → the facts of a project: name, codes, organisation, money, goals, payment plan."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.layout import Document, Field, Form, Words
from ingest.lexicon import Lexicon, bare, lexicon
from ingest.nouns import Budget, DocumentTotal, Goal, Horizon, Payment, Project
from ingest.records.drafts import Draft
from ingest.records.texts import tidy, to_decimal

_CODED = re.compile(r"^[\[(【（]?(\d{3,9})[\])】）]?\s*[-—－_]?\s*([^\d\s].*)$")
_CODE_BEFORE_NAME = re.compile(r"^([0-9A-Z]{10,})\s*[-—－]\s*(.+)$")
_OF_A_YEAR = re.compile(r"(?:其中)?[:：]?(?:19|20)\d{2}年(?:度|预算|资金|安排|投入|支出)*[:：]?")
_FIGURE = re.compile(r"([-+]?\d[\d,，]*(?:\.\d+)?)\s*(亿元|万元|亿|万|元)?")
_MULTIPLIER = {"亿元": 10**8, "亿": 10**8, "万元": 10**4, "万": 10**4, "元": 1}
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年|[-./])")
_LABELLED = re.compile(r"(?:19|20)\d{2}(?=年)")
_PARTED = re.compile(r"\d\s+\d|\.\d+\.\d")  # two figures in one cell, or one with a gap: which, nothing tells
_NUMBERED = re.compile(r"(?:目标\s*)?(?<![\d.])(\d{1,2})\s*(?:[、．:：]|\.(?!\d)|[)）])\s*")
_HOLLOW = re.compile(r"^[\s.。…·、:：;；]*$")


def draft_to_project(draft: Draft, ordinal: int, document: Document) -> Project:
    """A draft → a project without its indicators. `ordinal` counts from 1 in the document."""
    words = lexicon()
    name_field = _first(draft.fields, "project_name")
    name_words = name_field.value if name_field else draft.form.title
    place = name_words if name_words.text else _anything(draft)
    code, name = _code_and_name(tidy(name_words.text))
    code_field = _first(draft.fields, "project_code")
    organisation_code, organisation = _organisation(draft)
    project = Project(
        ordinal=ordinal,
        name=name,
        locator=document.locate(place),
        code=tidy(code_field.value.text) if code_field else code,
        organisation_name=organisation,
        organisation_code=organisation_code,
        category_text=_ticked(draft.fields, "category", words),
        fund_nature_text=_ticked(draft.fields, "fund_nature", words),
        policy_basis_text=_text(draft.fields, "policy_basis"),
        purpose_text=_text(draft.fields, "purpose"),
        flags=() if name_field else ("project_name_missing",),
    )
    project.budgets = fields_to_budgets(draft.fields, draft.form, document)
    if project.budget_yuan() is not None and not any(
        b.part == "total" and b.horizon == "annual" for b in project.budgets
    ):
        project.flags = (*project.flags, "budget_from_parts")
    project.goals = [g for field in draft.fields if field.name.startswith("goal") for g in _goals(field, document)]
    project.goals = _renumbered(project.goals)
    project.payments = [_payment(month, value, document, place) for month, value in draft.form.months]
    return project


def _anything(draft: Draft) -> Words:
    """Some words of a draft that prints no name and no title: those of its first row or field."""
    cells = [words for row in draft.rows for words in row.cells.values()]
    return next(words for words in [*cells, *(field.value for field in draft.fields)] if words.text)


def form_to_totals(form: Form, document: Document) -> list[DocumentTotal]:
    """Totals a list prints over its projects."""
    totals = []
    for field in form.fields:
        if field.name == "printed_total":
            amount, _, _ = _amount(field, form)
            totals.append(
                DocumentTotal(tidy(field.label.text), tidy(field.value.text), amount, document.locate(field.value))
            )
    return totals


def _first(fields: list[Field], name: str) -> Field | None:
    return next((field for field in fields if field.name == name and field.value.text), None)


def _text(fields: list[Field], name: str) -> str | None:
    texts = [tidy(field.value.text) for field in fields if field.name == name and field.value.text]
    return " ".join(texts) or None


def _code_and_name(text: str) -> tuple[str | None, str]:
    match = _CODE_BEFORE_NAME.match(text)
    return (match.group(1), match.group(2)) if match else (None, text)


def _organisation(draft: Draft) -> tuple[str | None, str | None]:
    """Code and name of who spends: the narrowest label that holds one, else a coded line of the head (572214 …中心)."""
    for name in ("organisation", "organisation_local", "organisation_budget", "organisation_head"):
        field = _first([*draft.fields, *([] if draft.fields is draft.form.fields else draft.form.fields)], name)
        if field and (match := _CODED.match(field.value.text.strip())):
            return match.group(1), tidy(match.group(2))
        if field:
            return None, ";".join(
                tidy(part) for part in re.split(r"(?<=[^\x00-\x7f\s])\s+(?=[^\x00-\x7f]{4})", field.value.text)
            )
    for line in reversed(draft.form.loose):
        if match := _CODED.match(tidy(line.text)):
            return match.group(1), tidy(match.group(2))
    return None, None


def _ticked(fields: list[Field], name: str, words: Lexicon) -> str | None:
    """The chosen options of a field of tick boxes, or its text where it has none."""
    field = _first(fields, name)
    if field is None:
        return None
    text = field.value.text
    marks = words.ticked - {"R"} | words.unticked
    pieces = [piece for piece in re.split(f"([{re.escape(''.join(sorted(marks)))}])", text) if piece.strip()]
    if not any(piece in marks for piece in pieces):
        return tidy(text)
    is_before = pieces[0] in marks
    pairs = [(pieces[i], pieces[i + 1]) for i in range(len(pieces) - 1) if (pieces[i] in marks) == is_before]
    chosen = [tidy(b if is_before else a) for a, b in pairs if (a if is_before else b) in words.ticked]
    return ";".join(chosen) or None


# money ----------------------------------------------------------------------------------------------------------------


def fields_to_budgets(fields: list[Field], form: Form, document: Document) -> list[Budget]:
    """Money fields → sums in yuan. A unit printed with the figure counts before the label's, and that before the form's."""
    budgets: list[Budget] = []
    is_one_year = _is_one_year(fields)
    stated = [field for field in fields if field.name.startswith("budget") and field.value.text]
    for field in _of_the_year(stated):
        amount, unit, flags = _amount(field, form)
        flags += ("several_years",) if field.name == "budget_total" and _names_years(form) else ()
        label = tidy(field.label.text).rstrip(":：") or "预算数"
        budget = Budget(
            "annual" if is_one_year else field.horizon or "annual",
            field.part or "total",
            label,
            tidy(field.value.text),
            unit,
            amount,
            document.locate(field.value),
            flags,
        )
        if not any(
            (b.horizon, b.part, b.label_text, b.amount_text) == (budget.horizon, budget.part, label, budget.amount_text)
            for b in budgets
        ):
            budgets.append(budget)
    printed = list(dict.fromkeys(b.horizon for b in budgets))
    return sorted(budgets, key=lambda b: printed.index(b.horizon))


def _of_the_year(fields: list[Field]) -> list[Field]:
    """Money fields, those of earlier years (2021年项目预算 beside 2022年项目预算) told as such, and a sum of the whole project as
    long-term where the year has one of its own."""
    years = [_year(field) for field in fields if field.name == "budget_total_of_year"]
    has_own = any(field.name in ("budget_total", "budget_total_of_year") for field in fields)

    def told(field: Field) -> Field:
        if field.name == "budget_total_of_year" and _year(field) < max(years):
            return replace(field, part="earlier")
        return replace(field, horizon="long_term") if field.name == "budget_total_whole" and has_own else field

    return [told(field) for field in fields]


def _names_years(form: Form) -> bool:
    """Whether sums of single years stand in the head unread (其中：2023年 30): of which years the total is, nothing tells."""
    return any(_OF_A_YEAR.fullmatch(bare(words.text)) for words in form.unclaimed)


def _year(field: Field) -> str:
    """The year that the label of a sum names; empty where it names none."""
    match = _LABELLED.search(bare(field.label.text))
    return match.group() if match else ""


def _is_one_year(fields: list[Field]) -> bool:
    """Whether a form speaks of one year only: it prints no total of the year, and the term of its project ends in the year it begins."""
    totals = {field.horizon for field in fields if field.name.startswith("budget_total") and field.value.text}
    term = next((bare(field.value.text) for field in fields if field.name == "term" and field.value.text), "")
    return totals == {"long_term"} and len(set(_YEAR.findall(term))) == 1


def _amount(field: Field, form: Form) -> tuple[Decimal | None, str | None, tuple[str, ...]]:
    match = _FIGURE.search(bare(field.value.text))
    if match is None:
        return None, form.money_unit, ("partly_read",)
    if _PARTED.search(field.value.text):
        return None, form.money_unit, ("unreadable_number",)
    number = to_decimal(match.group(1).rstrip(","))
    if number is None and "," in match.group(1):
        return None, form.money_unit, ("unreadable_number",)
    label_unit = re.search(r"[(（](?:单位[:：])?(亿元|万元|元)[)）]", field.label.text)
    printed = match.group(2) or (label_unit.group(1) if label_unit else None)
    unit = printed or form.money_unit
    if number is None or unit is None:
        return None, unit, ("money_unit_missing",) if number is not None else ("partly_read",)
    flags = ("money_unit_assumed",) if printed is None and form.is_unit_inherited else ()
    return number * _MULTIPLIER[unit], unit if unit.endswith("元") else f"{unit}元", flags


# goals and payments ---------------------------------------------------------------------------------------------------


def _goals(field: Field, document: Document) -> list[Goal]:
    """A goal cell → its goals; numbered items (1、…2、…) are goals of their own, empty ones (目标 2: ……) are none."""
    if field.name not in ("goal", "goal_mid_term", "goal_long_term"):
        return []
    horizon: Horizon = field.horizon or "annual"
    starts, expected = [], 1
    for match in _NUMBERED.finditer(field.value.text):
        if int(match.group(1)) == expected:
            starts.append(match)
            expected += 1
    first = starts[0].start() if starts else len(field.value.text)
    pieces = [field.value.part(0, first)]
    ends = [*(match.start() for match in starts[1:]), len(field.value.text)]
    pieces += [field.value.part(match.end(), end) for match, end in zip(starts, ends, strict=False)]
    pieces = [piece.strip() for piece in pieces]
    return [
        Goal(horizon, 0, tidy(piece.text), document.locate(piece)) for piece in pieces if not _HOLLOW.match(piece.text)
    ]


def _renumbered(goals: list[Goal]) -> list[Goal]:
    counts: dict[str, int] = {}
    numbered = []
    for goal in goals:
        counts[goal.horizon] = counts.get(goal.horizon, 0) + 1
        numbered.append(Goal(goal.horizon, counts[goal.horizon], goal.text, goal.locator))
    return numbered


def _payment(month: int, value: Words, document: Document, near: Words) -> Payment:
    text = tidy(value.text) or None
    return Payment(month, text, to_decimal(text), document.locate(value if value.text else near))
