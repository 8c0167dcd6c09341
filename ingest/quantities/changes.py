"""What was paid before is history: 从每月60元调整为120元 says 120, and that it is paid every month."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from ingest.quantities.quantity import Phrase
from ingest.quantities.tokens import Token
from ingest.quantities.vocabulary import vocabulary

_FROM_GAP = 8  # signs between 从 and the old amount: 从原来的
_OLD_GAP = 6  # signs between the old amount and 调整为: 60元的标准调整为
_FORMER_GAP = 4  # signs between 原来的 and the old amount
_FARTHEST_FROM = 60  # tokens between 从 and 调整为
_ENDS = frozenset({"clause", "sentence", "change"})
_NO_FORMER = _ENDS | {"increase", "number", "date"}
_NEW_GAP = 12  # signs between 提高到 and the new amount


def current_phrases(phrases: list[Phrase], tokens: list[Token]) -> list[Phrase]:
    """The phrases without those that a change replaced.

    A new amount takes from the old one what it does not say itself, and then begins where the old one begins; `role`
    tells new amounts and mere increases (增加100元) from the rest.
    """
    former = {index for index, phrase in enumerate(phrases) if _is_former(phrase, tokens)}
    current = list(phrases)
    firsts = [phrase.first for phrase in phrases]
    earliest = 0  # phrases before this one belong to an earlier sentence or change
    news: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "sentence":
            earliest, news = bisect_left(firsts, at), []
        if token.kind != "change":
            continue
        following = bisect_left(firsts, at)
        previous, news = news, _news(phrases, tokens, at, following)
        if not news:
            continue
        olds = _olds(phrases, tokens, at, range(earliest, following)) or _changed_again(phrases, tokens, at, previous)
        olds = [index for index in olds if _alike(phrases[index], phrases[news[0]])]
        former |= set(olds)
        earliest = news[-1] + 1
        for place, index in enumerate(news):
            paired = olds[place] if len(olds) == len(news) else olds[-1] if olds else None
            sayers = [current[old] for old in olds if old == paired or current[old].parts]
            current[index] = _inherited(current[index], sayers)
    return [_with_role(phrase, tokens) for index, phrase in enumerate(current) if index not in former]


def _changed_again(phrases: list[Phrase], tokens: list[Token], change: int, news: list[int]) -> list[int]:
    """提高到400元，再提高到500元: the amounts that were new a moment ago."""
    between = tokens[phrases[news[-1]].after : change] if news else []
    return news if any(token.kind == "again" for token in between) else []


def _alike(old: Phrase, new: Phrase) -> bool:
    return old.kind == new.kind or "bare" in (old.kind, new.kind)


def _is_former(phrase: Phrase, tokens: list[Token]) -> bool:
    """原每人每月60元: a word for the past shortly before the amount, and no word for a change between them."""
    for token in reversed(tokens[max(0, phrase.first - 12) : phrase.first]):
        if token.end > phrase.start:
            continue
        if token.kind == "former":
            return phrase.start - token.end <= (0 if len(token.text) == 1 else _FORMER_GAP)
        if token.kind in _NO_FORMER or phrase.start - token.start > _FORMER_GAP:
            return False
    return False


def _news(phrases: list[Phrase], tokens: list[Token], change: int, following: int) -> list[int]:
    """The amount behind 调整为, and more of a list: 800元、600元."""
    news: list[int] = []
    for index in range(following, len(phrases)):
        start = phrases[index - 1].after if news else change + 1
        between = [token for token in tokens[start : phrases[index].first] if token.start < phrases[index].start]
        kinds = {token.kind for token in between}
        is_far = sum(token.end - token.start for token in between) > _NEW_GAP
        if is_far or kinds & _ENDS or (news and "item" not in kinds):
            break
        news.append(index)
    return news


def _olds(phrases: list[Phrase], tokens: list[Token], change: int, before: range) -> list[int]:
    """The amounts between 从 and the change; without a 从, those that stand directly before the change."""
    since = len(before)
    for at in range(change - 1, max(-1, change - _FARTHEST_FROM), -1):
        while since > 0 and phrases[before[since - 1]].first > at:
            since -= 1
        if tokens[at].kind == "sentence":
            break
        is_near = since < len(before) and phrases[before[since]].start - tokens[at].end <= _FROM_GAP
        if tokens[at].kind == "from" and is_near:
            return list(before[since:])
    olds: list[int] = []
    start, first = tokens[change].start, change
    for index in reversed(before):
        between = tokens[phrases[index].after : first]
        if start - phrases[index].end > _OLD_GAP or any(
            token.kind in _ENDS and token.start < start for token in between
        ):
            break
        olds.insert(0, index)
        start, first = phrases[index].start, phrases[index].first
    return olds


def _inherited(new: Phrase, olds: list[Phrase]) -> Phrase:
    """A new amount with what the first old amount that says it says; it then begins where the first of them begins."""
    if not olds:
        return replace(new, role="new")
    old = next((phrase for phrase in olds if phrase.parts), olds[0])
    periods = vocabulary().lists["periods"]
    has_per = any(part not in periods for part in new.parts)
    has_period = any(part in periods for part in new.parts)
    missing = tuple(part for part in old.parts if not (has_period if part in periods else has_per))
    kind = old.kind if new.kind == "bare" else new.kind
    needs_old = bool(missing) or kind != new.kind or not new.parts
    start = olds[0].start if needs_old else new.start
    return replace(
        new,
        role="new",
        start=start,
        own_start=olds[0].start,
        kind=kind,
        parts=(*new.parts, *missing),
        has_prefix_parts=new.has_prefix_parts or bool(missing),
    )


def _with_role(phrase: Phrase, tokens: list[Token]) -> Phrase:
    before = [token for token in tokens[max(0, phrase.first - 8) : phrase.first] if phrase.start <= token.end]
    is_increase = any(token.kind == "increase" for token in before)
    return replace(phrase, role="increase") if is_increase and phrase.role != "new" else phrase
