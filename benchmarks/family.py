"""A command and all that it starts, measured while it runs: nobody waits for Spark's Java, nor for the readers of documents."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.measure import ROOT, Measured

INTERVAL = 0.25
MOST_SAID = 20_000  # characters of a failed command's output
TICKS, PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
SESSION, USER, SYSTEM, RESIDENT = 3, 11, 12, 21  # fields of /proc/<pid>/stat behind the process's name


def run_family(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> Measured:
    """Run a command to its end in a session of its own, by which its processes are known, whoever their parent is.

    Memory is the most that all of them held together, pages they share counted in each; what lives for less than a quarter of a
    second is missed. Linux alone. Raises RuntimeError, with what the command said, when it fails.
    """
    busy: dict[int, float] = {}
    peak, started = 0, time.perf_counter()
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            [str(part) for part in command], cwd=ROOT, env=os.environ | (environment or {}), start_new_session=True,
            stdout=said, stderr=subprocess.STDOUT,
        ) as child,
    ):  # fmt: skip
        while child.poll() is None:
            family = _family(child.pid)
            busy |= {process: seconds for process, (seconds, _) in family.items()}
            peak = max(peak, sum(resident for _, resident in family.values()))
            time.sleep(INTERVAL)
        seconds = time.perf_counter() - started
        if child.returncode != 0:
            said.seek(0)
            words = said.read().decode(errors="replace")[-MOST_SAID:]
            raise RuntimeError(f"{command} ended with exit code {child.returncode}:\n{words}")
    return Measured(seconds, peak / 2**20, sum(busy.values()) / seconds)


def _family(session: int) -> dict[int, tuple[float, int]]:
    """Each process of a session: its processor seconds and the bytes it holds."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
        if int(fields[SESSION]) == session:
            seconds = (int(fields[USER]) + int(fields[SYSTEM])) / TICKS
            found[int(stat.parent.name)] = (seconds, int(fields[RESIDENT]) * PAGE)
    return found
