"""A refresh that nobody watches: killed, starved of disk, raced and misled, it never loses the last good version. `make endure` goes on for hours."""

from __future__ import annotations

import json
import os
import signal
import time
import zipfile
from pathlib import Path

import duckdb
import pytest

from ingest.publish import WarehouseFolder
from ingest.runs import read_runs
from tests.endurance.documents import FORM, write_document
from tests.endurance.quick import LEFT_OUT, quick_refresh
from tests.endurance.sequences import check_sequence
from tests.endurance.trials import (
    QUICK,
    children_of,
    documents_published,
    end,
    is_alive,
    kill_at_random_moments,
    leftovers,
    read_while_publishing,
    start,
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two documents, published."""
    for module, name, stub in LEFT_OUT:
        monkeypatch.setattr(module, name, stub)
    for number in (0, 1):
        write_document(tmp_path / "sources", number)
    assert quick_refresh(tmp_path / "sources", tmp_path / "warehouse") == 0
    return tmp_path


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_random_moments_a_whole_version_is_published(tmp_path: Path) -> None:
    kill_at_random_moments(tmp_path, kills=5, seed=20261121)
    warehouse = tmp_path / "warehouse"
    assert leftovers(warehouse) == []
    outcomes = [run["outcome"] for run in read_runs(WarehouseFolder(warehouse).runs)]
    assert "failed" in outcomes, "a killed run is recorded by the one after it"


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_readers_see_whole_versions_through_refreshes(tmp_path: Path) -> None:
    assert min(read_while_publishing(tmp_path, readers=3, refreshes=4)) > 0


@pytest.mark.timeout(900)
def test_incremental_refreshes_publish_what_a_full_one_would(monkeypatch: pytest.MonkeyPatch) -> None:
    check_sequence(seed=2, length=10, every=5, patch=monkeypatch)


def test_a_full_disk_leaves_the_published_version_and_the_next_refresh_needs_nobody(folder: Path) -> None:
    write_document(folder / "sources", 2)
    said = end(start(QUICK, folder / "sources", folder / "warehouse", "100000"), exit_code=1)
    assert "stopped" in said
    assert documents_published(folder / "warehouse") == 2
    assert leftovers(folder / "warehouse") == []
    assert read_runs(folder / "warehouse" / "runs.jsonl")[0]["outcome"] == "failed"
    assert quick_refresh(folder / "sources", folder / "warehouse") == 0
    assert documents_published(folder / "warehouse") == 3


def test_a_refresh_that_is_asked_to_end_says_so_and_takes_its_children_along(folder: Path) -> None:
    write_document(folder / "sources", 2)
    running = start(QUICK, folder / "sources", folder / "warehouse", "--full")
    while not children_of(running.pid) and running.poll() is None:
        time.sleep(0.02)
    children = children_of(running.pid)
    running.send_signal(signal.SIGTERM)
    running.communicate(timeout=60)
    assert running.returncode != 0
    assert "SIGTERM" in read_runs(folder / "warehouse" / "runs.jsonl")[0]["message"]
    deadline = time.monotonic() + 30
    while any(map(is_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, children))
    assert leftovers(folder / "warehouse") == []


def test_a_file_of_somebody_in_the_place_of_the_link_is_moved_aside(folder: Path) -> None:
    warehouse = WarehouseFolder(folder / "warehouse")
    for strange in (b"my own notes", b""):
        warehouse.current.unlink()
        warehouse.current.write_bytes(strange)
        assert quick_refresh(folder / "sources", warehouse.root) == 0
        assert documents_published(warehouse.root) == 2
        (aside,) = warehouse.root.glob("replaced-by-*.duckdb")
        assert aside.read_bytes() == strange
        aside.unlink()
    warehouse.current.unlink()
    warehouse.current.mkdir()
    assert quick_refresh(folder / "sources", warehouse.root) == 0
    assert documents_published(warehouse.root) == 2
    assert [aside.is_dir() for aside in warehouse.root.glob("replaced-by-*")] == [True]


def test_a_link_that_leads_elsewhere_or_nowhere_is_set_right(folder: Path, tmp_path: Path) -> None:
    warehouse = WarehouseFolder(folder / "warehouse")
    elsewhere = tmp_path / "elsewhere.duckdb"
    with duckdb.connect(str(elsewhere)) as connection:
        connection.execute("create table mine as select 1 as one")
    for target in (elsewhere, tmp_path / "nowhere.duckdb"):
        warehouse.current.unlink()
        warehouse.current.symlink_to(target)
        assert quick_refresh(folder / "sources", warehouse.root) == 0
        assert documents_published(warehouse.root) == 2
    with duckdb.connect(str(elsewhere), read_only=True) as connection:
        assert connection.execute("select one from mine").fetchall() == [(1,)], "what is not ours is not touched"


def test_a_published_version_that_the_disk_damaged_is_built_anew(folder: Path) -> None:
    warehouse = WarehouseFolder(folder / "warehouse")
    damaged = warehouse.current_file()
    assert damaged is not None
    damaged.chmod(0o644)
    os.truncate(damaged, 5000)
    assert quick_refresh(folder / "sources", warehouse.root) == 0
    assert documents_published(warehouse.root) == 2


def test_strange_things_in_the_folder_are_no_obstacle(folder: Path) -> None:
    root = folder / "warehouse"
    (root / "runs.jsonl").open("ab").write(b'\xff\xfe not a record\n[1, 2]\n{"run_id": 7}\n{"run_id": "cut sho')
    (root / "withdrawn.txt").write_bytes(b"\xff nonsense\n")
    (root / "building").symlink_to(folder)
    (root / "versions" / "mine.duckdb").write_text("mine")
    (root / ".current-left").symlink_to("nowhere")
    write_document(folder / "sources", 2)
    assert quick_refresh(folder / "sources", root) == 0
    assert documents_published(root) == 3
    assert leftovers(root) == []
    assert (root / "versions" / "mine.duckdb").read_text() == "mine"
    assert (folder / "sources").is_dir(), "a link in the place of the building folder is removed, not what it leads to"


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "file").write_text("no folder")
    assert quick_refresh(folder / "sources", folder / "file") == 1
    assert quick_refresh(folder / "sources", folder / "file" / "below") == 1
    assert capsys.readouterr().err.count("bangfu: nothing can be published in") == 2


def test_a_file_read_badly_for_a_passing_reason_is_tried_again(folder: Path) -> None:
    journal = folder / "warehouse" / "runs.jsonl"
    run = json.loads(journal.read_text(encoding="utf-8").splitlines()[-1])
    slow = {
        "source_path": "x",
        "sha256": None,
        "code": "read_timeout",
        "reason": "slow",
        "first_seen_at": run["started_at"],
    }
    journal.write_text(json.dumps(run | {"quarantine": [slow]}) + "\n", encoding="utf-8")
    before = WarehouseFolder(folder / "warehouse").current_version()
    assert quick_refresh(folder / "sources", folder / "warehouse") == 0
    assert WarehouseFolder(folder / "warehouse").current_version() == before, "no file reads better than before"
    assert read_runs(journal)[0]["steps"] != [], "though it was tried"


def test_a_bundle_that_no_longer_opens_keeps_its_documents(folder: Path) -> None:
    sources, warehouse = folder / "sources", folder / "warehouse"
    bundle = sources / "year" / "forms.zip"
    bundle.parent.mkdir()
    with zipfile.ZipFile(bundle, "w") as archive:
        for number in (7, 8, 9):
            text = FORM.format(number=number, budget=10, heads=100, rate=500).replace("2024", f"201{number}")
            archive.writestr(f"{number}.txt", text)
    assert quick_refresh(sources, warehouse) == 0
    assert documents_published(warehouse) == 5
    whole = bundle.read_bytes()
    for broken in (whole[:300], b""):
        bundle.write_bytes(broken)
        assert quick_refresh(sources, warehouse) == 3
        assert documents_published(warehouse) == 5
        (refused,) = read_runs(warehouse / "runs.jsonl")[0]["quarantine"]
        assert refused["source_path"] == "year/forms.zip"
        assert refused["reason"].endswith("what was published from there before stays (3 documents)")
    bundle.write_bytes(whole)
    assert quick_refresh(sources, warehouse) == 0
    assert (documents_published(warehouse), read_runs(warehouse / "runs.jsonl")[0]["quarantine"]) == (5, [])


def test_a_document_that_is_no_longer_the_one_of_its_passport_stays_as_published(folder: Path) -> None:
    home = folder / "sources" / "00001"
    (home / "document.txt").write_bytes(b"cut sho")
    assert quick_refresh(folder / "sources", folder / "warehouse") == 3
    assert documents_published(folder / "warehouse") == 2
    (refused,) = read_runs(folder / "warehouse" / "runs.jsonl")[0]["quarantine"]
    assert (refused["source_path"], refused["code"]) == ("00001/document.txt", "sha256_mismatch")
    assert "stays" in refused["reason"]


def test_sources_that_are_not_there_are_a_night_that_failed(folder: Path) -> None:
    sources, warehouse = folder / "sources", folder / "warehouse"
    sources.rename(folder / "not mounted")
    assert quick_refresh(sources, warehouse) == 1
    last = read_runs(warehouse / "runs.jsonl")[0]
    assert (last["outcome"], last["exit_code"], documents_published(warehouse)) == ("failed", 1, 2)
    assert last["message"] == f"the folder of the sources cannot be opened: No such file or directory: {sources}"
    (folder / "not mounted").rename(sources)
    assert quick_refresh(sources, warehouse) == 0
    assert read_runs(warehouse / "runs.jsonl")[0]["outcome"] == "unchanged"
