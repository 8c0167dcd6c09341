from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from ingest.publish import VERSIONS_KEPT, Locked, NotPublishable, WarehouseFolder, is_built_from, publish
from tests.conftest import ROOT
from tests.ingest.publish.publications import ROWS, publish_one


def child(role: str, folder: WarehouseFolder, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ingest.publish.publications", role, str(folder.root), *more]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def number_in(file: Path) -> int:
    with duckdb.connect(str(file), read_only=True) as connection:
        counted = connection.execute("select min(number), max(number), count(*) from one").fetchone()
    assert counted is not None
    assert counted[0] == counted[1]
    assert counted[2] == ROWS
    return int(counted[0])


@pytest.fixture
def folder(tmp_path: Path) -> WarehouseFolder:
    return WarehouseFolder(tmp_path / "warehouse")


def test_current_is_a_relative_link_to_an_immutable_version(folder: WarehouseFolder) -> None:
    published = publish_one(folder, 7)
    assert folder.current.readlink() == Path("versions") / published.name
    assert published.stat().st_mode & 0o222 == 0
    assert number_in(folder.current) == 7
    assert is_built_from(folder.current_version(), f"{7:012x}" + "0" * 52)
    assert not is_built_from(folder.current_version(), f"{8:012x}" + "0" * 52)


def test_readers_see_whole_versions_while_others_are_published(folder: WarehouseFolder) -> None:
    publish_one(folder, 0)
    readers = [child("read", folder) for _ in range(4)]
    for number in range(1, 21):
        publish_one(folder, number)
        time.sleep(0.05)
    time.sleep(0.5)
    (folder.root / "stop").touch()
    for reader in readers:
        queries, complaint = reader.communicate(timeout=60)
        assert reader.returncode == 0, complaint
        assert int(queries) > 0
    assert number_in(folder.current) == 20


def test_who_holds_a_version_keeps_it_when_it_is_removed(folder: WarehouseFolder) -> None:
    first = publish_one(folder, 1)
    with duckdb.connect(str(first), read_only=True) as reader:
        for number in range(2, 2 + VERSIONS_KEPT):
            publish_one(folder, number)
        assert not first.exists()
        assert reader.execute("select max(number), count(*) from one").fetchone() == (1, ROWS)


def test_the_last_versions_are_kept_and_never_the_current_one_removed(folder: WarehouseFolder) -> None:
    for number in range(VERSIONS_KEPT + 3):
        publish_one(folder, number)
    kept = folder.kept_versions()
    assert [int(version.split("-")[1], 16) for version in kept] == [3, 4, 5, 6, 7]
    assert folder.current_version() == kept[-1]


def test_a_file_that_was_not_closed_is_not_published(folder: WarehouseFolder) -> None:
    publish_one(folder, 1)
    file = folder.clear_building() / "warehouse.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create table one as select 2 as number")
        with pytest.raises(NotPublishable, match="write-ahead log"):
            publish(folder, file, "later")
    assert number_in(folder.current) == 1


def test_one_refresh_at_a_time(folder: WarehouseFolder) -> None:
    holder = child("hold", folder)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(Locked, match="another refresh is at work"), folder.locked():
        pass
    holder.kill()
    holder.wait()
    with folder.locked():
        pass


def test_killed_at_any_moment_the_warehouse_opens(folder: WarehouseFolder) -> None:
    publish_one(folder, 0)
    moments = random.Random(20240927)
    for _ in range(20):
        publisher = child("publish", folder)
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "0\n"
        time.sleep(moments.uniform(0, 0.15))
        publisher.kill()
        publisher.wait()
        number_in(folder.current)
    publish_one(folder, 99)
    assert number_in(folder.current) == 99
    assert list(folder.root.glob(".current-*")) == []
