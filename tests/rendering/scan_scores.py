"""`python -m tests.rendering.scan_scores [form …]`: known forms printed, scanned and read by OCR; how many cells come back, and what is flagged.

Cells are compared without blanks and without regard to the width of punctuation and dashes, which a picture does not show.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ingest.layout import Document, joined
from ingest.nouns import Indicator, Target
from ingest.pipeline import read_document
from ingest.readers import read_bytes
from tests.rendering.known_forms import NAMES, known_form
from tests.rendering.page_breaks import Tally, tally
from tests.rendering.pages import Page, Ruled
from tests.rendering.paper import Paper
from tests.rendering.scans import Scanner, to_pictures, to_scanned_pdf

_ALIKE = str.maketrans("〔〕﹝﹞[]【】“”‘’`—―─–", "()()()()\"\"'''----")
_PAGE_NUMBER = re.compile(r"-\d+-")
WIDE = frozenset({"hohhot", "chuzhou"})
"""Forms that are printed across."""
GOAL_PCT = 98.0  # of the cells
SAMPLE = ("bijie_older_frame", "hainan_transfer_in_yi", "quzhou_two_target_columns")
"""Forms of one page and three layouts, for a score that does not take long."""


@dataclass
class ScanScore:
    """Cells that were printed; those that came back; of those that did not, how many without a flag; right ones with a flag."""

    pages: int = 0
    cells: int = 0
    right: int = 0
    silently_wrong: int = 0
    right_flagged: int = 0
    seconds: float = 0.0
    rows: Tally = field(default_factory=Tally)
    differences: list[str] = field(default_factory=list)

    def __add__(self, other: ScanScore) -> ScanScore:
        return ScanScore(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def scanned_form(name: str, scanner: Scanner, seed: int = 0) -> tuple[bytes, int]:
    """A known form as a scanned PDF, and how many pages it has."""
    width = 842 if name in WIDE else 595
    pictures = to_pictures(known_form(name)[0], Paper(width=width, height=1437 - width), scanner, seed)
    return to_scanned_pdf(pictures, scanner), len(pictures)


def scan_score(name: str, scanner: Scanner = Scanner(), seed: int = 0) -> ScanScore:  # noqa: B008
    """A known form printed, scanned and read."""
    data, pages = scanned_form(name, scanner, seed)
    start = time.process_time()
    document = read_bytes("document.pdf", data)
    seconds = time.process_time() - start
    page, expected = known_form(name)
    reading = read_document(document)
    for project in reading.projects:
        project.indicators = [_as_seen(indicator) for indicator in project.indicators]
    result = ScanScore(pages=pages, seconds=seconds, rows=tally(_as_seen(expected), reading))
    _score_cells(page, document, result)
    return result


def _score_cells(page: Page, document: Document, result: ScanScore) -> None:
    printed = Counter(cell for part in page for cell in _cells(part) if cell)
    doubtful = {
        offset
        for doubt in document.doubts
        if doubt.locator
        for span in document.spans(doubt.locator)
        for offset in span
    }
    pieces = [piece for line in document.lines for piece in (line.pieces if line.is_row else [joined(line.pieces)])]
    read = [(_plain(piece.text), not doubtful.isdisjoint(piece.at)) for piece in pieces]
    left = Counter(printed)
    surplus = []
    for cell, is_doubtful in read:
        if left[cell] > 0:
            left[cell] -= 1
            result.right_flagged += is_doubtful
        elif cell and not _PAGE_NUMBER.fullmatch(cell):
            surplus.append((cell, is_doubtful))
    result.cells, result.right = printed.total(), printed.total() - left.total()
    result.silently_wrong = sum(not is_doubtful for _, is_doubtful in surplus)
    result.differences = [f"printed {cell!r}" for cell in left.elements()]
    result.differences += [f"{'doubtful' if doubt else 'SILENT'} {cell!r}" for cell, doubt in surplus]


def _cells(part: str | Ruled) -> list[str]:
    if isinstance(part, Ruled):
        return [_plain(box.text) for row in part.rows for box in row]
    return [_plain(part)]


def _plain(text: str) -> str:
    """A text as a picture shows it: no telling how wide its punctuation is or which brackets it has."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_ALIKE).split())


def _as_seen(thing: Any) -> Any:
    """The same with every text in it plain."""
    if isinstance(thing, str):
        return _plain(thing)
    if isinstance(thing, dict):
        return {name: _as_seen(value) for name, value in thing.items()}
    if isinstance(thing, list):
        return [_as_seen(item) for item in thing]
    if isinstance(thing, Indicator | Target):
        return replace(thing, **{f.name: _as_seen(getattr(thing, f.name)) for f in fields(thing)})
    return thing


HEAD = f"{'form':28} pages cells  right          silent right+flag  s/page    rows right right+flag silent missing  goal {GOAL_PCT:g} %, none silent"


def table(names: Sequence[str] = SAMPLE) -> Iterator[str]:
    """A line for every form, and one for all: what came back of its scan. All forms take some five minutes on one core."""
    yield HEAD
    whole = ScanScore()
    for name in names:
        score = scan_score(name)
        whole = whole + score
        yield _line(name, score)
    yield _line("all", whole)


def _line(name: str, score: ScanScore) -> str:
    rows = score.rows
    is_met = 100 * score.right >= GOAL_PCT * score.cells and not score.silently_wrong
    return (
        f"{name:28} {score.pages:5} {score.cells:5} {score.right:6} {100 * score.right / score.cells:6.1f} % {score.silently_wrong:7} "
        f"{100 * score.right_flagged / score.right:8.1f} % {score.seconds / score.pages:7.1f} "
        f"{rows.rows:7} {rows.right:5} {rows.right_flagged:10} {rows.silently_wrong:6} {rows.missing:7}  {'met' if is_met else 'MISSED'}"
    )


def main(names: Sequence[str]) -> None:
    print(HEAD)
    for name in names:
        score = scan_score(name)
        print(
            _line(name, score),
            *(f"    {d}" for d in [*score.differences, *score.rows.differences]),
            sep="\n",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:] or NAMES)
