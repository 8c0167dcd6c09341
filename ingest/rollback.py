"""Back to an earlier version: the published link is turned, and what was built since is not published again by itself."""

from __future__ import annotations

from ingest.publish import NoSuchVersion, WarehouseFolder, point_to, withdraw
from ingest.runs import Quarantined, Run, append_run, utc_now
from ingest.soundness import count_documents, fault_of_version, quarantine_of


def rollback(folder: WarehouseFolder, to: str | None = None) -> Run:
    """Publish a kept version again, by default the one before the current; returns the record of it, which is in the journal then.

    Every kept version after it is withdrawn: a refresh that would build from the same inputs leaves it at that, until something changes
    or `--full` says so. Raises NoSuchVersion when there is no such version or it cannot be opened, Locked while a refresh is at work.
    """
    with folder.locked():
        current, target = folder.current_version(), to or _before_current(folder)
        _must_open(folder, target)
        now = utc_now()
        file = folder.file_of(target)
        run = Run(f"{now.replace(':', '').replace('-', '')}-rollback", now, False, target.split("-")[1], version=target)
        run.n_documents = count_documents(file)
        run.quarantine = [Quarantined(**row) for row in quarantine_of(file)]
        # withdrawn first: killed in between, a refresh must not build what somebody was about to leave
        withdraw(folder, [version for version in folder.kept_versions() if version > target], but=[target])
        point_to(folder, target)
        run.finish("rolled_back", 0, f"rolled back from {current or 'nothing'} to {target}")
        append_run(folder.runs, run)
        return run


def _before_current(folder: WarehouseFolder) -> str:
    current = folder.current_version()
    withdrawn = set(folder.withdrawn_versions())
    earlier = [v for v in folder.kept_versions() if v not in withdrawn and (current is None or v < current)]
    if not earlier:
        raise NoSuchVersion(f"no version before {current or 'the published one'} is kept in {folder.versions}")
    return earlier[-1]


def _must_open(folder: WarehouseFolder, version: str) -> None:
    kept = folder.kept_versions()
    if version not in kept:
        raise NoSuchVersion(
            f"{version} is not kept in {folder.versions}; there are {', '.join(reversed(kept)) or 'none'}"
        )
    if fault := fault_of_version(folder.file_of(version)):
        raise NoSuchVersion(f"{version} cannot be opened: {fault}")
