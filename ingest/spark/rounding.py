"""Floating numbers are rounded, cut and printed otherwise in Spark. Which columns hold them only Spark knows, when it plans."""

from __future__ import annotations

from sqlglot import exp

from ingest.spark.words import NotInSpark, call


def cast_number(node: exp.Expression) -> exp.Expression:
    """What DuckDB rounds, prints and refuses otherwise where a floating number is cast; the type is known to Spark alone."""
    value = node.this
    is_no_double = isinstance(value, (exp.Null, exp.Array)) or (
        isinstance(value, exp.Cast) and not value.is_type("double")
    )
    rule = None if is_no_double else _CASTS.get(node.to.this)
    return rule(node) if rule else node


def _if_type(value: exp.Expression, kind: str, then: exp.Expression) -> exp.Expression:
    """The beginning of a CASE that Spark decides when it plans, for there it knows the type; `.else_` says the rest."""
    return exp.Case().when(exp.Like(this=call("typeof", value.copy()), expression=exp.Literal.string(kind)), then)


def _to_text(node: exp.Expression) -> exp.Expression:
    """10000000.0, where Spark says 1.0E7."""
    digits = exp.cast(exp.cast(node.this.copy(), "decimal(38, 18)"), "string")
    text = call("regexp_replace", digits, exp.Literal.string(r"(\.\d+?)0+\z"), exp.Literal.string("$1"))
    return _if_type(node.this, "double", text).else_(node)


def _to_whole(node: exp.Expression) -> exp.Expression:
    """Rounded, where Spark cuts off; decimals and floating numbers by rules of their own."""
    to_even, away = (exp.cast(call(name, node.this.copy()), node.to.copy()) for name in ("rint", "round"))
    return (
        _if_type(node.this, "double", to_even)
        .when(exp.Like(this=call("typeof", node.this.copy()), expression=exp.Literal.string("decimal%")), away)
        .else_(node)
    )


def _to_decimal(node: exp.Expression) -> exp.Expression:
    """The floating number itself is rounded; Spark rounds the digits it prints: 1.005 is less than its digits say."""
    precision = node.to.expressions
    scale = int(precision[1].name) if len(precision) == 2 else 0
    return _if_type(node.this, "double", exp.cast(_rounded(node.this, scale), node.to.copy())).else_(node)


def round_number(node: exp.Expression) -> exp.Expression:
    """See _to_decimal."""
    digits = node.args.get("decimals")
    if digits is not None and not digits.is_int:
        raise NotInSpark(node, "only to a number of digits that is written out")
    scale = int(digits.name) if digits else 0
    return _if_type(node.this, "double", _rounded(node.this, scale)).else_(node)


def _rounded(value: exp.Expression, digits: int) -> exp.Expression:
    scale = exp.Literal.number(10**digits)
    whole = call("round", exp.Mul(this=exp.Paren(this=value.copy()), expression=scale))
    return exp.Div(this=exp.cast(whole, "double"), expression=scale.copy())


_CASTS = {
    exp.DataType.Type.DECIMAL: _to_decimal,
    exp.DataType.Type.TEXT: _to_text,
    exp.DataType.Type.INT: _to_whole,
    exp.DataType.Type.BIGINT: _to_whole,
}
