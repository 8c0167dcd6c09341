"""`python -m tests.endurance [kills] [refreshes] [sequences] [real kills] [losses]`: the long form of what `make test` tries in short."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.endurance.disks import in_name_space
from tests.endurance.sequences import check_sequence
from tests.endurance.trials import REAL, kill_at_random_moments, lose_children_at_random_moments, read_while_publishing

READERS = 8
LENGTH = 40


def main(kills: int = 200, refreshes: int = 50, sequences: int = 20, real_kills: int = 20, losses: int = 40) -> None:
    seed = int(time.time())
    for number, module in ((kills, ()), (real_kills, REAL)):
        with tempfile.TemporaryDirectory() as scratch:
            seen = kill_at_random_moments(Path(scratch), number, seed, *((module,) if module else ()))
            print(f"{number} kills of {' '.join(module) or 'the quick refresh'}, seed {seed}: {dict(seen)}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        ended = lose_children_at_random_moments(Path(scratch), losses, seed)
        print(f"{losses} lost child processes, seed {seed}: {dict(ended)}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        counts = read_while_publishing(Path(scratch), READERS, refreshes)
        print(f"{READERS} readers through {refreshes} refreshes: {sum(counts)} reads, none torn", flush=True)
    print(f"full and read-only disks: {in_name_space(rounds=40)}", flush=True)
    for turn in range(sequences):
        with pytest.MonkeyPatch.context() as patch:
            check_sequence(seed + turn, LENGTH, 10, patch)
    print(f"{sequences} sequences of {LENGTH} from seed {seed}: incremental and full alike", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
