"""`python -m tests.endurance.disks [rounds]`: a disk of its own that is full, at any of many places, and one that is read-only.

It is mounted in a name space of its own (`unshare`), where the system lets anybody do so.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.conftest import ROOT
from tests.endurance.documents import write_document
from tests.endurance.trials import QUICK, documents_published, end, leftovers, start

SIZE = 64  # MiB
ENTER = ("unshare", "--map-root-user", "--mount", sys.executable, "-m", "tests.endurance.disks")


def fill_and_protect(folder: Path, disk: Path, rounds: int, seed: int) -> Counter[str]:
    """Refreshes on a disk with less and less room, then on one that became read-only; returns how often they published and failed."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m", "none", str(disk)], check=True)
    room = random.Random(seed)
    sources, warehouse, ballast = folder / "sources", disk / "warehouse", disk / "ballast"
    write_document(sources, 0)
    end(start(QUICK, sources, warehouse))
    seen: Counter[str] = Counter()
    for number in range(1, rounds + 1):
        write_document(sources, number)
        # a refresh writes the changed documents and a copy of what is published: now and then the room is enough
        _leave(disk, ballast, int(room.uniform(0, 5) * (warehouse / "current.duckdb").stat().st_size))
        running = start(QUICK, sources, warehouse)
        _, said = running.communicate(timeout=600)
        assert running.returncode in (0, 1), said
        assert "Traceback" not in said, said
        seen["published" if running.returncode == 0 else "failed"] += 1
        assert documents_published(warehouse) in (number, number + 1)
        ballast.unlink()
        end(start(QUICK, sources, warehouse))
        assert (documents_published(warehouse), leftovers(warehouse)) == (number + 1, [])
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    write_document(sources, rounds + 1)
    assert "nothing can be published" in end(start(QUICK, sources, warehouse), exit_code=1)
    assert documents_published(warehouse) == rounds + 1
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    end(start(QUICK, sources, warehouse))
    assert documents_published(warehouse) == rounds + 2
    seen["read-only"] += 1
    return seen


def _leave(disk: Path, ballast: Path, free: int) -> None:
    """Fill the disk but for so many bytes."""
    left = int(
        subprocess.run(
            ["df", "--output=avail", "-B1", str(disk)], capture_output=True, text=True, check=True
        ).stdout.split()[-1]
    )
    with ballast.open("wb") as file:
        file.write(b"\0" * max(0, left - free))


def in_name_space(rounds: int) -> str:
    """All of it in a process with mounts of its own; returns what it printed."""
    done = subprocess.run([*ENTER, str(rounds)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        (home / "disk").mkdir()
        print(dict(fill_and_protect(home, home / "disk", int(sys.argv[1]), seed=1)))
        subprocess.run(["umount", "--lazy", str(home / "disk")], check=True)
