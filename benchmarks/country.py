"""`python -m benchmarks.country [--small]`: the warehouse that 340 cities would publish in three years, for pages to be opened on.

The corpus' raw tables, the project's own models over them, and the record of one run, published as a refresh publishes. Data tests
are left out: they judge documents, and these were made up. The small country has as many cities, years and documents, of one
project each. A country is built once for each state of code, vocabulary and models, and kept beside the results of the bench.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import ROOT

KEPT = ROOT / "benchmarks" / "results" / "countries"
MADE_BY = (ROOT / "benchmarks" / "corpus", ROOT / "tests" / "rendering", Path(__file__))
DBT = Path(sys.executable).with_name("dbt")
PATIENCE_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class Country:
    """How much its cities publish: options of `python -m benchmarks.corpus raw`."""

    name: str
    options: tuple[str, ...]


WHOLE = Country("whole", ())
SMALL = Country("small", ("--projects", "1", "--bank", "68"))


def published_country(country: Country = WHOLE, kept: Path = KEPT) -> Path:
    """The folder of the country's published warehouse, built now if code or models have changed since it was built last."""
    from filelock import FileLock

    folder = kept / f"{country.name}-{_fingerprint(country)[:12]}"
    kept.mkdir(parents=True, exist_ok=True)
    with FileLock(kept / f"{country.name}.lock", timeout=PATIENCE_SECONDS):
        if not (folder / "current.duckdb").exists():
            for outdated in kept.glob(f"{country.name}-*"):
                shutil.rmtree(outdated)
            _publish(country, folder)
    return folder


def _fingerprint(country: Country) -> str:
    from ingest.fingerprints import inputs_fingerprint

    files = [file for part in MADE_BY for file in ([part] if part.is_file() else sorted(part.rglob("*")))]
    made_by = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.suffix in (".py", ".yml")]
    return inputs_fingerprint([*country.options, *made_by])


def _publish(country: Country, folder: Path) -> None:
    """Make the raw tables, build the models, write down the run, publish."""
    from ingest.publish import WarehouseFolder, publish, version_name
    from ingest.runs import Run, append_run, utc_now

    warehouse = WarehouseFolder(folder)
    database = warehouse.clear_building() / "warehouse.duckdb"
    run = Run("country", utc_now(), is_full=True, fingerprint=_fingerprint(country))
    with run.step("corpus"):
        _run([sys.executable, "-m", "benchmarks.corpus", "raw", "--to", str(database), *country.options])
    with run.step("build"):
        _run([str(DBT), "build", "--exclude-resource-type", "unit_test", "test"], _dbt_places(database))
    run.version = version_name(run.fingerprint)
    run.finish("succeeded", 0, f"{country.name} country")
    _write_meta(database, run)
    append_run(warehouse.runs, run)
    publish(warehouse, database, run.version)


def _write_meta(database: Path, run: object) -> None:
    import duckdb

    from ingest.meta import write_meta
    from ingest.revisions import write_revisions
    from ingest.steps import META

    with duckdb.connect(str(database)) as connection:
        write_meta(connection, META, run, [])  # type: ignore[arg-type]
        write_revisions(connection, None, run)  # type: ignore[arg-type]
        connection.execute("checkpoint")


def _dbt_places(database: Path) -> dict[str, str]:
    return {
        "BANGFU_DUCKDB": str(database),
        "DBT_PROJECT_DIR": str(ROOT / "dbt_project"),
        "DBT_PROFILES_DIR": str(ROOT / "dbt_project"),
        "DBT_TARGET_PATH": str(database.parent / "target"),
        "DBT_LOG_PATH": str(database.parent / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }


def _run(command: list[str], places: dict[str, str] | None = None) -> None:
    ran = subprocess.run(
        command, cwd=ROOT, env=os.environ | (places or {}), capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with exit code {ran.returncode}:\n{ran.stdout}\n{ran.stderr}")


if __name__ == "__main__":
    print(published_country(SMALL if "--small" in sys.argv[1:] else WHOLE))
