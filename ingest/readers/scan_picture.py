"""A scanned page → its ink, upright and without seals, and the ruling lines in it. Lengths in points, whatever the resolution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.pdf_page import Stroke

Pixels = NDArray[np.uint8]

SHORTEST_LINE = 14.0  # points; the strokes of characters are shorter
SHORTEST_RULE = 30.0  # points; lines that touch and together reach no farther are not wiped away: a heading's character
PIECE = 30.0  # points; a line is followed in pieces, for paper is never quite flat
SEAL = 40  # by how much redder than green ink of a seal is
PALEST = 0.95  # of the paper's brightness; what is brighter around a seal is paper
PALE = 40  # percent of what is red may be darker than the seal is: ink that it lies over
BLACK, WHITE = 0.25, 0.85  # of a seal's brightness; darker is black, brighter is paper
FAINT = 0.6  # of the paper's brightness; in a seal, what is nowhere darker is no ink that lies under it
DARKER = 18  # than the paper around it: what is ink
NEIGHBOURHOOD = 18.0  # points around, which tell how bright the paper is
STEEPEST = 6.0  # degrees that a page may lie turned
SPECK = 0.5  # square points; what is smaller is dirt


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """An upright page: grey picture without ruling lines, its ink and where a seal lies (255 where there is some), the lines,
    points per pixel, and by how much it was turned. `stamped` is the grey picture as it was before the seal was taken away.
    """

    grey: Pixels
    stamped: Pixels
    ink: Pixels
    seal: Pixels
    strokes: list[Stroke]
    scale: float
    skew_degrees: float


def picture_to_page(picture: Pixels, scale: float) -> ScannedPage:
    """A picture (rows × columns × red, green, blue) whose pixels measure `scale` points → an upright page."""
    seal = _seals(picture)
    stamped = picture[..., 0]
    grey = _without_seals(stamped, seal)
    skew, paper = _skew(grey), int(np.median(grey))
    grey, stamped = _turned(grey, -skew, background=paper), _turned(stamped, -skew, background=paper)
    seal = _turned(seal, -skew, background=0)
    ink = _ink(grey, scale)
    lying, standing = _lines(ink, scale, is_lying=True), _lines(ink, scale, is_lying=False)
    strokes = [*_strokes(lying, scale, is_lying=True), *_strokes(standing, scale, is_lying=False)]
    rules = cv2.dilate(_long_ones(lying | standing, scale), np.ones((3, 3), np.uint8))
    grey, stamped = (np.where(rules > 0, np.uint8(255), own) for own in (grey, stamped))
    ink = _without_remains(np.where(rules > 0, np.uint8(0), ink), grey, seal)
    return ScannedPage(grey, stamped, _without_specks(ink, scale), seal, strokes, scale, skew)


def _seals(picture: Pixels) -> Pixels:
    """Where ink is red, and around it, where its colour runs out."""
    is_red = picture[..., 0].astype(np.int16) - picture[..., 1] > SEAL
    return _pixels(cv2.dilate(is_red.astype(np.uint8) * np.uint8(255), np.ones((9, 9), np.uint8)))


def _without_seals(red: Pixels, seal: Pixels) -> Pixels:
    """The red channel, in which red ink is faint: where a seal lies it becomes paper, and what is darker black."""
    if not seal.any():
        return red
    paper = float(np.median(red))
    inked = red[(seal > 0) & (red < PALEST * paper)]
    brightness = max(FAINT * paper, float(np.percentile(inked, PALE)) if inked.size else paper)
    share = (red / brightness - BLACK) / (WHITE - BLACK)
    stretched = (share.clip(0, 1) * paper).astype(np.uint8)  # no brighter than paper, or the seal's edge were ink
    return np.where(seal > 0, stretched, red)


def _without_remains(ink: Pixels, grey: Pixels, seal: Pixels) -> Pixels:
    """The ink without faint traces where a seal's edge was."""
    if not seal.any():
        return ink
    count, labels = cv2.connectedComponents(ink)
    darkest, outside = np.full(count, 255.0), np.zeros(count, np.bool_)
    np.minimum.at(darkest, labels[ink > 0].astype(np.intp), grey[ink > 0])
    outside[labels[(ink > 0) & (seal == 0)]] = True
    is_kept = outside | (darkest < FAINT * float(np.median(grey)))
    is_kept[0] = False
    return np.where(is_kept[labels], ink, np.uint8(0))


def _ink(grey: Pixels, scale: float) -> Pixels:
    size = int(NEIGHBOURHOOD / scale) | 1
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    return _pixels(cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, size, DARKER))


def _skew(grey: Pixels) -> float:
    """The angle at which lines of words and rules lie, in degrees: turned by it, rows of the picture are either full or empty."""
    small = cv2.resize(grey, None, fx=(f := 1000 / max(grey.shape)), fy=f, interpolation=cv2.INTER_AREA)
    ink = _pixels(cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, DARKER))

    def fit(angle: float) -> float:
        rows = _turned(ink, -angle, background=0).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    rough = max(np.arange(-STEEPEST, STEEPEST + 0.1, 0.5), key=fit)
    return float(max(np.arange(rough - 0.5, rough + 0.51, 0.05), key=fit))


def _turned(picture: Pixels, degrees: float, background: int) -> Pixels:
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return _pixels(cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(background,)))


def _lines(ink: Pixels, scale: float, *, is_lying: bool) -> Pixels:
    """The ink that goes on in one direction for as long as no character does."""
    length = max(3, int(SHORTEST_LINE / scale))
    shape = (length, 1) if is_lying else (1, length)
    bridge = (3, 1) if is_lying else (1, 3)
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(bridge[::-1], np.uint8))
    return _pixels(cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones(shape[::-1], np.uint8)))


def _strokes(lines: Pixels, scale: float, *, is_lying: bool) -> Iterator[Stroke]:
    """Lines → thin boxes, piece by piece along each line."""
    piece = max(1, int(PIECE / scale))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(lines)
    for label, (left, top, width, height, _) in enumerate(boxes[1:], 1):
        here = labels[top : top + height, left : left + width] == label
        if not is_lying:
            here = here.T
        for start in range(0, here.shape[1], piece):
            part = here[:, start : start + piece]
            (across,) = np.nonzero(part.any(axis=1))
            if not across.size:
                continue
            low, high = float(np.median(across)) - 0.5, float(np.median(across)) + 0.5
            end = start + part.shape[1]
            box = (start, low, end, high) if is_lying else (low, start, high, end)
            yield Stroke(*((edge + offset) * scale for edge, offset in zip(box, (left, top) * 2, strict=True)))


def _long_ones(lines: Pixels, scale: float) -> Pixels:
    """The lines without those that stand alone and are short."""
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(lines)
    is_long = np.zeros(count, np.uint8)
    is_long[1:] = (boxes[1:, 2:4].max(axis=1) * scale >= SHORTEST_RULE) * 255
    return _pixels(is_long[labels])


def _without_specks(ink: Pixels, scale: float) -> Pixels:
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    is_kept = np.zeros(count, np.uint8)
    is_kept[1:] = (boxes[1:, 4] * scale * scale >= SPECK) * 255
    return _pixels(is_kept[labels])


def _pixels(array: Any) -> Pixels:
    """What OpenCV returns, by its right name."""
    result: Pixels = array
    return result
