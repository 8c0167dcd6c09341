"""Fills the levels of an indicator tree down its rows, as a merged cell would be read by a person."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Level:
    """What a row prints: its level cells, its ordinal (指标 2: → 2), and the second level its twin in the other half prints."""

    level1: str
    level2: str
    ordinal: int | None = None
    twin_level2: str = ""


@dataclass(slots=True)
class Filled:
    """Both levels after filling down, empty when nothing tells. `is_inferred`: only the second-level word tells the first."""

    level1: str
    level2: str
    is_inferred: bool = False


def fill_levels(printed: list[Level], lexicon: Lexicon) -> list[Filled]:
    """Printed level cells of consecutive rows → both levels of every row.

    A second level not printed is the one of the row above, unless the row opens a new block: its ordinal starts again at 1 and a
    later row of the block prints the word, or its twin in the other half prints it. A first level not printed is the one above
    unless the second level cannot stand under it; then it is the one the second-level word usually stands under.
    """
    filled: list[Filled] = []
    above1 = above2 = ""
    is_inferred = False
    for i, row in enumerate(printed):
        level2 = row.level2 or row.twin_level2 or _from_block(printed, i, above2) or above2
        if row.level1 and not row.level2 and not row.twin_level2 and not _may_stand_under(level2, row.level1, lexicon):
            level2 = ""
        level1, is_inferred = row.level1 or above1, is_inferred and not row.level1
        if not row.level1 and level2 and not (above1 and _may_stand_under(level2, above1, lexicon)):
            level1 = _usual(level2, lexicon)
            is_inferred = bool(level1)
            level1 = level1 or above1
        filled.append(Filled(level1, level2, is_inferred))
        above1, above2 = level1, level2
    return filled


def _from_block(printed: list[Level], i: int, above2: str) -> str:
    """The second level printed further down in the block that row `i` opens by starting again at 1."""
    row = printed[i]
    if row.ordinal != 1 or not above2:
        return ""
    for expected, later in enumerate(printed[i + 1 :], 2):
        if later.ordinal != expected or later.level1:
            return ""
        if later.level2:
            return later.level2
    return ""


def _may_stand_under(level2: str, level1: str, lexicon: Lexicon) -> bool:
    word2, word1 = lexicon.level2(level2), lexicon.level1(level1)
    if word2 is None or word1 is None:
        return True
    return word1.stem in word2.under or word1.stem == word2.stem


def _usual(level2: str, lexicon: Lexicon) -> str:
    word = lexicon.level2(level2)
    return f"{word.under[0]}指标" if word and word.under else ""
