"""The ink of a page → boxes around its words, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import cv2
import numpy as np

from ingest.readers.scan_picture import Pixels, ScannedPage

TALLEST, LOWEST = 30.0, 5.0  # points, of characters
TALL = 1.7  # times a character's height: so high a band of ink is more than one line
ONE = 1.25  # the same: bands that together are no higher are parts of one line
STROKE, EDGE = 0.17, 0.5  # the same: what is so thin and so near to the edge of a cell is no figure
APART = 0.55  # the same: words farther apart than this are read one by one


class Box(NamedTuple):
    """A piece of the picture in pixels: from `left` up to `right`, from `top` up to `bottom`."""

    left: int
    top: int
    right: int
    bottom: int


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
            word = Box(region.left + left, region.top + top, region.left + right, region.top + bottom)
            if not _is_of_a_rule(word, region, height):
                found.append(word)
    return found


def _is_of_a_rule(word: Box, region: Box, height: float) -> bool:
    """Whether a thin upright stroke at the edge of a cell is what was left of its ruling line."""
    to_edge = min(word.left - region.left, region.right - word.right)
    return word.right - word.left <= STROKE * height and to_edge <= EDGE * height


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
