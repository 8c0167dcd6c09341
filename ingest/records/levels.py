"""Fills the levels of an indicator tree down its rows, as a merged cell would be read by a person."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.lexicon import Lexicon

MOST_BELOW = 60  # rows of a block below its word


@dataclass(frozen=True, slots=True)
class Level:
    """What a row prints: its level cells, its ordinal (指标 2: → 2), and the second level its twin in the other half prints."""

    level1: str
    level2: str
    ordinal: int | None = None
    twin_level2: str = ""


@dataclass(slots=True)
class Filled:
    """Both levels after filling down, empty when nothing tells. `is_inferred`: only the second-level word tells the first, and it
    may stand under several."""

    level1: str
    level2: str
    is_inferred: bool = False
    is_from_block: bool = False


def fill_levels(printed: list[Level], lexicon: Lexicon) -> list[Filled]:
    """Printed level cells of consecutive rows → both levels of every row.

    A second level not printed is the one of the row above, unless the row opens a new block: its ordinal starts again at 1 and a
    later row of the block prints the word, or its twin in the other half prints it, or words stand in the middle of their
    blocks. A first level not printed is the one above unless the second level cannot stand under it; then it is the one the
    second-level word usually stands under.
    """
    filled: list[Filled] = []
    above1 = above2 = ""
    is_inferred = False
    centred = _centred_blocks(printed)
    for i, printed_row in enumerate(printed):
        row = _as_first(printed_row, above2, lexicon)
        level2 = row.level2 or row.twin_level2 or centred.get(i) or _from_block(printed, i, above2) or above2
        if row.level1 and not row.level2 and not row.twin_level2 and not _may_stand_under(level2, row.level1, lexicon):
            level2 = ""
        level1, is_inferred = row.level1 or above1, is_inferred and not row.level1
        if not row.level1 and level2 and not (above1 and _may_stand_under(level2, above1, lexicon)):
            level1 = _usual(level2, lexicon)
            is_inferred = bool(level1) and not _is_sure(level2, lexicon)
            level1 = level1 or above1
        filled.append(Filled(level1, level2, is_inferred, i in centred and not row.level2))
        above1, above2 = level1, level2
    return filled


def _as_first(row: Level, above2: str, lexicon: Lexicon) -> Level:
    """成本指标 printed beside a row amid those under 经济成本, which stands under nothing else, is their first level."""
    first, above = lexicon.level1(row.level2), lexicon.level2(above2)
    if row.level1 or first is None or above is None or above.under != (first.stem,):
        return row
    return replace(row, level1=row.level2, level2="")


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


def _centred_blocks(printed: list[Level]) -> dict[int, str]:
    """The second level of every row, where merged cells print their word in the middle row of their block.

    Told by a first row without the word. Blocks are cut so that every word stands as near to the middle of its block as can
    be; where one would still stand off the middle by more than rounding, nothing is told. Empty when words stand in first rows.
    """
    labels = [i for i, row in enumerate(printed) if row.level2]
    if not labels or labels[0] == 0 or any(row.twin_level2 for row in printed):
        return {}
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for k, label in enumerate(labels):
        last = labels[k + 1] if k + 1 < len(labels) else len(printed)
        ends = range(label + 1, min(last, label + MOST_BELOW) + 1) if k + 1 < len(labels) else [len(printed)]
        best = {
            end: min(
                (price + abs((start + end - 1) / 2 - label), [*cuts, end])
                for start, (price, cuts) in best.items()
                if start <= label
            )
            for end in ends
        }
    price, cuts = best[len(printed)]
    if price > len(labels) / 2:
        return {}
    starts = [0, *cuts[:-1]]
    return {
        i: printed[label].level2
        for start, end, label in zip(starts, cuts, labels, strict=True)
        for i in range(start, end)
    }


def _may_stand_under(level2: str, level1: str, lexicon: Lexicon) -> bool:
    word2, word1 = lexicon.level2(level2), lexicon.level1(level1)
    if word2 is None or word1 is None:
        return True
    return word1.stem in word2.under or word1.stem == word2.stem


def _is_sure(level2: str, lexicon: Lexicon) -> bool:
    """Whether a second-level word stands under one first level only, as 数量 under 产出."""
    word = lexicon.level2(level2)
    return word is not None and len(word.under) == 1


def _usual(level2: str, lexicon: Lexicon) -> str:
    word = lexicon.level2(level2)
    return f"{word.under[0]}指标" if word and word.under else ""
