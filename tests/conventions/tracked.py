"""The files git keeps, which is what rules about the house are about."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def tracked(*patterns: str) -> list[Path]:
    """Every tracked file that matches one of git's `patterns`, e.g. `ingest/*.py` (a star spans folders) and still exists."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def name_of(file: Path) -> str:
    """The path as it is written in the project, for messages and test names."""
    return file.relative_to(ROOT).as_posix()
