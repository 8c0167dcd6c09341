"""A warehouse built by dbt from raw tables that are given as rows; `python -m tests.dbt.raw_database FILE` writes the golden one to look at.

Tables and their columns come from dbt_project/models/sources.yml.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import yaml

from tests.dbt.golden_warehouse import ROOT, Tables, golden_tables

PROJECT = ROOT / "dbt_project"


def write_raw(path: Path, tables: Tables) -> None:
    """Create schema raw in a new DuckDB file at `path` from sources.yml and fill it with `tables`."""
    import duckdb

    sources = yaml.safe_load((PROJECT / "models" / "sources.yml").read_text(encoding="utf-8"))
    rows_file = path.with_suffix(".json")
    with duckdb.connect(str(path), config={"storage_compatibility_version": "v1.5.0"}) as connection:
        connection.execute("create schema raw")
        for table in sources["sources"][0]["tables"]:
            columns = {column["name"]: column["data_type"] for column in table["columns"]}
            declared = ", ".join(f'"{name}" {data_type}' for name, data_type in columns.items())
            connection.execute(f"create table raw.{table['name']} ({declared})")
            if rows := tables.get(table["name"]):
                whole = [{name: row.get(name) for name in columns} for row in rows]
                rows_file.write_text("\n".join(json.dumps(row, default=str) for row in whole), encoding="utf-8")
                connection.execute(
                    f"insert into raw.{table['name']} from read_json(?, columns = ?)", [str(rows_file), columns]
                )
    rows_file.unlink(missing_ok=True)


def build(path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `dbt build` on the database at `path`, with dbt's own files beside it."""
    places = {"DBT_TARGET_PATH": str(path.parent / "target"), "DBT_LOG_PATH": str(path.parent / "logs")}
    dbt = str(Path(sys.executable).with_name("dbt"))
    folders = ("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT))
    return subprocess.run(
        [dbt, "--no-use-colors", *(arguments or ("build",)), *folders],
        # as a refresh names it: dbt then need not parse anew
        env=os.environ | places | {"BANGFU_DUCKDB": path.name},
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def main() -> None:
    """Write a built golden warehouse at the path given; an older one is replaced when the new one is whole."""
    path = Path(sys.argv[1])
    draft = path.with_suffix(".building")
    draft.unlink(missing_ok=True)
    write_raw(draft, golden_tables())
    built = build(draft)
    print(built.stdout[-6000:], built.stderr)
    if built.returncode == 0 or "--anyway" in sys.argv:
        draft.replace(path)
    raise SystemExit(built.returncode)


if __name__ == "__main__":
    main()
