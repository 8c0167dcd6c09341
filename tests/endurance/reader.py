"""`python -m tests.endurance.reader WAREHOUSE`: queries what is published, again and again, until a file `stop` lies there; prints how often."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.endurance.trials import documents_published

PAUSE = 0.02  # between two reads, so that the refreshes get on

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    count = 0
    while not (folder / "stop").exists():
        documents_published(folder)
        count += 1
        time.sleep(PAUSE)
    print(count)
