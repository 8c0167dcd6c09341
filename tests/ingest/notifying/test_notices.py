"""What is told, and what is not."""

from __future__ import annotations

from typing import Any

from ingest.notifying.notices import run_to_notice

LEFT_OUT = {
    "source_path": "a/bad.pdf",
    "sha256": "0",
    "code": "not_a_form",
    "reason": "no form was found",
    "first_seen_at": "2026-11-20",
}
OTHER = LEFT_OUT | {"source_path": "b/worse.pdf"}
UNFETCHED = LEFT_OUT | {"source_path": "http://www.example.cn/a.pdf", "code": "fetch_failed", "reason": "no connection"}


def run(outcome: str = "succeeded", **more: Any) -> dict[str, Any]:
    known = {"run_id": "20261121T020000-abc", "exit_code": 0, "version": "v1", "message": "5 documents published"}
    return {"outcome": outcome, "quarantine": [], "unfetched": [], **known, **more}


FAILED = run("failed", exit_code=1, version=None, message="dbt build failed: no disk")


def told(now: dict[str, Any], *earlier: dict[str, Any]) -> tuple[str, list[str]] | None:
    notice = run_to_notice(now, list(earlier))
    return (notice.kind, [one["source_path"] for one in notice.left_out]) if notice else None


def test_a_run_as_every_night_is_not_told() -> None:
    assert told(run()) is None
    assert told(run(), run()) is None
    assert told(run("unchanged"), run(), run()) is None


def test_a_failure_is_told_each_time() -> None:
    assert told(FAILED) == ("failed", [])
    assert told(FAILED, FAILED) == ("failed", [])


def test_what_is_published_stands_in_the_notice_of_a_failure() -> None:
    notice = run_to_notice(FAILED, [FAILED, run(version="v7")], "https://bangfu.example.cn")
    assert notice is not None
    assert notice.text.splitlines() == [
        "dbt build failed: no disk",
        "Run 20261121T020000-abc, exit code 1.",
        "Published is still v7.",
        "`bangfu status` says more; docs/operations.md says what to do.",
        "https://bangfu.example.cn",
    ]


def test_a_file_left_out_is_told_once() -> None:
    first, second = run(quarantine=[LEFT_OUT]), run(quarantine=[LEFT_OUT, OTHER])
    assert told(first) == ("left_out", ["a/bad.pdf"])
    assert told(first, first) is None
    assert told(second, first) == ("left_out", ["b/worse.pdf"])
    assert told(first, second) is None


def test_runs_that_published_nothing_do_not_make_old_quarantine_new() -> None:
    first = run(quarantine=[LEFT_OUT])
    assert told(run("unchanged"), first) is None
    assert told(first, run("unchanged"), first) is None
    assert told(first, FAILED, first) == ("recovered", [])


def test_an_address_that_cannot_be_had_is_told_when_it_begins() -> None:
    night = run("unchanged", unfetched=[UNFETCHED], exit_code=3)
    assert told(night, run()) == ("left_out", ["http://www.example.cn/a.pdf"])
    assert told(night, night, run()) is None
    assert told(night, run("unchanged"), night) == ("left_out", ["http://www.example.cn/a.pdf"])


def test_a_recovery_is_told_with_what_is_new_then() -> None:
    assert told(run(), FAILED) == ("recovered", [])
    assert told(run("unchanged"), FAILED, run()) == ("recovered", [])
    assert told(run(quarantine=[LEFT_OUT]), FAILED, run()) == ("recovered", ["a/bad.pdf"])


def test_a_long_list_is_counted() -> None:
    many = [LEFT_OUT | {"source_path": f"{n}.pdf"} for n in range(50)]
    notice = run_to_notice(run(quarantine=many), [])
    assert notice is not None
    assert "… and 30 more." in notice.text.splitlines()
    assert len(notice.left_out) == 50
