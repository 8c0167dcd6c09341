"""A run and the ones before it → what is worth telling, if anything."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

_SHOWN = 20  # files that a notice names; the rest is counted
_PUBLISHING = frozenset({"succeeded", "rolled_back"})
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody is told: a line, a text, and the same for machines. `left_out`: files and addresses that are newly left out."""

    kind: Literal["failed", "left_out", "recovered"]
    subject: str
    text: str
    run: Json
    left_out: list[Json]

    def to_json(self) -> Json:
        """The body of a webhook."""
        return {"product": "bangfu", **asdict(self)}


def run_to_notice(run: Json, earlier: list[Json], dashboard_url: str | None = None) -> Notice | None:
    """What a run gives to tell, or None: it failed; it left out what the one before did not; it went well after one that failed.

    `run` and `earlier` (latest first) are records of the journal.
    """
    new = [] if run["outcome"] == "failed" else _newly_left_out(run, earlier)
    if run["outcome"] == "failed":
        kind: Literal["failed", "left_out", "recovered"] = "failed"
        subject = "bangfu: the refresh failed"
    elif earlier and earlier[0]["outcome"] == "failed":
        kind = "recovered"
        subject = "bangfu: the refresh works again" + (f", {len(new)} newly left out" if new else "")
    elif new:
        kind = "left_out"
        subject = f"bangfu: {len(new)} newly left out"
    else:
        return None
    known = (
        "run_id",
        "started_at",
        "finished_at",
        "seconds",
        "outcome",
        "exit_code",
        "version",
        "n_documents",
        "message",
    )
    told = {name: run.get(name) for name in known}
    return Notice(kind, subject, _text(run, earlier, new, dashboard_url), told, new)


def _newly_left_out(run: Json, earlier: list[Json]) -> list[Json]:
    """Refused files that the last published version did not refuse, and addresses that were fetched when last asked for."""
    new: list[Json] = []
    if run["outcome"] in _PUBLISHING:
        before = next((r for r in earlier if r["outcome"] in _PUBLISHING), None)
        new += _without(run["quarantine"], before["quarantine"] if before else [])
    asked = next((r for r in earlier if r["outcome"] != "failed"), None)
    return new + _without(run.get("unfetched", []), asked.get("unfetched", []) if asked else [])


def _without(refused: list[Json], before: list[Json]) -> list[Json]:
    known = {(one["source_path"], one["code"]) for one in before}
    kept = ("source_path", "code", "reason")
    return [{name: one[name] for name in kept} for one in refused if (one["source_path"], one["code"]) not in known]


def _text(run: Json, earlier: list[Json], new: list[Json], dashboard_url: str | None) -> str:
    lines = [run["message"], f"Run {run['run_id']}, exit code {run['exit_code']}."]
    if run["outcome"] == "failed":
        lines.append(f"Published is still {run.get('version') or _published(earlier) or 'nothing'}.")
    elif earlier and earlier[0]["outcome"] == "failed":
        lines.append(f"The run before it failed: {earlier[0]['message']}")
    lines += [f"- {one['source_path']}: {one['reason']} ({one['code']})" for one in new[:_SHOWN]]
    if len(new) > _SHOWN:
        lines.append(f"… and {len(new) - _SHOWN} more.")
    lines.append("`bangfu status` says more; docs/operations.md says what to do.")
    if dashboard_url:
        lines.append(dashboard_url)
    return "\n".join(lines)


def _published(earlier: list[Json]) -> str | None:
    return next((r["version"] for r in earlier if r.get("version")), None)
