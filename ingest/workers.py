"""Files → readings, each in a child process that may hang, die or eat memory without harm to the run; what was read before is kept."""

from __future__ import annotations

import hashlib
import os
import pickle
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, wait
from concurrent.futures import TimeoutError as FutureTimeout
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ingest.fingerprints import engine_fingerprint, fingerprint
from ingest.limits import BYTES, BYTES_OF_READING, confine, end_in_words, seconds_for, start_clock
from ingest.nouns import Reading, Refusal, SourceFile

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool
    from pydantic import TypeAdapter

FILES_PER_WORKER = 100  # then a fresh child takes over: whatever a library leaks is gone with the old one
FILES_AHEAD = 200  # that wait or are done while the first of them is read; what they hold is the memory of the run
POOLS = 3  # of processes, one after the other broken, until the rest of the files is left for the next run
SECONDS_BETWEEN_LOOKS = 5.0
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
    return _within_limits(read_source, source)


def in_children(
    sources: list[SourceFile], work: Callable[[SourceFile], T], seconds_per_file: float | None = None
) -> Iterator[tuple[SourceFile, T | Refusal]]:
    """Do `work` on every source in a pool of confined child processes, in the order given; what fails comes back as a refusal.

    A pool that breaks, e.g. because somebody kills the process that starts the others, is replaced a few times.
    """
    left = deque(sources)
    for _ in range(POOLS):
        if not left:
            return
        try:
            for source, outcome in _in_pool(list(left), work, seconds_per_file):
                left.popleft()
                yield source, outcome
        except BrokenExecutor:
            continue
    yield from (
        (source, _refusal(source, "read_died", "the processes that read files were killed, time and again"))
        for source in left
    )


def _in_pool(
    sources: list[SourceFile], work: Callable[[SourceFile], T], seconds_per_file: float | None
) -> Iterator[tuple[SourceFile, T | Refusal]]:
    """The same with one pool. Raises BrokenExecutor when it breaks."""
    from multiprocessing import get_context

    from pebble import ProcessPool

    context = get_context("forkserver")
    context.set_forkserver_preload(["ingest.pipeline"])
    workers = min(len(sources), os.cpu_count() or 1)
    with ProcessPool(max_workers=workers, max_tasks=FILES_PER_WORKER, initializer=confine, context=context) as pool:
        try:
            yield from _outcomes(pool, sources, work, seconds_per_file)
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]  # a run that is ended does not wait for what it had asked for
            raise


def _outcomes(
    pool: ProcessPool, sources: list[SourceFile], work: Callable[[SourceFile], T], seconds_per_file: float | None
) -> Iterator[tuple[SourceFile, T | Refusal]]:
    waiting: deque[tuple[SourceFile, ProcessFuture[T]]] = deque()
    for source in sources:
        limit = seconds_per_file or seconds_for(source.source_path)
        try:
            waiting.append((source, pool.schedule(_within_limits, args=[work, source], timeout=limit)))
        except RuntimeError as error:
            raise BrokenExecutor("the pool broke") from error
        if len(waiting) >= FILES_AHEAD:
            first, future = waiting.popleft()
            outcome = _settled(pool, first, future)
            yield first, outcome
    for last, future in waiting:
        rest = _settled(pool, last, future)
        yield last, rest


def _settled(pool: ProcessPool, source: SourceFile, future: ProcessFuture[T]) -> T | Refusal:
    """What came of one file. Raises BrokenExecutor with the pool, which does not tell of files that it had not begun to hand out."""
    while not wait([future], SECONDS_BETWEEN_LOOKS).done:
        if not pool.active:
            raise BrokenExecutor("the pool broke")
    if isinstance(error := future.exception(), BrokenExecutor):
        raise error
    return outcome_of(source, future)


def _within_limits(work: Callable[[SourceFile], T], source: SourceFile) -> T:
    """Runs in the child. What it brings back is bounded too, for the run must hold it."""
    start_clock()
    outcome = work(source)
    size = len(pickle.dumps(outcome))
    if size > BYTES_OF_READING:
        raise RuntimeError(f"what was read takes {size} bytes; at most {BYTES_OF_READING} are taken over")
    return outcome


def outcome_of(source: SourceFile, future: ProcessFuture[T]) -> T | Refusal:
    """What the child brought back, or why there is nothing. One bad file must never stop the run, so every failure of it ends here."""
    from pebble import ProcessExpired

    try:
        outcome: T = future.result()
    except FutureTimeout as error:
        return _refusal(source, "read_timeout", f"reading took longer than {error.args[1]:g} seconds")
    except ProcessExpired as error:
        return _refusal(source, "read_died", f"the reading process died with {end_in_words(error.exitcode)}")
    except MemoryError:
        return _refusal(source, "read_memory", f"reading needs more than {BYTES // 1024**2} MiB of memory")
    except Exception as error:  # noqa: BLE001
        return _refusal(source, "read_failed", f"{type(error).__name__}: {error}")
    return outcome


def _refusal(source: SourceFile, code: str, reason: str) -> Refusal:
    return Refusal(source.source_path, source.sha256, code, reason)


@cache
def _schema() -> TypeAdapter[Reading]:
    from pydantic import TypeAdapter

    return TypeAdapter(Reading)
