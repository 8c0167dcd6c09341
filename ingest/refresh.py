"""One refresh: whether there is anything to do, and its record, whatever becomes of it. What it does stands in ingest/steps.py.

Whatever fails, the published warehouse stays the one it was.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.fetching import Web
from ingest.fingerprints import inputs_fingerprint
from ingest.logs import run_log, say
from ingest.notifying import tell_of_trouble, told
from ingest.nouns import Refusal
from ingest.publish import Locked, WarehouseFolder, is_built_from
from ingest.runs import (
    Run,
    append_run,
    enter_interrupted,
    note_beginning,
    read_runs,
    utc_now,
)
from ingest.soundness import is_sound
from ingest.sources import FoundFile, find_files
from ingest.web import Asked

DONE, FAILED, QUARANTINED, LOCKED = 0, 1, 3, 4
ENDING = (signal.SIGINT, signal.SIGTERM)
# what may read well the next time, with nothing changed: the machine was busy, or short of memory
PASSING = frozenset({"read_timeout", "read_died", "read_memory"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks of one refresh. `is_full`: read and build everything. `accepts_fewer`: a document may yield less than before."""

    is_full: bool = False
    accepts_fewer: bool = False

    @property
    def is_none(self) -> bool:
        """Whether the inputs alone decide if there is anything to do."""
        return not (self.is_full or self.accepts_fewer)


def refresh(
    sources: Path,
    folder: WarehouseFolder,
    inbox: Path | None = None,
    wish: Wish | None = None,
    web: Web | None = None,
) -> int:
    """Bring the published warehouse up to date with the sources. Returns the exit code of the published contract."""
    try:
        with _ended_in_order(), folder.locked(), told(folder.runs, folder.notices):
            return _refresh_locked(folder, sources, inbox, wish or Wish(), web)
    except Locked as error:
        say(str(error))
        return LOCKED
    except OSError as error:  # before or after the run itself: the folder cannot be written, or is no folder
        message = f"nothing can be published in {folder.root}: {error}"
        say(f"bangfu: {message}")
        tell_of_trouble(message, folder.notices)
        return FAILED


def _refresh_locked(folder: WarehouseFolder, sources: Path, inbox: Path | None, wish: Wish, web: Web | None) -> int:
    for run_id in enter_interrupted(folder.building, folder.runs):
        say(f"run {run_id} was interrupted; what it left is cleared")
    now = utc_now()
    asked = Asked(web)
    try:
        found, refused = find_files(sources, inbox, web.shelf if web else None)
    except OSError as error:
        return _without_sources(
            folder, Run(now.replace(":", "").replace("-", ""), now, wish.is_full, ""), sources, error
        )
    inputs = inputs_fingerprint([file.fingerprint() for file in found] + [repr(refusal) for refusal in refused])
    run = Run(f"{now.replace(':', '').replace('-', '')}-{inputs[:6]}", now, wish.is_full, inputs)
    log = run_log(run=run.run_id)
    earlier = read_runs(folder.runs)
    asked.enter(run, earlier, sources, log)
    if wish.is_none and (message := _nothing_to_do(folder, inputs, earlier)):
        run.version = folder.current_version()
        run.finish("unchanged", QUARANTINED if run.unfetched else DONE, f"{message}{run.left_out()}")
        append_run(folder.runs, run)
        say(f"{run.message}{_in_quarantine(earlier)}")
        return run.exit_code
    return _execute(folder, run, wish, found, refused, log)


def _without_sources(folder: WarehouseFolder, run: Run, sources: Path, error: OSError) -> int:
    """The folder of the sources is not there, or shut: perhaps its disk is not mounted. It is recorded as any run that fails."""
    run.finish("failed", FAILED, f"the folder of the sources cannot be opened: {error.strerror}: {sources}")
    append_run(folder.runs, run)
    run_log(run=run.run_id).error("stopped", reason=run.message, published=folder.current_version() or "nothing")
    return run.exit_code


def _nothing_to_do(folder: WarehouseFolder, inputs: str, earlier: list[dict[str, Any]]) -> str | None:
    """Why this run has nothing to do, in words; None when it has."""
    version = folder.current_version()
    if not is_sound(folder.current_file()):
        return None
    if is_built_from(version, inputs):
        return None if _may_pass(earlier) else f"nothing changed: {version} stays published"
    withdrawn = next((v for v in folder.withdrawn_versions() if is_built_from(v, inputs)), None)
    if withdrawn is not None and version is not None:
        return f"nothing changed since {withdrawn} was rolled back: {version} stays published; `--full` builds it anew"
    return None


def _execute(
    folder: WarehouseFolder, run: Run, wish: Wish, found: list[FoundFile], refused: list[Refusal], log: Any
) -> int:
    """All steps; the run is in the journal whatever happens."""
    from ingest.gate import Stopped
    from ingest.steps import NothingNew, Steps

    building = folder.clear_building(run.run_id)
    note_beginning(building, run)
    steps = Steps(folder, run, wish.is_full, wish.accepts_fewer, building / "warehouse.duckdb", log)
    try:
        steps.execute(found, refused)
    except NothingNew:
        run.version = folder.current_version()
        message = f"nothing changed: {run.version} stays published{run.left_out()}"
        run.finish("unchanged", QUARANTINED if run.unfetched else DONE, message)
        log.info("nothing changed", version=run.version)
    except Stopped as error:
        run.finish("failed", FAILED, str(error))
        log.error("stopped", reason=str(error), published=folder.current_version() or "nothing")  # noqa: TRY400 - the reason says it all
    except OSError as error:  # a full or read-only disk; nobody needs to see where in the program it showed
        run.finish("failed", FAILED, f"{type(error).__name__}: {error}")
        log.error("stopped", reason=run.message, published=folder.current_version() or "nothing")  # noqa: TRY400
    except SystemExit as error:
        run.finish("failed", FAILED, str(error))
        raise
    except BaseException as error:
        run.finish("failed", FAILED, f"{type(error).__name__}: {error}")
        raise
    finally:
        steps.close()  # gives a full disk room for the record
        append_run(folder.runs, run)
        folder.empty_building()
    return run.exit_code


def _may_pass(earlier: list[dict[str, Any]]) -> bool:
    """Whether the published version left a file out for a reason that may be gone."""
    return any(refused["code"] in PASSING for refused in _quarantine(earlier))


def _quarantine(earlier: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the published version had to leave out."""
    published = ("succeeded", "rolled_back")
    return next((run["quarantine"] for run in earlier if run["outcome"] in published), [])


def _in_quarantine(earlier: list[dict[str, Any]]) -> str:
    n = len(_quarantine(earlier))
    return f"; {n} files in quarantine, see bangfu status" if n else ""


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a request to end (systemd's, a shutdown's, Ctrl-C) end the run as an error does: recorded, and with its children."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may say what a signal does
        return
    heard = [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, _end) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: object) -> None:
    sys.exit(f"ended by {signal.Signals(number).name}")
