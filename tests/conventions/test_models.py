"""A dbt model is a pair, x.sql and x.yml, and its description ends with the grain."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conventions.tracked import ROOT, name_of, tracked

MODELS = tracked("dbt_project/models/*.sql")
PUBLISHED = [model for model in MODELS if model.parent.name in ("star", "marts")]
CONTRACT: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("contract.yml").read_text(encoding="utf-8"))
BOTH_LANGUAGES = re.compile(r".*[一-鿿].* - \S")
GRAIN = re.compile(r"Grain - one row per [^.]+\.$")
PREFIXES: dict[str, str | tuple[str, ...]] = {
    "staging": "stg_",
    "intermediate": "int_",
    "star": ("dim_", "fct_"),
    "marts": "",
}


def described(file: Path, kind: str) -> dict[str, dict[str, Any]]:
    """What a properties file says about each of its models or seeds, by name."""
    return {entry["name"]: entry for entry in yaml.safe_load(file.read_text(encoding="utf-8")).get(kind, [])}


def test_there_are_models() -> None:
    assert {model.parent.name for model in MODELS} == set(PREFIXES)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_model_is_described_and_its_description_ends_with_the_grain(model: Path) -> None:
    assert model.with_suffix(".yml").is_file(), "no .yml beside it"
    entries = described(model.with_suffix(".yml"), "models")
    assert list(entries) == [model.stem]
    assert GRAIN.search(" ".join(entries[model.stem]["description"].split()))


@pytest.mark.parametrize("model", PUBLISHED, ids=name_of)
def test_what_is_published_is_described_in_chinese_and_in_english(model: Path) -> None:
    (entry,) = described(model.with_suffix(".yml"), "models").values()
    told = {column["name"]: column["description"] for column in entry["columns"]}
    assert [name for name, text in told.items() if not BOTH_LANGUAGES.match(text)] == []
    assert BOTH_LANGUAGES.match(" ".join(entry["description"].split()))
    assert set(CONTRACT["star"].get(model.stem, [])) <= set(told)


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_model_is_named_for_its_layer(model: Path) -> None:
    assert model.name.startswith(PREFIXES[model.parent.name])


@pytest.mark.parametrize("seed", tracked("dbt_project/seeds/*.csv"), ids=name_of)
def test_a_seed_is_described_column_by_column(seed: Path) -> None:
    header = seed.read_text(encoding="utf-8").splitlines()[0].split(",")
    entry = described(seed.with_suffix(".yml"), "seeds")[seed.stem]
    assert [column["name"] for column in entry["columns"]] == header
    assert all(column.get("description") for column in entry["columns"])


def test_every_raw_table_says_its_grain() -> None:
    (raw,) = described(ROOT / "dbt_project" / "models" / "sources.yml", "sources").values()
    assert [table["name"] for table in raw["tables"] if not GRAIN.search(table["description"])] == []


def test_the_macros_are_the_only_arithmetic_on_bounds() -> None:
    """No model multiplies or divides the ends of an interval by hand."""
    by_hand = re.compile(r"(heads|yuan|cost|mean)_(low|high)\w* [*/] |[*/] \S*(heads|yuan|cost|mean)_(low|high)")
    intermediate = [model for model in MODELS if model.parent.name == "intermediate"]
    assert [model.name for model in intermediate if by_hand.search(model.read_text(encoding="utf-8"))] == []
