"""Two versions side by side, for people and as JSON. A large change is counted in full and shown in part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.changes import collect_changes, count_changes
from ingest.predecessor import attached
from ingest.publish import NoSuchVersion, WarehouseFolder

if TYPE_CHECKING:
    from rich.console import Console

SIGNS = {"added": "+", "removed": "-", "changed": "~"}
STYLES = {"added": "green", "removed": "red", "changed": "yellow"}
QUOTE_LENGTH = 120


def version_file(folder: WarehouseFolder, name: str) -> Path:
    """The file that a person means by `current`, `previous`, a version's name, or a path. Raises NoSuchVersion."""
    kept = folder.kept_versions()
    current = folder.current_version()
    if name in kept:
        return folder.file_of(name)
    if name == "current" and (file := folder.current_file()):
        return file
    if name == "previous":
        earlier = [version for version in kept if current is None or version < current]
        if earlier:
            return folder.file_of(earlier[-1])
        raise NoSuchVersion(f"no version before {current or 'the published one'} is kept in {folder.versions}")
    if Path(name).is_file():
        return Path(name)
    known = ", ".join(reversed(kept)) or "none"
    raise NoSuchVersion(f"{name} is neither a file nor a version in {folder.versions}; there are {known}")


def diff(before: Path, after: Path, limit: int) -> dict[str, Any]:
    """What `after` says differently from `before`, as one JSON-able object: all counts, and at most `limit` changes.

    Raises NoSuchVersion when one of the files is no warehouse.
    """
    import duckdb

    try:
        with duckdb.connect() as connection, attached(connection, before), attached(connection, after, "after"):
            collect_changes(connection, "before.", "after.")
            found = connection.execute(
                'select * exclude (row_id) from temp.changes order by document_id, entity, row_text, row_id, "column" limit ?',
                [limit],
            )
            names = [column for column, *_ in found.description or ()]
            shown = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            total = connection.table("temp.changes").shape[0]
            counts = count_changes(connection)
    except duckdb.Error as error:
        raise NoSuchVersion(f"{before} and {after} cannot be compared: {' '.join(str(error).split())}") from error
    return {
        "before": before.stem,
        "after": after.stem,
        "counts": counts,
        "n_changes": total,
        "is_complete": len(shown) == total,
        "changes": shown,
    }


def show_diff(found: dict[str, Any], console: Console) -> None:
    """Print a difference for people, on standard out."""
    from rich.text import Text

    console.print(Text(f"{found['before']} → {found['after']}", style="bold"))
    for entity, counts in found["counts"].items():
        said = ", ".join(f"{count} {change}" for change, count in counts.items())
        console.print(Text(f"{entity}s: {said}"))
    for change in found["changes"]:
        style = STYLES[change["change"]]
        console.print(Text(_line(change), style=style), soft_wrap=True)
    if not found["is_complete"]:
        left = found["n_changes"] - len(found["changes"])
        console.print(Text(f"… and {left} more: see them with --limit {found['n_changes']}"))


def _line(change: dict[str, Any]) -> str:
    said = [SIGNS[change["change"]], f"{change['entity']} {change['document_id']}", str(change["row_text"])]
    if change["column"]:
        said.append(f"{change['column']}: {_or_nothing(change['text_before'])} → {_or_nothing(change['text_after'])}")
    else:
        said.append(_or_nothing(change["text_after"] or change["text_before"]))
    quotes = [f"“{_short(q)}”" for q in (change["quote_before"], change["quote_after"]) if q]
    return "  ".join([*said, " → ".join(dict.fromkeys(quotes))]).rstrip()


def _or_nothing(text: str | None) -> str:
    return "∅" if text is None else " ".join(text.split())


def _short(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= QUOTE_LENGTH else f"{words[:QUOTE_LENGTH]}…"
