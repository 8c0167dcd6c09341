"""Tokens to a quantity: a figure with its multiplier, what it counts, what it is per, and the comparators behind it.

quantity := number multiplier* (% | 元 | 个月低保 | unit)? denominator* (以上 | 以内 | 左右)*
range    := quantity (- | 至 | 到) quantity
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.nouns import Comparator
from ingest.quantities.denominators import read_denominator
from ingest.quantities.numbers import LARGEST, scaled, summed
from ingest.quantities.tokens import Token
from ingest.quantities.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Phrase:
    """One amount: its bounds, what it counts, and its place.

    `start`, `end` and `figure_start` are glyph offsets, `first` and `after` token indexes; `parts` is what it is paid
    or counted per, in printed order.
    """

    start: int
    figure_start: int
    end: int
    low: Decimal
    high: Decimal
    comparator: Comparator = "="
    kind: str = "bare"  # bare, money, percent, symbolic, count
    unit: str | None = None  # of a count: its words as glyphs; of a symbolic amount: 个月低保
    unit_span: tuple[int, int] | None = None  # where the unit of a count is printed
    own_start: int | None = None  # where its own words start, when it shares those of a neighbour
    role: str = ""  # new (after a change), increase (增加100元)
    parts: tuple[str, ...] = ()
    has_prefix_parts: bool = False
    prefix_end: int | None = None  # where the words 每人 before the amount end
    is_scaled: bool = False  # 万 or 亿 is printed
    is_han: bool = False
    depth: int = 0
    flags: frozenset[str] = frozenset()
    first: int = 0  # token of the figure
    after: int = 0  # token behind the phrase


def bounds(phrase: Phrase) -> tuple[Decimal | None, Decimal | None]:
    """The comparator decides which bounds are set."""
    low = None if phrase.comparator in ("<=", "<") else phrase.low
    return low, None if phrase.comparator in (">=", ">") else phrase.high


def read_quantity(tokens: list[Token], index: int) -> tuple[Phrase, int]:
    """number multiplier* (% | 元 | 个月低保 | unit)? denominator* comparator-after*"""
    first = tokens[index]
    value, is_scaled, flags, index = _value(tokens, index)
    kind, unit, unit_span = "bare", None, None
    bracketed = _bracketed_unit(tokens, index)
    if bracketed:
        value, is_scaled = scaled(value, bracketed[1]), is_scaled or bracketed[1] > 0
        index = bracketed[0]
    if index < len(tokens) and tokens[index].kind in ("percent", "currency", "symbolic", "unit", "period"):
        kind = {"percent": "percent", "currency": "money", "symbolic": "symbolic"}.get(tokens[index].kind, "count")
        unit = tokens[index].value if kind == "symbolic" else tokens[index].text if kind == "count" else None
        last = index
        if kind == "count" and _is_product(tokens, index):  # 2000人·次
            last, unit = index + 2, "".join(token.text for token in tokens[index : index + 3])
        if unit in vocabulary().lists["tenths"]:
            kind, unit, value = "percent", None, scaled(value, 1)
        unit_span = (tokens[index].start, tokens[last].end) if kind == "count" else None
        index = last + (2 if bracketed else 1)
    parts, index, more_flags = read_denominator(tokens, index)
    after, index = _after(tokens, index, flags)
    if not parts and after:
        parts, index, more_flags = read_denominator(tokens, index)
    if first.kind == "number" and any(sign.isalpha() for sign in first.text):
        flags.add("misread_figure")
    if value >= LARGEST:
        flags.add("unreadable_number")
    if kind == "money" and parts and first.text.find(",") == 3:
        flags.add("ambiguous_separator")  # 300,600元/人 may be two amounts
    phrase = Phrase(
        first.start,
        first.start,
        tokens[index - 1].end,
        value,
        value,
        kind=kind,
        unit=unit,
        unit_span=unit_span,
        parts=tuple(parts),
        is_scaled=is_scaled,
        is_han=first.kind == "han",
        flags=frozenset(flags | more_flags),
    )
    return with_comparators(phrase, after), index


def _bracketed_unit(tokens: list[Token], index: int) -> tuple[int, int] | None:
    """`16(万元)`, `5(人)`: where the word for what is counted stands inside the brackets, and its power of ten."""
    if index + 2 >= len(tokens) or tokens[index].kind != "open":
        return None
    at = index + 1
    power = tokens[at].value if tokens[at].kind == "multiplier" else 0
    at += tokens[at].kind == "multiplier"
    is_unit = at + 1 < len(tokens) and tokens[at].kind in ("percent", "currency", "unit", "period")
    return (at, power) if is_unit and tokens[at + 1].kind == "close" else None


def _is_product(tokens: list[Token], index: int) -> bool:
    """Whether a measure is two words with a dot between them."""
    return index + 2 < len(tokens) and tokens[index + 1].kind == "dot" and tokens[index + 2].kind == "period"


def around(middle: Phrase, deviation: Phrase) -> Phrase:
    """95±2%: from 93 to 97 percent; what only one of the two says holds for both."""
    base = deviation if middle.kind == "bare" else middle
    return replace(
        base,
        start=min(middle.start, deviation.start),
        figure_start=middle.figure_start,
        end=deviation.end,
        low=summed(middle.low, -deviation.high),
        high=summed(middle.high, deviation.high),
        comparator="range" if deviation.high else "=",
        flags=middle.flags | deviation.flags,
    )


def read_deviation(middle: Phrase, tokens: list[Token], index: int) -> tuple[Phrase, int]:
    """`100±5人`: the amount and what it may deviate by; of two kinds they are two amounts."""
    if tokens[index + 1].kind != "number":
        return middle, index
    deviation, following = read_quantity(tokens, index + 1)
    is_one = middle.comparator == deviation.comparator == "=" and deviation.kind in (middle.kind, "bare")
    is_one = is_one or (middle.kind == "bare" and middle.comparator == "=")
    return (around(middle, deviation), following) if is_one else (middle, index)


def _value(tokens: list[Token], index: int) -> tuple[Decimal, bool, set[str], int]:
    """`1万5千` → 15000; 余 and 多 inside the figure say it is approximate."""
    total, last_power, is_scaled, flags = Decimal(0), 99, False, set()
    while True:
        value, power, start = tokens[index].value, 0, index
        index += 1
        while index < len(tokens) and tokens[index].kind in ("multiplier", "about_after") and power < 16:
            if tokens[index].kind == "about_after":
                flags.add("approximate")
            power += tokens[index].value or 0
            index += 1
        total = summed(total, scaled(value, power))
        is_scaled = is_scaled or power >= 4 or (tokens[start].kind == "han" and "万" in tokens[start].text)
        has_more = (
            0 < power < last_power
            and index + 1 < len(tokens)
            and tokens[index].kind == "number"
            and tokens[index + 1].kind == "multiplier"
        )
        if not has_more or tokens[index + 1].value >= power:
            return total, is_scaled, flags, index
        last_power = power


def _after(tokens: list[Token], index: int, flags: set[str]) -> tuple[list[str], int]:
    """Comparators behind the figure (以上, 以内), with 左右 and (含)."""
    comparators = []
    while index < len(tokens) and tokens[index].kind in ("after", "about_after", "ignored"):
        if tokens[index].kind == "after":
            comparators.append(tokens[index].value)
        elif tokens[index].kind == "about_after":
            flags.add("approximate")
        index += 1
    return comparators, index


def read_range(low: Phrase, tokens: list[Token], index: int) -> tuple[Phrase, int]:
    """`500-1000元/人`: what only one end says holds for both. Two ends of different kinds are two amounts."""
    start = index + 1 + (tokens[index + 1].kind == "sign")
    if start >= len(tokens) or tokens[start].kind not in ("number", "han"):
        return low, index
    high, following = read_quantity(tokens, start)
    is_bare = low.kind == "bare"
    if not (is_bare or (low.kind == high.kind and low.unit == high.unit)) or (
        low.parts and high.parts and low.parts != high.parts
    ):
        return low, index
    if low.comparator != "=" and high.comparator != "=":
        return low, index
    least, most = low.low, high.high
    if is_bare and high.is_scaled and not low.is_scaled and least < most:
        power = next((token.value for token in tokens[start:following] if token.kind == "multiplier"), 0)
        raised = scaled(least, power)
        least = raised if raised <= most else least
    flags = low.flags | high.flags | ({"bounds_out_of_order"} if least > most else set())
    if high.comparator != "=" or low.comparator != "=":
        flags |= {"comparator_conflict"}
    return replace(
        high,
        start=low.start,
        figure_start=low.figure_start,
        low=min(least, most),
        high=max(least, most),
        comparator="range",
        parts=low.parts or high.parts,
        is_han=low.is_han and high.is_han,
        flags=flags,
    ), following


def with_comparators(phrase: Phrase, comparators: list[str]) -> Phrase:
    """The phrase under one more comparator. 达到95%以上 is ≥; two that exclude each other are a flag."""
    for comparator in comparators:
        if comparator in ("=", phrase.comparator):
            continue
        if phrase.comparator == "=":
            phrase = replace(phrase, comparator=comparator)  # type: ignore[arg-type]
        else:
            phrase = replace(phrase, flags=phrase.flags | {"comparator_conflict"})
    return phrase
