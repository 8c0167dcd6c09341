"""The ink of a page → lines of characters: where lines and words stand, and what an OCR model reads there, with its confidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from ingest.readers.pdf_page import Glyph
from ingest.readers.scan_picture import Pixels, ScannedPage

TALLEST, LOWEST = 30.0, 5.0  # points, of characters
TALL = 1.7  # times a character's height: so high a band of ink is more than one line
ONE = 1.25  # the same: bands that together are no higher are parts of one line
APART = 0.55  # the same: words farther apart than this are read one by one
MARGIN = 0.15  # the same: paper around what is read
LONGEST = 36.0  # times its height: a longer line is read in parts
AT_ONCE = 4  # words; more at once need more memory and no less time
THREADS = 1  # there is a process for every core
HARMLESS = frozenset(",，.。、；;：:（）()《》〈〉“”\"‘’'…·!！?？")
"""Characters whose look-alikes mean the same - unless a figure stands beside them."""
BOXES = frozenset("□☐■☑☒")
"""A form that has boxes has ticked ones, and the model knows no tick: it passes over it without a word."""
FLAT = 0.3  # of a character's height: what is no higher and read as the figure 一 may be a dash
UNSURE = 0.5
_NARROW = 0.5  # of a Chinese character's width: what a figure or a letter takes


class Box(NamedTuple):
    """A piece of the picture in pixels: from `left` up to `right`, from `top` up to `bottom`."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Character:
    """A character as it was read, and how sure the model is of it."""

    text: str
    confidence: float


def height_of_characters(page: ScannedPage) -> float:
    """The usual height of a character, in pixels."""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(page.ink)
    heights = boxes[1:, 3]
    sound = heights[(heights * page.scale > LOWEST) & (heights * page.scale < TALLEST)]
    return float(np.percentile(sound, 75)) if sound.size else 10.0 / page.scale


def words_in(page: ScannedPage, region: Box, height: float) -> list[Box]:
    """The words that stand in a region, line by line; words of a line are as high as the line."""
    ink = page.ink[region.top : region.bottom, region.left : region.right]
    found = []
    for top, bottom in _bands(ink.any(axis=1), ink, height):
        for left, right in _runs(ink[top:bottom].any(axis=0), APART * height):
            found.append(Box(region.left + left, region.top + top, region.left + right, region.top + bottom))
    return found


def read_words(page: ScannedPage, words: Sequence[Box], height: float) -> Iterator[list[Glyph]]:
    """Words → the characters of each, placed side by side."""
    parts = [list(_parts(page, word)) for word in words]
    texts = iter(_recognise([_crop(page, part, height) for own in parts for part in own]))
    for word, own in zip(words, parts, strict=True):
        characters = [character for _ in own for character in next(texts)]
        if _may_be_another(characters, word, height):
            characters = [Character(c.text, min(c.confidence, UNSURE)) for c in characters]
        yield list(_placed(characters, word, height, page.scale))


def _may_be_another(characters: list[Character], word: Box, height: float) -> bool:
    """Whether the picture can show what the model has no character for, however sure it is of what it read."""
    texts = {character.text for character in characters}
    return bool(texts & BOXES) or (texts == {"一"} and word.bottom - word.top <= FLAT * height)


def _bands(rows: Any, ink: Pixels, height: float) -> list[tuple[int, int]]:
    """Rows with ink → lines: parts of characters that stand above each other put together, lines that touch parted."""
    bands: list[tuple[int, int]] = []
    for top, bottom in _runs(rows, 1):
        if bands and bottom - bands[-1][0] <= ONE * height:
            bands[-1] = (bands[-1][0], bottom)
        else:
            bands.append((top, bottom))
    return [line for top, bottom in bands for line in _parted(ink, top, bottom, height)]


def _parted(ink: Pixels, top: int, bottom: int, height: float) -> Iterator[tuple[int, int]]:
    """A band that is several lines high is cut where there is least ink."""
    while bottom - top > TALL * height:
        first, last = top + int(0.7 * height), min(top + int(1.8 * height), bottom - int(0.5 * height))
        if last <= first:
            break
        cut = first + int(ink[first:last].sum(axis=1, dtype=np.int64).argmin())
        yield top, cut
        top = cut
    yield top, bottom


def _runs(filled: Any, gap: float) -> list[tuple[int, int]]:
    """Where a row of truths is true, from and up to; runs less than `gap` apart are one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], np.asarray(filled, np.int8), [0]))))
    runs: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] < gap:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _parts(page: ScannedPage, word: Box) -> Iterator[Box]:
    """A very long line is read in parts, cut between characters."""
    tall = word.bottom - word.top
    left = word.left
    while word.right - left > LONGEST * tall:
        first, last = left + int(0.6 * LONGEST * tall), left + int(0.9 * LONGEST * tall)
        columns = page.ink[word.top : word.bottom, first:last].sum(axis=0, dtype=np.int64)
        cut = first + int(columns.argmin())
        yield Box(left, word.top, cut, word.bottom)
        left = cut
    yield Box(left, word.top, word.right, word.bottom)


def _crop(page: ScannedPage, box: Box, height: float) -> Pixels:
    """A word with a little paper around it; a dash alone, which is not as high as its line, gets the height of one."""
    margin = int(MARGIN * height) + 1
    top, left = max(0, box.top - margin), max(0, box.left - margin)
    word = page.grey[top : box.bottom + margin, left : box.right + margin]
    missing = max(0, int(height) - (box.bottom - box.top)) // 2
    return cv2.copyMakeBorder(word, missing, missing, 0, 0, cv2.BORDER_REPLICATE).astype(np.uint8, copy=False)


def _placed(characters: list[Character], word: Box, height: float, scale: float) -> Iterator[Glyph]:
    """Characters side by side over the width of their word, a figure half as wide as a Chinese character."""
    widths = [_NARROW if character.text.isascii() else 1.0 for character in characters]
    step = (word.right - word.left) / max(1.0, sum(widths))
    size = max(height, word.bottom - word.top if word.bottom - word.top > 1.4 * height else 0.0) * scale
    middle = (word.top + word.bottom) / 2 * scale
    left = float(word.left)
    for character, width in zip(characters, widths, strict=True):
        right = left + width * step
        yield Glyph(character.text, left * scale, right * scale, middle + 0.35 * size, size, character.confidence)
        left = right


def _recognise(crops: list[Pixels]) -> Iterator[list[Character]]:
    """Pictures of words → their characters, in the same order."""
    if not crops:
        return
    read = _engine().recognize_txt([cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops])
    for text, details in zip(read.txts, read.word_results, strict=True):
        confidences = details.confs if text else []
        yield [Character(c, _weighed(text, i, confidences[i])) for i, c in enumerate(text)]


def _weighed(text: str, i: int, confidence: float) -> float:
    """How sure the character at `i` is; a comma that may be a wide one is as good as sure."""
    is_figure = text[max(0, i - 1) : i].isdigit() or text[i + 1 : i + 2].isdigit()
    return 1.0 if text[i].isspace() or (text[i] in HARMLESS and not is_figure) else confidence


@cache
def _engine() -> Any:
    """The recognition model that lies in rapidocr's wheel. It is opened by its path, so that nothing is ever fetched."""
    import rapidocr

    (model,) = Path(rapidocr.__file__).with_name("models").glob("*_rec_*.onnx")
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.return_word_box": True,
            "Global.use_det": False,
            "Global.use_cls": False,
            "Rec.model_path": str(model),
            "Rec.rec_batch_num": AT_ONCE,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )
