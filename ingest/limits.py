"""What a process that reads a stranger's file may use: memory, processor time, files and no network. Set once, at its start.

A native library that loops, eats memory or aborts cannot be caught in Python; the kernel can stop it, and it costs one document.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import PurePath

BYTES = 1_500 * 1024**2  # of address space: what a scanned page needs, with some room
SECONDS_PER_FILE = 120  # by the clock
SECONDS_PER_PICTURES = 600  # the same for files whose pages may be pictures, each of which takes seconds to read
PICTURES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"})
CPU_SECONDS_PER_FILE = 900  # of all its threads
BYTES_WRITTEN = 200 * 1024**2  # a file that a converter writes
OPEN_FILES = 256
BYTES_OF_READING = 64 * 1024**2  # what comes back to the run

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of linux/sched.h


def confine() -> None:
    """Put this process under the limits for the rest of its life; it must have one thread yet. Only Linux has all of them."""
    if sys.platform != "linux":
        return
    import resource

    for limit, most in (
        (resource.RLIMIT_AS, BYTES),
        (resource.RLIMIT_FSIZE, BYTES_WRITTEN),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))
    leave_network()
    _say_nothing()


def leave_network() -> bool:
    """Move into a network of our own that reaches nobody. Returns whether the kernel allowed it."""
    libc = ctypes.CDLL(None, use_errno=True)
    ways = (_NEW_USERS | _NEW_NETWORK, _NEW_NETWORK)  # the second is for a root who may not make users
    return any(libc.unshare(way) == 0 for way in ways)


def seconds_for(name: str) -> float:
    """How long the reading of a file called `name` may take, by the clock."""
    return SECONDS_PER_PICTURES if PurePath(name).suffix.lower() in PICTURES else SECONDS_PER_FILE


def start_clock() -> None:
    """Give this process CPU_SECONDS_PER_FILE from now on: called before each file, for a process reads many."""
    if sys.platform != "linux":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS_PER_FILE
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def end_in_words(exitcode: int | None) -> str:
    """How a child process ended: the name of the signal that killed it, or its exit code."""
    try:
        return signal.Signals(-(exitcode or 0)).name
    except ValueError:
        return f"exit code {exitcode}"


def _say_nothing() -> None:
    """What libraries print about a broken file would fill the log of the run."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):
        os.dup2(nowhere, output)
    os.close(nowhere)
