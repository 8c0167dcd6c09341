"""A sum in brackets that is paid per something is one amount: (500元+200元)/人 is 700 per 人."""

from __future__ import annotations

from dataclasses import replace

from ingest.quantities.denominators import read_denominator
from ingest.quantities.numbers import summed
from ingest.quantities.quantity import Phrase
from ingest.quantities.tokens import Token


def with_sums(phrases: list[Phrase], tokens: list[Token]) -> list[Phrase]:
    """The phrases, those of every bracketed sum with a denominator behind it put together, flagged sum_of_parts."""
    joined: list[Phrase] = []
    i = 0
    while i < len(phrases):
        end = _end_of_sum(phrases, tokens, i)
        total = _total(phrases[i:end], tokens) if end > i + 1 else None
        joined.append(total or phrases[i])
        i = end if total else i + 1
    return joined


def _end_of_sum(phrases: list[Phrase], tokens: list[Token], start: int) -> int:
    """The number of the first phrase from `start` on that no + binds to the one before it."""
    end = start + 1
    while end < len(phrases):
        between = tokens[phrases[end - 1].after : phrases[end].first]
        if phrases[start].depth == 0 or [token.text for token in between] != ["+"]:
            break
        end += 1
    return end


def _total(summands: list[Phrase], tokens: list[Token]) -> Phrase | None:
    first, last = summands[0], summands[-1]
    is_bracketed = first.first > 0 and tokens[first.first - 1].kind == "open"
    at = last.after
    if not is_bracketed or at >= len(tokens) or tokens[at].kind != "close":
        return None
    is_money = at + 1 < len(tokens) and tokens[at + 1].kind == "currency"
    parts, after, flags = read_denominator(tokens, at + 1 + is_money)
    kinds = {"money"} if is_money else {phrase.kind for phrase in summands}
    is_plain = all(phrase.comparator == "=" and not phrase.parts for phrase in summands)
    if not parts or kinds != {"money"} or not is_plain:
        return None
    total = first.low
    for phrase in summands[1:]:
        total = summed(total, phrase.low)
    return replace(
        first,
        start=tokens[first.first - 1].start,
        end=tokens[after - 1].end,
        low=total,
        high=total,
        kind="money",
        parts=tuple(parts),
        depth=first.depth - 1,
        after=after,
        flags=first.flags | last.flags | flags | {"sum_of_parts"},
    )
