"""`python -m tests.fuzz [count] [seed]`: as many damaged files as asked for; what ended a reading process is kept and named."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.fuzz.runs import fuzz

FOLDER = Path(__file__).parents[1] / "artefacts" / "fuzz"
MOST_MIB = 1536


def main(count: int = 20_000, seed: int | None = None) -> int:
    seed = int(time.time()) if seed is None else seed
    FOLDER.mkdir(parents=True, exist_ok=True)
    result = fuzz(FOLDER, count, seed)
    print(f"seed {seed}: {count} files in {result.seconds:.0f} s, a child took at most {result.most_mib:.0f} MiB")
    print(*(f"{n:6} {code}" for code, n in result.codes.most_common()), sep="\n")
    print(*result.ended, sep="\n")
    return int(bool(result.ended) or result.most_mib > MOST_MIB)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
