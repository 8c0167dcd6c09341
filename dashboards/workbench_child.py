"""The process that runs one person's query, and nothing else: `python -I workbench_child.py`, the request on standard in.

In: JSON with `path` (a DuckDB file), `query`, `most_rows` and `memory_mb`. Out: JSON on standard out, either `columns`,
`types`, `rows` and `is_cut`, or `refused` with the reason. It imports nothing of the project, so that it starts at once and
holds nothing worth having.

What a query can do is bounded here: one statement that only reads; the file opened read-only; no other file, address or
extension; no setting changed. Memory, output and time are bounded by who starts it (`confined.py`): DuckDB's own limit is not hard.
"""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

SETTINGS = (
    "set threads = 2",
    "set temp_directory = ''",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set allow_community_extensions = false",
    "set enable_external_access = false",
    "set lock_configuration = true",
)
READING = {"SELECT", "EXPLAIN"}
# A pivot that does not name its columns is two statements to DuckDB, of a type of its own: one that lists them, one that reads.
SEVERAL, PIVOT = "MULTI", {"pivot", "pivot_wider"}
REFUSALS = (("PermissionException", "outside"), ("OutOfMemoryException", "killed"), ("MemoryError", "killed"))


def answer(request: dict[str, object]) -> dict[str, object]:
    """The rows of the query, at most so many, or why there are none."""
    import duckdb

    try:
        with duckdb.connect(str(request["path"]), read_only=True) as connection:
            connection.execute(f"set memory_limit = '{int(str(request['memory_mb']))}MB'")
            for setting in SETTINGS:
                connection.execute(setting)
            statements = connection.extract_statements(str(request["query"]))
            if len(statements) != 1 or not only_reads(statements[0]):
                return {"refused": "statement"}
            return rows(connection, statements[0], int(str(request["most_rows"])))
    except (duckdb.Error, MemoryError) as error:
        kind = type(error).__name__
        return {"refused": dict(REFUSALS).get(kind, "error"), "message": str(error) or kind}


def only_reads(statement: duckdb.Statement) -> bool:
    """Whether a statement is of a kind that reads: a query, an explanation, or a query with a pivot in it."""
    if statement.type.name in READING:
        return True
    words = {word.lower() for word in re.findall(r"\w+", statement.query)}
    return statement.type.name == SEVERAL and not PIVOT.isdisjoint(words)


def rows(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement, most: int) -> dict[str, object]:
    """The first rows of a statement. `is_cut`: there are more."""
    result = connection.execute(statement)
    description = result.description or []
    fetched = result.fetchmany(most + 1)
    return {
        "columns": [column[0] for column in description],
        "types": [str(column[1]) for column in description],
        "rows": fetched[:most],
        "is_cut": len(fetched) > most,
    }


def main() -> None:
    """Read the request, run it, write the answer."""
    json.dump(answer(json.load(sys.stdin)), sys.stdout, default=str)


if __name__ == "__main__":
    main()
