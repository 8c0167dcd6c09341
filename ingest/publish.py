"""The folder of the warehouse, its lock, and how a version comes to be the published one: at once, or not at all.

DIR/current.duckdb              a relative link to one of the versions, replaced atomically
DIR/versions/<time>-<hash>.duckdb   immutable; the hash is that of everything the version was built from
DIR/building/<run>/             where the next version grows; what a killed run leaves there is cleared by the next
DIR/cache/                      readings by content, dbt's parse state; may be removed at any time
DIR/runs.jsonl                  one line for every run, the failed ones too
DIR/notices.jsonl               how telling people of runs went
DIR/withdrawn.txt               versions that somebody rolled back from; what they were built from is not published again by itself

Other files in these folders belong to somebody else and stay untouched.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

VERSIONS_KEPT = 5
HASH_LENGTH = 12
WITHDRAWN_KEPT = 1000
_MOMENT = "%Y%m%dT%H%M%S%fZ"
_VERSION = re.compile(rf"\d{{8}}T\d{{12}}Z-[0-9a-f]{{{HASH_LENGTH}}}")


class Locked(RuntimeError):
    """Another refresh is at work in this folder."""


class NotPublishable(RuntimeError):
    """A file that must not become a version, e.g. because its writer has not closed it."""


class NoSuchVersion(LookupError):
    """A version that is not kept (any more), or cannot be opened."""


@dataclass(frozen=True, slots=True)
class WarehouseFolder:
    """Where everything lies below one folder, and how many versions stay there."""

    root: Path
    versions_kept: int = VERSIONS_KEPT

    @property
    def current(self) -> Path:
        """The link that readers open."""
        return self.root / "current.duckdb"

    @property
    def versions(self) -> Path:
        """The folder of the immutable versions."""
        return self.root / "versions"

    @property
    def building(self) -> Path:
        """The folder in which the next version grows."""
        return self.root / "building"

    @property
    def cache(self) -> Path:
        """The folder of what may be removed at any time."""
        return self.root / "cache"

    @property
    def runs(self) -> Path:
        """The journal of the runs."""
        return self.root / "runs.jsonl"

    @property
    def withdrawn(self) -> Path:
        """The list of the versions that were rolled back from."""
        return self.root / "withdrawn.txt"

    @property
    def notices(self) -> Path:
        """How telling people went."""
        return self.root / "notices.jsonl"

    def current_file(self) -> Path | None:
        """The real path of what readers open; None when nothing is published. It may be somebody's own file."""
        real = self.current.resolve()
        return real if real.is_file() else None

    def current_version(self) -> str | None:
        """The name of the published version, `<time>-<hash>`; None when none of ours is published."""
        file = self.current_file()
        if file is None or file.parent != self.versions.resolve() or not _VERSION.fullmatch(file.stem):
            return None
        return file.stem

    def kept_versions(self) -> list[str]:
        """The names of all versions that are still there, oldest first."""
        return sorted(file.stem for file in self.versions.glob("*.duckdb") if _VERSION.fullmatch(file.stem))

    def file_of(self, version: str) -> Path:
        """Where a version lies, or would."""
        return self.versions / f"{version}.duckdb"

    def withdrawn_versions(self) -> list[str]:
        """The names of the versions that were rolled back from, oldest first."""
        if not self.withdrawn.exists():
            return []
        return [line for line in self.withdrawn.read_text("utf-8", "replace").split() if _VERSION.fullmatch(line)]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder's lock. The system takes it from a dead process, so it never has to be broken.

        Raises Locked at once when somebody else holds it, and OSError where the folder cannot be written or its file system knows
        no such locks (a lock that survives its holder is never fallen back to).
        """
        from filelock import FileLock, Timeout

        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / "refresh.lock", timeout=0, fallback_to_soft=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise Locked(f"another refresh is at work in {self.root}") from error
        try:
            yield
        finally:
            lock.release()

    def clear_building(self, run: str = "run") -> Path:
        """An empty folder for a run to build in, whatever an earlier one left there. Raises OSError when it cannot be cleared."""
        self.empty_building()
        place = self.building / run
        place.mkdir(parents=True)
        return place

    def empty_building(self) -> None:
        """Remove all that is being built, or was when its run ended."""
        if self.building.is_symlink() or self.building.is_file():
            self.building.unlink()
        elif self.building.exists():
            shutil.rmtree(self.building)


def version_name(fingerprint: str, now: datetime | None = None, after: str | None = None) -> str:
    """`<UTC time>-<hash>`: names sort by time, and end in what the version was built from.

    It comes behind the version named `after`, also when the clock was set back in between.
    """
    moment = now or datetime.now(UTC)
    if after is not None:
        latest = datetime.strptime(after.split("-")[0], _MOMENT).replace(tzinfo=UTC)
        moment = max(moment, latest + timedelta(microseconds=1))
    return f"{moment:{_MOMENT}}-{fingerprint[:HASH_LENGTH]}"


def is_built_from(version: str | None, fingerprint: str) -> bool:
    """Whether a version was built from inputs with this fingerprint."""
    return version is not None and version.endswith(f"-{fingerprint[:HASH_LENGTH]}")


def publish(folder: WarehouseFolder, built: Path, version: str) -> Path:
    """Make a closed DuckDB file the published version; returns where it lies now.

    Killed at any moment, `current.duckdb` is the old version or the new one, whole. Whoever reads the old one is undisturbed:
    its file stays, and stays open when it is removed later. Raises NotPublishable when a write-ahead log lies beside the file.
    """
    log = built.with_name(f"{built.name}.wal")
    if log.exists():
        raise NotPublishable(f"{built} still has a write-ahead log: it was not closed")
    folder.versions.mkdir(parents=True, exist_ok=True)
    target = folder.file_of(version)
    _sync(built)
    built.chmod(0o444)
    built.replace(target)
    _sync(folder.versions)
    point_to(folder, version)
    return target


def point_to(folder: WarehouseFolder, version: str) -> None:
    """Make a version that lies there the published one, by one rename. What somebody put in its place stays, under another name."""
    for left in folder.root.glob(".current-*"):  # by a run that was killed here
        left.unlink(missing_ok=True)
    if folder.current.exists() and not folder.current.is_symlink():
        aside = folder.root / f"replaced-by-{version}.duckdb"
        move = (
            os.rename if folder.current.is_dir() else os.link
        )  # a folder has one name, and nobody reads it as a warehouse
        move(folder.current, aside)
    link = folder.root / f".current-{version}"
    link.symlink_to(folder.file_of(version).relative_to(folder.root))
    link.replace(folder.current)
    _sync(folder.root)


def withdraw(folder: WarehouseFolder, versions: list[str], but: list[str]) -> None:
    """Add versions to the list of those that were rolled back from, and take others off it; it is on the disk, whole, when this returns."""
    names = [name for name in dict.fromkeys([*folder.withdrawn_versions(), *versions]) if name not in but]
    beside = folder.withdrawn.with_suffix(".new")
    beside.write_text("".join(f"{name}\n" for name in names[-WITHDRAWN_KEPT:]), encoding="utf-8")
    _sync(beside)
    beside.replace(folder.withdrawn)
    _sync(folder.root)


def prune(folder: WarehouseFolder) -> None:
    """Remove all but the latest versions, never the current one. Who reads a removed one keeps it to the end: its file stays open."""
    for version in folder.kept_versions()[: -folder.versions_kept]:
        if version != folder.current_version():
            folder.file_of(version).unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
