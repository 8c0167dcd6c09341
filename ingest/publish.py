"""The folder of the warehouse, its lock, and how a version comes to be the published one: at once, or not at all.

DIR/current.duckdb              a relative link to one of the versions, replaced atomically
DIR/versions/<time>-<hash>.duckdb   immutable; the hash is that of everything the version was built from
DIR/building/                   where the next version grows; what a killed run leaves there is cleared by the next
DIR/cache/                      readings by content, dbt's parse state; may be removed at any time
DIR/runs.jsonl                  one line for every run, the failed ones too
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

VERSIONS_KEPT = 5
HASH_LENGTH = 12


class Locked(RuntimeError):
    """Another refresh is at work in this folder."""


class NotPublishable(RuntimeError):
    """A file that must not become a version, e.g. because its writer has not closed it."""


@dataclass(frozen=True, slots=True)
class WarehouseFolder:
    """Where everything lies below one folder."""

    root: Path

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

    def current_file(self) -> Path | None:
        """The real path of the published version; None when nothing is published."""
        real = self.current.resolve()
        return real if real.is_file() else None

    def current_version(self) -> str | None:
        """The name of the published version, `<time>-<hash>`; None when nothing is published."""
        file = self.current_file()
        return file.stem if file else None

    def kept_versions(self) -> list[str]:
        """The names of all versions that are still there, oldest first."""
        return sorted(file.stem for file in self.versions.glob("*.duckdb"))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder's lock. The system takes it from a dead process, so it never has to be broken.

        Raises Locked at once when somebody else holds it.
        """
        from filelock import FileLock, Timeout

        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / "refresh.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise Locked(f"another refresh is at work in {self.root}") from error
        try:
            yield
        finally:
            lock.release()

    def clear_building(self) -> Path:
        """An empty folder to build in, whatever an earlier run left there."""
        shutil.rmtree(self.building, ignore_errors=True)
        self.building.mkdir(parents=True)
        return self.building


def version_name(fingerprint: str, now: datetime | None = None) -> str:
    """`<UTC time>-<hash>`: names sort by time, and end in what the version was built from."""
    return f"{(now or datetime.now(UTC)):%Y%m%dT%H%M%S%fZ}-{fingerprint[:HASH_LENGTH]}"


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
    target = folder.versions / f"{version}.duckdb"
    _sync(built)
    built.chmod(0o444)
    built.replace(target)
    _sync(folder.versions)
    link = folder.root / f".current-{version}"
    link.unlink(missing_ok=True)
    link.symlink_to(target.relative_to(folder.root))
    link.replace(folder.current)
    _sync(folder.root)
    _prune(folder)
    return target


def _prune(folder: WarehouseFolder) -> None:
    """Remove all but the latest versions, never the current one, and links that a killed run left half-made."""
    for version in folder.kept_versions()[:-VERSIONS_KEPT]:
        if version != folder.current_version():
            (folder.versions / f"{version}.duckdb").unlink(missing_ok=True)
    for link in folder.root.glob(".current-*"):
        link.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
