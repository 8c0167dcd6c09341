"""Boxes around words → the characters in them, and from these the characters of a page side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf_page import Glyph
from ingest.readers.scan_model import Character, pictures_to_characters
from ingest.readers.scan_picture import Pixels, ScannedPage
from ingest.readers.scan_repair import repaired
from ingest.readers.scan_words import Box

BESIDE, ABOVE = 0.5, 0.25  # times a character's height: paper around what is read, without which a lone sign is misread
LONGEST = 36.0  # times its height: a longer line is read in parts
HARMLESS = frozenset(",，.。、；;：:（）()《》〈〉“”\"‘’'…·!！?？")
"""Characters whose look-alikes mean the same - unless a figure stands beside them."""
BOXES = frozenset("□☐■☑☒")
"""A form that has boxes has ticked ones, and the model knows no tick: it passes over it without a word."""
STROKES = frozenset("1/lI|丨")
SLANT = 0.2  # of a character's height, by which the upper third of a stroke lies to the right of the lower one
FLAT = 0.3  # of a character's height: what is no higher and read as the figure 一 may be a dash
UNSURE = 0.5
_NARROW = 0.5  # of a Chinese character's width: what a figure or a letter takes


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was read: the box around it, and its characters from left to right."""

    box: Box
    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(character.text for character in self.characters)


def read_regions(page: ScannedPage, regions: Sequence[Sequence[Box]], height: float) -> list[Word]:
    """The words in boxes, region by region; `height` is that of the page's characters, in pixels."""
    texts = _texts(page.grey, page, [box for boxes in regions for box in boxes], height)
    words = []
    for boxes in regions:
        for box, characters in zip(boxes, repaired([next(texts) for _ in boxes]), strict=True):
            words.append(Word(box, tuple(_weighed(_by_shape(characters, page, box, height), box, height))))
    words = _witnessed(words, page, height)
    is_counted = any(word.text in ("二", "三") for word in words)
    return words if is_counted else [_with_dash(word) for word in words]


def _texts(grey: Pixels, page: ScannedPage, boxes: Sequence[Box], height: float) -> Iterator[list[Character]]:
    """The characters in each of the boxes of a page, as its picture `grey` shows them."""
    parts = [list(_parts(page, box)) for box in boxes]
    read = iter(pictures_to_characters([_crop(grey, part, height) for own in parts for part in own]))
    for own in parts:
        yield [character for _ in own for character in next(read)]


def _witnessed(words: list[Word], page: ScannedPage, height: float) -> list[Word]:
    """Words on or beside a seal are read again with the seal in the picture; where both readings differ, all is doubtful.

    Where a seal is taken away, a stroke may go with it, or a whole sign, and the model would not miss it.
    """
    near, columns = int(height / 2), page.grey.shape[1]
    around = [
        Box(max(0, box.left - near), box.top, min(columns, box.right + near), box.bottom)
        for box in (word.box for word in words)
    ]
    stamped = [i for i, box in enumerate(around) if page.seal[box.top : box.bottom, box.left : box.right].any()]
    again = _texts(page.stamped, page, [around[i] for i in stamped], height)
    checked = list(words)
    for i, other in zip(stamped, again, strict=True):
        (settled,) = repaired([other])
        if _signs(settled) != _signs(words[i].characters):
            checked[i] = Word(words[i].box, tuple(_unsure(character) for character in words[i].characters))
    return checked


def _signs(characters: Sequence[Character]) -> str:
    return "".join(character.text for character in characters if character.text not in HARMLESS)


def _unsure(character: Character) -> Character:
    return replace(character, confidence=min(character.confidence, UNSURE))


def _with_dash(word: Word) -> Word:
    """一 that stands alone on a page where no 二 does is a dash, though not surely."""
    return Word(word.box, (Character("—", UNSURE),)) if word.text == "一" else word


def legibility(page: ScannedPage, boxes: Sequence[Box], height: float) -> float:
    """How sure the model is, on average, of the characters in boxes; words that it cannot read at all count nothing."""
    read = pictures_to_characters([_crop(page.grey, box, height) for box in boxes])
    means = [sum(c.confidence for c in characters) / max(1, len(characters)) for characters in read]
    return sum(means) / max(1, len(means))


