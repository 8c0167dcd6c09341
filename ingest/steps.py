"""The steps of a refresh that has something to do: find, read, load, check, build, check, publish."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.fingerprints import ROOT, engine_fingerprint
from ingest.gate import Stopped, compare_yields, hold_promises
from ingest.nouns import Refusal, SourceFile
from ingest.publish import WarehouseFolder, is_built_from, prune, publish, version_name, withdraw
from ingest.runs import Run, quarantine_since, read_runs, utc_now
from ingest.soundness import is_sound
from ingest.sources import FoundFile, files_to_sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from ingest.build import DbtBuild

RAW = ROOT / "dbt_project" / "models" / "sources.yml"
META = ROOT / "dbt_project" / "models" / "meta.yml"
REFERENCE = ROOT / "data" / "reference"
T = TypeVar("T")
STORAGE_VERSION = "v1.5.0"  # so that DuckDB 1.5 opens the published files


class NothingNew(Exception):
    """What might have read better this time did not; what is published stays."""


class Steps:
    """One run at work. `database` is the file it builds; `log` a structlog logger."""

    def __init__(
        self, folder: WarehouseFolder, run: Run, is_full: bool, accepts_fewer: bool, database: Path, log: Any
    ) -> None:
        from ingest.workers import ReadingCache

        self.folder, self.run, self.log, self.database = folder, run, log, database
        self.is_full, self.accepts_fewer = is_full, accepts_fewer
        self.earlier = read_runs(folder.runs)
        self.cache = ReadingCache(folder.cache / "readings")
        self.refused: list[Refusal] = []
        self.keys: dict[SourceFile, str] = {}
        self.documents: dict[str, str] = {}
        self.before = self._predecessor()
        self._dbt: DbtBuild | None = None

    def execute(self, found: list[FoundFile], refused: list[Refusal]) -> None:
        """All of them, up to publication. Raises Stopped, NothingNew, or OSError where a disk is full or read-only."""
        import duckdb

        try:
            self._execute(found, refused)
        except duckdb.Error as error:
            raise Stopped(f"DuckDB: {' '.join(str(error).split())}") from error

    def close(self) -> None:
        """End what still runs, and remove what was not published."""
        if self._dbt is not None:
            self._dbt.stop()
        for left in self.database.parent.glob(f"{self.database.name}*"):
            remove = shutil.rmtree if left.is_dir() else Path.unlink  # what a killed build spilled has a folder
            remove(left)

    def _execute(self, found: list[FoundFile], refused: list[Refusal]) -> None:
        import duckdb

        from ingest.build import DbtBuild
        from ingest.checks import warm_up_beside

        warm_up_beside()
        self._dbt = DbtBuild(self.database, self.folder.cache / "dbt", self.is_full)
        self.refused += refused
        sources, read = self._read(found)
        with duckdb.connect(
            str(self.database), config={"storage_compatibility_version": STORAGE_VERSION}
        ) as connection:
            self._load(connection, sources, read)
            hold_promises(connection, "raw", self.run, self.log)
        self._build(self._dbt)
        with duckdb.connect(str(self.database)) as connection:
            hold_promises(connection, "marts", self.run, self.log)
            self._compared(lambda: compare_yields(connection, self.before, self.run, self.log))
            self._write_meta(connection)
        self._publish()

    def _predecessor(self) -> Path | None:
        """The published version, to compare with; None when there is none, or it is none of ours or cannot be read."""
        file = self.folder.current_file()
        if file is None or self.folder.current_version() is None:
            return None
        if is_sound(file):
            return file
        self.log.warning("the published version cannot be read; nothing is compared with it", file=str(file))
        return None

    def _read(self, found: list[FoundFile]) -> tuple[list[SourceFile], set[SourceFile]]:
        """All sources, and those whose reading is in the cache now; read is what was not there for this file, passport and engine."""
        from ingest.progress import with_progress
        from ingest.workers import open_bundles, read_sources

        with self.run.step("find", len(found)) as step:
            sources, refused = files_to_sources(found)
            sources, stuck = open_bundles(sources)
            self.refused += refused + stuck
            step.rows_out = len(sources)
        with self.run.step("read", len(sources)) as step:
            kept = set() if self.is_full else {s for s in sources if self.cache.has(s)}
            missing = [source for source in sources if source not in kept]
            for source, outcome in with_progress(read_sources(missing), len(missing), "Reading"):
                if isinstance(outcome, Refusal):
                    self.refused.append(outcome)
                else:
                    self.cache.put(source, outcome)
                    kept.add(source)
                    self.run.n_read += 1
            self.cache.keep_only(sources)
            step.rows_out = len(kept)
        self.log.info("read", files=len(sources), anew=self.run.n_read)
        if not self.run.n_read and self._is_only_another_try():
            raise NothingNew
        return sources, kept

    def _is_only_another_try(self) -> bool:
        wanted = self.is_full or self.accepts_fewer
        return not wanted and self.before is not None and is_built_from(self.before.stem, self.run.fingerprint)

    def _load(self, connection: DuckDBPyConnection, sources: list[SourceFile], read: set[SourceFile]) -> None:
        """Fill the raw tables from the cache, one reading at a time, so that a run's memory does not grow with its documents."""
        from ingest.corrections import correct_readings
        from ingest.loading import load_readings, load_reference
        from ingest.provenance import Known
        from ingest.unchanged import reading_keys, take_documents

        engine = engine_fingerprint()
        keys = {s: key for s, key in reading_keys(sources, engine, RAW).items() if s in read}
        known = self._known(connection, keys)
        with self.run.step("load", len(read)) as step:
            readings = ((s, Known(known[s]) if s in known else self.cache.get(s)) for s in sources if s in read)
            loaded = load_readings(connection, RAW, correct_readings(sources, readings))
            if self.before is not None:
                loaded.n_rows += take_documents(connection, self.before, loaded.known)
            load_reference(connection, RAW, REFERENCE)
            step.rows_out = loaded.n_rows
        refused = self._keep_what_was_read(connection, [*self.refused, *loaded.refused])
        stayed = {refusal.source_path for refusal in refused}
        self.keys, self.documents = keys, {d: path for d, path in loaded.documents.items() if path not in stayed}
        self.run.n_documents = connection.table("raw.documents").shape[0]
        self.run.quarantine = quarantine_since(refused, self.earlier, utc_now())
        for out in self.run.quarantine:
            self.log.warning("quarantined", file=out.source_path, code=out.code, reason=out.reason)
        if not self.run.n_documents:
            raise Stopped(
                f"no document could be loaded ({len(self.run.quarantine)} in quarantine): an empty warehouse is not published"
            )

    def _known(self, connection: DuckDBPyConnection, keys: dict[SourceFile, str]) -> dict[SourceFile, str]:
        """Documents whose rows stand in the version before as they would be made now."""
        from ingest.unchanged import known_documents

        if self.before is None or self.is_full:
            return {}
        before = self.before
        return self._compared(lambda: known_documents(connection, before, keys)) or {}

    def _keep_what_was_read(self, connection: DuckDBPyConnection, refused: list[Refusal]) -> list[Refusal]:
        """The refusals, with those of documents whose published rows stay because the reader failed."""
        from ingest.floors import keep_what_was_read

        if self.before is None or self.accepts_fewer:
            return refused
        before = self.before
        kept = self._compared(lambda: keep_what_was_read(connection, before, refused)) or []
        files = {(refusal.source_path, refusal.sha256) for refusal in kept}
        return [*(r for r in refused if (r.source_path, r.sha256) not in files), *kept]

    def _compared(self, compare: Callable[[], T]) -> T | None:
        """What comes of a comparison with the version before; None, and a warning, when an older bangfu built it in another shape."""
        import duckdb

        try:
            return compare()
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            self.log.warning(
                "the version before has another shape and is not compared", reason=str(error).split("\n")[0]
            )
            return None

    def _build(self, dbt: DbtBuild) -> None:
        from ingest.meta import count_rows

        with self.run.step("build", count_rows(self.database, ("raw",))) as step:
            built = dbt.run()
            if not built.failures:
                step.rows_out = count_rows(self.database, ("star", "marts"))
        self.run.checks += built.checks
        if built.failures:
            for failure in built.failures:
                self.log.error("dbt", failure=failure)
            raise Stopped(f"dbt build failed: {'; '.join(built.failures)}")
        self.log.info("built", models=built.n_models, tests=len(built.checks), seconds=step.seconds)

    def _finish(self) -> None:
        message = f"{self.run.n_documents} documents published{self.run.left_out()}"
        if self.run.version is None:
            latest = max([*self.folder.kept_versions(), *self.folder.withdrawn_versions()], default=None)
            self.run.version = version_name(self.run.fingerprint, after=latest)
        self.run.finish("succeeded", 3 if self.run.left_out() else 0, message)

    def _write_meta(self, connection: DuckDBPyConnection) -> None:
        from importlib.metadata import version

        from ingest.changes import write_changes
        from ingest.meta import create_meta, fill_meta
        from ingest.revisions import write_revisions
        from ingest.unchanged import write_keys

        self.run.bangfu_version, self.run.duckdb_version = version("bangfu"), version("duckdb")
        self.run.dbt_version, self.run.engine_fingerprint = version("dbt-core"), engine_fingerprint()
        self._finish()
        create_meta(connection, META)
        with self.run.step("compare", self.run.n_documents) as step:
            self._compared(lambda: write_revisions(connection, self.before, self.run))
            self._compared(lambda: write_changes(connection, self.before, self.run))
            step.rows_out = connection.table("meta.changes").shape[0]
        self._finish()
        fill_meta(connection, META, self.run, self.earlier)
        write_keys(connection, self.keys, self.documents)
        connection.execute("checkpoint")

    def _publish(self) -> None:
        version = self.run.version or ""
        with self.run.step("publish", self.run.n_documents) as step:
            publish(self.folder, self.database, version)
            step.rows_out = self.run.n_documents
        self._finish()
        self.log.info(
            "published", version=version, documents=self.run.n_documents, quarantined=len(self.run.quarantine)
        )
        try:
            withdrawn = self.folder.withdrawn_versions()
            if again := [v for v in withdrawn if is_built_from(v, self.run.fingerprint)]:
                withdraw(self.folder, [], but=again)
            prune(self.folder)
        except OSError as error:  # it is published; what could not be tidied up waits for the next run
            self.log.warning("old versions could not be removed", reason=str(error))
