"""dbt over Spark: the models of dbt_project through dbt-spark, in this process and its session."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from ingest.fingerprints import ROOT
from ingest.spark.dialect import translate_marked

PROJECT = ROOT / "dbt_project"


class BuildFailed(RuntimeError):
    """dbt did not succeed; the message names what failed and why."""


def build(state: Path, *selection: str) -> dict[str, str]:
    """Build seeds and models over the tables of schema `raw`, each followed by its data tests: what was run → how it ended.

    Raises BuildFailed with every model or test that did not succeed.
    """
    return dbt(state, "build", "--exclude-resource-type", "unit_test", *selection)


def build_untested(state: Path, *selection: str) -> dict[str, str]:
    """Seeds and models alone."""
    return dbt(state, "build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "test", *selection)


def hold_tests(state: Path) -> dict[str, str]:
    """The data tests of what was built. Unit tests are of a model's logic, which DuckDB has shown."""
    return dbt(state, "test", "--exclude-resource-type", "unit_test")


def dbt(state: Path, verb: str, *arguments: str) -> dict[str, str]:
    """One command of dbt in this process and its Spark session. Raises BuildFailed unless everything it ran succeeded."""
    os.environ |= {"DBT_TARGET_PATH": str(state / "target"), "DBT_LOG_PATH": str(state / "logs"), "DO_NOT_TRACK": "1"}
    from dbt.cli.main import dbtRunner

    _translate_what_dbt_executes()
    folders = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target", "spark"]
    result: Any = dbtRunner().invoke(["--no-use-colors", "--quiet", "--no-partial-parse", verb, *arguments, *folders])
    if result.exception:
        raise BuildFailed(str(result.exception)) from result.exception
    outcomes = {ended.node.name: str(ended.status) for ended in result.result}
    failed = [
        f"{ended.node.name}: {ended.message}" for ended in result.result if ended.status not in ("success", "pass")
    ]
    if failed:
        raise BuildFailed("\n".join(failed))
    return outcomes


def _translate_what_dbt_executes() -> None:
    """The one place where a statement changes on its way from dbt to Spark. dbt offers none of its own: its macros cannot call Python."""
    session: Any = import_module("dbt.adapters.spark.session")

    class TranslatingCursor(session.Cursor):  # type: ignore[misc]
        """dbt-spark's cursor; what the macros marked as DuckDB's SQL is translated first."""

        def execute(self, sql: str, *parameters: Any) -> None:
            super().execute(translate_marked(sql), *parameters)

    if session.Cursor.__name__ != TranslatingCursor.__name__:
        session.Cursor = TranslatingCursor
