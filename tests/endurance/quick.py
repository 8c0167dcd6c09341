"""`python -m tests.endurance.quick SOURCES WAREHOUSE [--full] [bytes]`: a real refresh whose models are the raw tables under other names.

Reading, loading, recording, publishing and everything between them are the program's own. Only dbt and Great Expectations, which
take half a minute a run, are left out, so that hundreds of runs can be killed, starved and raced.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import Any

import duckdb

import ingest.build
import ingest.checks
from ingest.build import Built
from ingest.publish import WarehouseFolder
from ingest.recipe import Statement
from ingest.refresh import Wish, refresh
from ingest.runs import Check

STAR = {
    "dim_documents": ("document_id", "from raw.documents"),
    "dim_projects": (
        "document_id",
        "select *, project_category_text as project_category, fund_nature_text as fund_nature from raw.projects",
    ),
    "fct_project_budgets": (
        "project_id",
        """
        select project_id, horizon, sum(amount_yuan) as budget_yuan, null as fiscal_yuan, null as other_yuan
        from raw.budgets where budget_part = 'total' group by all
        """,
    ),
    "fct_aid_standards": (
        "document_id",
        """
        select *, null as aid_type, qualifier_text as recipient, null as honour_rank, payer_text as payer, null as annual_low_yuan,
            null as annual_high_yuan, null as annual_basis, null as evidence_grade
        from raw.rates
        """,
    ),
    "fct_indicator_targets": ("indicator_row_id", "select *, direction_text as direction from raw.indicators"),
    "dim_cities": (None, "select city_id, count(*) as n_documents from star.dim_documents group by all"),
}
RECIPE = [
    Statement(n, "table", table, f"star.{table}", key, ["star.dim_documents"] if key is None else [], select)
    for n, (table, (key, select)) in enumerate(STAR.items(), 1)
]


class Renamed:
    """In the place of dbt: the star tables that the steps after it ask for."""

    def __init__(self, database: Path, *_: Any) -> None:
        self._database = database

    def run(self) -> Built:
        with duckdb.connect(str(self._database)) as connection:
            connection.execute("create schema star")
            for table in RECIPE:
                connection.execute(f"create table {table.relation} as {table.statement}")
        return Built(n_models=len(RECIPE), recipe=RECIPE)

    def stop(self) -> None:
        """There is no process."""


class Unchecked:
    """In the place of Great Expectations: nothing is expected."""

    def check(self, *_: Any) -> list[Check]:
        """No promise, no check."""
        return []

    def stop(self) -> None:
        """There is no process."""


# in whose place what is put
LEFT_OUT: tuple[tuple[Any, str, Any], ...] = (
    (ingest.build, "DbtBuild", Renamed),
    (ingest.checks, "Checking", Unchecked),
)


def quick_refresh(sources: Path, warehouse: Path, wish: Wish | None = None) -> int:
    """One refresh, with the exit code of the contract. `LEFT_OUT` must be in place."""
    return refresh(sources, WarehouseFolder(warehouse), wish=wish)


def main(sources: str, warehouse: str, *more: str) -> int:
    """One refresh in a process of its own. A number says how large a file of it may grow: then its disk is full."""
    for module, name, stub in LEFT_OUT:
        setattr(module, name, stub)
    for most in (int(word) for word in more if word.isdigit()):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    return quick_refresh(Path(sources), Path(warehouse), Wish(is_full="--full" in more))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
