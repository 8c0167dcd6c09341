"""The words around an amount: for whom it is (全国劳模), or who pays it (个人和单位各)."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from ingest.quantities.quantity import Phrase
from ingest.quantities.tokens import Token
from ingest.quantities.vocabulary import vocabulary

_EDGES = " :、,，；。+()*/-·|\"“”'"
_LONGEST = 40
_NAMED_UNITS = frozenset("名位个户")
_OPENINGS = ("对于", "按照", "其中", "对", "给", "向", "为", "将", "把", "按", "的")
_NUMBERING = re.compile(r"^\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、)]")
_DATE = re.compile(r"^自?(?:19|20)\d{2}年度?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:起|以来)?")


def said_before(phrase: Phrase, every: list[Phrase], tokens: list[Token], text: str) -> str:
    """The words of the clause before an amount, back to the amount before it.

    An amount in brackets or behind a + belongs to the words of its neighbour; a clause with nothing before its amount
    belongs to the clause before.
    """
    while True:
        own_start = phrase.start if phrase.own_start is None else phrase.own_start
        place = bisect_right(every, own_start, key=lambda other: other.end) - 1
        previous = _behind(every[place], tokens, own_start) if place >= 0 else 0
        if place < 0 or text[previous:own_start] not in ("(", "+"):
            break
        phrase = every[place]
    start = end = own_start
    has_skipped = False
    for token in _backwards(tokens, phrase.first, own_start, previous):
        if token.kind == "sentence":
            break
        if token.kind == "clause":
            if has_skipped or _words(text[start:end]):
                break
            has_skipped, end = True, token.start
        start = token.start
    return text[start:end]


def _backwards(tokens: list[Token], first: int, end: int, start: int) -> list[Token]:
    """The tokens before `end`, last first, not before `start`; `first` is a token at or behind `end`."""
    found = []
    for at in range(first, -1, -1):
        if tokens[at].start < start:
            break
        if tokens[at].start < end:
            found.append(tokens[at])
    return found


def _behind(phrase: Phrase, tokens: list[Token], limit: int) -> int:
    """The end of a phrase with the brackets behind it: 500元/人(省级)."""
    closing = bracket_behind(phrase, tokens)
    return closing[1] if closing and closing[1] <= limit else phrase.end


def bracket_behind(phrase: Phrase, tokens: list[Token]) -> tuple[int, int] | None:
    """Where brackets without figures stand directly behind a phrase."""
    at = phrase.after
    if at >= len(tokens) or tokens[at].kind != "open":
        return None
    for token in tokens[at : at + 12]:
        if token.kind in ("number", "date", "code", "ordinal"):
            return None
        if token.kind == "close":
            return tokens[at].start, token.end
    return None


def words_to_qualifier(said: str) -> str | None:
    """全国劳模:按标准发放 → 全国劳模; None for a reason (根据实际情况), a payer, or nobody."""
    words = _words(said)
    lists = vocabulary().lists
    if not words or len(words) > _LONGEST or "《" in words or words_to_payers(said):
        return None
    is_nobody = words in lists["aid_verbs"] or any(words.startswith(word) for word in lists["reasons"])
    return None if is_nobody else words


def words_to_qualifiers(said: str, count: int) -> list[str] | None:
    """全国劳模、省级劳模分别为 → one each; None unless they are `count`."""
    head, cue, _ = said.rpartition("分别")
    names = [name for name in re.split("[、和与及]", _words(head)) if name]
    return names if cue and len(names) == count else None


def name_behind_every(phrase: Phrase, tokens: list[Token], text: str) -> str | None:
    """每名劳模2000元 → 劳模: the words behind 每名, 每个; behind 每人 stands what is paid (每人慰问金)."""
    end = phrase.prefix_end
    if end is None or text[end - 1] not in _NAMED_UNITS:
        return None
    behind = [
        token
        for token in tokens[max(0, phrase.first - 8) : phrase.first]
        if token.start == end and token.kind == "word"
    ]
    return words_to_qualifier(behind[0].text) if behind else None


def words_to_payers(said: str) -> list[str]:
    """个人和单位各 → [个人, 单位]; empty unless the words are payers and nothing else."""
    lists = vocabulary().lists
    words = said.strip(_EDGES)
    if words.startswith(_OPENINGS):
        return []
    while words and not (payers := _payers(words)):
        ending = max(
            (verb for verb in lists["payer_verbs"] | lists["fillers"] if words.endswith(verb)), key=len, default=""
        )
        if not ending:
            return []
        words = words[: -len(ending)].strip(_EDGES)
    return payers if words else []


def _payers(words: str) -> list[str]:
    lists = vocabulary().lists
    payers = re.split("|".join(sorted(lists["payer_joins"], key=len, reverse=True)), words)
    return payers if all(payer in lists["payers"] for payer in payers) else []


def _words(said: str) -> str:
    """The words without what says nothing of for whom: verbs, 标准为, signs, numbering; of 助学：小学 the last part."""
    said = said.strip(_EDGES)
    while True:
        shorter = _stripped(said).strip(_EDGES)
        if shorter == said:
            break
        said = shorter
    return _words(said.rpartition(":")[2]) if ":" in said else said


def _stripped(said: str) -> str:
    if said.endswith(_edge_words()):
        return said[: -len(next(word for word in _edge_words() if said.endswith(word)))]
    for word in ("给予", *_OPENINGS):
        if said.startswith(word):
            return said[len(word) :]
    return _DATE.sub("", _NUMBERING.sub("", said))


@cache
def _edge_words() -> tuple[str, ...]:
    names = ("fillers", "from_cues", "former_cues", "change_cues", "edge_words")
    words = frozenset().union(*(vocabulary().lists[name] for name in names)) - vocabulary().lists["aid_verbs"]
    return tuple(sorted(words, key=len, reverse=True))
