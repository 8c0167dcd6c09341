"""DuckDB's SQL → Spark's. The models are written once, for DuckDB; sqlglot translates them, and what it leaves open stands in rules.py.

Where a model begins and ends in what dbt-spark executes is marked by the macros in dbt_project/macros/spark.sql.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB

from ingest.spark.rules import RULES
from ingest.spark.words import NotInSpark

BEGIN, END = "/* duckdb: */", "/* :duckdb */"
KNOWN = Path(__file__).with_name("known.yml")
_MARKED = re.compile(f"{re.escape(BEGIN)}(.*?){re.escape(END)}", re.DOTALL)


class ModelSql(DuckDB):  # type: ignore[misc]
    """DuckDB's SQL as the models use it: len() is of lists, length() of texts."""

    class Parser(DuckDB.Parser):  # type: ignore[misc]
        """With len() told from length()."""

        FUNCTIONS = DuckDB.Parser.FUNCTIONS | {"LEN": exp.ArraySize.from_arg_list}


def translate_marked(statement: str) -> str:
    """A statement with its marked parts in Spark's SQL; the rest as it is. Raises NotInSpark."""
    return _MARKED.sub(lambda match: to_spark(match[1]), statement)


def to_spark(sql: str) -> str:
    """One SELECT of DuckDB in Spark's SQL, with the same result, row for row.

    Raises NotInSpark, naming the expression, for what is not known to mean the same once it is translated.
    """
    tree = sqlglot.parse_one(sql, read=ModelSql)
    nodes = list(tree.walk())
    for node in nodes:
        _hold_known(node)
    for node in reversed(nodes):  # inner ones first: what stands around them takes them over as they are then
        rule = RULES.get(type(node))
        if rule is None:
            continue
        parent, key, index = node.parent, node.arg_key, node.index
        translated = rule(node)
        if translated is not node and parent is not None:
            parent.set(key, translated, index)
    return str(tree.sql(dialect="spark", comments=False))


def known_names() -> dict[str, frozenset[str]]:
    """What known.yml lists, by kind."""
    import yaml

    return {kind: frozenset(names) for kind, names in yaml.safe_load(KNOWN.read_text(encoding="utf-8")).items()}


_known = cache(known_names)


def name_of(node: exp.Expression) -> str:
    """What known.yml calls it: sqlglot's class, or the name of a function that sqlglot does not know."""
    return node.name.lower() if isinstance(node, exp.Anonymous) else type(node).__name__


def _hold_known(node: exp.Expression) -> None:
    known = _known()
    if name_of(node) not in known["syntax"] | known["functions"]:
        raise NotInSpark(node, "not held against Spark yet")
    if isinstance(node, exp.DataType) and node.this.name not in known["types"]:
        raise NotInSpark(node, "a type whose texts and rounding were not compared")
    if isinstance(node, exp.Join) and (node.method or (node.side or node.kind) not in known["joins"]):
        raise NotInSpark(node, "a join that was not compared")
    if isinstance(node, exp.SetOperation) and node.args.get("by_name"):
        raise NotInSpark(node, "Spark has no set operation by name")
    if isinstance(node, exp.Distinct) and node.args.get("on"):
        raise NotInSpark(node, "Spark has no distinct on")
