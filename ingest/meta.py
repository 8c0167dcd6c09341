"""The record of the runs → the tables of schema meta, as described in dbt's YAML."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.counting import built_tables, count_rows, raw_tables
from ingest.load import create_tables, insert, rows_to_arrow, source_tables
from ingest.runs import Run, Step, utc_now

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Rows = dict[str, list[dict[str, Any]]]


def write_meta(connection: DuckDBPyConnection, description: Path, run: Run, earlier: list[dict[str, Any]]) -> int:
    """Create schema meta and fill it: this run, the earlier ones of the journal (latest first), checks, quarantine, versions.

    Returns how many rows of other tables are there, which are going to be published.
    """
    n_rows = count_rows(connection, [*raw_tables(connection), *built_tables(connection)])
    tables = source_tables(description, "meta")
    create_tables(connection, "meta", tables)
    for table, rows in meta_rows(run, earlier, n_rows).items():
        columns = tables[table]
        insert(connection, "meta", table, rows_to_arrow([_typed(row, columns) for row in rows], columns))
    return n_rows


def meta_rows(run: Run, earlier: list[dict[str, Any]], n_rows: int) -> Rows:
    """Rows of every table of schema meta."""
    # A file cannot tell how long its own publication took: that is known when it can no longer be written to.
    publication = Step("publish", run.finished_at or utc_now(), None, n_rows, n_rows)
    runs = [asdict(replace(run, steps=[*run.steps, publication])), *earlier]
    return {
        "runs": [r | {"n_quarantined": len(r["quarantine"])} for r in runs],
        "run_steps": [
            step | {"run_id": r["run_id"], "step_ordinal": n} for r in runs for n, step in enumerate(r["steps"], 1)
        ],
        "checks": [asdict(check) | {"run_id": run.run_id, "check_ordinal": n} for n, check in enumerate(run.checks, 1)],
        "quarantine": [asdict(refused) | {"run_id": run.run_id} for refused in run.quarantine],
        "web_sources": run.web_sources,
        "versions": [r | {"published_at": r["finished_at"]} for r in runs if r["outcome"] == "succeeded"],
    }


def _typed(row: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    """Only the columns of the table; moments as such."""
    return {
        name: datetime.fromisoformat(row[name]) if data_type == "TIMESTAMP" and row.get(name) else row.get(name)
        for name, data_type in columns.items()
    }
