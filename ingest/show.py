"""A reading on a terminal: enough to judge in ten seconds whether a document was understood. Fits 80 columns.

First what was found and what to look at, gravest first; then every project's table as it was understood, beside what is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ingest.answer import budget_yuan, project_rates
from ingest.confidence import scale
from ingest.flags import GRAVEST_FIRST, flag_meanings, is_doubt, severity
from ingest.nouns import Indicator, Issue, Project, Reading, StatedRate

SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "range": ""}
DOUBT = "yellow"
BAD = "bold red"
STYLES = {"critical": BAD, "warning": DOUBT, "info": "dim"}
LINES_NAMED = 8


def show_reading(reading: Reading, console: Console) -> None:
    """Print the document's head, every project with its indicators, rates and flags, and the issues."""
    console.print(_head(reading))
    console.print(_doubts(reading))
    for project in reading.projects:
        console.print(_project(project))
    if reading.rates:
        console.print(Text("\nRates outside any project", style="bold"))
        console.print(_rates(dict.fromkeys(reading.rates)))
    if reading.issues:
        console.print(Text("\nIssues", style="bold"))
        console.print(_issues(reading.issues))


def target_words(indicator: Indicator) -> str:
    """What the program understood of a target: `≥ 10,000 人`, `500–1,000 元/人`; a text target is only `text`."""
    target = indicator.target
    if target.comparator == "text":
        return target.kind
    return _bounds(target.comparator, target.low, target.high, target.measure or "")


def rate_words(stated: StatedRate) -> str:
    """What the program understood of a rate: `≤ 3,000 元 / 人 / 年`."""
    rate = stated.rate
    if rate.symbolic_low is not None or rate.symbolic_high is not None:
        amount = _bounds(rate.comparator, rate.symbolic_low, rate.symbolic_high, rate.symbolic_unit or "")
    else:
        amount = _bounds(rate.comparator, rate.amount_low_yuan, rate.amount_high_yuan, "元")
    return " / ".join([amount, *filter(None, (rate.per, rate.pay_period))])


def amount(value: Decimal) -> str:
    """A number as people write it: thousands separated, no idle zeros."""
    return f"{value:,f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"


def _bounds(comparator: str, low: Decimal | None, high: Decimal | None, measure: str) -> str:
    ends = [amount(value) for value in dict.fromkeys((low, high)) if value is not None]
    return " ".join(filter(None, (SIGNS.get(comparator, comparator), "–".join(ends), measure)))


def _head(reading: Reading) -> RenderableType:
    rows = [indicator for project in reading.projects for indicator in project.indicators]
    rates = [stated for project in reading.projects for stated in project_rates(project)] + reading.rates
    doubtful = sum(is_doubt(_flags(indicator)) for indicator in rows)
    where = " · ".join(
        [reading.city_name or "city not stated", f"{reading.fiscal_year or 'year not stated'} ({reading.fiscal_year_basis or '-'})",
         reading.publisher or "publisher not stated"]
    )  # fmt: skip
    counts = (
        f"{len(reading.projects)} projects · {len(rows)} indicators · {len(rates)} rates · {len(reading.issues)} issues"
    )
    understood = Text(f"{counts} · {doubtful} rows to look at", style=DOUBT if doubtful or reading.issues else "green")
    return Group(Text(reading.title or "no title", style="bold"), Text(f"{where} · {reading.media_type}"), understood)


def _doubts(reading: Reading) -> RenderableType:
    """Every flag of the rows and rates, gravest first: how often, what it means, in which lines."""
    flagged = [(flag, row.locator.line_start) for p in reading.projects for row in p.indicators for flag in _flags(row)]
    rates = [*reading.rates, *(stated for p in reading.projects for stated in project_rates(p))]
    flagged += [(flag, stated.locator.line_start) for stated in rates for flag in stated.rate.flags]
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    for width in (4, 24, 30, 14):
        table.add_column(max_width=width, overflow="fold", justify="right" if width == 4 else "left")
    counts = Counter(flag for flag, _ in flagged)
    for flag in sorted(counts, key=lambda flag: (GRAVEST_FIRST.index(severity(flag)), -counts[flag])):
        lines = [str(line) for line in sorted({line for other, line in flagged if other == flag})]
        named = ", ".join(lines[:LINES_NAMED]) + (" …" if len(lines) > LINES_NAMED else "")
        meaning = flag_meanings().get(flag, ("", ""))[1]
        table.add_row(f"{counts[flag]}×", flag, Text(meaning), f"line {named}", style=STYLES[severity(flag)])
    return Padding(table, (0, 0, 0, 2)) if counts else Text("  nothing is flagged", style="green")


