"""What means something else in Spark, or does not exist there, and is not translated by sqlglot: one small rule for each.

A rule takes an expression of DuckDB, its parts translated already, and returns what stands for it in Spark. tests/spark/same_meaning.yml
holds each against both engines.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlglot import exp

from ingest.spark.patterns import java_pattern, java_replacement
from ingest.spark.rounding import cast_number, round_number
from ingest.spark.words import NotInSpark, call


def _regexp_like(node: exp.Expression) -> exp.Expression:
    node.set("expression", java_pattern(node.expression))
    return node if isinstance(node.parent, exp.Paren) else exp.Paren(this=node)


def _regexp_extract(node: exp.Expression) -> exp.Expression:
    """The group that DuckDB takes by default is the whole match, Spark's is the first."""
    name = "regexp_extract" if isinstance(node, exp.RegexpExtract) else "regexp_extract_all"
    return call(name, node.this, java_pattern(node.expression), node.args.get("group") or exp.Literal.number(0))


def _regexp_replace(node: exp.Expression) -> exp.Expression:
    """Spark replaces every match, DuckDB without 'g' the first: no matter where what stands at the end is taken away."""
    modifiers, replacement = node.args.get("modifiers"), node.args["replacement"]
    if not replacement.is_string:
        raise NotInSpark(node, "only a replacement that is written out")
    takes_end_away = modifiers is None and replacement.name == "" and node.expression.name.endswith("$")
    if not takes_end_away and (modifiers is None or modifiers.name != "g"):
        raise NotInSpark(node, "only with 'g', or where the end is taken away, Spark replaces as much")
    return call("regexp_replace", node.this, java_pattern(node.expression), java_replacement(replacement))


def _regexp_split(node: exp.Expression) -> exp.Expression:
    return call("split", node.this, java_pattern(node.expression))


def _bracket(node: exp.Expression) -> exp.Expression:
    """Beyond the end of a list is NULL, not an error."""
    (index,) = node.expressions
    if not isinstance(index, exp.Literal) or not index.is_int:
        raise NotInSpark(node, "only one element, counted from the start")
    return call("try_element_at", node.this, exp.Literal.number(int(index.name) + 1 - node.args.get("offset", 0)))


def _percentile(node: exp.Expression) -> exp.Expression:
    share = node.expression if isinstance(node, exp.PercentileCont) else exp.Literal.number("0.5")
    return call("percentile", node.this, share)


def _window(node: exp.Expression) -> exp.Expression:
    """Spark filters aggregates, but no windows; and counts nothing distinct in them."""
    if isinstance(node.this, exp.Filter):
        counted = node.this.this
        condition = node.this.expression.this
        only = counted.this.expressions if isinstance(counted.this, exp.Distinct) else [counted.this]
        if len(only) != 1:
            raise NotInSpark(node, "a filtered window over several columns")
        value = exp.Case().when(condition, only[0])
        counted.set("this", exp.Distinct(expressions=[value]) if isinstance(counted.this, exp.Distinct) else value)
        node.set("this", counted)
    if isinstance(node.this.this, exp.Distinct):
        if not isinstance(node.this, exp.Count) or len(node.this.this.expressions) != 1:
            raise NotInSpark(node, "of distinct values Spark only counts, and one column at a time")
        node.set("this", call("collect_set", node.this.this.expressions[0]))
        return call("size", node)
    return node


def _div(node: exp.Expression) -> exp.Expression:
    """Always of floating numbers, as DuckDB divides."""
    node.set("this", exp.cast(node.this, "double"))
    return node


def _floor(node: exp.Expression) -> exp.Expression:
    return exp.cast(node, "double")


def _arg_extreme(node: exp.Expression) -> exp.Expression:
    """DuckDB passes over rows whose value is NULL."""
    is_stated = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.Null()))
    if isinstance(node.parent, exp.Filter):
        where = node.parent.expression
        where.set("this", exp.and_(where.this, is_stated))
        return node
    return exp.Filter(this=node, expression=exp.Where(this=is_stated))


def _extreme(node: exp.Expression) -> exp.Expression:
    """Of structs: a field that is NULL comes after every other in DuckDB, before them in Spark."""
    if isinstance(node.this, exp.Struct):
        fields = [field for stated in node.this.expressions for field in (_is_null(stated), stated)]
        node.this.set("expressions", fields)
    return node


def _is_null(field: exp.Expression) -> exp.Expression:
    name = exp.to_identifier(f"{field.this.name}_is_null")
    return exp.PropertyEQ(this=name, expression=exp.Is(this=field.expression.copy(), expression=exp.Null()))


