"""Strokes → ruled tables: pieces of lines are put together, lines that touch make a table, what they enclose is a cell.

A cell need not be closed: where a page ends before a row does, the table's outermost lines stand for its missing edge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from ingest.layout import Unreadable
from ingest.readers.pdf_objects import THIN
from ingest.readers.pdf_page import Stroke

SNAP = 3.0  # points; lines nearer than this are one line, drawn twice or not quite straight
GAP = 3.5  # points; dots and dashes nearer than this are one line
SHORTEST = 7.0  # points; what is shorter is no border of a cell
OPEN_EDGE = 6.0  # points by which lines stand out over the last line across them where a page cuts a cell
MOST_LINES = 4_000  # on a page
MOST_SLOTS = 60_000  # rows × columns of one table


class Ruling(NamedTuple):
    """A whole line: its position across its direction, and from where to where it reaches."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class RuledCell:
    """One region between lines, in rows and columns of its table; `is_open_above` and `_below`: no line closes it there."""

    row: int
    column: int
    rows: int
    columns: int
    is_open_above: bool = False
    is_open_below: bool = False
    is_irregular: bool = False


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The lines of one table - `xs` from left to right, `ys` downwards - and the cells between them."""

    xs: list[float]
    ys: list[float]
    cells: list[RuledCell]


def strokes_to_tables(strokes: Iterable[Stroke]) -> list[RuledTable]:
    """The ruled tables of a page; a lone frame or an underline is none. Raises Unreadable when there are too many lines."""
    lying, standing = [], []
    for left, top, right, bottom in strokes:
        if bottom - top <= THIN:
            lying.append(Ruling((top + bottom) / 2, left, right))
        if right - left <= THIN:
            standing.append(Ruling((left + right) / 2, top, bottom))
    across, down = _whole_lines(lying), _whole_lines(standing)
    if len(across) + len(down) > MOST_LINES:
        raise Unreadable("too_large", f"a page has more than {MOST_LINES:,} ruling lines; that is no form")
    tables = [_table(*lines) for lines in _touching(across, down)]
    return [table for table in tables if len(table.cells) > 1]


def _whole_lines(pieces: list[Ruling]) -> list[Ruling]:
    """Pieces of lines → whole lines: neighbours in one direction joined, positions that differ by less than SNAP made one."""
    levels: list[list[Ruling]] = []
    for piece in sorted(pieces):
        if not levels or piece.at - levels[-1][0].at > SNAP:
            levels.append([])
        levels[-1].append(piece)
    lines = []
    for level in levels:
        at = sum(p.at for p in level) / len(level)
        spans: list[Ruling] = []
        for _, start, end in sorted(level, key=lambda p: p.start):
            if spans and start - spans[-1].end <= GAP:
                spans[-1] = Ruling(at, spans[-1].start, max(spans[-1].end, end))
            else:
                spans.append(Ruling(at, start, end))
        lines += [span for span in spans if span.end - span.start >= SHORTEST]
    return lines


def _touching(across: list[Ruling], down: list[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Lines → groups of lines that touch each other."""
    groups = _Groups(len(across) + len(down))
    levels = [line.at for line in across]  # sorted, as _whole_lines gives them
    for d, standing in enumerate(down, len(across)):
        crossed = range(bisect_left(levels, standing.start - SNAP), bisect_left(levels, standing.end + SNAP))
        for a in crossed:
            if across[a].start - SNAP <= standing.at <= across[a].end + SNAP:
                groups.join(a, d)
    _join_uncrossed(groups, len(across), down)
    _join_open(groups, across, down)
    members: defaultdict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for i, line in enumerate([*across, *down]):
        members[groups.root(i)][i >= len(across)].append(line)
    yield from (group for group in members.values() if len(group[1]) > 1)


def _join_uncrossed(groups: _Groups, first: int, down: list[Ruling]) -> None:
    """Lines that no other crosses, and that end where others beside them do, part cells that the page cuts above and below."""
    uncrossed = {groups.root(d) for d in range(first, first + len(down))} - {groups.root(a) for a in range(first)}
    for d, line in enumerate(down, first):
        if d in uncrossed:
            for other, beside in enumerate(down, first):
                if abs(line.start - beside.start) <= SNAP and abs(line.end - beside.end) <= SNAP:
                    groups.join(d, other)


def _join_open(groups: _Groups, across: list[Ruling], down: list[Ruling]) -> None:
    """Groups with one top and one bottom, where no line closes them, are parts of one table: a cell as high as the page parts them."""
    reach: dict[int, tuple[float, float]] = {}
    for d, line in enumerate(down, len(across)):
        top, bottom = reach.get(root := groups.root(d), (line.start, line.end))
        reach[root] = min(top, line.start), max(bottom, line.end)
    lying: defaultdict[int, list[float]] = defaultdict(list)
    for a, line in enumerate(across):
        lying[groups.root(a)].append(line.at)
    is_open = {
        root: all(top + SNAP < at for at in lying[root]) or all(at < bottom - SNAP for at in lying[root])
        for root, (top, bottom) in reach.items()
    }
    for (one, (top, bottom)), (other, (start, end)) in combinations(reach.items(), 2):
        if is_open[one] and is_open[other] and abs(top - start) <= SNAP and abs(bottom - end) <= SNAP:
            groups.join(one, other)


