"""Telling somebody: a run that failed, a file that is newly left out, a recovery. Nothing is said where nothing changed.

Where to is said in the environment alone, because it holds secrets; docs/operations.md names the variables.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.notifying.notices import Notice, run_to_notice
from ingest.runs import read_runs

__all__ = ["Sent", "is_wanted", "notify", "read_notices", "tell_of_trouble", "told"]
_PREFIXES = ("BANGFU_WEBHOOK_", "BANGFU_SMTP_", "BANGFU_MAIL_")
_KEPT = 200


@dataclass(frozen=True, slots=True)
class Sent:
    """One attempt to tell somebody: over which channel, what about, and why it failed if it did."""

    at: str
    run_id: str
    kind: str
    channel: str
    is_sent: bool
    reason: str = ""


def is_wanted(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether anybody wants to be told."""
    return any(name.startswith(_PREFIXES) and value for name, value in environment.items())


def notify(
    run: dict[str, Any], earlier: list[dict[str, Any]], record: Path, environment: Mapping[str, str] = os.environ
) -> list[Sent]:
    """Tell over every channel what is new with this run, and keep in the file `record` how that went. When nothing is, what an earlier
    run had to tell and nobody heard is told now.

    `run` and `earlier` (latest first) are records of the journal. Raises nothing: a notice that cannot be sent comes back with the reason.
    """
    if not is_wanted(environment):
        return []
    url = environment.get("BANGFU_DASHBOARD_URL")
    notice = run_to_notice(run, earlier, url) or _unheard(earlier, record, url)
    if notice is None:
        return []
    from ingest.notifying.channels import channels

    wanted, faults = channels(environment)
    sent = [_sent(notice.run, notice.kind, "settings", fault) for fault in faults]
    sent += [_sent(notice.run, notice.kind, channel.name, channel.send(notice)) for channel in wanted]
    _keep(record, sent)
    return sent


def _unheard(earlier: list[dict[str, Any]], record: Path, url: str | None) -> Notice | None:
    """The latest notice, if it went out over no channel and its run is still in the journal."""
    notices = read_notices(record)
    latest = [one for one in notices if one["run_id"] == notices[0]["run_id"]]
    at = next((n for n, run in enumerate(earlier) if latest and run["run_id"] == latest[0]["run_id"]), None)
    if at is None or any(one["is_sent"] for one in latest):
        return None
    return run_to_notice(earlier[at], earlier[at + 1 :], url)


@contextmanager
def told(journal: Path, record: Path, environment: Mapping[str, str] = os.environ) -> Iterator[None]:
    """Whoever wants to be told hears of the run that is entered into the journal in here, when it is over."""
    if not is_wanted(environment):
        yield
        return
    _warn_of_faults(environment)
    before = [run["run_id"] for run in read_runs(journal)[:1]]
    try:
        yield
    finally:
        runs = read_runs(journal)
        if runs and [runs[0]["run_id"]] != before:
            _log(notify(runs[0], runs[1:], record, environment))


def _warn_of_faults(environment: Mapping[str, str]) -> None:
    """Say what is wrong with the settings every night, not first in the one in which they are needed."""
    import structlog

    from ingest.notifying.channels import channels

    for fault in channels(environment)[1]:
        structlog.get_logger().warning("notices cannot go out", reason=fault)


def tell_of_trouble(message: str, record: Path, environment: Mapping[str, str] = os.environ) -> None:
    """A failure that could not even be entered into the journal: a disk that is full or read-only, a folder that is none."""
    run = {"run_id": "none", "outcome": "failed", "exit_code": 1, "message": message}
    _log(notify(run, [], record, environment))


def read_notices(record: Path) -> list[dict[str, Any]]:
    """How earlier notices went, latest first; none where there is no such file."""
    if not record.is_file():
        return []
    lines = record.read_text("utf-8", "replace").splitlines()
    return [notice for line in reversed(lines) if (notice := _notice(line)) is not None]


def _notice(line: str) -> dict[str, Any] | None:
    """A line of the record; None where a disk left something else of it."""
    try:
        return asdict(Sent(**json.loads(line)))
    except (ValueError, TypeError):
        return None


def _log(sent: list[Sent]) -> None:
    for one in sent:
        import structlog

        log = structlog.get_logger()
        if one.is_sent:
            log.info("told", channel=one.channel, kind=one.kind)
        else:
            log.warning("could not be told", channel=one.channel, kind=one.kind, reason=one.reason)


def _sent(run: dict[str, Any], kind: str, channel: str, reason: str | None) -> Sent:
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    return Sent(now, run["run_id"], kind, channel, not reason, reason or "")


def _keep(record: Path, sent: list[Sent]) -> None:
    """Write down how it went; a disk that takes nothing more must not turn a good run into a failed one."""
    lines = [json.dumps(asdict(one), ensure_ascii=False) for one in sent]
    try:
        kept = record.read_text("utf-8", "replace").splitlines()[-_KEPT:] if record.exists() else []
        beside = record.with_suffix(".new")
        beside.write_text("\n".join([*kept, *lines, ""]), encoding="utf-8")
        beside.replace(record)
    except OSError:
        return
