"""How a run builds its tables: all of them, or those of changed documents, which are put into a copy of the version before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.counting import count_rows, raw_tables, rows_read_and_built
from ingest.gate import Gate, Stopped
from ingest.recipe import Statement, across_documents, by_document, for_documents, read_recipe
from ingest.runs import Check, Run

if TYPE_CHECKING:
    from ingest.build import DbtBuild


STORAGE_VERSION = "v1.5.0"  # so that DuckDB 1.5 opens the published files


@dataclass(frozen=True, slots=True)
class Outcome:
    """The file that was built, and how. `held`: tables whose promises were held already; `replaced`: the documents that were built,
    None for all."""

    database: Path
    recipe: list[Statement]
    held: Mapping[str, str] = field(default_factory=dict)
    replaced: list[str] | None = None


class Building:
    """One run's builds. `database` is the file with the raw tables; `cache` holds dbt's state."""

    def __init__(self, database: Path, cache: Path, run: Run, log: Any, gate: Gate) -> None:
        self.database, self.run, self.log, self._cache, self._gate = database, run, log, cache, gate
        self._dbt: DbtBuild | None = None

    def warm_up(self) -> DbtBuild:
        """Start dbt, which takes seconds; it waits for its word."""
        from ingest.build import DbtBuild

        self._dbt = self._dbt or DbtBuild(self.database, self._cache / "dbt", self.run.is_full)
        return self._dbt

    def stop(self) -> None:
        """End what still runs."""
        if self._dbt is not None:
            self._dbt.stop()

    def build_all(self) -> Outcome:
        """Let dbt build every model in the database. Raises Stopped when the raw tables are not as expected, or a model or a test fails."""
        import duckdb

        with duckdb.connect(str(self.database)) as connection:
            self._gate.hold(connection, "raw")
        with self.run.step("build") as step:
            built = self.warm_up().run()
            self._hold(built.checks, built.failures)
            step.rows_in, step.rows_out = rows_read_and_built(self.database)
        self.log.info("built", models=built.n_models, tests=len(built.checks), seconds=step.seconds)
        return Outcome(self.database, built.recipe)

    def grow(self, before: Path, stay: list[str]) -> Outcome:
        """Build the changed documents by themselves, put them beside those that stay in a copy of the version before, and build there what
        looks across documents. The copy is begun when the documents are as expected; there may be none, where some were only taken away.
        Raises Stopped, CannotGrow."""
        import duckdb

        from ingest.growing import build_part, copy_version, is_sparse, rebuild, replace_documents, write_anew

        with duckdb.connect(str(before), read_only=True) as connection:
            recipe = read_recipe(connection)
        tables = by_document(recipe)
        with duckdb.connect(str(self.database)) as connection:
            with self.run.step("build_documents") as step:
                self._hold(build_part(connection, before, for_documents(recipe)))
                step.rows_in, step.rows_out = (
                    count_rows(connection, raw_tables(connection)),
                    count_rows(connection, tables),
                )
                n_changed = step.rows_in + step.rows_out
            if count_rows(connection, ["raw.documents"]):
                self._gate.hold(connection, "raw")
                self._gate.hold(connection, "marts", lambda table: table in tables)
        grown = self.database.parent / "grown" / self.database.name
        grown.parent.mkdir()
        with self.run.step("grow", n_changed) as step:
            copy_version(before, grown)
            with duckdb.connect(str(grown)) as connection:
                replaced = replace_documents(connection, self.database, tables, stay)
                step.rows_out = count_rows(connection, [*raw_tables(connection), *tables])
        across = across_documents(recipe)
        with self.run.step("build", step.rows_out) as step, duckdb.connect(str(grown)) as connection:
            self._hold(rebuild(connection, across))
            step.rows_out = count_rows(connection, [a.relation for a in across if a.kind == "table"])
        if is_sparse(grown):
            with self.run.step("write_anew", step.rows_out) as step:
                write_anew(grown, STORAGE_VERSION)
                step.rows_out = step.rows_in
        self.log.info("grown", documents=len(replaced), stay=len(stay))
        return Outcome(grown, recipe, tables, replaced)

    def _hold(self, checks: list[Check], failures: list[str] | None = None) -> None:
        """Record what tests found. Raises Stopped when a critical one failed."""
        self.run.checks += checks
        if failures is None:
            failures = [f"test {c.expectation}: {c.observed_text}" for c in checks if c.is_critical and not c.success]
        if failures:
            for failure in failures:
                self.log.error("dbt", failure=failure)
            raise Stopped(f"dbt build failed: {'; '.join(failures)}")
