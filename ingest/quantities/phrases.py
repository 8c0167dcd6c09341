"""Tokens to phrases: one amount with every word that belongs to it.

    phrase   := prefix* quantity (range quantity)?
    prefix   := comparator | 约 | 每 unit | 人均 | ¥            (short words may stand between)
    quantity := number multiplier* (% | 元 | 个月低保 | unit)? denominator* (以上 | 以内 | 左右)*
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.nouns import Comparator
from ingest.quantities.denominators import read_denominator
from ingest.quantities.numbers import LARGEST, scaled, summed
from ingest.quantities.tokens import Token
from ingest.quantities.vocabulary import vocabulary

_LONGEST_GAP = 4  # signs of other words that may stand between a comparator and its amount


@dataclass(frozen=True, slots=True)
class Phrase:
    """One amount. `start`, `end`, `figure_start` are glyph offsets; `parts` what it is paid or counted per, in printed order."""

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


@dataclass(slots=True)
class _Pending:
    """What has been said before an amount comes."""

    comparators: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    comparator_start: int | None = None
    parts_start: int | None = None
    parts_end: int | None = None
    is_money: bool = False
    is_percent: bool = False
    is_negative: bool = False
    gap: int = 0

    def drop_comparator(self) -> None:
        self.comparators, self.comparator_start, self.flags = [], None, set()
        self.is_money = self.is_percent = self.is_negative = False
        self.gap = 0

    def say(self, at: int) -> None:
        """A word of the prefix stands here; the phrase starts with the first one."""
        self.comparator_start = at if self.comparator_start is None else self.comparator_start
        self.gap = 0


def tokens_to_phrases(tokens: list[Token]) -> list[Phrase]:
    """Every amount in the order of the text; floors and ceilings of one amount (不低于A，不超过B) are one range."""
    return list(_floors_with_ceilings(list(_phrases(tokens)), tokens))


def _phrases(tokens: list[Token]) -> Iterator[Phrase]:
    pending, index, depth = _Pending(), 0, 0
    while index < len(tokens):
        token = tokens[index]
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if token.kind in ("number", "han"):
            phrase, following = _phrase(tokens, index, pending, max(depth, 0))
            if phrase is not None:
                yield phrase
                pending = _Pending()
            index = following
        else:
            index = _remember(tokens, index, pending)


def _remember(tokens: list[Token], index: int, pending: _Pending) -> int:
    """Keeps what a token says about an amount to come. Returns the index of the next token."""
    token = tokens[index]
    match token.kind:
        case "before":
            pending.say(token.start)
            pending.comparators.append(token.value)
        case "about":
            pending.say(token.start)
            pending.flags.add("approximate")
        case "sign":
            pending.say(token.start)
            pending.is_money = True
        case "percent_before":
            pending.say(token.start)
            pending.is_percent = True
        case "range" if token.text == "-" and (index == 0 or tokens[index - 1].kind in ("before", "colon")):
            pending.say(token.start)
            pending.is_negative = True
        case "average" | "every":
            return _remember_parts(tokens, index, pending)
        case "filler" | "colon" | "open" | "close" | "ignored":
            pass
        case "clause" | "sentence" | "change":
            pending.__init__()  # type: ignore[misc]
        case "item":
            pending.drop_comparator()
        case _:
            pending.gap += token.end - token.start
            if pending.gap > _LONGEST_GAP:
                pending.drop_comparator()
    return index + 1


def _remember_parts(tokens: list[Token], index: int, pending: _Pending) -> int:
    token = tokens[index]
    parts, following = (list(token.value), index + 1) if token.kind == "average" else read_denominator(tokens, index)[:2]
    if not parts:
        pending.gap += 1
        return index + 1
    if pending.parts_end is not None and pending.parts_end == token.start:
        pending.parts += parts
    else:
        pending.parts, pending.parts_start = parts, token.start
    pending.parts_end = tokens[following - 1].end
    return following


def _phrase(tokens: list[Token], index: int, pending: _Pending, depth: int) -> tuple[Phrase | None, int]:
    """The phrase whose figure stands at `index`, with what is pending before it; None for a numeral that is no amount."""
    phrase, following = _quantity(tokens, index)
    if pending.is_percent:
        phrase = replace(phrase, kind="percent", unit=None)
    elif pending.is_money and phrase.kind == "bare":
        phrase = replace(phrase, kind="money")
    if following + 1 < len(tokens) and tokens[following].kind == "range":
        phrase, following = _range(phrase, tokens, following)
    if phrase.is_han and phrase.kind == "bare" or phrase.is_han and phrase.kind == "count" and (index > 0 or following < len(tokens)):
        return None, following
    if pending.is_negative:
        phrase = replace(phrase, low=-phrase.high, high=-phrase.low)
    starts = [start for start in (pending.comparator_start, pending.parts_start) if start is not None]
    phrase = replace(
        phrase,
        start=min([phrase.start, *starts]),
        parts=(*pending.parts, *(part for part in phrase.parts if part not in pending.parts)),
        has_prefix_parts=bool(pending.parts),
        prefix_end=pending.parts_end,
        depth=depth,
        flags=phrase.flags | pending.flags,
        first=index,
        after=following,
    )
    return _with_comparators(phrase, pending.comparators), following


def _quantity(tokens: list[Token], index: int) -> tuple[Phrase, int]:
    """number multiplier* (% | 元 | 个月低保 | unit)? denominator* comparator-after*"""
    first = tokens[index]
    value, is_scaled, flags, index = _value(tokens, index)
    kind, unit, unit_span = "bare", None, None
    if index < len(tokens) and tokens[index].kind in ("percent", "currency", "symbolic", "unit", "period"):
        kind = {"percent": "percent", "currency": "money", "symbolic": "symbolic"}.get(tokens[index].kind, "count")
        unit = tokens[index].value if kind == "symbolic" else tokens[index].text if kind == "count" else None
        unit_span = (tokens[index].start, tokens[index].end) if kind == "count" else None
        index += 1
    parts, index, more_flags = read_denominator(tokens, index)
    after, index = _after(tokens, index, flags)
    if not parts and after:
        parts, index, more_flags = read_denominator(tokens, index)
    if value >= LARGEST:
        flags.add("unreadable_number")
    phrase = Phrase(
        first.start, first.start, tokens[index - 1].end, value, value, kind=kind, unit=unit,
        unit_span=unit_span, parts=tuple(parts), is_scaled=is_scaled, is_han=first.kind == "han", flags=frozenset(flags | more_flags),
    )  # fmt: skip
    return _with_comparators(phrase, after), index


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
        is_scaled = is_scaled or power >= 4 or tokens[start].kind == "han" and "万" in tokens[start].text
        has_more = 0 < power < last_power and index + 1 < len(tokens) and tokens[index].kind == "number" and tokens[index + 1].kind == "multiplier"
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


def _range(low: Phrase, tokens: list[Token], index: int) -> tuple[Phrase, int]:
    """`500-1000元/人`: what only one end says holds for both. Two ends of different kinds are two amounts."""
    start = index + 1 + (tokens[index + 1].kind == "sign")
    if start >= len(tokens) or tokens[start].kind not in ("number", "han"):
        return low, index
    high, following = _quantity(tokens, start)
    is_bare = low.kind == "bare"
    if not (is_bare or low.kind == high.kind and low.unit == high.unit) or (low.parts and high.parts and low.parts != high.parts):
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
    return replace(high, start=low.start, figure_start=low.figure_start, low=min(least, most), high=max(least, most), comparator="range",
                   parts=low.parts or high.parts, is_han=low.is_han and high.is_han, flags=flags), following  # fmt: skip


def _with_comparators(phrase: Phrase, comparators: list[str]) -> Phrase:
    """The phrase under one more comparator. 达到95%以上 is ≥; two that exclude each other are a flag."""
    for comparator in comparators:
        if comparator == "=" or comparator == phrase.comparator:
            continue
        if phrase.comparator == "=":
            phrase = replace(phrase, comparator=comparator)  # type: ignore[arg-type]
        else:
            phrase = replace(phrase, flags=phrase.flags | {"comparator_conflict"})
    return phrase


def _floors_with_ceilings(phrases: list[Phrase], tokens: list[Token]) -> Iterator[Phrase]:
    joined: Phrase | None = None
    for phrase in phrases:
        if joined is not None and _is_one_range(joined, phrase, tokens):
            low, high = (joined.low, phrase.high) if joined.comparator in (">=", ">") else (phrase.low, joined.high)
            joined = replace(joined, end=phrase.end, after=phrase.after, low=min(low, high), high=max(low, high), comparator="range", kind=phrase.kind, unit=phrase.unit,
                             parts=joined.parts or phrase.parts, flags=joined.flags | phrase.flags | ({"bounds_out_of_order"} if low > high else set()))  # fmt: skip
            continue
        if joined is not None:
            yield joined
        joined = phrase
    if joined is not None:
        yield joined


def _is_one_range(first: Phrase, second: Phrase, tokens: list[Token]) -> bool:
    """不低于1000元，不超过3000元: a floor and a ceiling of one kind with nothing but a comma or 且 between them."""
    comparators = {first.comparator, second.comparator}
    if not (comparators & {">=", ">"} and comparators & {"<=", "<"}) or first.depth != second.depth:
        return False
    if first.kind not in (second.kind, "bare") or (first.kind == second.kind and first.unit != second.unit):
        return False
    if second.parts and first.parts and second.parts != first.parts:
        return False
    between = [token for token in tokens[first.after : second.first] if token.start < second.start]
    joins = vocabulary().lists["pair_joins"]
    return all(token.kind in ("item", "clause", "filler") or token.text in joins for token in between)
