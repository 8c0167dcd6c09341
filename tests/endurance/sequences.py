"""Random sequences of what happens to documents and to the engine: an incremental refresh publishes what a full one would, row for row."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

import ingest.fingerprints
import ingest.refresh
import ingest.steps
import ingest.workers
from ingest.nouns import Reading, SourceFile
from ingest.runs import read_runs
from tests.endurance.documents import write_document
from tests.endurance.quick import LEFT_OUT, quick_refresh


@dataclass
class Country:
    """Documents, an engine that reads them, and a warehouse that is refreshed from them."""

    folder: Path
    random: random.Random
    engine: int = 0
    written: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def sources(self) -> Path:
        """Where the documents lie."""
        return self.folder / "sources"

    def homes(self) -> list[Path]:
        """The folders of the documents that are there now."""
        return sorted(path for path in self.sources.iterdir() if path.is_dir())

    def some_home(self) -> Path:
        """One of them."""
        return self.random.choice(self.homes())

    def happen(self) -> None:
        """One thing happens."""
        happenings = (
            self.add,
            self.add,
            self.edit,
            self.remove,
            self.rename,
            self.retitle,
            self.change_engine,
            self.spoil,
            self.nothing,
        )
        chosen = self.random.choice(happenings if len(self.homes()) > 2 else (self.add,))
        self.told.append(chosen.__name__)
        chosen()

    def add(self) -> None:
        """A new document."""
        self.written += 1
        write_document(self.sources, self.written)

    def edit(self) -> None:
        """A new edition under the same title."""
        self.written += 1
        home = self.some_home()
        write_document(self.sources, int(home.name.split("-")[0]), edition=self.written).rename(self.sources / "new")
        if home.exists():
            shutil.rmtree(home)
        (self.sources / "new").rename(home)

    def remove(self) -> None:
        """A document goes."""
        shutil.rmtree(self.some_home())

    def rename(self) -> None:
        """The same document lies elsewhere."""
        self.written += 1
        home = self.some_home()
        home.rename(home.with_name(f"{home.name.split('-')[0]}-{self.written}"))

    def retitle(self) -> None:
        """The same file has another passport, so it is another document."""
        self.written += 1
        passport = self.some_home() / "source.yml"
        lines = passport.read_text(encoding="utf-8").split("\n")
        passport.write_text("\n".join([f"title: 又名{self.written}", *lines[1:]]), encoding="utf-8")

    def change_engine(self) -> None:
        """Code or vocabulary changed: everything is read anew, and otherwise."""
        self.engine += 1

    def spoil(self) -> None:
        """A file no longer is the one its passport speaks of."""
        with (self.some_home() / "document.txt").open("a", encoding="utf-8") as document:
            document.write("\n")

    def mend(self) -> None:
        """Every spoiled file becomes again the one that its passport speaks of."""
        for home in self.homes():
            document = home / "document.txt"
            document.write_text(document.read_text(encoding="utf-8").rstrip("\n") + "\n", encoding="utf-8")

    def nothing(self) -> None:
        """Nothing happens."""

    def read(self, sources: list[SourceFile]) -> Iterator[tuple[SourceFile, Reading]]:
        """Every source, as the engine of the day reads it."""
        for source in sources:
            reading = ingest.workers.read_source(source)
            for project in reading.projects:
                project.purpose_text = f"as engine {self.engine} reads it"
            yield source, reading


def check_sequence(seed: int, length: int, every: int, patch: pytest.MonkeyPatch) -> None:
    """Let `length` things happen, refresh after each, and compare with a full refresh into an empty folder after every few of them.

    Spoiled files are mended before, for what was published of them stays where there was something, and in an empty folder there is not.
    """
    with tempfile.TemporaryDirectory() as scratch:
        country = Country(Path(scratch), random.Random(seed))
        _install(country, patch)
        for _ in range(3):
            country.add()
        for number in range(1, length + 1):
            country.happen()
            code = quick_refresh(country.sources, country.folder / "warehouse")
            assert code in (0, 3), f"seed {seed}, after {country.told}: exit code {code}"
            if number % every == 0 or number == length:
                country.mend()
                assert quick_refresh(country.sources, country.folder / "warehouse") == 0
                fresh = country.folder / "fresh"
                assert quick_refresh(country.sources, fresh) == 0
                here, there = (built_rows(place / "current.duckdb") for place in (country.folder / "warehouse", fresh))
                assert here == there, f"seed {seed}, after {country.told}"
                shutil.rmtree(fresh)
        told = read_runs(country.folder / "warehouse" / "runs.jsonl")
        grown = [steps for run in told if "grow" in (steps := {step["name"]: step for step in run["steps"]})]
        assert grown, "no version grew from the one before"
        for built, grow, across in ((run["build_documents"], run["grow"], run["build"]) for run in grown):
            assert grow["rows_in"] == built["rows_in"] + built["rows_out"] > 0, "the changed documents go in"
            assert across["rows_in"] == grow["rows_out"] > grow["rows_in"], "with those that stay they come out"


def _install(country: Country, patch: pytest.MonkeyPatch) -> None:
    """Read in this process, with the engine of the day, and let its name count as the code and vocabulary do."""
    engine: Callable[[], str] = lambda: f"engine {country.engine}"  # noqa: E731
    real = ingest.fingerprints.inputs_fingerprint
    patch.setattr(ingest.workers, "engine_fingerprint", engine)
    patch.setattr(ingest.steps, "engine_fingerprint", engine)
    patch.setattr(ingest.refresh, "inputs_fingerprint", lambda files: real([*files, engine()]))
    patch.setattr(ingest.workers, "read_sources", country.read)
    for module, name, stub in LEFT_OUT:
        patch.setattr(module, name, stub)


def built_rows(file: Path) -> dict[str, list[Any]]:
    """Every row of the raw tables, the star and the quarantine, without the moments at which things were first seen."""
    with duckdb.connect(str(file.resolve()), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('raw', 'star')"
        ).fetchall()
        rows = {table: connection.execute(f"from {table} order by all").fetchall() for (table,) in tables}
        rows["quarantine"] = connection.execute(
            "select source_path, sha256, code from meta.quarantine order by all"
        ).fetchall()
        return rows
