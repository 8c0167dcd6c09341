"""What is done to a refresh, and what must hold afterwards: the published warehouse opens and is one whole version."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import duckdb

from ingest.publish import WarehouseFolder
from tests.conftest import ROOT
from tests.endurance.documents import write_document

QUICK = ("tests.endurance.quick",)
REAL = ("ingest.cli", "refresh")


def start(module: tuple[str, ...], sources: Path, warehouse: Path, *more: str) -> subprocess.Popen[str]:
    """A refresh in a process of its own."""
    given = [str(sources), str(warehouse)]
    options = given if module == QUICK else ["--sources", given[0], "--warehouse", given[1]]
    command = [sys.executable, "-m", *module, *options, *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(running: subprocess.Popen[str], exit_code: int = 0) -> str:
    """Wait for a refresh and hold it against the exit code it should end with; returns what it said."""
    _, said = running.communicate(timeout=600)
    assert running.returncode == exit_code, f"exit code {running.returncode}:\n{said}"
    return said


def first_refresh(folder: Path, module: tuple[str, ...]) -> tuple[Path, Path, float]:
    """One document refreshed: the folders of sources and warehouse, and the seconds that it took."""
    sources, warehouse = folder / "sources", folder / "warehouse"
    write_document(sources, 0)
    started = time.monotonic()
    end(start(module, sources, warehouse))
    return sources, warehouse, time.monotonic() - started


def documents_published(warehouse: Path) -> int:
    """How many documents the published version holds, after a look at whether it is whole: every part of it tells of the same ones."""
    file = WarehouseFolder(warehouse).current.resolve()
    with duckdb.connect(str(file), read_only=True) as connection:
        found = connection.execute(
            """
            select
                (select count(*) from raw.documents), (select count(*) from star.dim_documents),
                (select count(distinct document_id) from raw.document_lines),
                (select n_documents from meta.versions where version = ?)
            """,
            [file.stem],
        ).fetchone()
    assert found is not None
    assert len(set(found)) == 1, f"{file.name} is not whole: {found}"
    return int(found[0])


def kill_at_random_moments(folder: Path, kills: int, seed: int, module: tuple[str, ...] = QUICK) -> Counter[str]:
    """Kill refreshes with something to do at moments spread over their whole length; returns how often what was found afterwards.

    After every kill the version before or the new one is published, whole; the next refresh needs nobody. Every third is let go.
    """
    random_moment = random.Random(seed)
    sources, warehouse, length = first_refresh(folder, module)
    seen: Counter[str] = Counter()
    expected = 1
    for number in range(1, kills + 1):
        write_document(sources, number)
        running = start(module, sources, warehouse)
        time.sleep(random_moment.uniform(0, 1.1) * length)
        running.kill()
        running.communicate()
        there = documents_published(warehouse)
        assert there in (expected, number + 1), f"kill {number} with seed {seed}: {there} documents are published"
        seen["new" if there == number + 1 else "old"] += 1
        expected = there
        if number % 3 == 0:
            end(start(module, sources, warehouse))
            expected = documents_published(warehouse)
            assert expected == number + 1
    end(start(module, sources, warehouse))
    assert documents_published(warehouse) == kills + 1
    return seen


def read_while_publishing(folder: Path, readers: int, refreshes: int, module: tuple[str, ...] = QUICK) -> list[int]:
    """Readers query in a loop while refreshes publish; returns how often each has read. One error, or one torn read, fails."""
    sources, warehouse, _ = first_refresh(folder, module)
    command = [sys.executable, "-m", "tests.endurance.reader", str(warehouse)]
    reading = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(readers)
    ]
    for number in range(1, refreshes + 1):
        write_document(sources, number)
        end(start(module, sources, warehouse))
        assert documents_published(warehouse) == number + 1
    (warehouse / "stop").touch()
    counts = []
    for reader in reading:
        counted, complaint = reader.communicate(timeout=60)
        assert reader.returncode == 0, complaint
        counts.append(int(counted))
    return counts


def leftovers(warehouse: Path) -> list[str]:
    """What a finished refresh must not leave behind."""
    names = [path.name for path in warehouse.iterdir()]
    return [n for n in names if n.startswith(".current-") or n == "building"] + [
        path.name for path in (warehouse / "cache" / "readings").glob("*.new")
    ]


def is_alive(process: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children_of(process: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == process:
            child = int(status.parent.name)
            found += [child, *children_of(child)]
    return [child for child in found if child != os.getpid()]


def working_children_of(process: int) -> list[int]:
    """The same without Python's own keeper of accounts, which is started again and complains in its own words."""
    return [child for child in children_of(process) if "resource_tracker" not in command_of(child)]


def command_of(process: int) -> str:
    """The command line of a process; empty when it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def lose_children_at_random_moments(
    folder: Path, losses: int, seed: int, module: tuple[str, ...] = QUICK
) -> Counter[str]:
    """Kill one process that a refresh has started, whichever, at moments spread over its length; returns how often it ended with which code.

    It ends by itself with a code of the contract and in words, what is published is whole, and the next refresh needs nobody.
    """
    choice = random.Random(seed)
    sources, warehouse, length = first_refresh(folder, module)
    seen: Counter[str] = Counter()
    for number in range(1, losses + 1):
        write_document(sources, number)
        running = start(module, sources, warehouse, "--full")
        time.sleep(choice.uniform(0.2, 1) * length)
        while not (children := working_children_of(running.pid)) and running.poll() is None:
            time.sleep(0.01)
        for lost in [choice.choice(children)] if children else []:
            with suppress(ProcessLookupError):
                os.kill(lost, signal.SIGKILL)
        _, said = running.communicate(timeout=600)
        assert running.returncode in (0, 1, 3), (
            f"loss {number} with seed {seed}: exit code {running.returncode}\n{said}"
        )
        assert "Traceback" not in said, said
        seen[f"exit code {running.returncode}"] += 1
        assert documents_published(warehouse) in (number, number + 1)
        end(start(module, sources, warehouse))
        assert (documents_published(warehouse), leftovers(warehouse)) == (number + 1, [])
    return seen
