"""Work on files in child processes that may hang, die or eat memory without harm to the run, and that somebody may kill."""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, wait
from concurrent.futures import TimeoutError as FutureTimeout
from typing import TYPE_CHECKING, TypeVar

from ingest.limits import BYTES, BYTES_OF_READING, confine, end_in_words, seconds_for, start_clock
from ingest.nouns import Refusal, SourceFile

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

FILES_PER_WORKER = 100  # then a fresh child takes over: whatever a library leaks is gone with the old one
FILES_AHEAD = 200  # that wait or are done while the first of them is read; what they hold is the memory of the run
POOLS = 3  # of processes, one after the other broken, until the rest of the files is left for the next run
SECONDS_BETWEEN_LOOKS = 5.0
T = TypeVar("T")


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
    _start_server_in_silence()
    workers = min(len(sources), os.cpu_count() or 1)
    # Not in a `with`: at its end it would turn a stopped pool into one that waits for all it was asked for, for ever if it is broken.
    pool = ProcessPool(max_workers=workers, max_tasks=FILES_PER_WORKER, initializer=confine, context=context)
    try:
        yield from _outcomes(pool, sources, work, seconds_per_file)
        pool.close()  # type: ignore[no-untyped-call]
    except BaseException:
        pool.stop()  # type: ignore[no-untyped-call]  # a run that is ended does not wait for what it had asked for
        raise
    finally:
        pool.join()


def _start_server_in_silence() -> None:
    """Start the process that starts the readers. What it says when it or they are stopped early, with tracebacks, is nothing to a log."""
    from multiprocessing import forkserver

    ours = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        forkserver.ensure_running()
    finally:
        os.dup2(ours, 2)
        os.close(ours)
        os.close(nowhere)


def _outcomes(
    pool: ProcessPool, sources: list[SourceFile], work: Callable[[SourceFile], T], seconds_per_file: float | None
) -> Iterator[tuple[SourceFile, T | Refusal]]:
    waiting: deque[tuple[SourceFile, ProcessFuture[T]]] = deque()
    for source in sources:
        limit = seconds_per_file or seconds_for(source.source_path)
        try:
            waiting.append((source, pool.schedule(within_limits, args=[work, source], timeout=limit)))
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


def within_limits(work: Callable[[SourceFile], T], source: SourceFile) -> T:
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
