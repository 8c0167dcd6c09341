"""Back to an earlier version, and what a refresh makes of it."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.publish import NoSuchVersion, WarehouseFolder, point_to, prune, version_name
from ingest.rollback import rollback
from ingest.runs import read_runs
from tests.conftest import SOURCES, bangfu, copied_warehouse

HASHES = ("aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc")


@pytest.fixture
def folder(warehouse: Path, tmp_path: Path) -> WarehouseFolder:
    """A warehouse folder with four versions, which differ in name alone; the last one is published."""
    root = copied_warehouse(warehouse, tmp_path / "warehouse")
    folder = WarehouseFolder(root)
    first = folder.current_version()
    assert first is not None
    for letters in HASHES:
        version = version_name(letters, after=folder.kept_versions()[-1])
        shutil.copy(folder.file_of(first), folder.file_of(version))
        point_to(folder, version)
    return folder


def test_without_a_name_it_is_the_version_before(folder: WarehouseFolder) -> None:
    first, second, third, last = folder.kept_versions()
    rollback(folder)
    assert folder.current_version() == third
    assert folder.withdrawn_versions() == [last]
    rollback(folder)
    assert folder.current_version() == second
    rollback(folder, first)
    assert folder.withdrawn_versions() == [last, third, second]
    (run, *_) = read_runs(folder.runs)
    assert (run["outcome"], run["version"], run["n_documents"]) == ("rolled_back", first, 5)
    with pytest.raises(NoSuchVersion, match="no version before"):
        rollback(folder)


def test_what_was_rolled_back_from_can_be_published_again_by_name(folder: WarehouseFolder) -> None:
    *_, third, last = folder.kept_versions()
    rollback(folder, third)
    rollback(folder, last)
    assert folder.current_version() == last
    assert folder.withdrawn_versions() == []


def test_a_version_that_is_damaged_or_not_kept_is_refused_and_nothing_changes(folder: WarehouseFolder) -> None:
    *_, third, last = folder.kept_versions()
    folder.file_of(third).chmod(0o644)
    folder.file_of(third).write_bytes(b"not a database")
    for name, complaint in ((third, "cannot be opened"), ("20200101T000000000000Z-000000000000", "is not kept")):
        with pytest.raises(NoSuchVersion, match=complaint):
            rollback(folder, name)
    assert folder.current_version() == last
    assert folder.withdrawn_versions() == []


def test_a_refresh_does_not_publish_again_what_was_rolled_back(warehouse: Path, tmp_path: Path) -> None:
    folder = WarehouseFolder(copied_warehouse(warehouse, tmp_path / "warehouse"))
    bad = folder.current_version()
    assert bad is not None
    good = version_name("d" * 12, now=datetime(2020, 1, 1, tzinfo=UTC))
    shutil.copy(folder.file_of(bad), folder.file_of(good))
    back = bangfu("rollback", "--warehouse", folder.root)
    assert (back.returncode, back.stdout) == (0, "")
    assert back.stderr == f"rolled back from {bad} to {good}\n"
    again = bangfu("refresh", "--sources", SOURCES, "--warehouse", folder.root)
    assert again.returncode == 0
    assert f"nothing changed since {bad} was rolled back: {good} stays published" in again.stderr
    assert folder.current_version() == good
    status = json.loads(bangfu("status", "--warehouse", folder.root, "--json").stdout)
    assert [run["outcome"] for run in status["runs"]] == ["unchanged", "rolled_back", "succeeded"]


def test_the_exit_codes_are_those_of_the_contract(folder: WarehouseFolder) -> None:
    with folder.locked():
        assert bangfu("rollback", "--warehouse", folder.root).returncode == 4
    unknown = bangfu("rollback", "--warehouse", folder.root, "--to", "yesterday")
    assert unknown.returncode == 1
    assert "yesterday is not kept" in unknown.stderr


def test_versions_come_in_order_though_the_clock_was_set_back(folder: WarehouseFolder) -> None:
    latest = folder.kept_versions()[-1]
    next_one = version_name("e" * 12, now=datetime(1999, 1, 1, tzinfo=UTC), after=latest)
    assert next_one > latest
    assert next_one.endswith("-eeeeeeeeeeee")


def test_strange_files_among_the_versions_stay_and_are_no_versions(folder: WarehouseFolder) -> None:
    (folder.versions / "notes.duckdb").write_text("mine")
    (folder.versions / "0000.duckdb").write_text("mine too")
    kept = folder.kept_versions()
    prune(WarehouseFolder(folder.root, versions_kept=1))
    assert folder.kept_versions() == kept[-1:]
    assert (folder.versions / "notes.duckdb").read_text() == "mine"
    assert (folder.versions / "0000.duckdb").exists()
