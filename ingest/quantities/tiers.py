"""Amounts in a list share what one of them says: 省部级劳模每人每年3600元、市级720元; 分别为600、300元/人/月."""

from __future__ import annotations

from dataclasses import replace

from ingest.quantities.quantity import Phrase
from ingest.quantities.tokens import Token
from ingest.quantities.vocabulary import vocabulary


def with_shared_parts(phrases: list[Phrase], tokens: list[Token], *, is_narrative: bool) -> list[Phrase]:
    """Phrases that take the per and the period of their neighbour in the list also take its words into their span."""
    shared = list(phrases)
    for index in range(len(shared) - 1, 0, -1):
        shared[index - 1] = _from_next(shared[index - 1], shared[index], tokens)
    for index in range(1, len(shared)):
        shared[index] = _from_previous(shared[index - 1], shared[index], tokens, is_narrative=is_narrative)
    return shared


def _from_next(phrase: Phrase, following: Phrase, tokens: list[Token]) -> Phrase:
    """600、300元/人/月: nothing but a separator stands between the two."""
    if (
        following.kind != "money"
        or phrase.kind not in ("bare", "money")
        or phrase.parts
        or phrase.role
        or following.has_prefix_parts
    ):
        return phrase
    if phrase.kind == "money" and not following.parts:
        return phrase
    between = tokens[phrase.after : following.first]
    if not between or any(token.kind != "item" or token.text == "+" for token in between):
        return phrase
    return replace(phrase, kind="money", parts=following.parts, end=following.end)


def _from_previous(previous: Phrase, phrase: Phrase, tokens: list[Token], *, is_narrative: bool) -> Phrase:
    """每人每年3600元、市级720元: a further amount of the list, and no total (共20万元)."""
    if (
        phrase.kind != "money"
        or previous.kind != "money"
        or phrase.parts
        or not previous.parts
        or phrase.is_scaled
        or phrase.role == "increase"
    ):
        return phrase
    between = [token for token in tokens[previous.after : phrase.first] if token.start < phrase.start]
    separators = {token.kind for token in between} & {"item", "clause", "sentence", "close"}
    said = "".join(token.text for token in between)
    if (
        "+" in said
        or ("item" not in separators and (is_narrative or "clause" not in separators))
        or separators & {"sentence", "close"}
    ):
        return phrase
    if phrase.depth != previous.depth or any(cue in said for cue in vocabulary().lists["lump_cues"]):
        return phrase
    flags = phrase.flags if previous.has_prefix_parts else phrase.flags | {"per_inherited"}
    return replace(
        phrase,
        start=previous.start,
        own_start=phrase.start,
        parts=previous.parts,
        has_prefix_parts=previous.has_prefix_parts,
        flags=flags,
    )
