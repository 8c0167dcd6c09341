"""`make test-spark`: a reading job ends with all there is, or with an error; never with less in silence."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ingest.spark.reading import UnseenFiles, read_to_raw
from tests.conftest import SOURCES

ONE = SOURCES / "120000_tianjin"
ATTEMPTS = 4  # of a task, as the session of these tests says


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few documents."""
    shutil.copytree(SOURCES, tmp_path / "sources")
    return tmp_path / "sources"


def test_a_task_whose_worker_is_killed_is_done_again(session: Any, folder: Path, tmp_path: Path) -> None:
    with workers_killed(1) as killed:
        read_to_raw(session, str(folder), str(tmp_path / "raw"))
    assert len(killed) == 1
    read = [row.source_path for row in session.read.parquet(str(tmp_path / "raw" / "documents")).collect()]
    assert sorted(read) == sorted(str(file.relative_to(folder)) for file in folder.glob("*/*/document.*"))


def test_a_job_whose_workers_always_die_ends_with_an_error(session: Any, folder: Path, tmp_path: Path) -> None:
    with (
        workers_killed(10 * ATTEMPTS) as killed,
        pytest.raises(Exception, match=r"(?i)python worker exited unexpectedly"),
    ):
        read_to_raw(session, str(folder), str(tmp_path / "raw"))
    assert len(killed) >= ATTEMPTS
    assert not (tmp_path / "raw" / "documents").exists()


@pytest.mark.parametrize("name", ["_2024/document.txt", "2024/_document.txt"])
def test_files_that_spark_passes_over_stop_the_job(session: Any, folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).parent.mkdir()
    (folder / name).write_text("项目名称", encoding="utf-8")
    with pytest.raises(UnseenFiles, match="2024"):
        read_to_raw(session, str(folder), str(tmp_path / "raw"))
    assert not (tmp_path / "raw").exists()


def test_links_stop_the_job(session: Any, folder: Path, tmp_path: Path) -> None:
    (folder / "elsewhere").symlink_to(ONE)
    with pytest.raises(UnseenFiles, match="elsewhere"):
        read_to_raw(session, str(folder), str(tmp_path / "raw"))


@contextmanager
def workers_killed(most: int) -> Iterator[list[int]]:
    """Spark's Python workers are killed as soon as they read, as the kernel does when memory runs out; which were, in the end."""
    killed: list[int] = []
    is_over = threading.Event()

    def kill() -> None:
        while not is_over.is_set() and len(killed) < most:
            for worker in set(reading_workers()) - set(killed):
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)
                if len(killed) == most:
                    break
            time.sleep(0.02)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield killed
    finally:
        is_over.set()
        killer.join()


def reading_workers() -> list[int]:
    """Workers that this process's Spark forked from its daemon and that read, which they do in children of their own."""
    parents = dict(_processes())
    reading = {parent for parent in parents.values() if _is_daemon(parent) and _is_daemon(parents.get(parent, 0))}
    return [worker for worker in reading if os.getpid() in _ancestors(worker, parents)]


def _processes() -> Iterator[tuple[int, int]]:
    """Every process with its parent."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield int(stat.parent.name), int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile


def _is_daemon(process: int) -> bool:
    try:
        return b"pyspark.daemon" in Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _ancestors(process: int, parents: dict[int, int]) -> Iterator[int]:
    while process := parents.get(process, 0):
        yield process
