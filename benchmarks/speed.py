"""Documents a core reads in a second, warm, each kind beside its floor: opening the file and taking its text out.

What is measured has not been read before: every document is a variant whose names differ from all others. Time is the
processor's, so that what else runs on the machine counts little; the floor is measured in turn with the reading.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree
from lxml import html as lxml_html

from benchmarks.figures import Figure
from benchmarks.readings import Record

FORMATS = ("txt", "html", "docx", "xlsx", "xls")
GOAL_PER_SECOND = 50.0
VARIANTS = 3  # the first warms up and is not counted
_MARKS = "甲乙丙丁戊己庚辛"


def documents_per_second() -> Iterator[Figure]:
    """For every format: a form of one project, some sixteen rows; and a whole document of such forms, some ninety."""
    from tests.rendering.formats import RENDERERS

    for ending in FORMATS:
        for title, take in (("a form", _forms), ("a document", _documents)):
            samples = [
                [RENDERERS[ending](page) for page in take(_MARKS[n])] for n in range(VARIANTS)
            ]  # every turn's bytes
            reading, floor = _measured(ending, samples)
            goal = GOAL_PER_SECOND if take is _forms else None
            yield Figure(f"{ending}, {title}", "documents/s", reading, "open, take the text out", floor, least=goal)


def _forms(mark: str) -> Iterator[list[object]]:
    """The first projects of every layout, each as a document of its own."""
    from tests.rendering.known_forms import FRAMES, known_form

    for name, frame in FRAMES.items():
        expected = known_form(name)[1]
        for project in expected["projects"][:2]:
            yield list(frame(_variant(expected | {"projects": [project]}, mark)))


def _documents(mark: str) -> Iterator[list[object]]:
    from tests.rendering.known_forms import FRAMES, known_form

    for name, frame in FRAMES.items():
        yield list(frame(_variant(known_form(name)[1], mark)))


def _variant(expected: Record, mark: str) -> Record:
    """The same document with other names, so that nothing remembered of it is of use."""
    record = deepcopy(expected)
    for project in record["projects"]:
        project["name"] += mark
        for row in project["indicators"]:
            for field in ("name", "name_text", "description"):
                if row.get(field):
                    row[field] = row[field][:-1] + mark + row[field][-1]
    return record


def _measured(ending: str, samples: list[list[bytes]]) -> tuple[float, float]:
    """Documents a second: read, and merely opened."""
    from ingest.pipeline import read_data

    for data in samples[0]:
        read_data(f"document.{ending}", data)
    reading = floor = 0.0
    for data in (data for turn in samples[1:] for data in turn):
        reading += _seconds(lambda data=data: read_data(f"document.{ending}", data))  # type: ignore[misc]
        floor += _seconds(lambda data=data: _text_of(ending, data))  # type: ignore[misc]
    count = sum(len(turn) for turn in samples[1:])
    return count / reading, count / floor


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _text_of(ending: str, data: bytes) -> str:
    """The text of a file, without a thought of what stands where."""
    match ending:
        case "html":
            return str(lxml_html.document_fromstring(data).text_content())
        case "docx" | "xlsx":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                parts = [
                    name
                    for name in archive.namelist()
                    if name.startswith(("word/document", "xl/worksheets/sheet", "xl/shared"))
                ]
                return "".join("".join(etree.fromstring(archive.read(part)).itertext()) for part in parts)
        case "xls":
            import xlrd

            book = xlrd.open_workbook(file_contents=data)
            return "".join(
                str(value) for sheet in book.sheets() for row in range(sheet.nrows) for value in sheet.row_values(row)
            )
    return "\n".join("".join(line.split("\t")) for line in data.decode().split("\n"))
