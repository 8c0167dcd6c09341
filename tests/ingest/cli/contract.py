"""The JSON of `bangfu parse --json` as it is published; more keys are allowed, other types are not."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, StrictFloat, StrictInt, StrictStr

Number = StrictInt | StrictFloat
Comparator = Literal[">=", "<=", ">", "<", "=", "range", "text"]


class _Open(BaseModel):
    model_config = ConfigDict(extra="allow")


class Place(_Open):
    page: StrictInt | None
    line_start: StrictInt
    line_end: StrictInt


class DocumentHead(_Open):
    city: StrictStr | None
    fiscal_year: StrictInt | None
    publisher: StrictStr | None
    media_type: StrictStr


class IndicatorRow(_Open):
    horizon: Literal["annual", "mid_term", "long_term"]
    level1: StrictStr | None
    level2: StrictStr | None
    name: StrictStr
    target_text: StrictStr
    comparator: Comparator
    low: Number | None
    high: Number | None
    measure: StrictStr | None
    weight: Number | None
    flags: list[StrictStr]
    locator: Place


class RateRow(_Open):
    qualifier: StrictStr | None
    comparator: Comparator
    amount_low_yuan: Number | None
    amount_high_yuan: Number | None
    per: StrictStr | None
    pay_period: StrictStr | None
    origin: Literal["indicator", "narrative"]
    quote: StrictStr
    locator: Place


class ProjectForm(_Open):
    name: StrictStr
    code: StrictStr | None
    organisation: StrictStr | None
    budget_yuan: Number | None
    goals: list[dict[str, object]]
    indicators: list[IndicatorRow]
    rates: list[RateRow]


class IssueNote(_Open):
    code: StrictStr
    message: StrictStr
    locator: dict[str, object]


class Parsed(_Open):
    document: DocumentHead
    projects: list[ProjectForm]
    rates: list[RateRow]
    issues: list[IssueNote]
