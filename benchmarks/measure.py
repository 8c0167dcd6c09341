"""One child process, measured: how long it took and how much memory the largest process of its family held.

A child counts the memory of the process it was forked from as its own, so the one that measures must stay small.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAST_BYTES = 4000
KIB_PER_UNIT = 1 if sys.platform == "linux" else 1 / 1024  # macOS counts ru_maxrss in bytes


@dataclass(frozen=True, slots=True)
class Measured:
    """Wall-clock seconds, peak resident memory, and how many cores were busy on average."""

    seconds: float
    peak_mib: float
    cores: float = 0.0


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command to its end. Raises RuntimeError, with what it said, when it fails."""
    with tempfile.TemporaryFile() as said:  # what a program says before it fails may be on either
        started = time.perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, env=os.environ | (environment or {}), stdout=said, stderr=said
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - started
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            said.seek(0)
            last = said.read()[-LAST_BYTES:].decode(errors="replace")
            raise RuntimeError(f"{command} ended with exit code {child.returncode}:\n{last}")
    busy = usage.ru_utime + usage.ru_stime
    return Measured(seconds, usage.ru_maxrss * KIB_PER_UNIT / 1024, busy / seconds)


def median(measured: Sequence[Measured]) -> Measured:
    """The median of seconds and of memory."""
    return Measured(statistics.median(m.seconds for m in measured), statistics.median(m.peak_mib for m in measured))
