from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path

import pytest

from ingest.nouns import Reading, Refusal, SourceFile
from ingest.workers import ReadingCache, read_sources
from tests.endurance.trials import command_of
from tests.ingest.readings import reading, source


def die(_: SourceFile) -> Reading:
    os.abort()


def hang(_: SourceFile) -> Reading:
    time.sleep(60)
    raise AssertionError("nobody stopped it")


def eat(_: SourceFile) -> Reading:
    raise AssertionError(f"nobody stopped {len(bytearray(64 * 1024**3))} bytes")


def fail(_: SourceFile) -> Reading:
    raise ValueError("a fault of the engine")


def only_the_first(one: SourceFile) -> Reading:
    return reading(title=one.source_path) if one.source_path == "0" else die(one)


def kill_the_server() -> None:
    """Kill the process that starts the readers, and no other that may have become the parent since it died."""
    if "forkserver" in command_of(os.getppid()):
        os.kill(os.getppid(), signal.SIGKILL)


def lose_its_parent_once(one: SourceFile) -> Reading:
    """The process that starts the readers dies with the first file that is read."""
    if not one.path.exists():
        one.path.touch()
        kill_the_server()
        time.sleep(60)
    return reading(title=one.source_path)


@pytest.mark.parametrize(
    ("work", "code", "reason"),
    [
        (die, "read_died", "the reading process died"),
        (hang, "read_timeout", "reading took longer than 1 seconds"),
        (eat, "read_memory", "reading needs more than"),
        (fail, "read_failed", "ValueError: a fault of the engine"),
    ],
)
def test_a_bad_file_costs_only_itself(work: object, code: str, reason: str) -> None:
    ((_, refusal),) = read_sources([source()], work, seconds_per_file=1)  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    assert refusal.code == code
    assert reason in refusal.reason


def test_the_others_are_read_although_one_dies() -> None:
    sources = [SourceFile(Path(str(n)), str(n), "") for n in range(3)]
    outcomes = [outcome for _, outcome in read_sources(sources, only_the_first)]
    assert [type(outcome) for outcome in outcomes] == [Reading, Refusal, Refusal]


def test_a_pool_that_somebody_kills_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pools.FILES_AHEAD", 4)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    sources = [SourceFile(tmp_path / "dead", str(n), "") for n in range(12)]
    outcomes = list(read_sources(sources, lose_its_parent_once))
    assert [source for source, _ in outcomes] == sources
    lost = [outcome.code for _, outcome in outcomes if isinstance(outcome, Refusal)]
    assert lost in (["read_died"], ["read_died"] * 2), "what was being read then is lost, one file for each processor"


def test_pools_that_are_killed_time_and_again_leave_the_files_to_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.pools.POOLS", 0)
    ((_, refused),) = read_sources([source()], only_the_first)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.reason) == ("read_died", "the processes that read files were killed, time and again")


def test_a_file_that_changes_meanwhile_is_not_read_by_halves(tmp_path: Path) -> None:
    file = tmp_path / "document.txt"
    file.write_text("项目绩效目标表", encoding="utf-8")
    found = SourceFile(file, "document.txt", hashlib.sha256(b"what was found").hexdigest())
    ((_, refusal),) = read_sources([found])
    assert isinstance(refusal, Refusal)
    assert "changed while it was being read" in refusal.reason


def test_a_reading_is_kept_word_for_word(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    assert cache.get(source()) is None
    cache.put(source(), reading())
    assert cache.get(source()) == reading()


def test_another_passport_or_file_is_another_reading(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    cache.put(source(), reading())
    assert cache.get(source(title="another")) is None
    assert cache.get(SourceFile(source().path, source().source_path, "0" * 64, source().passport)) is None


def test_a_damaged_cache_is_read_anew(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    cache.put(source(), reading())
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:100])
    assert cache.get(source()) is None


def test_what_no_source_needs_is_removed(tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    cache.put(source(), reading())
    cache.put(source(title="gone"), reading())
    cache.keep_only([source()])
    assert cache.get(source()) == reading()
    assert len(list(tmp_path.iterdir())) == 1
