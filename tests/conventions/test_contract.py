"""The published warehouse keeps the contract: its schemas, columns and vocabulary are there, and bounds mean what comparators say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests.conventions.tracked import ROOT

CONTRACT: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("contract.yml").read_text(encoding="utf-8"))
VOCABULARY = [
    (table, column)
    for table, columns in CONTRACT["star"].items()
    for column in columns
    if column in CONTRACT["vocabulary"]
]
BOUNDED = [
    ("fct_indicator_targets", "target_low", "target_high"),
    ("fct_aid_standards", "amount_low_yuan", "amount_high_yuan"),
]


@pytest.fixture(scope="module")
def published(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A reader's connection."""
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        yield connection


def columns_of(connection: duckdb.DuckDBPyConnection, schema: str) -> dict[str, list[str]]:
    rows = connection.execute(
        "select table_name, column_name from information_schema.columns where table_schema = ? order by table_name, ordinal_position",
        [schema],
    ).fetchall()
    tables: dict[str, list[str]] = {}
    for table, column in rows:
        tables.setdefault(table, []).append(column)
    return tables


def test_the_schemas_are_there(published: duckdb.DuckDBPyConnection) -> None:
    schemas = {
        name for (name,) in published.execute("select distinct table_schema from information_schema.tables").fetchall()
    }
    assert {"raw", "staging", "star", "marts", "meta"} <= schemas


@pytest.mark.parametrize("table", CONTRACT["star"])
def test_a_table_begins_with_its_promised_columns(table: str, published: duckdb.DuckDBPyConnection) -> None:
    promised = CONTRACT["star"][table]
    assert columns_of(published, "star")[table][: len(promised)] == promised


@pytest.mark.parametrize(("table", "column"), VOCABULARY)
def test_a_column_holds_only_the_words_of_the_contract(
    table: str, column: str, published: duckdb.DuckDBPyConnection
) -> None:
    found = {word for (word,) in published.execute(f"select distinct {column} from star.{table}").fetchall()}
    assert found - {None} <= set(CONTRACT["vocabulary"][column])
    assert found - {None}, "nothing is stated at all"


@pytest.mark.parametrize(("table", "low", "high"), BOUNDED)
def test_a_comparator_says_which_bounds_there_are(
    table: str, low: str, high: str, published: duckdb.DuckDBPyConnection
) -> None:
    wrong = published.execute(
        f"""
        select comparator, {low}, {high}, quote from star.{table}
        where not coalesce(case
            when comparator in ('>=', '>') then {high} is null
            when comparator in ('<=', '<') then {low} is null
            when comparator = '=' then {low} is not distinct from {high}
            when comparator = 'range' then {low} <= {high} or ({low} is null and {high} is null)
            else {low} is null and {high} is null
        end, false)
        """
    ).fetchall()
    assert wrong == []


def test_every_quote_stands_in_its_source(published: duckdb.DuckDBPyConnection) -> None:
    located = published.execute(
        """
        select source_path, line_start, line_end, quote from star.fct_indicator_targets
        union all
        select source_path, line_start, line_end, quote from star.fct_aid_standards
        """
    ).fetchall()
    texts = {path: (ROOT / "data" / "sources" / path).read_text(encoding="utf-8").split("\n") for path, *_ in located}
    lost = [row for row in located if row[3] not in "\n".join(texts[row[0]][row[1] - 1 : row[2]])]
    assert lost == []
    assert len(located) > 428


@pytest.mark.blessed
def test_tables_and_columns_changed_only_on_purpose(
    published: duckdb.DuckDBPyConnection, blessed: Callable[[Path, str], None]
) -> None:
    columns = published.execute(
        """
        select table_schema || '.' || table_name, column_name, data_type
        from information_schema.columns
        where table_schema in ('star', 'marts', 'meta')
        order by table_schema, table_name, ordinal_position
        """
    ).fetchall()
    blessed(Path(__file__).with_name("published_columns.txt"), "".join(f"{'  '.join(row)}\n" for row in columns))
