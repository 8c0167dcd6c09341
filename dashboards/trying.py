"""A person's own file read by `bangfu parse` in a confined process; nothing of it is kept unless the person says so."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from dashboards.confined import Limits, OutOfTime, run_confined

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = Limits(seconds=120, memory_mb=2048, output_mb=64)
KEEPING = Limits(seconds=60, memory_mb=2048, output_mb=256)
FILE, PASSPORT = "the file", "passport.yml"
OBTAINED = "uploaded on the page /try"
NAME_LENGTH = 80
NOT_IN_A_NAME = re.compile(r"[^\w.()（）-]+")


class NotRead(Exception):
    """The file could not be read. `code`: time (it took too long) or ended (the process died or said nothing)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a person gave it."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file as received."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def safe_name(self) -> str:
        """The name without anything that is a path or hidden; the end, which tells the format, stays."""
        name = NOT_IN_A_NAME.sub("_", Path(self.name.replace("\\", "/")).name).lstrip(".")
        return name[-NAME_LENGTH:] or "document"


def read_upload(upload: Upload, tick: Callable[[float], None] | None = None) -> dict[str, Any]:
    """What `bangfu parse --json` understands of a file. Raises NotRead."""
    return _said_of(upload, LIMITS, ["parse", FILE, "--json"], {}, tick)


def keep(upload: Upload, passport: dict[str, Any], inbox: Path) -> dict[str, Any]:
    """What `bangfu receive --json` says to a file and its passport.

    `kept`, the name of the folder in the inbox, or `faults`, what is wrong by the passport's field (`file`: with the file or the inbox).
    Raises NotRead.
    """
    command = ["receive", FILE, "--passport", PASSPORT, "--inbox", str(inbox.absolute()), "--json"]
    return _said_of(upload, KEEPING, command, {PASSPORT: yaml.safe_dump(passport, allow_unicode=True).encode()})


def _said_of(
    upload: Upload,
    limits: Limits,
    command: list[str],
    beside: dict[str, bytes],
    tick: Callable[[float], None] | None = None,
) -> dict[str, Any]:
    """What the program says, as JSON, to a file that lies with others in a folder of its own. FILE and their names stand for the paths."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {FILE: Path(folder) / upload.safe_name} | {name: Path(folder) / name for name in beside}
        for name, content in ({FILE: upload.content} | beside).items():
            paths[name].write_bytes(content)
        words = [str(paths.get(word, word)) for word in command]
        try:
            finished = run_confined([sys.executable, "-m", "ingest.cli", *words], limits, tick=tick)
        except OutOfTime:
            raise NotRead("time") from None
    try:
        said: dict[str, Any] = json.loads(finished.output)
    except ValueError as error:
        raise NotRead("ended") from error
    return said


def understood(document: dict[str, Any]) -> dict[str, Any]:
    """What a document says of itself → the fields of its passport that a person looks over, None where it does not say."""
    return {name: document.get(name) for name in ("city_id", "fiscal_year", "publisher", "title")}


def passport(document: dict[str, Any], said: dict[str, Any], city_name: str | None) -> dict[str, Any]:
    """The passport from what a person confirmed or filled in; the year is printed only where the document prints this very one."""
    is_printed = document.get("fiscal_year") == said["fiscal_year"] and document.get("fiscal_year_basis") == "printed"
    return said | {
        "city_name": city_name or "",
        "fiscal_year_basis": "printed" if is_printed else "inferred",
        "media_type": document.get("media_type") or "application/octet-stream",
        "obtained": OBTAINED,
        "url": said["url"] or None,
    }
