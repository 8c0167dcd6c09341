"""Files → readings, each in a child process that may hang, die or eat memory without harm to the run; what was read before is kept."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import TimeoutError as FutureTimeout
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.fingerprints import engine_fingerprint, fingerprint
from ingest.nouns import Reading, Refusal, SourceFile

if TYPE_CHECKING:
    from pebble import ProcessFuture
    from pydantic import TypeAdapter

SECONDS_PER_FILE = 120
BYTES_PER_WORKER = 4 * 1024**3
FILES_PER_WORKER = 100


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
        except (FileNotFoundError, ValidationError):
            return None

    def put(self, source: SourceFile, reading: Reading) -> None:
        """Keep a reading; a kill leaves the old file or the new one."""
        file = self._file(source)
        beside = file.with_suffix(".new")
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
    from ingest.pipeline import read_file

    reading = read_file(source.path, source.passport)
    if hashlib.sha256(source.path.read_bytes()).hexdigest() != source.sha256:
        raise RuntimeError("the file changed while it was being read; the next refresh reads it again")
    return reading


def read_sources(
    sources: list[SourceFile],
    read: Callable[[SourceFile], Reading] = read_source,
    seconds_per_file: float = SECONDS_PER_FILE,
) -> Iterator[tuple[SourceFile, Reading | Refusal]]:
    """Read every source in a pool of child processes, in the order given; what fails comes back as a refusal."""
    if not sources:
        return
    from multiprocessing import get_context

    from pebble import ProcessPool

    context = get_context("forkserver")
    context.set_forkserver_preload(["ingest.pipeline"])
    workers = min(len(sources), os.cpu_count() or 1)
    with ProcessPool(
        max_workers=workers, max_tasks=FILES_PER_WORKER, initializer=_limit_memory, context=context
    ) as pool:
        futures = [pool.schedule(read, args=[s], timeout=seconds_per_file) for s in sources]
        for source, future in zip(sources, futures, strict=True):
            yield source, _outcome(source, future)


def _outcome(source: SourceFile, future: ProcessFuture[Reading]) -> Reading | Refusal:
    """The reading, or why there is none. One bad file must never stop the run, so every failure of the child ends here."""
    from pebble import ProcessExpired

    try:
        reading: Reading = future.result()
        return reading
    except FutureTimeout as error:
        return _refusal(source, "read_timeout", f"reading took longer than {error.args[1]:g} seconds")
    except ProcessExpired as error:
        return _refusal(source, "read_died", f"the reading process died with exit code {error.exitcode}")
    except MemoryError:
        return _refusal(source, "read_memory", f"reading needs more than {BYTES_PER_WORKER // 1024**3} GiB of memory")
    except Exception as error:  # noqa: BLE001
        return _refusal(source, "read_failed", f"{type(error).__name__}: {error}")


def _refusal(source: SourceFile, code: str, reason: str) -> Refusal:
    return Refusal(source.source_path, source.sha256, code, reason)


def _limit_memory() -> None:
    import resource
    import sys

    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (BYTES_PER_WORKER, BYTES_PER_WORKER))


@cache
def _schema() -> TypeAdapter[Reading]:
    from pydantic import TypeAdapter

    return TypeAdapter(Reading)
