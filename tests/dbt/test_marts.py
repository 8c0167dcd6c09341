"""What every mart that shows rates has in common."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

MARTS = Path(__file__).parents[2] / "dbt_project" / "models" / "marts"
COLUMNS = {
    file.stem: [column["name"] for column in yaml.safe_load(file.read_text(encoding="utf-8"))["models"][0]["columns"]]
    for file in sorted(MARTS.glob("*.yml"))
}
NO_RATES = {"aid_types_stated", "corrections_in_force"}
"""Marts that count rates or tell what people set right: they show none."""
RATES = {"aid_standard_id", "first_aid_standard_id", "aid_standard_ids", "n_standards"}


@pytest.mark.parametrize(
    "mart", sorted(m for m, columns in COLUMNS.items() if RATES & set(columns) and m not in NO_RATES)
)
def test_a_mart_of_rates_shows_how_well_they_are_founded(mart: str) -> None:
    assert [column for column in COLUMNS[mart] if column.endswith("evidence_grade")]


def test_there_are_marts_of_rates() -> None:
    assert {"aid_comparison", "comparability", "peers", "rule_tests", "aid_series", "real_terms"} <= COLUMNS.keys()
