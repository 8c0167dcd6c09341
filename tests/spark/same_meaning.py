"""`make test-spark`: what the models may say means the same on both engines, and what might mean something else is refused.

The expressions stand in same_meaning.yml; DuckDB's answer is the expected one.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlglot
import yaml

from ingest.spark.building import PROJECT
from ingest.spark.dialect import ModelSql, known_names, name_of, to_spark
from ingest.spark.words import NotInSpark

SAID = yaml.safe_load(Path(__file__).with_name("same_meaning.yml").read_text(encoding="utf-8"))
QUERIES = [
    *(f"select n, {expression} as x from samples" for expression in SAID["of_rows"]),
    *(f"select {expression} as x from samples" for expression in SAID["of_all"]),
    *SAID["of_queries"],
]


@pytest.fixture(scope="module")
def samples(session: Any, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The same few rows in both engines."""
    file = tmp_path_factory.mktemp("samples") / "samples.parquet"
    connection = duckdb.connect()
    connection.execute(f"create table samples as {SAID['samples']}")
    connection.execute(f"copy samples to '{file}' (format parquet)")
    session.read.parquet(str(file)).createOrReplaceTempView("samples")
    return connection


def test_an_expression_gives_the_same_on_both_engines(samples: duckdb.DuckDBPyConnection, session: Any) -> None:
    differing = {}
    for query in QUERIES:
        expected = sorted(repr(plain(row)) for row in samples.execute(query).fetchall())
        found = sorted(repr(plain(row)) for row in session.sql(to_spark(query)).collect())
        if found != expected:
            differing[query] = (expected, found)
    assert differing == {}


def plain(value: Any) -> Any:
    """A value as both engines hand it over; of floating numbers twelve digits."""
    if isinstance(value, float | Decimal):
        return float(f"{value:.12g}")
    return [plain(part) for part in value] if isinstance(value, list | tuple) else value


def test_nothing_is_known_that_was_not_compared() -> None:
    compared = {name_of(node) for query in QUERIES for node in sqlglot.parse_one(query, read=ModelSql).walk()}
    assert known_names()["functions"] - compared == set()


@pytest.mark.parametrize(
    "expression",
    [
        "log(floating)",  # to base 10; Spark's is natural
        "whole // 2",
        "whole % 2",
        "dayofweek(current_date)",  # Sunday is 0; Spark's is 1
        "date_diff('day', current_date, current_date)",
        "cast(words as date)",
        "cast(floating as float)",
        "try_cast(words as integer)",
        "string_split(words, '.')",  # at a dot; Spark's split takes a pattern
        "trim(words, 'a')",
        "words ilike 'A%'",
        r"words like 'a\%'",  # Spark escapes with it
        "words like words",
        "substr(words, 0, 2)",
        "substr(words, -2)",
        "regexp_replace(words, 'a', 'b')",  # the first; Spark replaces all
        "regexp_replace(words, 'a$', 'b')",
        "regexp_replace(words, 'a', 'b', 'i')",
        "regexp_replace(words, 'a', words, 'g')",
        "items[-1]",
        "items[1:2]",
        "list_sort(items, 'desc')",
        "list(words order by n)",
        "list(words) filter (where truth)",
        "string_agg(words, ',')",
        "string_agg(distinct words, ',' order by n)",
        "any_value(words)",  # passes over NULL; Spark's does not
        "first(words)",
        "avg(decimals)",  # a floating number; in Spark a decimal
        "sum(distinct whole) over (partition by truth)",
        "round(floating, whole)",
        "hash(words)",
        "a_function_nobody_knows(words)",
    ],
)
def test_what_may_mean_something_else_is_refused(expression: str) -> None:
    with pytest.raises(NotInSpark, match=r"same_meaning\.yml"):
        to_spark(f"select {expression} as x from samples")


@pytest.mark.parametrize(
    "query",
    [
        "select n from samples union all by name select n from samples",
        "select distinct on (truth) n from samples",
        "select a.n from samples as a asof join samples as b on a.n >= b.n",
        "select n from samples limit 1",
        "select n from samples using sample 1",
        "pivot samples on truth using count(*)",
    ],
)
def test_a_query_that_was_not_compared_is_refused(query: str) -> None:
    with pytest.raises(NotInSpark):
        to_spark(query)


def test_patterns_of_the_vocabulary_have_ends_that_are_ends() -> None:
    seeds = [file.read_text(encoding="utf-8") for file in (PROJECT / "seeds").glob("*.csv")]
    assert not [seed for seed in seeds if r"\$" in seed]  # a $ in a column of patterns becomes the end of the text
