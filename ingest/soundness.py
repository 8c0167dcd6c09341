"""Whether a published version can still be read: a disk loses pages, and people put files where they do not belong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LEAST = ("select version from meta.versions limit 1", "select document_id from star.dim_documents limit 1")


def is_sound(file: Path | None) -> bool:
    """Whether this is a whole warehouse that opens; cheap, for every run asks. None is none."""
    return file is not None and fault_of_version(file) is None


def fault_of_version(file: Path) -> str | None:
    """Why a version cannot be read, in words; None when it can."""
    import duckdb

    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            for query in LEAST:
                connection.execute(query).fetchone()
    except duckdb.Error as error:
        return " ".join(str(error).split())
    return None


def quarantine_of(file: Path) -> list[dict[str, Any]]:
    """What a version had to leave out, as rows of meta.quarantine with moments as ISO text."""
    import duckdb

    with duckdb.connect(str(file), read_only=True) as connection:
        found = connection.execute(
            "select source_path, sha256, code, reason, first_seen_at from meta.quarantine order by all"
        )
        columns = [column for column, *_ in found.description or ()]
        return [
            dict(zip(columns, row, strict=True)) | {"first_seen_at": row[-1].isoformat()} for row in found.fetchall()
        ]


def count_documents(file: Path) -> int:
    """How many documents a version holds."""
    import duckdb

    with duckdb.connect(str(file), read_only=True) as connection:
        counted: int = connection.table("star.dim_documents").shape[0]
        return counted
