"""Every row of rates.yml: a text, and the amounts a reader finds stated in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.nouns import Rate
from ingest.quantities import text_to_rates

ROWS = yaml.safe_load((Path(__file__).parent / "rates.yml").read_text(encoding="utf-8"))


def reading_of(rate: Rate, text: str) -> dict[str, Any]:
    """A rate in the notation of rates.yml: what is not said is left out."""
    low = rate.amount_low_yuan if rate.symbolic_unit is None else rate.symbolic_low
    high = rate.amount_high_yuan if rate.symbolic_unit is None else rate.symbolic_high
    figures = sorted({value for value in (low, high) if value is not None})
    printed = (
        f"{figure(low)}..{figure(high)}" if rate.comparator == "range" else f"{rate.comparator} {figure(figures[0])}"
    )
    said = {
        "quote": text[rate.start : rate.end],
        "is": f"{printed} {rate.symbolic_unit}" if rate.symbolic_unit else printed,
        "per": rate.per,
        "every": rate.pay_period,
        "for": rate.qualifier,
        "payer": rate.payer,
        "scope": rate.scope if rate.scope != "project" else None,
        "flags": list(rate.flags),
    }
    return {key: value for key, value in said.items() if value}


def figure(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_a_text_states_these_amounts(row: dict[str, Any]) -> None:
    words = {key: row[key] for key in ("comparator", "measure", "name", "is_narrative") if key in row}
    assert [reading_of(rate, row["text"]) for rate in text_to_rates(row["text"], **words)] == row["rates"]
