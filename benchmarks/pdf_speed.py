"""Ruled PDF against the bare extraction of its text: how long a page takes, in one warm process."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

TURNS = 5
FORMS = ("tianjin", "tangshan", "hohhot", "chuzhou")
PAPER_SECONDS = 0.01  # a page, on top of the bare extraction: what understanding a page may cost


def milliseconds_a_page() -> tuple[float, float]:
    """What a page of a known form costs to be read as cells, and its floor.

    Processor time, the best of some turns taken alternately, so that neighbours on the machine weigh on neither.
    """
    files = list(_files())
    reading, bare = float("inf"), float("inf")
    for _ in range(TURNS):
        reading = min(reading, _processor_seconds(partial(_read, files)))
        bare = min(bare, _processor_seconds(partial(_extract, files)))
    pages = _extract(files)
    return 1000 * reading / pages, 1000 * (bare / pages + PAPER_SECONDS)


def _files() -> Iterator[bytes]:
    from tests.rendering.known_forms import known_form
    from tests.rendering.page_breaks import printings
    from tests.rendering.pdf import to_pdf

    for name in FORMS:
        page, _ = known_form(name)
        yield from (to_pdf(page, paper) for paper in printings(name, 2))


def _read(files: list[bytes]) -> int:
    from ingest.readers.pdf import read

    return sum(len(read(data, "application/pdf").lines) for data in files)


def _extract(files: list[bytes]) -> int:
    import pypdfium2

    pages = 0
    for data in files:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                page.get_textpage().get_text_range()
                pages += 1
    return pages


def _processor_seconds(work: Callable[[], int]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started
