"""The steps of a refresh that has something to do: find, read, load, check, build, check, publish."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.building import STORAGE_VERSION, Building, Outcome
from ingest.fingerprints import ROOT, build_fingerprint, engine_fingerprint
from ingest.gate import Gate, Stopped
from ingest.nouns import Refusal, SourceFile
from ingest.publish import WarehouseFolder, is_built_from, prune, publish, version_name, withdraw
from ingest.published import Published
from ingest.recipe import write_recipe
from ingest.runs import Run, quarantine_since, read_runs, utc_now
from ingest.sources import FoundFile, files_to_sources

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

RAW = ROOT / "dbt_project" / "models" / "sources.yml"
META = ROOT / "dbt_project" / "models" / "meta.yml"
REFERENCE = ROOT / "data" / "reference"


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
        self.before = Published(folder, log)
        self._building: Building | None = None
        self._gate: Gate | None = None
        self.may_grow = not is_full
        self.stay: list[str] = []  # documents whose rows stay where they are, in a copy of the version before

    def execute(self, found: list[FoundFile], refused: list[Refusal]) -> None:
        """All of them, up to publication. Raises Stopped, NothingNew, or OSError where a disk is full or read-only."""
        import duckdb

        from ingest.growing import CannotGrow

        try:
            try:
                self._execute(found, refused)
            except (Stopped, CannotGrow, duckdb.Error) as error:
                if not self.stay:
                    raise
                self.log.warning(
                    "a copy of the version before cannot be brought up to date; all is built", reason=str(error)
                )
                self._begin_anew()
                self._execute(found, refused)
        except duckdb.Error as error:
            raise Stopped(f"DuckDB: {' '.join(str(error).split())}") from error

    def close(self) -> None:
        """End what still runs, and remove what was not published."""
        if self._gate is not None:
            self._gate.stop()
        if self._building is not None:
            self._building.stop()
        folder = self.database.parent
        for left in [*folder.glob(f"{self.database.name}*"), *folder.glob("grown")]:
            remove = shutil.rmtree if left.is_dir() else Path.unlink  # what a killed build spilled has a folder
            remove(left)

    def _begin_anew(self) -> None:
        """As if nothing had been done yet, but what is read now is in the cache."""
        self.close()
        self.may_grow, self.stay = False, []
        self.refused, self.run.checks, self.run.version = [], [], None

    def _execute(self, found: list[FoundFile], refused: list[Refusal]) -> None:
        import duckdb

        self._gate = gate = Gate(self.run, self.log)
        self._building = building = Building(self.database, self.folder.cache, self.run, self.log, gate)
        self.may_grow = self.may_grow and self.before.is_built_alike()
        if not self.may_grow:
            building.warm_up()
        self.refused += refused
        sources, read = self._read(found)
        with duckdb.connect(
            str(self.database), config={"storage_compatibility_version": STORAGE_VERSION}
        ) as connection:
            self._load(connection, sources, read)
        before = self.before.file
        built = building.grow(before, self.stay) if before and self.stay else building.build_all()
        with duckdb.connect(str(built.database)) as connection:
            gate.hold(connection, "marts", lambda table: table not in built.held)
            self.before.compared(lambda file: gate.compare_yields(connection, file, built.replaced))
            self._finish()
            n_rows = self._write_meta(connection, built)
        self._publish(built.database, n_rows)

    def _read(self, found: list[FoundFile]) -> tuple[list[SourceFile], set[SourceFile]]:
        """All sources, and those whose reading is in the cache now; read is what was not there for this file, passport and engine."""
        from ingest.passport_cache import PassportCache
        from ingest.progress import with_progress
        from ingest.workers import open_bundles, read_sources

        with self.run.step("find", len(found)) as step:
            passports = PassportCache(self.folder.cache / "passports.json", engine_fingerprint())
            sources, refused = files_to_sources(found, passports.parse)
            passports.keep()
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
        wanted, file = self.is_full or self.accepts_fewer, self.before.file
        return not wanted and file is not None and is_built_from(file.stem, self.run.fingerprint)

    def _load(self, connection: DuckDBPyConnection, sources: list[SourceFile], read: set[SourceFile]) -> None:
        """Fill the raw tables from the cache, one reading at a time, so that a run's memory does not grow with its documents."""
        from ingest.corrections import correct_readings
        from ingest.loading import load_readings, load_reference
        from ingest.provenance import Known
        from ingest.unchanged import reading_keys, take_documents

        engine = engine_fingerprint()
        keys = {s: key for s, key in reading_keys(sources, engine, RAW).items() if s in read}
        known = {} if self.is_full else self.before.known(connection, keys)
        with self.run.step("load", len(read)) as step:
            readings = ((s, Known(known[s]) if s in known else self.cache.get(s)) for s in sources if s in read)
            loaded = load_readings(connection, RAW, correct_readings(sources, readings))
            refused = [*self.refused, *loaded.refused]
            if not self.accepts_fewer:
                refused = self.before.refusals(connection, refused, loaded.known)
            if self.may_grow and connection.table("raw.documents").shape[0] < len(loaded.known):
                self.stay = loaded.known
            elif self.before.file is not None:
                loaded.n_rows += take_documents(connection, self.before.file, loaded.known)
            load_reference(connection, RAW, REFERENCE)
            step.rows_out = loaded.n_rows
        stayed = {refusal.source_path for refusal in refused}
        self.keys, self.documents = keys, {d: path for d, path in loaded.documents.items() if path not in stayed}
        self.run.n_documents = connection.table("raw.documents").shape[0] + len(self.stay)
        self.run.quarantine = quarantine_since(refused, self.earlier, utc_now())
        for out in self.run.quarantine:
            self.log.warning("quarantined", file=out.source_path, code=out.code, reason=out.reason)
        if not self.run.n_documents:
            raise Stopped(
                f"no document could be loaded ({len(self.run.quarantine)} in quarantine): an empty warehouse is not published"
            )

    def _finish(self) -> None:
        message = f"{self.run.n_documents} documents published{self.run.left_out()}"
        if self.run.version is None:
            latest = max([*self.folder.kept_versions(), *self.folder.withdrawn_versions()], default=None)
            self.run.version = version_name(self.run.fingerprint, after=latest)
        self.run.finish("succeeded", 3 if self.run.left_out() else 0, message)

    def _write_meta(self, connection: DuckDBPyConnection, built: Outcome) -> int:
        """Returns how many rows are going to be published."""
        from importlib.metadata import version

        from ingest.changes import write_changes
        from ingest.meta import write_meta
        from ingest.revisions import write_revisions
        from ingest.unchanged import write_keys

        self.run.bangfu_version, self.run.duckdb_version = version("bangfu"), version("duckdb")
        self.run.dbt_version, self.run.engine_fingerprint = version("dbt-core"), engine_fingerprint()
        self.run.build_fingerprint = build_fingerprint()
        n_rows = write_meta(connection, META, self.run, self.earlier)
        write_keys(connection, self.keys, self.documents)
        write_recipe(connection, built.recipe)
        self.before.compared(lambda file: write_revisions(connection, file, self.run))
        self.before.compared(lambda file: write_changes(connection, file, self.run, built.replaced))
        connection.execute("checkpoint")
        return n_rows

    def _publish(self, database: Path, n_rows: int) -> None:
        version = self.run.version or ""
        with self.run.step("publish", n_rows) as step:
            publish(self.folder, database, version)
            step.rows_out = n_rows
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