def word_to_glyphs(word: Word, height: float, scale: float) -> Iterator[Glyph]:
    """Characters side by side over the width of their word."""
    box = word.box
    size = max(height, box.bottom - box.top if box.bottom - box.top > 1.4 * height else 0.0) * scale
    baseline = (box.top + box.bottom) / 2 * scale + 0.35 * size
    for character, (left, right) in zip(word.characters, _spans(word.characters, box), strict=True):
        yield Glyph(character.text, left * scale, right * scale, baseline, size, character.confidence)


def _spans(characters: Sequence[Character], box: Box) -> Iterator[tuple[float, float]]:
    """From where to where each character reaches, a figure half as wide as a Chinese character."""
    widths = [_NARROW if character.text.isascii() else 1.0 for character in characters]
    step = (box.right - box.left) / max(1.0, sum(widths))
    left = float(box.left)
    for width in widths:
        yield left, left + width * step
        left += width * step


def _by_shape(characters: Sequence[Character], page: ScannedPage, box: Box, height: float) -> Sequence[Character]:
    """A stroke that stands alone is 1 or /: which, its slant tells better than the model."""
    if len(characters) != 1 or characters[0].text not in STROKES:
        return characters
    ink = page.ink[box.top : box.bottom, box.left : box.right] > 0
    third = len(ink) // 3
    slant = _middle(ink[:third]) - _middle(ink[-third:]) if third else 0.0
    return (
        [Character("/", characters[0].confidence if characters[0].text == "/" else 1.0)]
        if slant > SLANT * height
        else characters
    )


def _middle(ink: NDArray[np.bool_]) -> float:
    across = np.nonzero(ink)[1]
    return float(across.mean()) if across.size else 0.0


def _weighed(characters: Sequence[Character], box: Box, height: float) -> Iterator[Character]:
    """The characters, less sure where the picture can show what the model cannot tell, surer where a slip says the same."""
    is_unsure = _may_be_another(characters, box, height)
    for i, character in enumerate(characters):
        beside = [other.text for other in (*characters[max(0, i - 1) : i], *characters[i + 1 : i + 2])]
        is_harmless = character.text in HARMLESS and len(characters) > 1 and not any(map(str.isdigit, beside))
        confidence = 1.0 if character.text.isspace() or is_harmless else character.confidence
        yield replace(character, confidence=min(confidence, UNSURE) if is_unsure else confidence)


def _may_be_another(characters: Sequence[Character], box: Box, height: float) -> bool:
    """Whether the model may have no character for what it read, however sure it is."""
    texts = {character.text for character in characters}
    return bool(texts & BOXES) or (texts == {"一"} and box.bottom - box.top <= FLAT * height)


def _parts(page: ScannedPage, box: Box) -> Iterator[Box]:
    """A very long line is read in parts, cut between characters."""
    tall = box.bottom - box.top
    left = box.left
    while box.right - left > LONGEST * tall:
        first, last = left + int(0.6 * LONGEST * tall), left + int(0.9 * LONGEST * tall)
        columns = page.ink[box.top : box.bottom, first:last].sum(axis=0, dtype=np.int64)
        cut = first + int(columns.argmin())
        yield Box(left, box.top, cut, box.bottom)
        left = cut
    yield Box(left, box.top, box.right, box.bottom)


def _crop(grey: Pixels, box: Box, height: float) -> Pixels:
    """A word amid paper and nothing else; a dash alone, which is not as high as its line, gets the height of one."""
    word = grey[max(0, box.top - 1) : box.bottom + 1, max(0, box.left - 1) : box.right + 1]
    missing = max(0, int(height) - (box.bottom - box.top)) // 2
    above, beside = int(ABOVE * height) + missing, int(BESIDE * height)
    paper = float(np.percentile(word, 90))
    padded = cv2.copyMakeBorder(word, above, above, beside, beside, cv2.BORDER_CONSTANT, value=(paper,))
    return padded.astype(np.uint8, copy=False)
