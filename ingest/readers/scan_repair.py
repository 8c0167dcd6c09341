"""The words of a page's cells as they were read → as they must have been printed, where a form's own words tell.

A repair leaves a character doubtful unless the evidence is plain: a word of the vocabulary that the model itself thought of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import islice, product
from math import prod
from typing import Any, NamedTuple

import yaml

from ingest.lexicon import lexicon
from ingest.readers.scan_model import Character

SURE = 0.97  # what a character of a word that stands in the vocabulary counts
CREDIBLE = 0.4  # so sure the model must be of every character of a word for it to be the vocabulary's
UNSURE = 0.5
LIKELY = 0.05  # another character that the model thought of itself, and that makes a word, is sure
MOST_READINGS = 64  # of a word whose doubtful characters could each be others
LONGEST, LONGEST_SIGN = 16, 2  # characters of a level word or a label; of a comparator

Characters = tuple[Character, ...]


class _Slips(NamedTuple):
    """What ocr.yml says: a character → those that say the same, a misread word → the right one, words in which it is right."""

    same: dict[str, str]
    misread: dict[str, str]
    real: tuple[str, ...]


@cache
def _slips() -> _Slips:
    words: dict[str, Any] = yaml.safe_load(files("ingest.vocabulary").joinpath("ocr.yml").read_text(encoding="utf-8"))
    same = {sign: row for row in words["same"] for sign in row}
    return _Slips(same, words["misread"], tuple(words["real"]))


def repaired(lines: Sequence[Sequence[Character]]) -> list[Characters]:
    """The lines of one cell, or of what stands between tables → as they must have been printed."""
    settled = [tuple(_settled(character) for character in line) for line in lines]
    if whole := _known_word(tuple(character for line in settled for character in line)):  # perhaps wrapped over lines
        rest = iter(whole)
        return [tuple(islice(rest, len(line))) for line in settled]
    return [_known_word(line) or tuple(_without_misread(line)) for line in settled]


def _settled(character: Character) -> Character:
    """A character of which only the width or the style of its strokes is in doubt is sure, and written in one way."""
    row = _slips().same.get(character.text)
    if row is None:
        return character
    confidence = character.confidence + sum(likely for other, likely in character.others if other in row)
    others = tuple((other, likely) for other, likely in character.others if other not in row)
    text = row[0] if ord(character.text) > ord("\uff00") or character.text not in "-:" else character.text
    return Character(text, min(1.0, confidence), others)


def _known_word(characters: Characters) -> Characters | None:
    """A level word, label or comparator, if the characters are one or the model thought of one, and of no other; else None."""
    text = "".join(character.text for character in characters)
    if not text or len(text) > LONGEST or min(c.confidence for c in characters) >= SURE:
        return None
    known = [reading for reading in _readings(characters) if _is_known("".join(c.text for c in reading))]
    is_credible = min(character.confidence for character in characters) >= CREDIBLE
    if len(known) != 1 or not (is_credible or known[0] != characters):
        return None
    return tuple(replace(c, confidence=SURE) if c in characters and c.confidence < SURE else c for c in known[0])


def _is_known(text: str) -> bool:
    words = lexicon()
    return bool(words.level1(text) or words.level2(text) or words.header(text) or words.label(text)) or (
        len(text) <= LONGEST_SIGN and words.is_cell("comparator", text)
    )


def _readings(characters: Characters) -> Iterator[Characters]:
    """What the doubtful characters could also be, together."""
    options = [
        [character, *(Character(other, SURE) for other, likely in character.others if likely >= LIKELY)]
        if character.confidence < SURE
        else [character]
        for character in characters
    ]
    if prod(map(len, options)) <= MOST_READINGS:
        yield from product(*options)


def _without_misread(characters: Characters) -> Iterator[Character]:
    """Characters of words that no form holds replaced. One that the model thought of too is sure, and so is a right one it doubted."""
    right = _instead("".join(character.text for character in characters))
    for i, character in enumerate(characters):
        likely = dict(character.others).get(right.get(i, ""), 0.0)
        if i in right and (likely or character.confidence < SURE):
            yield Character(right[i], SURE if likely > LIKELY else UNSURE)
        elif CREDIBLE <= character.confidence < SURE and _is_only_other(characters, i):
            yield replace(character, confidence=SURE)
        else:
            yield character


def _is_only_other(characters: Characters, i: int) -> bool:
    """Whether each other thing that the character at `i` is likely to be would make a word that no form holds."""
    text = "".join(character.text for character in characters)
    others = [other for other, likely in characters[i].others if likely >= LIKELY]
    return bool(others) and all(
        _instead(text[:i] + other + text[i + 1 :]).get(i) == characters[i].text for other in others
    )


def _instead(text: str) -> dict[int, str]:
    """Where misread words stand in a text: the place of each misread character, and the right one."""
    return {
        start + i: right
        for wrong, word in _slips().misread.items()
        for start in range(len(text))
        if text.startswith(wrong, start) and not _is_in_real_word(text, start, wrong)
        for i, (read, right) in enumerate(zip(wrong, word, strict=True))
        if read != right
    }


def _is_in_real_word(text: str, start: int, wrong: str) -> bool:
    """Whether what looks misread is a part of a word that forms do hold (全部内容)."""
    inside = ((real, start - real.find(wrong)) for real in _slips().real if wrong in real)
    return any(first >= 0 and text.startswith(real, first) for real, first in inside)
