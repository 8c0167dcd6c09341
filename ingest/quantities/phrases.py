"""Tokens to phrases: one amount with every word that belongs to it.

phrase := prefix* range
prefix := comparator | 约 | 每 unit | 人均 | ¥            (short words may stand between)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.quantities.denominators import read_denominator
from ingest.quantities.quantity import Phrase, around, read_deviation, read_quantity, read_range, with_comparators
from ingest.quantities.sums import with_sums
from ingest.quantities.tokens import Token
from ingest.quantities.vocabulary import vocabulary

_SAYS = frozenset({"before", "about", "sign", "plus_minus"})
_ENDS = frozenset({"clause", "sentence", "change"})
_SILENT = frozenset({"filler", "colon", "open", "close", "ignored"})
_LEAST_BARE_HAN = 10  # 十六万 alone in a cell is a figure; 一 or 两 alone may be the rest of a word
_LONGEST_GAP = 4  # signs of other words that may stand between a comparator and its amount


@dataclass(slots=True)
class _Pending:
    """What has been said before an amount comes."""

    comparators: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    comparator_start: int | None = None
    parts_start: int | None = None
    parts_end: int | None = None
    body: Token | None = None  # 低保, before 的12个月 or 的2倍
    share: Token | None = None  # 百分之, 千分之
    marks: set[str] = field(default_factory=set)  # kinds of tokens that say what the figure is: ¥, 约, ±, -
    gap: int = 0

    def hear(self, token: Token) -> None:
        """A word of the prefix; the phrase starts with the first one."""
        self.comparator_start = token.start if self.comparator_start is None else self.comparator_start
        self.gap = 0
        if token.kind == "before":
            self.comparators.append(token.value)
        elif token.kind == "share":
            self.share = token
        else:
            self.marks.add(token.kind)

    def drop_comparator(self) -> None:
        """Behind many other words, or a 、, what was said of the figure no longer holds; 每人 still does."""
        self.comparators, self.marks, self.comparator_start, self.gap = [], set(), None, 0
        self.body = self.share = None


def tokens_to_phrases(tokens: list[Token]) -> list[Phrase]:
    """Every amount in the order of the text; floors and ceilings of one amount (不低于A，不超过B) are one range."""
    return list(_floors_with_ceilings(with_sums(list(_phrases(tokens)), tokens), tokens))


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
    if token.kind in ("average", "every"):
        return _remember_parts(tokens, index, pending)
    is_minus = token.text == "-" and (index == 0 or tokens[index - 1].kind in ("before", "colon"))
    if token.kind in _SAYS or token.kind == "share" or is_minus:
        pending.hear(token)
    elif token.kind == "body":
        pending.body = token
    elif token.kind in _ENDS:
        pending.__init__()  # type: ignore[misc]
    elif token.kind == "item":
        pending.drop_comparator()
    elif token.kind not in _SILENT:
        pending.gap += token.end - token.start
        if pending.gap > _LONGEST_GAP:
            pending.drop_comparator()
    return index + 1


def _remember_parts(tokens: list[Token], index: int, pending: _Pending) -> int:
    token = tokens[index]
    parts, following = list(token.value or ()), index + 1
    if token.kind == "every":
        parts, following, _ = read_denominator(tokens, index)
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
    """The phrase whose figure stands at `index`, with what is pending; None for a numeral that is no amount."""
    phrase, following = read_quantity(tokens, index)
    if pending.share:
        phrase = _of_share(phrase, pending.share.value)
    elif pending.body:
        phrase = _of_body(phrase, pending.body)
    elif "sign" in pending.marks and phrase.kind == "bare":
        phrase = replace(phrase, kind="money")
    if following + 1 < len(tokens) and tokens[following].kind == "range":
        phrase, following = read_range(phrase, tokens, following)
    if "range" in pending.marks:
        phrase = replace(phrase, low=-phrase.high, high=-phrase.low)
    if "plus_minus" in pending.marks:
        phrase = around(replace(phrase, low=Decimal(0), high=Decimal(0)), phrase)
    elif following + 1 < len(tokens) and tokens[following].kind == "plus_minus":
        phrase, following = read_deviation(phrase, tokens, following)
    starts = [start for start in (pending.comparator_start, pending.parts_start) if start is not None]
    phrase = replace(
        phrase,
        start=min([phrase.start, *starts]),
        parts=(*pending.parts, *(part for part in phrase.parts if part not in pending.parts)),
        has_prefix_parts=bool(pending.parts),
        prefix_end=pending.parts_end,
        depth=depth,
        flags=phrase.flags | ({"approximate"} if "about" in pending.marks else set()),
        first=index,
        after=following,
    )
    if phrase.is_han and not _is_han_amount(phrase, tokens, following):
        return None, following
    return with_comparators(phrase, pending.comparators), following


def _is_han_amount(phrase: Phrase, tokens: list[Token], following: int) -> bool:
    """一 and 三 stand in many words: a numeral counts something only if the phrase is the whole text (不少于三次)."""
    if phrase.kind not in ("bare", "count"):
        return True
    is_last = all(token.kind == "sentence" for token in tokens[following:])
    return (phrase.kind == "count" or phrase.high >= _LEAST_BARE_HAN) and phrase.start == 0 and is_last


def _of_share(phrase: Phrase, unit: str) -> Phrase:
    """百分之五 is 5 %, 万分之五 counts 5 ‱."""
    if unit == "%":
        return replace(phrase, kind="percent", unit=None, unit_span=None)
    return replace(phrase, kind="count", unit=unit, unit_span=None)


def _of_body(phrase: Phrase, body: Token) -> Phrase:
    """低保标准的12个月, 低保标准的2倍 are symbolic; so is a share of it, which stays a percentage."""
    if phrase.kind == "count" and phrase.unit in ("倍", "个月"):
        return replace(phrase, start=body.start, kind="symbolic", unit=phrase.unit + body.value, unit_span=None)
    is_share = phrase.kind == "percent"
    return replace(phrase, start=body.start, flags=phrase.flags | {"symbolic"}) if is_share else phrase


def _floors_with_ceilings(phrases: list[Phrase], tokens: list[Token]) -> Iterator[Phrase]:
    joined: Phrase | None = None
    for phrase in phrases:
        if joined is not None and _is_one_range(joined, phrase, tokens):
            low, high = (joined.low, phrase.high) if joined.comparator in (">=", ">") else (phrase.low, joined.high)
            joined = replace(
                joined,
                end=phrase.end,
                after=phrase.after,
                low=min(low, high),
                high=max(low, high),
                comparator="range",
                kind=phrase.kind,
                unit=phrase.unit,
                parts=joined.parts or phrase.parts,
                flags=joined.flags | phrase.flags | ({"bounds_out_of_order"} if low > high else set()),
            )
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
