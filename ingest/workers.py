"""Files → readings, each in a child process that may hang, die or eat memory without harm to the run; what was read before is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ingest.fingerprints import engine_fingerprint, fingerprint
from ingest.limits import confine, seconds_for
from ingest.nouns import Reading, Refusal, SourceFile
from ingest.pools import in_children, within_limits

if TYPE_CHECKING:
    from pebble import ProcessFuture
    from pydantic import TypeAdapter

T = TypeVar("T")


class ReadingCache:
    """Readings by what they depend on: the file, its passport and the engine. May be removed at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._engine = engine_fingerprint()
        self._folder.mkdir(parents=True, exist_ok=True)

    def get(self, source: SourceFile) -> Reading | None:
        """The reading of this source by this engine, if it is there and whole."""
        from pydantic import ValidationError

        try:
            return _schema().validate_json(self._file(source).read_bytes())
        except ValidationError:  # a disk lost part of it; the next run finds nothing here and reads anew
            self._file(source).unlink(missing_ok=True)
            return None
        except FileNotFoundError:
            return None

    def has(self, source: SourceFile) -> bool:
        """Whether there is a reading of this source by this engine; cheap, it is not opened."""
        return self._file(source).is_file()

    def put(self, source: SourceFile, reading: Reading) -> None:
        """Keep a reading; a kill leaves the old file or the new one."""
        file = self._file(source)
        beside = file.with_suffix(
            ".new"
        )  # a cut-short write of it is no reading, and is removed with what nobody needs
        beside.write_bytes(_schema().dump_json(reading))
        beside.replace(file)

    def keep_only(self, sources: list[SourceFile]) -> None:
        """Remove what no present source needs."""
        needed = {self._file(source) for source in sources}
        for file in self._folder.iterdir():
            if file not in needed:
                file.unlink(missing_ok=True)

    def _file(self, source: SourceFile) -> Path:
        # the name counts as well: a reader goes by the ending of a file
        key = fingerprint([self._engine, source.sha256, repr(source.passport), Path(source.source_path).name])
        return self._folder / f"{key}.json"


def read_source(source: SourceFile) -> Reading:
    """Read one source, and make sure that it is still the file that was found."""
    from ingest.pipeline import document_of_bundle, read_data

    name, data = source.path.name, source.path.read_bytes()
    if source.member:
        name, data = document_of_bundle(source.path, source.member)
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise RuntimeError("the file changed while it was being read; the next refresh reads it again")
    return read_data(name, data, source.passport)


def open_bundles(sources: list[SourceFile]) -> tuple[list[SourceFile], list[Refusal]]:
    """Sources with every ZIP bundle replaced by the documents in it; refused: what cannot be taken out of one."""
    bundles = [source for source in sources if source.path.suffix.lower() == ".zip"]
    opened: dict[str, list[SourceFile]] = {}
    refused: list[Refusal] = []
    for bundle, outcome in in_children(bundles, _documents_in_bundle):
        taken, bad = ([], [outcome]) if isinstance(outcome, Refusal) else outcome
        opened[bundle.source_path] = taken
        refused += bad
    return [document for source in sources for document in opened.get(source.source_path, [source])], refused


def _documents_in_bundle(source: SourceFile) -> tuple[list[SourceFile], list[Refusal]]:
    from ingest.pipeline import documents_in_bundle

    return documents_in_bundle(source)


def read_sources(
    sources: list[SourceFile],
    read: Callable[[SourceFile], Reading] = read_source,
    seconds_per_file: float | None = None,
) -> Iterator[tuple[SourceFile, Reading | Refusal]]:
    """Read every source in a pool of child processes, in the order given; what fails comes back as a refusal."""
    return in_children(sources, read, seconds_per_file)


def start_reading(source: SourceFile) -> ProcessFuture[Reading]:
    """Read one source as a refresh does, in a confined child. It is forked, not served: call this while there is one thread."""
    from multiprocessing import get_all_start_methods, get_context

    from pebble import concurrent

    way = "fork" if "fork" in get_all_start_methods() else None
    in_child = concurrent.process(timeout=seconds_for(source.source_path), mp_context=get_context(way))(_read_alone)
    started: ProcessFuture[Reading] = in_child(source)
    return started


def _read_alone(source: SourceFile) -> Reading:
    confine()
    return within_limits(read_source, source)


@cache
def _schema() -> TypeAdapter[Reading]:
    from pydantic import TypeAdapter

    return TypeAdapter(Reading)
