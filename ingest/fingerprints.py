"""Hashes over the files a result depends on: the same hash means there is nothing to do again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENGINE = (ROOT / "ingest", ROOT / "data" / "reference")
MODELS = (ROOT / "dbt_project",)
LIBRARIES = ("duckdb", "dbt-core", "dbt-duckdb", "great-expectations")
SUFFIXES = {".py", ".yml", ".yaml", ".csv", ".sql", ".json"}
BUILT = {"__pycache__", "target", "logs", "dbt_packages"}


def engine_fingerprint() -> str:
    """Hash of the code and the vocabulary that read documents."""
    return fingerprint(_tree_lines(ENGINE))


def build_fingerprint() -> str:
    """Hash of all that turns a document into rows of the published tables: with the same one a document's rows are the same."""
    return inputs_fingerprint([])


def inputs_fingerprint(files: Iterable[str]) -> str:
    """Hash of everything a warehouse is built from: found files (their own hashes), code, vocabulary, reference data, dbt project."""
    return fingerprint([*files, *_tree_lines([*ENGINE, *MODELS]), *_library_lines()])


def fingerprint(lines: Iterable[str]) -> str:
    """Hash of lines, in their order."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _tree_lines(folders: Iterable[Path]) -> Iterator[str]:
    """One line for each file below the folders: its path below the project and the hash of what it holds."""
    for folder in folders:
        for place, subfolders, names in os.walk(folder):
            subfolders[:] = sorted(name for name in subfolders if name not in BUILT and not name.startswith("."))
            for path in (Path(place, name) for name in sorted(names)):
                if path.suffix in SUFFIXES:
                    yield f"{path.relative_to(ROOT).as_posix()}:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def _library_lines() -> Iterator[str]:
    from importlib.metadata import version

    for library in LIBRARIES:
        yield f"{library}:{version(library)}"
