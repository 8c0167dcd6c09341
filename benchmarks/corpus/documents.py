"""Facts → files with their passports, in any format, a folder each: what a refresh finds in its sources."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import yaml

from benchmarks.corpus.facts import DocumentFacts, draw_document
from benchmarks.corpus.layouts import Record, expected_of, layout_of, page_of
from benchmarks.corpus.units import CITIES, YEARS, unit_of
from ingest.nouns import Passport
from tests.rendering.formats import RENDERERS
from tests.rendering.pages import Page

FORMATS = ("txt", "docx", "html", "xlsx", "xls", "csv", "md", "pdf")
MIXED = "mixed"
# How the country publishes, roughly: PDF and Word most of all.
SHARES = {"pdf": 35, "docx": 25, "html": 15, "xlsx": 10, "txt": 5, "xls": 5, "csv": 3, "md": 2}
MEDIA_TYPES = {
    "txt": "text/plain",
    "html": "text/html",
    "csv": "text/csv",
    "md": "text/markdown",
    "pdf": "application/pdf",
}
LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def draw_documents(
    seed: int, count: int, n_cities: int = CITIES, n_years: int = YEARS, most_projects: int | None = None
) -> Iterator[DocumentFacts]:
    """The facts of the first documents of a country, in their order."""
    return (draw_document(seed, unit_of(n, n_cities, n_years), most_projects) for n in range(count))


def write_document(seed: int, facts: DocumentFacts, form: str, folder: Path) -> tuple[Path, Record]:
    """Print one document with its passport into `<folder>/<city_id>/<year>_<unit>/`; returns the file and what must be read from it."""
    unit = facts.unit
    layout = layout_of(seed, facts)
    expected = expected_of(layout, facts)
    if form == MIXED:
        form = Random(f"{seed}/{unit.key}/{unit.year}/form").choices(list(SHARES), list(SHARES.values()))[0]
    data = print_page(page_of(layout, expected), form)
    home = folder / unit.city_id / f"{unit.year}_{unit.number}"
    home.mkdir(parents=True, exist_ok=True)
    file = home / f"document.{form}"
    file.write_bytes(data)
    (home / "source.yml").write_text(passport_text(facts, form, data), encoding="utf-8")
    return file, expected


def passport_of(facts: DocumentFacts, form: str, data: bytes) -> Passport:
    """What is known about the file from outside it."""
    unit = facts.unit
    return Passport(
        title=unit.title, publisher=unit.publisher, city_id=unit.city_id, city_name=unit.city_name, fiscal_year=unit.year,
        fiscal_year_basis="printed", media_type=MEDIA_TYPES.get(form, "application/octet-stream"),
        sha256=hashlib.sha256(data).hexdigest(), obtained="generated",
    )  # fmt: skip


def passport_text(facts: DocumentFacts, form: str, data: bytes) -> str:
    """The passport as a `source.yml` says it."""
    said = passport_of(facts, form, data)
    fields = {name: getattr(said, name) for name in said.__dataclass_fields__}
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)


def print_page(page: Page, form: str) -> bytes:
    """A page in a format; the same page gives the same bytes on every day."""
    if form == "pdf":
        from reportlab.pdfgen.canvas import Canvas

        from tests.rendering.paper import Paper
        from tests.rendering.pdf import print_page as print_on

        file, paper = io.BytesIO(), Paper(width=842, height=595)
        print_on(page, Canvas(file, pagesize=(paper.width, paper.height), invariant=1), paper)
        return file.getvalue()
    data = RENDERERS[form](page)
    return _dateless(data) if form in ("docx", "xlsx") else data


def _dateless(data: bytes) -> bytes:
    """An Office file without the moment it was written."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MOMENT.sub(b"1980-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()