class _Groups:
    """Things, numbered from 0, that fall into groups."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, i: int) -> int:
        """The number that stands for the group of `i`."""
        while self._parents[i] != i:
            self._parents[i] = self._parents[self._parents[i]]
            i = self._parents[i]
        return i

    def join(self, i: int, j: int) -> None:
        """Makes one group of two."""
        self._parents[self.root(i)] = self.root(j)


def _table(across: list[Ruling], down: list[Ruling]) -> RuledTable:
    ys = _edges({line.at for line in across}, [line.start for line in down], [line.end for line in down])
    xs = _edges({line.at for line in down}, [line.start for line in across], [line.end for line in across])
    if (len(xs) - 1) * (len(ys) - 1) > MOST_SLOTS:
        raise Unreadable("too_large", f"a table has more than {MOST_SLOTS:,} cells")
    return RuledTable(xs, ys, list(_cells(_walls(across, ys, xs), _walls(down, xs, ys), len(ys) - 1, len(xs) - 1)))


def _edges(inner: set[float], starts: list[float], ends: list[float]) -> list[float]:
    """The positions of lines, and of an edge that is not drawn where the lines across stand out."""
    edges = sorted(inner)
    if starts and (not edges or min(starts) < edges[0] - OPEN_EDGE):
        edges.insert(0, min(starts))
    if ends and max(ends) > edges[-1] + OPEN_EDGE:
        edges.append(max(ends))
    return edges


Walls = set[tuple[int, int]]


def _walls(lines: list[Ruling], levels: list[float], posts: list[float]) -> Walls:
    """Lines → the places they close: (number of the level, number of the post that the closed stretch begins at)."""
    walls = set()
    for at, start, end in lines:
        level = levels.index(at)
        for post in range(len(posts) - 1):
            slack = min(SNAP, (posts[post + 1] - posts[post]) / 4)
            if start <= posts[post] + slack and end >= posts[post + 1] - slack:
                walls.add((level, post))
    return walls


def _cells(across: Walls, down: Walls, height: int, width: int) -> Iterator[RuledCell]:
    """What the walls enclose. A region that is no rectangle is cut into its rows, and irregular; so is a cell open to a side."""
    left_gaps, right_gaps = _gaps(0, down, height), _gaps(width, down, height)
    seen: set[tuple[int, int]] = set()
    for row in range(height):
        for column in range(width):
            if (row, column) in seen:
                continue
            region = _region(row, column, across, down, height, width)
            seen.update(region)
            for top, left, bottom, right, is_piece in _rectangles(region):
                is_open_above = top == 0 and not any((0, c) in across for c in range(left, right + 1))
                is_open_below = bottom == height - 1 and not any((height, c) in across for c in range(left, right + 1))
                gaps = (left_gaps if left == 0 else set()) | (right_gaps if right == width - 1 else set())
                is_irregular = is_piece or not gaps.isdisjoint(range(top, bottom + 1))
                yield RuledCell(
                    top, left, bottom - top + 1, right - left + 1, is_open_above, is_open_below, is_irregular
                )  # fmt: skip


def _gaps(side: int, down: Walls, height: int) -> set[int]:
    """The rows without a line at one side of the table; none where the whole side is open."""
    gaps = {row for row in range(height) if (side, row) not in down}
    return gaps if len(gaps) < height else set()


def _region(row: int, column: int, across: Walls, down: Walls, height: int, width: int) -> list[tuple[int, int]]:
    """The places one can reach from a place without crossing a wall."""
    region, seen = [(row, column)], {(row, column)}
    for r, c in region:
        reachable = []
        if r and (r, c) not in across:
            reachable.append((r - 1, c))
        if r + 1 < height and (r + 1, c) not in across:
            reachable.append((r + 1, c))
        if c and (c, r) not in down:
            reachable.append((r, c - 1))
        if c + 1 < width and (c + 1, r) not in down:
            reachable.append((r, c + 1))
        for place in reachable:
            if place not in seen:
                seen.add(place)
                region.append(place)
    return region


def _rectangles(region: list[tuple[int, int]]) -> Iterator[tuple[int, int, int, int, bool]]:
    """(top, left, bottom, right, whether the region is no rectangle) of every rectangle that makes it up."""
    top, bottom = min(r for r, _ in region), max(r for r, _ in region)
    left, right = min(c for _, c in region), max(c for _, c in region)
    if len(region) == (bottom - top + 1) * (right - left + 1):
        yield top, left, bottom, right, False
        return
    runs: list[list[int]] = []
    for r, c in sorted(region):
        if runs and runs[-1][0] == r and runs[-1][2] == c - 1:
            runs[-1][2] = c
        else:
            runs.append([r, c, c])
    for r, first, last in runs:
        yield r, first, r, last, True
