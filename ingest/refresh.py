"""One refresh: find, read, load, check, build, check, publish. Whatever fails, the published warehouse stays the one it was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.fingerprints import ROOT, inputs_fingerprint
from ingest.nouns import Refusal, SourceFile
from ingest.publish import Locked, WarehouseFolder, is_built_from, publish, version_name
from ingest.runs import Check, Run, append_run, quarantine_since, read_runs, utc_now
from ingest.sources import FoundFile, files_to_sources, find_files

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from ingest.build import DbtBuild

RAW = ROOT / "dbt_project" / "models" / "sources.yml"
META = ROOT / "dbt_project" / "models" / "meta.yml"
REFERENCE = ROOT / "data" / "reference"
STORAGE_VERSION = "v1.5.0"  # so that DuckDB 1.5 opens the published files

DONE, FAILED, QUARANTINED, LOCKED = 0, 1, 3, 4


class Stopped(RuntimeError):
    """The run cannot publish; the message says why and what to do."""


def refresh(sources: Path, warehouse: Path, inbox: Path | None = None, is_full: bool = False) -> int:
    """Bring the published warehouse up to date with the sources. Returns the exit code of the published contract."""
    folder = WarehouseFolder(warehouse)
    try:
        with folder.locked():
            return _refresh_locked(folder, sources, inbox, is_full)
    except Locked as error:
        _say(str(error))
        return LOCKED


def _refresh_locked(folder: WarehouseFolder, sources: Path, inbox: Path | None, is_full: bool) -> int:
    found, refused = find_files(sources, inbox)
    inputs = inputs_fingerprint([file.fingerprint() for file in found] + [repr(refusal) for refusal in refused])
    now = utc_now()
    run = Run(f"{now.replace(':', '').replace('-', '')}-{inputs[:6]}", now, is_full, inputs)
    version = folder.current_version()
    if not is_full and is_built_from(version, inputs):
        run.version = version
        run.finish("unchanged", DONE, "nothing changed")
        append_run(folder.runs, run)
        _say(f"nothing changed: {version} stays published{_in_quarantine(folder)}")
        return DONE
    return _Refresh(folder, run, found, refused).execute()


class _Refresh:
    """A run that has something to do."""

    def __init__(self, folder: WarehouseFolder, run: Run, found: list[FoundFile], refused: list[Refusal]) -> None:
        from ingest.logs import run_log
        from ingest.workers import ReadingCache

        self.folder, self.run, self.found, self.refused = folder, run, found, refused
        self.earlier = read_runs(folder.runs)
        self.log = run_log(run=run.run_id)
        self.cache = ReadingCache(folder.cache / "readings")
        self.database = folder.clear_building() / "warehouse.duckdb"

    def execute(self) -> int:
        """All steps; the run is in the journal whatever happens."""
        from ingest.build import DbtBuild

        _warm_up_beside()
        dbt = DbtBuild(self.database, self.folder.cache / "dbt", self.run.is_full)
        try:
            self._steps(dbt)
        except Stopped as error:
            self.run.finish("failed", FAILED, str(error))
            published = self.folder.current_version() or "nothing"
            self.log.error("stopped", reason=str(error), published=published)  # noqa: TRY400 - the reason says it all
        except BaseException as error:
            self.run.finish("failed", FAILED, f"{type(error).__name__}: {error}")
            raise
        finally:
            dbt.stop()
            append_run(self.folder.runs, self.run)
        return self.run.exit_code

    def _steps(self, dbt: DbtBuild) -> None:
        import duckdb

        sources, read = self._read()
        with duckdb.connect(
            str(self.database), config={"storage_compatibility_version": STORAGE_VERSION}
        ) as connection:
            self._load(connection, sources, read)
            self._check(connection, "raw")
        self._build(dbt)
        with duckdb.connect(str(self.database)) as connection:
            self._check(connection, "marts")
            self.run.checks += self._floors(connection)
            self._finish()
            self._write_meta(connection)
        publish(self.folder, self.database, self.run.version or "")
        self._finish()
        self.log.info(
            "published", version=self.run.version, documents=self.run.n_documents, quarantined=len(self.run.quarantine)
        )

    def _read(self) -> tuple[list[SourceFile], set[SourceFile]]:
        """All sources, and those whose reading is in the cache now; read is what was not there for this file, passport and engine."""
        from ingest.progress import with_progress
        from ingest.workers import open_bundles, read_sources

        with self.run.step("find", len(self.found)) as step:
            sources, refused = files_to_sources(self.found)
            sources, stuck = open_bundles(sources)
            self.refused += refused + stuck
            step.rows_out = len(sources)
        with self.run.step("read", len(sources)) as step:
            kept = set() if self.run.is_full else {s for s in sources if self.cache.get(s) is not None}
            missing = [source for source in sources if source not in kept]
            for source, outcome in with_progress(read_sources(missing), len(missing), "Reading"):
                if isinstance(outcome, Refusal):
                    self.refused.append(outcome)
                else:
                    self.cache.put(source, outcome)
                    kept.add(source)
            self.cache.keep_only(sources)
            self.run.n_read = len(missing)
            step.rows_out = len(kept)
        self.log.info("read", files=len(sources), anew=self.run.n_read)
        return sources, kept

    def _load(self, connection: DuckDBPyConnection, sources: list[SourceFile], read: set[SourceFile]) -> None:
        """Fill the raw tables from the cache, one reading at a time, so that a run's memory does not grow with its documents."""
        from ingest.corrections import correct_readings
        from ingest.loading import load_readings, load_reference

        with self.run.step("load", len(read)) as step:
            readings = ((source, self.cache.get(source)) for source in sources if source in read)
            loaded = load_readings(connection, RAW, correct_readings(sources, readings))
            load_reference(connection, RAW, REFERENCE)
            step.rows_out, self.run.n_documents = loaded.n_rows, loaded.n_documents
        self.run.quarantine = quarantine_since([*self.refused, *loaded.refused], self.earlier, utc_now())
        for refused in self.run.quarantine:
            self.log.warning("quarantined", file=refused.source_path, code=refused.code, reason=refused.reason)
        if not self.run.n_documents:
            raise Stopped(
                f"no document could be loaded ({len(self.run.quarantine)} in quarantine): an empty warehouse is not published"
            )

    def _check(self, connection: DuckDBPyConnection, suite: str) -> None:
        from ingest.checks import check, promises

        with self.run.step(f"check_{suite}") as step:
            expected = promises(suite)
            checks = check(connection, suite, expected)
            step.rows_in, step.rows_out = len(expected), sum(c.success for c in checks)
        self.run.checks += checks
        for failed in (c for c in checks if not c.success):
            level = self.log.error if failed.is_critical else self.log.warning
            level(
                "expectation failed",
                table=failed.table,
                expectation=failed.expectation,
                columns=failed.column,
                observed=failed.observed_text,
            )
        self._stop_on_critical(checks, suite)

    def _stop_on_critical(self, checks: list[Check], suite: str) -> None:
        critical = [c for c in checks if c.is_critical and not c.success]
        if critical:
            names = "; ".join(
                f"{c.expectation} on {c.table}{f' ({c.column})' if c.column else ''}: {c.observed_text}"
                for c in critical
            )
            raise Stopped(f"{len(critical)} critical expectations on {suite} failed: {names}")

    def _build(self, dbt: DbtBuild) -> None:
        with self.run.step("build") as step:
            built = dbt.run()
            step.rows_out = built.n_models
        self.run.checks += built.checks
        if built.failures:
            for failure in built.failures:
                self.log.error("dbt", failure=failure)
            raise Stopped(f"dbt build failed: {'; '.join(built.failures)}")
        self.log.info("built", models=built.n_models, tests=len(built.checks), seconds=step.seconds)

    def _floors(self, connection: DuckDBPyConnection) -> list[Check]:
        from ingest.floors import compare_with_published

        checks = compare_with_published(connection, self.folder.current_file())
        for failed in (c for c in checks if not c.success):
            self.log.warning("fewer than published", what=failed.expectation, observed=failed.observed_text)
        return checks

    def _finish(self) -> None:
        n = len(self.run.quarantine)
        message = f"{self.run.n_documents} documents published" + (f", {n} files in quarantine" if n else "")
        if self.run.version is None:
            self.run.version = version_name(self.run.fingerprint)
        self.run.finish("succeeded", QUARANTINED if n else DONE, message)

    def _write_meta(self, connection: DuckDBPyConnection) -> None:
        from importlib.metadata import version

        from ingest.meta import write_meta
        from ingest.revisions import write_revisions

        self.run.bangfu_version, self.run.duckdb_version = version("bangfu"), version("duckdb")
        write_meta(connection, META, self.run, self.earlier)
        write_revisions(connection, self.folder.current_file(), self.run)
        connection.execute("checkpoint")


def _in_quarantine(folder: WarehouseFolder) -> str:
    """A reminder of what the published version had to leave out."""
    quarantine: list[Any] = next(
        (run["quarantine"] for run in read_runs(folder.runs) if run["outcome"] == "succeeded"), []
    )
    return f"; {len(quarantine)} files in quarantine, see bangfu status" if quarantine else ""


def _warm_up_beside() -> None:
    """Import Great Expectations, which takes seconds, while files are read."""
    import threading

    from ingest.checks import warm_up

    threading.Thread(target=warm_up, daemon=True).start()


def _say(message: str) -> None:
    sys.stderr.write(f"{message}\n")