def _project(project: Project) -> RenderableType:
    budget = budget_yuan(project)
    money = "budget not stated" if budget is None else f"{amount(budget)} 元"
    title = Text.assemble("\n", (f"{project.ordinal} {project.name}", "bold cyan"), f"  {money}")
    about = " · ".join(
        filter(None, (project.organisation_name, project.category_text, project.fund_nature_text, project.code))
    )
    parts: list[RenderableType] = [title, Text(about, style="dim")]
    if project.flags:
        parts.append(_marks(project.flags))
    for horizon in dict.fromkeys(indicator.horizon for indicator in project.indicators):
        parts.append(_indicators(horizon, (row for row in project.indicators if row.horizon == horizon)))
    if not project.indicators:
        parts.append(Text("  no indicators found", style=BAD))
    if rates := project_rates(project):
        parts.append(_rates(rates))
    return Group(*parts)


def _indicators(horizon: str, indicators: Iterable[Indicator]) -> RenderableType:
    """The grid as it was understood: levels where they change, name with its flags, printed and understood target, weight, line."""
    rows = list(indicators)
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for header, width in (
        (horizon, 10),
        ("indicator", 24),
        ("as printed", 14),
        ("understood", 14),
        ("sure", 4),
        ("line", 4),
    ):
        table.add_column(header, max_width=width, overflow="fold", justify="right" if width == 4 else "left")
    if has_weights := any(row.weight is not None for row in rows):
        table.columns[0].max_width = 8
        table.add_column("wt", max_width=4, justify="right")
    above: tuple[str | None, str | None] = ("", "")
    for row in rows:
        name = Text(row.name or "?", style="" if row.name else BAD)
        if flags := _flags(row):
            name.append_text(Text("\n")).append_text(_marks(flags))
        words = Text(target_words(row), style="dim" if row.target.comparator == "text" else "")
        cells: list[RenderableType] = [
            _levels(row, above),
            name,
            row.target_text,
            words,
            _sure(row.confidence),
            str(row.locator.line_start),
        ]
        table.add_row(*cells, *([amount(row.weight) if row.weight is not None else ""] if has_weights else []))
        above = row.level1, row.level2
    return Padding(table, (0, 0, 0, 2))


def _levels(row: Indicator, above: tuple[str | None, str | None]) -> Text:
    """The levels of a row where they are others than in the row above; a level nobody knows is a question mark."""
    shown = Text()
    if row.level1 != above[0]:
        shown.append((row.level1 or "?").removesuffix("指标") + "\n", style="bold" if row.level1 else BAD)
    if (row.level1, row.level2) != above:
        shown.append((row.level2 or "?").removesuffix("指标"), style="" if row.level2 else DOUBT)
    return shown


def _sure(confidence: float) -> Text:
    """How sure a row is, in percent; nothing where it is quite sure."""
    style = BAD if confidence < scale().threshold else DOUBT if confidence < 1 / 2 else "dim"
    return Text("" if confidence >= 1 else f"{confidence:.0%}", style=style)


def _marks(flags: Iterable[str]) -> Text:
    """Flags in the colours of their severity, gravest first."""
    ordered = sorted(flags, key=lambda flag: GRAVEST_FIRST.index(severity(flag)))
    return Text(" ").join(Text(flag, style=STYLES[severity(flag)]) for flag in ordered)


def _rates(rates: Iterable[StatedRate]) -> RenderableType:
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    for width in (24, 26, 18, 4):
        table.add_column(max_width=width, overflow="fold")
    for stated in rates:
        words = Text(rate_words(stated), style="green")
        if stated.rate.flags:
            words.append_text(Text("\n")).append_text(_marks(stated.rate.flags))
        whom = " · ".join(filter(None, (stated.rate.qualifier or stated.context_text, stated.rate.payer)))
        source = "quoted rule" if stated.rate.scope == "regulation" else stated.origin
        source += "" if stated.horizon == "annual" else f" {stated.horizon}"
        table.add_row(words, whom, Text(source, style="dim"), str(stated.locator.line_start))
    return Padding(table, (0, 0, 0, 2))


def _issues(issues: Iterable[Issue]) -> RenderableType:
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(style=BAD, overflow="fold")
    table.add_column(overflow="fold")
    for issue in issues:
        place = f" (line {issue.locator.line_start})" if issue.locator else ""
        table.add_row(issue.code, Text(issue.message + place))
    return Padding(table, (0, 0, 0, 2))


def _flags(indicator: Indicator) -> list[str]:
    return list(dict.fromkeys([*indicator.flags, *indicator.target.flags]))
