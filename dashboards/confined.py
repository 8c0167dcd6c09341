"""Another program, run for a person under limits it cannot lift: memory, size of what it writes, processor time, no network.

As a module: `run_confined`. As a script (`python -I confined.py LIMITS COMMAND…`): the step between, which limits itself and then
becomes the command, because limits outlive the exchange of a program. It imports nothing of the project.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LOOK_EVERY_SECONDS = 0.05
MEGABYTE = 1024 * 1024
NEW_USERS, NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of linux/sched.h


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run may take: seconds by the clock, megabytes of address space, and of every file it writes."""

    seconds: float
    memory_mb: int
    output_mb: int


class OutOfTime(Exception):
    """The program was killed at its deadline."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a program left: its exit code (negative: ended by a signal) and what it wrote on standard out."""

    exit_code: int
    output: bytes


def run_confined(
    command: Sequence[str], limits: Limits, given: bytes = b"", tick: Callable[[float], None] | None = None,
    files: Mapping[str, Path] | None = None,
) -> Finished:  # fmt: skip
    """Run a program in a folder of its own, without this process's environment, `given` on its standard in.

    In the folder are `files`, by the names they get there, and nothing else: the program need not know where they come from.
    `tick` is called with the seconds gone while waiting; when it raises, the program is killed. Raises OutOfTime.
    """
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as output:
        for name, file in (files or {}).items():
            _lend(file, Path(folder) / name)
        process = _start(command, limits, Path(folder), given, output)
        try:
            while process.poll() is None:
                gone = time.monotonic() - started
                if gone > limits.seconds:
                    raise OutOfTime
                if tick:
                    tick(gone)
                time.sleep(LOOK_EVERY_SECONDS)
        finally:
            _kill(process)
        output.seek(0)
        return Finished(process.returncode, output.read())


def _lend(file: Path, name: Path) -> None:
    """Give a file a second name, which takes no time however large it is; where the file system allows none, a copy."""
    try:
        name.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, name)


def _start(
    command: Sequence[str], limits: Limits, folder: Path, given: bytes, output: IO[bytes]
) -> subprocess.Popen[bytes]:
    step = [sys.executable, "-I", __file__, json.dumps(asdict(limits))]
    surroundings = {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "PATH": os.defpath}
    with tempfile.TemporaryFile() as standard_in:
        standard_in.write(given)
        standard_in.seek(0)
        return subprocess.Popen(
            [*step, *command], cwd=folder, env=surroundings, start_new_session=True,
            stdin=standard_in, stdout=output, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a program and whatever it started; nothing happens when it has ended already."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def become(limits: Limits, command: Sequence[str]) -> None:
    """Limit this process, leave the network where the kernel allows it, and become the command."""
    for limit, value in (
        (resource.RLIMIT_AS, limits.memory_mb * MEGABYTE),
        (resource.RLIMIT_FSIZE, limits.output_mb * MEGABYTE),
        (resource.RLIMIT_CPU, int(limits.seconds) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        any(libc.unshare(way) == 0 for way in (NEW_USERS | NEW_NETWORK, NEW_NETWORK))  # the second is for root
    os.execv(command[0], list(command))


if __name__ == "__main__":
    become(Limits(**json.loads(sys.argv[1])), sys.argv[2:])
