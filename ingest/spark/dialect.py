"""DuckDB's SQL → Spark's. The models are written once, for DuckDB; sqlglot translates them, and what it leaves open stands here.

Where a model begins and ends in what dbt-spark executes is marked by the macros in dbt_project/macros/spark.sql.
"""

from __future__ import annotations

import re

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB

BEGIN, END = "/* duckdb: */", "/* :duckdb */"
_MARKED = re.compile(f"{re.escape(BEGIN)}(.*?){re.escape(END)}", re.DOTALL)
_GROUP = re.compile(r"\\(\d)")


class _ModelSql(DuckDB):  # type: ignore[misc]
    """DuckDB's SQL as the models use it: len() is of lists, length() of texts."""

    class Parser(DuckDB.Parser):  # type: ignore[misc]
        """With len() told from length()."""

        FUNCTIONS = DuckDB.Parser.FUNCTIONS | {"LEN": exp.ArraySize.from_arg_list}


def translate_marked(statement: str) -> str:
    """A statement with its marked parts in Spark's SQL; the rest as it is."""
    return _MARKED.sub(lambda match: to_spark(match[1]), statement)


def to_spark(sql: str) -> str:
    """One SELECT of DuckDB in Spark's SQL, with the same result, row for row."""
    tree = sqlglot.parse_one(sql, read=_ModelSql)
    return str(tree.transform(_in_spark, copy=False).sql(dialect="spark", comments=False))


def _in_spark(node: exp.Expression) -> exp.Expression:
    """What differs in meaning between the two engines and is not translated by sqlglot."""
    match node:
        case exp.RegexpLike():
            node.set("expression", _java_pattern(node.expression))
            return node if isinstance(node.parent, exp.Paren) else exp.Paren(this=node)
        case exp.RegexpExtract() | exp.RegexpExtractAll():
            return _extract(node)
        case exp.RegexpReplace():
            return _replace(node)
        case exp.Bracket():  # beyond the end of a list is NULL, not an error
            (index,) = node.expressions
            return exp.func(
                "try_element_at", node.this, exp.Literal.number(int(index.name) + 1 - node.args.get("offset", 0))
            )
        case exp.PercentileCont() | exp.Median():
            share = node.expression if isinstance(node, exp.PercentileCont) else exp.Literal.number("0.5")
            return exp.func("percentile", node.this, share)
        case exp.Window(this=exp.Filter()):  # Spark filters aggregates, but no windows
            counted = node.this.this
            counted.set("this", exp.Case().when(node.this.expression.this, counted.this))
            node.set("this", counted)
            return node
        case exp.Div():  # always of floating numbers, as DuckDB divides
            node.set("this", exp.cast(node.this, "double"))
        case exp.Floor():
            return exp.cast(node, "double") if not isinstance(node.parent, exp.Cast) else node
        case exp.ArgMin() | exp.ArgMax():
            return _stated_only(node)
    return node


def _extract(node: exp.Expression) -> exp.Expression:
    """The group that DuckDB takes by default is the whole match, Spark's is the first."""
    name = "regexp_extract" if isinstance(node, exp.RegexpExtract) else "regexp_extract_all"
    group = node.args.get("group") or exp.Literal.number(0)
    return exp.Anonymous(this=name, expressions=[node.this, _java_pattern(node.expression), group])


def _replace(node: exp.Expression) -> exp.Expression:
    r"""Java says $1 where RE2 says \1. Patterns without 'g' are anchored at the end, so that replacing all replaces one."""
    replacement = node.args["replacement"]
    if isinstance(replacement, exp.Literal):
        replacement = exp.Literal.string(_GROUP.sub(r"$\1", replacement.name))
    return exp.Anonymous(this="regexp_replace", expressions=[node.this, _java_pattern(node.expression), replacement])


def _java_pattern(pattern: exp.Expression) -> exp.Expression:
    r"""Java calls \p{Han} \p{IsHan}; patterns of the seeds are columns."""
    if isinstance(pattern, exp.Literal):
        return exp.Literal.string(pattern.name.replace(r"\p{Han}", r"\p{IsHan}"))
    return exp.Anonymous(
        this="replace", expressions=[pattern, exp.Literal.string(r"\p{Han}"), exp.Literal.string(r"\p{IsHan}")]
    )


def _stated_only(node: exp.Expression) -> exp.Expression:
    """DuckDB passes over rows whose value is NULL."""
    is_stated = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
    if isinstance(node.parent, exp.Filter):
        where = node.parent.expression
        where.set("this", exp.and_(where.this, is_stated))
        return node
    return exp.Filter(this=node, expression=exp.Where(this=is_stated))
