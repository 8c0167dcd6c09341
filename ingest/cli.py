"""The commands of bangfu. Messages go to standard error, data to standard out; what a command needs is imported when it runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    name="bangfu",
    help="帮扶: reads trade unions' performance forms, and publishes what they pay to whom as a warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

SOURCES = Path("data/sources")
INBOX = Path("data/inbox")
LISTED = Path("data/sources.yml")
FETCHED = Path("data/fetched")
WAREHOUSE = Path("data/warehouse")

WarehouseOption = Annotated[
    Path, typer.Option("--warehouse", envvar="BANGFU_WAREHOUSE", file_okay=False, help="Folder of the published warehouse.")
]  # fmt: skip
InboxOption = Annotated[
    Path | None,
    typer.Option("--inbox", envvar="BANGFU_INBOX", file_okay=False, help="Folder of more files; data/inbox, unless --sources is given."),
]  # fmt: skip
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON on standard out.")]


def main() -> None:
    """Entry point of the program."""
    app()


@app.command()
def refresh(
    sources: Annotated[Path, typer.Option(file_okay=False, help="Folder of documents with passports.")] = SOURCES,
    warehouse: WarehouseOption = WAREHOUSE,
    inbox: InboxOption = None,
    full: Annotated[bool, typer.Option("--full", help="Read and build everything, even what did not change.")] = False,
    accept_fewer: Annotated[
        bool, typer.Option("--accept-fewer", help="Publish also documents that now yield less than they did before.")
    ] = False,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Say everything as JSON, one object a line, with the times of all steps.")
    ] = False,
    keep: Annotated[int, typer.Option(min=1, envvar="BANGFU_KEEP", help="How many versions stay for `rollback`.")] = 5,
) -> None:
    """Fetch, find, read, load, build, check and publish. Only what changed is read again."""
    from ingest.fetching import Web
    from ingest.logs import ending_told, set_up
    from ingest.publish import WarehouseFolder
    from ingest.refresh import Wish
    from ingest.refresh import refresh as run

    set_up(is_json=log_json)
    folder = WarehouseFolder(warehouse, keep)
    if not (os.path.isdir(sources) or folder.runs.exists()):  # noqa: PTH112 - Path.is_dir raises where a folder is shut
        # after a first run it is a night that fails: recorded, and told
        raise typer.BadParameter(f"Directory '{sources}' does not exist.", param_hint="'--sources'")
    is_own = sources == SOURCES
    inbox, web = inbox or (INBOX if is_own else None), Web(LISTED, FETCHED) if is_own else None
    with ending_told():
        code = run(sources, folder, inbox, Wish(full, accept_fewer), web)
    raise typer.Exit(code)


@app.command()
def parse(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The document to read.")],
    as_json: JsonOption = False,
) -> None:
    """Read one document and show what was understood, with flags. Touches no warehouse."""
    from ingest.corrections import correct
    from ingest.nouns import Refusal
    from ingest.pools import outcome_of
    from ingest.sources import files_to_sources, one_file
    from ingest.workers import start_reading

    found = one_file(file)
    readable, refused = files_to_sources([found])
    for refusal in refused:
        if refusal.code == "bad_corrections":
            fail(refusal.reason)
        say(f"the passport beside the file is not used: {refusal.reason}")
    source = readable[0] if readable else found.bare()
    reading = outcome_of(source, start_reading(source))
    if not isinstance(reading, Refusal):
        reading = correct(source, reading)
    if isinstance(reading, Refusal):
        fail(reading.reason)
    if as_json:
        from ingest.answer import reading_to_json

        print_json(reading_to_json(reading))
    else:
        from rich.console import Console

        from ingest.show import show_reading

        show_reading(reading, Console())
    if not reading.projects and not reading.rates:
        fail(reading.issues[0].message if reading.issues else "nothing was found in it")


@app.command()
def receive(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The document.")],
    passport: Annotated[
        Path, typer.Option(exists=True, dir_okay=False, help="Its passport, as a source.yml without sha256.")
    ],
    inbox: InboxOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a document with its passport into the inbox; the next refresh reads it."""
    from ingest.inbox import NotKept, put_into_inbox, text_to_fields

    try:
        kept = put_into_inbox(inbox or INBOX, file.name, file.read_bytes(), text_to_fields(passport.read_bytes()))
    except NotKept as error:
        if as_json:
            print_json({"faults": error.faults})
        fail(str(error))
    if as_json:
        print_json({"kept": kept.name})
    else:
        say(f"{kept}: the next refresh reads it")


@app.command()
def dashboard(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on localhost.")] = 8501,
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Serve the dashboards on the published warehouse."""
    from ingest.serve import serve_dashboards

    published(warehouse)
    serve_dashboards(warehouse, port)


@app.command()
def status(warehouse: WarehouseOption = WAREHOUSE, as_json: JsonOption = False) -> None:
    """What is published, when and from what; the last runs; the quarantine."""
    from ingest.publish import WarehouseFolder
    from ingest.status import show_status, warehouse_status

    found = warehouse_status(WarehouseFolder(warehouse))
    if as_json:
        print_json(found)
    else:
        show_status(found)


@app.command()
def rollback(
    to: Annotated[str | None, typer.Option(help="The version; by default the one before the published one.")] = None,
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Publish a kept version again. What was published since is not published again until something changes."""
    from ingest.publish import Locked, NoSuchVersion, WarehouseFolder
    from ingest.rollback import rollback as turn_back

    try:
        say(turn_back(WarehouseFolder(warehouse), to).message)
    except Locked as error:
        say(f"bangfu: {error}")
        raise typer.Exit(4) from error
    except (NoSuchVersion, OSError) as error:
        fail(str(error))


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A version's name, a file, `previous` or `current`.")] = "previous",
    after: Annotated[str, typer.Argument(help="Likewise.")] = "current",
    warehouse: WarehouseOption = WAREHOUSE,
    limit: Annotated[int, typer.Option(min=0, help="How many changes are listed; all are counted.")] = 200,
    as_json: JsonOption = False,
) -> None:
    """What one version says differently from another: documents, projects, rates and targets."""
    from ingest.diff import diff as compare
    from ingest.diff import show_diff, version_file
    from ingest.publish import NoSuchVersion, WarehouseFolder

    folder = WarehouseFolder(warehouse)
    try:
        found = compare(version_file(folder, before), version_file(folder, after), limit)
    except NoSuchVersion as error:
        fail(str(error))
    if as_json:
        print_json(found)
    else:
        from rich.console import Console

        show_diff(found, Console())


@app.command()
def export(
    to: Annotated[
        Path, typer.Option("--to", file_okay=False, help="Folder to write to; it is made if it does not exist.")
    ],
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Write the published tables as Parquet, CSV and XLSX, with their dictionary."""
    from ingest.export import export_warehouse

    written = export_warehouse(published(warehouse), to)
    say(f"{len(written)} files written to {to}")


def published(warehouse: Path) -> Path:
    """The file of the published version; ends with exit code 1 when there is none."""
    from ingest.publish import WarehouseFolder

    file = WarehouseFolder(warehouse).current_file()
    if file is None:
        fail(f"nothing is published in {warehouse}: run `bangfu refresh` first")
    return file


def print_json(value: object) -> None:
    """JSON on standard out, always UTF-8."""
    import json
    import sys

    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=str)
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + os.linesep.encode())


def say(message: str) -> None:
    """A message for people."""
    typer.echo(message, err=True)


def fail(message: str) -> NoReturn:
    """End with exit code 1 and the reason."""
    say(f"bangfu: {message}")
    raise typer.Exit(1)


if __name__ == "__main__":
    main()
