"""`python -m ingest.spark --sources DIR --to DIR`: reads, loads and builds on Spark; on a cluster by spark-submit.

Writes Parquet below `--to`: `raw/<table>`, and `warehouse/<schema>.db/<table>` for what dbt built. DuckDB and researchers read it there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def main(
    to: Annotated[Path, typer.Option(help="A folder that every machine sees, for what is read and built.")],
    sources: Annotated[
        Path | None,
        typer.Option(help="A folder of documents that every machine sees; by default raw tables of an earlier job."),
    ] = None,
    master: Annotated[
        str | None, typer.Option(help="spark://… or local[4]; by default that of spark-submit, else all cores here.")
    ] = None,
    select: Annotated[str | None, typer.Option(help="Only these models, as dbt selects them.")] = None,
    tests: Annotated[bool, typer.Option(help="Hold the data tests too.")] = True,
) -> None:
    """Read every document on Spark, or take the raw tables that lie below `--to`, and build the star schema and the marts."""
    from ingest.spark.building import build, build_untested
    from ingest.spark.reading import load_raw_tables, read_to_raw
    from ingest.spark.session import spark_session

    session = spark_session(to / "warehouse", master)
    raw = str((to / "raw").absolute())
    if sources:
        read_to_raw(session, str(sources.absolute()), raw)
    load_raw_tables(session, raw)
    selection = ["--select", select, "--indirect-selection", "cautious"] if select else []
    outcomes = (build if tests else build_untested)(to / "dbt", *selection)
    typer.echo(f"{len(outcomes)} seeds, models and tests passed; tables in {to / 'warehouse'}", err=True)


if __name__ == "__main__":
    typer.run(main)
