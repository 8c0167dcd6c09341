"""`python -m benchmarks.bare_sql DATABASE TARGET`: the models that dbt compiled into TARGET, as one script of SQL in one connection.

What a person writes who has no dbt: each SELECT into its table or view, in the order of their needs, and with as much memory
as dbt's build (BANGFU_MEMORY_LIMIT). Nothing is tested.
"""

from __future__ import annotations

import json
import os
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb


def main(database: str, target: str) -> None:
    """Build every model once."""
    nodes = json.loads((Path(target) / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    models = {name: node for name, node in nodes.items() if node["resource_type"] == "model"}
    needs = {name: [n for n in node["depends_on"]["nodes"] if n in models] for name, node in models.items()}
    limit = os.environ.get("BANGFU_MEMORY_LIMIT")
    with duckdb.connect(database, config={"memory_limit": limit} if limit else {}) as connection:
        for schema in {node["schema"] for node in models.values()}:
            connection.execute(f"create schema if not exists {schema}")
        for name in TopologicalSorter(needs).static_order():
            connection.execute(_statement(models[name], Path(target)))


def _statement(model: dict[str, Any], target: Path) -> str:
    compiled = target / "compiled" / model["package_name"] / model["original_file_path"]
    kind = model["config"]["materialized"]
    return f"create or replace {kind} {model['schema']}.{model['alias']} as {compiled.read_text(encoding='utf-8')}"


if __name__ == "__main__":
    main(*sys.argv[1:])
