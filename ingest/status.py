"""What is published, since when and from what; the last runs; the quarantine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.notifying import read_notices
from ingest.publish import WarehouseFolder
from ingest.runs import read_runs
from ingest.soundness import fault_of_version

if TYPE_CHECKING:
    from rich.console import RenderableType

RUNS_SHOWN = 10
NOTICE = ("at", "kind", "channel", "is_sent", "reason")
PUBLISHED = ("succeeded", "rolled_back")
COUNTED = {
    "documents": "star.dim_documents",
    "projects": "star.dim_projects",
    "indicator_targets": "star.fct_indicator_targets",
    "aid_standards": "star.fct_aid_standards",
    "flagged_values": "marts.flagged_values",
}


def warehouse_status(folder: WarehouseFolder) -> dict[str, Any]:
    """The state of a warehouse folder as one JSON-able object: `published` is null when nothing is, or it cannot be read: see `fault`."""
    runs = read_runs(folder.runs)
    published, fault = _published_or_fault(folder.current_file())
    latest = next((run for run in runs if run["outcome"] in PUBLISHED), None)
    return {
        "warehouse": str(folder.root),
        "published": published,
        "fault": fault,
        "versions": folder.kept_versions(),
        "withdrawn": folder.withdrawn_versions(),
        "quarantine": latest["quarantine"] if latest else [],
        "unfetched": runs[0]["unfetched"] if runs else [],
        "notices": read_notices(folder.notices)[:RUNS_SHOWN],
        "runs": [_run(run) for run in runs[:RUNS_SHOWN]],
    }


def show_status(status: dict[str, Any]) -> None:
    """Print a status for people, on standard out."""
    from rich.console import Console

    console = Console()
    published = status["published"]
    if status["fault"]:
        console.print(
            f"What is published in {status['warehouse']} cannot be read ({status['fault']}): run `bangfu refresh`.",
            markup=False,
        )
    elif published is None:
        console.print(f"Nothing is published in {status['warehouse']}: run `bangfu refresh`.")
    else:
        counts = " · ".join(f"{n} {name.replace('_', ' ')}" for name, n in published["counts"].items())
        console.print(f"[bold]{published['version']}[/bold], published {published['published_at']} UTC\n{counts}")
        passed, total = published["checks"]["passed"], published["checks"]["total"]
        console.print(f"{passed} of {total} checks passed", style="green" if passed == total else "yellow")
    console.print(_table("Last runs", status["runs"], ("started_at", "outcome", "seconds", "message")))
    for title, name in (("Quarantine", "quarantine"), ("Not fetched", "unfetched")):
        if status[name]:
            console.print(_refusals(title, status[name]), soft_wrap=True)
    if status["notices"]:
        console.print(_table("Notices", status["notices"], NOTICE))


def _published_or_fault(file: Path | None) -> tuple[dict[str, Any] | None, str | None]:
    """What a version holds, or why it cannot be told: the file is damaged, or was built by a bangfu that knew other tables."""
    import duckdb

    fault = None if file is None else fault_of_version(file)
    if file is None or fault:
        return None, fault
    try:
        return _published(file), None
    except duckdb.Error as error:
        return None, " ".join(str(error).split())


def _published(file: Path) -> dict[str, Any]:
    import duckdb

    with duckdb.connect(str(file), read_only=True) as connection:
        counts = {name: connection.table(table).shape[0] for name, table in COUNTED.items()}
        passed, total = _one(connection, "select count(*) filter (success), count(*) from meta.checks")
        moment = _one(connection, "select max(published_at) from meta.versions")[0]
    return {
        "version": file.stem,
        "file": str(file),
        "published_at": f"{moment:%Y-%m-%d %H:%M:%S}",
        "counts": counts,
        "checks": {"passed": passed, "total": total},
    }


def _one(connection: Any, query: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = connection.execute(query).fetchone()
    return row


def _run(run: dict[str, Any]) -> dict[str, Any]:
    kept = (
        "run_id",
        "started_at",
        "finished_at",
        "seconds",
        "outcome",
        "exit_code",
        "is_full",
        "version",
        "n_documents",
        "n_read",
        "message",
    )
    failed = [f"{c['suite']}: {c['expectation']} on {c['table']}: {c['observed_text']}" for c in run["checks"]]
    return {name: run[name] for name in kept} | {"failed_checks": failed}


def _refusals(title: str, rows: list[dict[str, Any]]) -> RenderableType:
    """Two lines for each, of any length: a table would break paths and reasons apart."""
    from rich.text import Text

    lines = Text(f"{title}\n", style="italic")
    for row in rows:
        lines.append(f"{printable(row['source_path'])}", style="not italic bold")
        lines.append(
            f"  {row['code']}, since {row['first_seen_at'][:16]}\n  {printable(row['reason'])}\n", style="not italic"
        )
    return lines


def printable(text: str) -> str:
    """A name or a reason as it may go to a terminal: what would move its cursor or break the line is written out."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def _table(title: str, rows: list[dict[str, Any]], columns: tuple[str, ...]) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column.removesuffix("_at"), overflow="fold", no_wrap=column.endswith("_at"))
    for row in rows:
        cells = (str(row[column])[:19] if column.endswith("_at") else printable(str(row[column])) for column in columns)
        table.add_row(*(Text(cell, style="red" if row.get("outcome") == "failed" else "") for cell in cells))
    return table
