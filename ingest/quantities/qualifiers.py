"""The words before an amount: for whom it is (全国劳模), or who pays it (个人和单位各)."""

from __future__ import annotations

import re
from functools import cache

from ingest.quantities.glyphs import Glyphs
from ingest.quantities.phrases import Phrase
from ingest.quantities.tokens import Token
from ingest.quantities.vocabulary import vocabulary

_EDGES = " :、,，；。+()*/-·"
_LONGEST = 60


def said_before(phrases: list[Phrase], index: int, tokens: list[Token], glyphs: Glyphs, every: list[Phrase]) -> str:
    """The words of the clause before an amount, back to the amount before it. An amount in brackets or behind a + belongs to the words
    of its neighbour; a clause with nothing before its amount belongs to the clause before."""
    phrase = phrases[index]
    at = _token_before(tokens, phrase)
    previous = max((other.end for other in every if other.end <= _own_start(phrase)), default=0)
    clauses = 0
    start = end = _own_start(phrase)
    while at >= 0 and tokens[at].start >= previous:
        token = tokens[at]
        if token.kind == "sentence":
            break
        if token.kind == "clause":
            if _words(glyphs.text[start:end]) or clauses:
                break
            clauses, end = 1, token.start
        start = token.start
        at -= 1
    said = glyphs.text[start:end]
    joint = glyphs.text[previous : _own_start(phrase)]
    if not _words(said) and index > 0 and joint in ("+", "(") or (joint == "(" and index == 0):
        neighbour = [place for place, other in enumerate(every) if other.end == previous]
        return said_before(every, neighbour[0], tokens, glyphs, every[: neighbour[0]]) if neighbour else ""
    return said


def _own_start(phrase: Phrase) -> int:
    """Where the amount's own words begin, without those it shares with a neighbour."""
    return phrase.own_start if phrase.own_start is not None else phrase.start


def _token_before(tokens: list[Token], phrase: Phrase) -> int:
    at = phrase.first
    while at >= 0 and tokens[at].start >= _own_start(phrase):
        at -= 1
    return at


def _words(said: str) -> str:
    """The words without what says nothing of for whom: verbs, 标准为, signs, 每人."""
    said = said.strip(_EDGES)
    while said:
        shorter = _stripped(said).strip(_EDGES)
        if shorter == said:
            break
        said = shorter
    return said


def _stripped(said: str) -> str:
    for word in _filler_words():
        if said.endswith(word):
            return said[: -len(word)]
    for word in ("对", "给", "向", "为", "其中", "按"):
        if said.startswith(word):
            return said[len(word) :]
    return re.sub(r"^(?:\d{1,2}[.、)]|\(\d{1,2}\)|\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、|(?:19|20)\d{2}年)", "", said)


@cache
def _filler_words() -> tuple[str, ...]:
    lists = vocabulary().lists
    return tuple(sorted(lists["fillers"] | lists["no_qualifiers"] | lists["from_cues"] | lists["former_cues"] | lists["change_cues"] | {"统一", "一次性"}, key=len, reverse=True))


def words_to_qualifier(said: str) -> str | None:
    """全国劳模:按标准发放 → 全国劳模; None where the words name a reason (根据实际情况), a payer, or nobody."""
    words = _words(said)
    if not words or len(words) > _LONGEST or words_to_payers(said) or any(words.startswith(word) for word in vocabulary().lists["no_qualifiers"]):
        return None
    return words


def words_to_payers(said: str) -> list[str]:
    """个人和单位各 → [个人, 单位]; empty unless the words are payers and nothing else."""
    lists = vocabulary().lists
    words = said.strip(_EDGES)
    while any(words.endswith(verb) and words not in lists["payers"] for verb in lists["payer_verbs"]):
        longest = max((verb for verb in lists["payer_verbs"] if words.endswith(verb)), key=len)
        words = words[: -len(longest)].strip(_EDGES)
    payers = re.split("|".join(sorted(lists["payer_joins"], key=len, reverse=True)), words)
    return payers if all(payer in lists["payers"] for payer in payers) else []