def _list(node: exp.Expression) -> exp.Expression:
    """NULL is a member of the list, as in DuckDB; so it is wrapped, for Spark passes over it. Of no rows there is no list."""
    is_distinct = isinstance(node.this, exp.Distinct)
    values = node.this.expressions if is_distinct else [node.this]
    if len(values) != 1 or isinstance(values[0], exp.Order) or isinstance(node.parent, (exp.Filter, exp.Window)):
        raise NotInSpark(node, "a list in an order of its own, of some rows or in a window")
    wrapped = exp.Struct(expressions=[exp.PropertyEQ(this=exp.to_identifier("x"), expression=values[0])])
    collected = exp.Dot(
        this=call("collect_set" if is_distinct else "collect_list", wrapped), expression=exp.to_identifier("x")
    )
    return exp.Case().when(exp.GT(this=exp.Count(this=exp.Star()), expression=exp.Literal.number(0)), collected)


def _string_agg(node: exp.Expression) -> exp.Expression:
    """Spark cannot plan two distinct listagg in one SELECT."""
    if not isinstance(node.this, exp.Order):
        raise NotInSpark(node, "its order is not said: the text would change from run to run")
    if not isinstance(node.this.this, exp.Distinct):
        return node
    (value,) = node.this.this.expressions
    if [ordered.this for ordered in node.this.expressions] != [value] or isinstance(node.parent, exp.Filter):
        raise NotInSpark(node, "distinct words only in their own order, and of all rows")
    words = call("array_join", call("array_sort", call("collect_set", value)), node.args["separator"])
    return exp.Case().when(exp.GT(this=exp.Count(this=value.copy()), expression=exp.Literal.number(0)), words)


def _list_concat(node: exp.Expression) -> exp.Expression:
    """A list that is NULL adds nothing."""
    return call("concat", *(exp.func("coalesce", part, exp.Array()) for part in (node.this, *node.expressions)))


def _without_null(name: str) -> Callable[[exp.Expression], exp.Expression]:
    """DuckDB leaves NULL out."""
    return lambda node: call(name, call("array_compact", node.this))


def _list_sort(node: exp.Expression) -> exp.Expression:
    nulls_first = node.args.get("nulls_first")
    if node.args.get("asc") or (nulls_first and nulls_first.this):
        raise NotInSpark(node, "only upwards, NULL last")
    return node


def _left(node: exp.Expression) -> exp.Expression:
    """Of less than nothing: all but so many characters at the end."""
    count, negative = node.expression, exp.LT(this=node.expression.copy(), expression=exp.Literal.number(0))
    but = exp.Add(this=call("length", node.this.copy()), expression=exp.Paren(this=count.copy()))
    return call("left", node.this, exp.Case().when(negative, but).else_(count))


def _substring(node: exp.Expression) -> exp.Expression:
    places = [node.args["start"], *filter(None, [node.args.get("length")])]
    if not all(place.is_int and int(place.name) > 0 for place in places if isinstance(place, (exp.Literal, exp.Neg))):
        raise NotInSpark(node, "counted from before the first character")
    if not isinstance(node.args["start"], exp.Literal):
        raise NotInSpark(node, "only from a place that is a number")
    return node


def _trim(node: exp.Expression) -> exp.Expression:
    """DuckDB trims every blank of Unicode, the ideographic one too; Spark that of ASCII."""
    if node.expression or node.args.get("position"):
        raise NotInSpark(node, "only blanks, and on both sides")
    return call("regexp_replace", node.this, exp.Literal.string(r"^\p{Zs}+|\p{Zs}+\z"), exp.Literal.string(""))


def _like(node: exp.Expression) -> exp.Expression:
    if not node.expression.is_string or "\\" in node.expression.name:
        raise NotInSpark(node, r"Spark escapes with \ where DuckDB does not; only a pattern written out, without it")
    return node


RULES: dict[type[exp.Expression], Callable[[exp.Expression], exp.Expression]] = {
    exp.ArgMax: _arg_extreme, exp.ArgMin: _arg_extreme, exp.ArrayAgg: _list, exp.ArrayConcat: _list_concat,
    exp.ArrayDistinct: _without_null("array_distinct"), exp.ArraySort: _list_sort,
    exp.Bracket: _bracket, exp.Cast: cast_number, exp.Div: _div,
    exp.Flatten: _without_null("flatten"), exp.Floor: _floor, exp.GroupConcat: _string_agg, exp.Left: _left, exp.Like: _like,
    exp.Max: _extreme, exp.Median: _percentile, exp.Min: _extreme, exp.PercentileCont: _percentile,
    exp.RegexpExtract: _regexp_extract, exp.RegexpExtractAll: _regexp_extract, exp.RegexpLike: _regexp_like,
    exp.RegexpReplace: _regexp_replace, exp.RegexpSplit: _regexp_split, exp.Round: round_number, exp.Substring: _substring, exp.Trim: _trim,
    exp.Window: _window,
}  # fmt: skip
