"""What a child process that reads a stranger's file cannot do. Each misdeed here is done by a function in place of a reader."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.limits import BYTES, BYTES_OF_READING, BYTES_WRITTEN, CPU_SECONDS_PER_FILE, OPEN_FILES
from ingest.nouns import Refusal, SourceFile
from ingest.pools import in_children

HERE = SourceFile(Path(__file__), "a", "0" * 64)
THERE = SourceFile(Path(__file__), "b", "1" * 64)


def abort(source: SourceFile) -> str:
    if source == HERE:
        os.abort()
    return "well"


def hang(source: SourceFile) -> str:
    """Hangs where no signal handler of Python is ever called."""
    if source == HERE:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
        ctypes.CDLL(None).pause()
    return "well"


def eat_memory(source: SourceFile) -> str:
    return "x" * BYTES if source == HERE else "well"


def bring_back_too_much(source: SourceFile) -> str:
    return "x" * (BYTES_OF_READING + 1) if source == HERE else "well"


def fail(source: SourceFile) -> str:
    if source == HERE:
        raise RecursionError("too deep")
    return "well"


@pytest.mark.parametrize(
    ("misdeed", "code", "reason"),
    [
        (abort, "read_died", "the reading process died with SIGABRT"),
        (hang, "read_timeout", "reading took longer than 2 seconds"),
        (eat_memory, "read_memory", "reading needs more than 1500 MiB of memory"),
        (bring_back_too_much, "read_failed", "RuntimeError: what was read takes"),
        (fail, "read_failed", "RecursionError: too deep"),
    ],
)
def test_a_misdeed_costs_only_its_file(misdeed: Callable[[SourceFile], str], code: str, reason: str) -> None:
    (_, refused), (_, outcome) = in_children([HERE, THERE], misdeed, seconds_per_file=2)
    assert isinstance(refused, Refusal)
    assert (refused.source_path, refused.code) == ("a", code)
    assert refused.reason.startswith(reason)
    assert outcome == "well"


def connect(source: SourceFile) -> str:
    try:
        socket.create_connection(("127.0.0.1", int(source.source_path)), timeout=5).close()
    except OSError as error:
        return f"refused: {error.strerror}"
    return "connected"


@pytest.mark.skipif(sys.platform != "linux", reason="a network of one's own is the Linux kernel's gift")
def test_it_reaches_no_network_not_even_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        here = SourceFile(Path(__file__), str(port), "")
        assert connect(here) == "connected", "the server is there"
        ((_, outcome),) = in_children([here], connect)
    assert outcome == "refused: Network is unreachable"


def write_too_much(source: SourceFile) -> str:
    try:
        with source.path.open("wb") as file:
            file.truncate(BYTES_WRITTEN + 1)
    except OSError as error:
        return f"refused: {error.strerror}"
    return "written"


def test_it_writes_no_large_file(tmp_path: Path) -> None:
    ((_, outcome),) = in_children([SourceFile(tmp_path / "large", "a", "")], write_too_much)
    assert outcome == "refused: File too large"


def limits(_: SourceFile) -> tuple[int, int, int, int]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    left = resource.getrlimit(resource.RLIMIT_CPU)[0] - int(used.ru_utime + used.ru_stime)
    names = (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)
    return left, *(resource.getrlimit(name)[0] for name in names)  # type: ignore[return-value]


def burn(_: SourceFile) -> str:
    end = time.process_time() + 1.5
    while time.process_time() < end:
        pass
    return "burnt"


def test_memory_files_and_processor_time_are_limited() -> None:
    ((_, outcome),) = in_children([HERE], limits)
    assert outcome == (CPU_SECONDS_PER_FILE, BYTES, OPEN_FILES, 0)


def burn_then_tell(source: SourceFile) -> object:
    return burn(source) if source == HERE else limits(source)[0]


def test_each_file_has_processor_time_of_its_own() -> None:
    outcomes = [outcome for _, outcome in in_children([HERE, *[THERE] * 3], burn_then_tell)]
    assert outcomes == ["burnt", *[CPU_SECONDS_PER_FILE] * 3]


def chatter(_: SourceFile) -> str:
    os.write(1, b"out\n")
    os.write(2, b"err\n")
    return "said"


def test_what_a_library_prints_does_not_reach_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    assert [outcome for _, outcome in in_children([HERE], chatter)] == ["said"]
    assert capfd.readouterr() == ("", "")
