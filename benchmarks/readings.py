"""Documents whose contents are known, read: the sources, further layouts, and known forms printed to every format."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT
from ingest.nouns import Reading

Record = dict[str, Any]

SOURCES, LAYOUTS = "sources", "layouts"
PRINTINGS = 3  # of every form to PDF: page sizes, cuts and borders as they come


@dataclass(frozen=True, slots=True)
class Known:
    """A document in a format (or from a set), what a careful person reads in it, and what was read."""

    format: str
    name: str
    expected: Record
    reading: Reading


def printed() -> Iterator[Known]:
    """Every known form printed to every format, to PDF in several manners, and read back."""
    from tests.rendering.formats import RENDERERS
    from tests.rendering.known_forms import NAMES

    work: list[Callable[[], Known]] = [partial(_rendered, name, ending) for ending in RENDERERS for name in NAMES]
    work += [partial(_on_paper, name, turn) for name in NAMES for turn in range(PRINTINGS)]
    context = get_context("spawn")  # a child forked from a process with threads may hang
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        yield from pool.map(_done, work)


def written() -> Iterator[Known]:
    """The project's own sources, and the documents in further layouts that the tests hold."""
    from ingest.pipeline import read_file

    for file in sorted((ROOT / "tests" / "golden").glob("*/expected.json")):
        (source,) = (ROOT / "data" / "sources").glob(f"*_{file.parent.name}/*/document.*")
        yield Known(SOURCES, file.parent.name, _json(file), read_file(source))
    for file in sorted((ROOT / "tests" / "forms").glob("*/expected.json")):
        yield Known(LAYOUTS, file.parent.name, _json(file), read_file(next(file.parent.glob("document.*"))))


def _done(work: Callable[[], Known]) -> Known:
    return work()


def _json(file: Path) -> Record:
    return dict(json.loads(file.read_text(encoding="utf-8")))


def _rendered(name: str, ending: str) -> Known:
    from ingest.pipeline import read_data
    from tests.rendering.known_forms import known_form
    from tests.rendering.round_trip import rendered

    return Known(ending, name, known_form(name)[1], read_data(f"document.{ending}", rendered(name, ending)))


def _on_paper(name: str, turn: int) -> Known:
    from ingest.pipeline import read_data
    from tests.rendering.known_forms import known_form
    from tests.rendering.page_breaks import printings
    from tests.rendering.pdf import to_pdf

    page, expected = known_form(name)
    paper = printings(name, PRINTINGS)[turn]
    return Known("pdf", name, expected, read_data("document.pdf", to_pdf(page, paper)))
