"""The nouns that pass between the rooms of ingest. Every room may import this module; no room imports another."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ingest.provenance import Correction, Passport, Refusal, SourceFile
from ingest.regions import Area, Region

__all__ = [
    "Area",
    "Budget",
    "Comparator",
    "Correction",
    "DocumentTotal",
    "Goal",
    "Horizon",
    "Indicator",
    "Issue",
    "Locator",
    "Passport",
    "Payment",
    "Project",
    "Rate",
    "Reading",
    "Refusal",
    "Region",
    "SourceFile",
    "StatedRate",
    "Target",
]

Horizon = Literal["annual", "mid_term", "long_term"]
Comparator = Literal[">=", "<=", ">", "<", "=", "range", "text"]


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a source: re-opening the lines there shows `quote`, character for character."""

    line_start: int
    line_end: int
    quote: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """What one 指标值 says. Money is in yuan, a percentage stays a percentage (95 means 95 %).

    `comparator` decides which bounds are set: `>=` and `>` only `low`; `<=` and `<` only `high`; `=` both, equal;
    `range` both, ordered; `text` neither.
    """

    comparator: Comparator = "text"
    low: Decimal | None = None
    high: Decimal | None = None
    measure: str | None = None
    kind: Literal["number", "percent", "money", "rate", "symbolic", "date", "text"] = "text"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """One amount stated per something (人, 户, 亩 ...) or per period, with the span of its words in the text it was read from.

    Exactly one of the two pairs of bounds is used: yuan, or - for an amount such as 12个月低保 - symbolic.
    `scope` is `regulation` when the words quote a rule rather than say what is paid.
    """

    start: int
    end: int
    comparator: Comparator
    amount_low_yuan: Decimal | None = None
    amount_high_yuan: Decimal | None = None
    symbolic_low: Decimal | None = None
    symbolic_high: Decimal | None = None
    symbolic_unit: str | None = None
    per: str | None = None
    pay_period: str | None = None
    qualifier: str | None = None
    payer: str | None = None
    scope: Literal["project", "regulation"] = "project"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should know about the reading of a document."""

    code: str
    message: str
    locator: Locator | None = None
    project_ordinal: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """One performance goal, its number removed."""

    horizon: Horizon
    ordinal: int
    text: str
    locator: Locator


@dataclass(frozen=True, slots=True)
class Budget:
    """One sum of money printed in a project's head, in yuan."""

    horizon: Horizon
    part: str
    label_text: str
    amount_text: str
    money_unit_text: str | None
    amount_yuan: Decimal | None
    locator: Locator
    flags: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Payment:
    """One point of a payment plan: the share of the budget (percent) paid by the end of a month."""

    due_month: int
    cumulative_pct_text: str | None
    cumulative_pct: Decimal | None
    locator: Locator


@dataclass(frozen=True, slots=True)
class StatedRate:
    """A rate with the place it was found in."""

    rate: Rate
    origin: Literal["indicator", "narrative"]
    stated_in: str
    amount_text: str
    context_text: str
    locator: Locator
    horizon: Horizon = "annual"
    confidence: float = 1.0
    corrections: tuple[Correction, ...] = ()


@dataclass(slots=True)
class Indicator:
    """One row of an indicator table: the words as printed, and what they say."""

    horizon: Horizon
    level1_text: str | None
    level2_text: str | None
    level1: str | None
    level2: str | None
    name: str
    name_text: str
    target_text: str
    locator: Locator
    description_text: str | None = None
    comparator_text: str | None = None
    measure_text: str | None = None
    direction_text: str | None = None
    weight_text: str | None = None
    basis_text: str | None = None
    weight: Decimal | None = None
    target: Target = field(default_factory=Target)
    rates: list[StatedRate] = field(default_factory=list)
    confidence: float = 1.0
    flags: tuple[str, ...] = ()
    printed_project: int = 0
    placement: Literal["printed", "moved", "unresolved"] = "printed"
    placement_proof: str | None = None
    corrections: tuple[Correction, ...] = ()


@dataclass(slots=True)
class Project:
    """One project with everything its form states. `ordinal` counts from 1 in the document."""

    ordinal: int
    name: str
    locator: Locator
    code: str | None = None
    organisation_name: str | None = None
    organisation_code: str | None = None
    category_text: str | None = None
    fund_nature_text: str | None = None
    policy_basis_text: str | None = None
    purpose_text: str | None = None
    budgets: list[Budget] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    rates: list[StatedRate] = field(default_factory=list)
    flags: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def budget_yuan(self, horizon: Horizon = "annual") -> Decimal | None:
        """The budget of a horizon: its printed total; the sum of its parts where the total is printed as zero or not at all; else None."""
        total = next((b.amount_yuan for b in self.budgets if b.part == "total" and b.horizon == horizon), None)
        parts = [
            b.amount_yuan
            for b in self.budgets
            if b.part in ("fiscal", "other") and b.horizon == horizon and b.amount_yuan is not None
        ]
        return total if total or not parts else sum(parts, Decimal(0))


@dataclass(frozen=True, slots=True)
class DocumentTotal:
    """A total printed over several projects, in yuan."""

    label_text: str
    amount_text: str
    amount_yuan: Decimal | None
    locator: Locator


@dataclass(slots=True)
class Reading:
    """Everything understood from one document. Empty `projects` with an issue that says why: no such document.

    `lines` are numbered from 1 through the whole document; `pages` says on which page a line stands, where its format has pages,
    `regions` where in the original file its words stand, where that can be shown.
    """

    media_type: str
    lines: list[str]
    city_id: str | None = None
    city_name: str | None = None
    publisher: str | None = None
    fiscal_year: int | None = None
    fiscal_year_basis: Literal["printed", "inferred"] | None = None
    title: str | None = None
    projects: list[Project] = field(default_factory=list)
    rates: list[StatedRate] = field(default_factory=list)
    totals: list[DocumentTotal] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    pages: dict[int, int] = field(default_factory=dict)
    regions: list[Region] = field(default_factory=list)
