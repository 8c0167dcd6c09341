"""Child processes for the tests of publishing: one that publishes, one that reads, one that holds the lock.

usage: python -m tests.ingest.publish.publications publish|read|hold FOLDER [COUNT]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb

from ingest.publish import WarehouseFolder, prune, publish, version_name

ROWS = 2000


def publish_one(folder: WarehouseFolder, number: int) -> Path:
    """Publish a version in which every row of two tables says `number`."""
    file = folder.clear_building() / "warehouse.duckdb"
    with duckdb.connect(str(file)) as connection:
        for table in ("one", "other"):
            connection.execute(f"create table {table} as select {number} as number from range({ROWS})")
        connection.execute("checkpoint")
    published = publish(folder, file, version_name(f"{number:012x}"))
    prune(folder)
    return published


def read_until_told(folder: WarehouseFolder) -> int:
    """Query whatever is published until the file `stop` appears; ends with an error at the first query that is wrong."""
    queries = 0
    while not (folder.root / "stop").exists():
        with duckdb.connect(str(folder.current.resolve()), read_only=True) as connection:
            seen = connection.execute(
                "select number, count(*) from (from one union all from other) group by number"
            ).fetchall()
        assert len(seen) == 1, f"two versions in one query: {seen}"
        assert seen[0][1] == 2 * ROWS, f"a version that is not whole: {seen}"
        queries += 1
    return queries


def main(role: str, root: str, count: str = "1000000") -> None:
    """Run one of the roles."""
    folder = WarehouseFolder(Path(root))
    if role == "publish":
        for number in range(int(count)):
            publish_one(folder, number)
            print(number, flush=True)
    elif role == "hold":
        with folder.locked():
            print("held", flush=True)
            time.sleep(60)
    else:
        print(read_until_told(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
