"""Rows of a self-evaluation whose cells are glued: `补贴机具数量≥600台(套)668台(套)1515`.

Target and result have one unit, or are both dates or both words; behind them stand points and score, of which the score is not
above the points and these not above a hundred. Where that allows more than one reading, nothing is cut and the row is doubted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ingest.forms.pieces import levels_end, parts_of
from ingest.layout import Boundary, Cell
from ingest.lexicon import Lexicon

_NEEDED = {"name", "target", "actual", "score"}
_SIGN = r"(?:>=|<=|[≥≤≧≦><=])"
_FIGURE = r"\d[\d,]*(?:\.\d+)?"
_DATE = r"(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}[日号]|底|末|初)?(?:之?前)?"
_GRADES = "优良中低差|好中差|优[良中差]|[优良中低差好]"
_POINTS = r"(?P<points>\d{2,6}(?:\.\d+)?)(?=$|[一-龥])"
_FIGURES = re.compile(r"((?:\d[\d,]*\.\d{2}(?!%)){2,})(\d+(?:\.\d+)?%)?")
_MOST_POINTS = 100
_LIKE = 3  # a result is at most so many times the target, and at least such a part of it


@cache
def _shapes(qualitative: str) -> tuple[re.Pattern[str], ...]:
    words = f"(?:{qualitative}|{_GRADES})"
    return (
        re.compile(rf"(?P<name>.{{2,60}}?)(?P<target>{_SIGN}?{_FIGURE}(?P<unit>[^\d≥≤=<>]{{1,8}}))(?P<actual>{_FIGURE}(?P=unit)){_POINTS}"),
        re.compile(rf"(?P<name>.{{2,60}}?)(?P<target>{_DATE})(?P<actual>{_DATE}){_POINTS}"),
        re.compile(rf"(?P<name>.{{2,60}}?)(?P<comparator>定性)?(?P<target>{words})(?P<actual>{words}){_POINTS}"),
        re.compile(rf"(?P<name>.{{2,60}}?)(?P<comparator>{_SIGN})(?P<target>{_FIGURE})(?P<measure>[^\d≥≤=<>]{{1,8}})(?P<reached>\d{{3,}}(?:\.\d+)?)(?=$|[一-龥])"),
    )  # fmt: skip


def cut_result_rows(cell: Cell, headers: set[str], lexicon: Lexicon) -> list[Cell]:
    """The cells of the glued rows of a cell below a header of these kinds; empty where they are not sure."""
    if _NEEDED - headers:
        return []
    levels = levels_end(cell.text, lexicon)
    cuts, rows, start = list(levels), [], levels[-1] if levels else 0
    while start < len(cell.text):
        ends = next((ends for ends in _readings(cell.text, start, headers, lexicon)), None)
        if ends is None:
            return []
        cuts += ends
        start = ends[-1]
        rows.append(cell.words.at[start] if start < len(cell.text) else None)
    parts = parts_of(cell, cuts, Boundary.CELL)
    return [replace(part, boundary=Boundary.LINE) if part.words.at[0] in rows else part for part in parts]


def _readings(text: str, start: int, headers: set[str], lexicon: Lexicon) -> Iterator[list[int]]:
    """Where the cells of the row end that begins at `start`, shape by shape."""
    for shape in _shapes(lexicon.pattern("qualitative")):
        match = shape.match(text, start)
        if match is None or ("measure" in shape.groupindex and "measure" not in headers):
            continue
        ends = [match.end(part) for part in ("name", "comparator", "target", "measure", "actual") if _has(match, part)]
        points = _points(match) if _has(match, "points") else _reached(match)
        if points:
            yield [*ends, *points]


def _has(match: re.Match[str], part: str) -> bool:
    return bool(match.groupdict().get(part))


def _points(match: re.Match[str]) -> list[int]:
    """Where points and score end; empty where they can be parted in no way or in several."""
    at, digits = match.start("points"), match["points"]
    splits = [n for n in range(1, len(digits)) if _is_score(digits[:n], digits[n:])]
    return [at + splits[0], match.end()] if len(splits) == 1 else []


def _is_score(points: str, score: str) -> bool:
    if not points.isdigit() or any(
        len(number) > 1 and number[0] == "0" and number[1] != "." for number in (points, score)
    ):
        return False
    return score[0] != "." and float(score) <= int(points) <= _MOST_POINTS


def _reached(match: re.Match[str]) -> list[int]:
    """Where a bare result, points and score end, the result being like the target; empty where that is not sure."""
    at, digits, target = match.start("reached"), match["reached"], float(match["target"].replace(",", ""))
    splits = [
        (n, m)
        for n in range(1, len(digits) - 1)
        for m in range(n + 1, len(digits))
        if digits[:n].isdigit()
        and target <= float(digits[:n]) * _LIKE <= target * _LIKE * _LIKE
        and _is_score(digits[n:m], digits[m:])
    ]
    return [at + splits[0][0], at + splits[0][1], match.end()] if len(splits) == 1 else []


def cut_figures(cell: Cell) -> list[Cell]:
    """Sums of money glued together, each with two decimals: 78.6681.2481.24100.00% → three sums, a share and the rest."""
    match = _FIGURES.match(cell.text)
    if match is None:
        return [cell]
    cuts = [figure.end() for figure in re.finditer(r"\d[\d,]*\.\d{2}", match.group(1))]
    return parts_of(cell, [*cuts, match.end()], Boundary.SPACE)
