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
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / upload.safe_name
        file.write_bytes(upload.content)
        command = [sys.executable, "-m", "ingest.cli", "parse", str(file), "--json"]
        try:
            finished = run_confined(command, LIMITS, tick=tick)
        except OutOfTime:
            raise NotRead("time") from None
    try:
        reading: dict[str, Any] = json.loads(finished.output)
    except ValueError as error:
        raise NotRead("ended") from error
    return reading


def keep(upload: Upload, folder: Path) -> Path:
    """Put a file into the inbox; its content is part of its name, so that no file takes another's place. Returns the path."""
    path = folder / f"{upload.sha256[:8]}_{upload.safe_name}"
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(upload.content)
    beside.replace(path)
    return path


def passport(upload: Upload, document: dict[str, Any]) -> str:
    """The passport of a file as YAML, with what its document says; what it does not say is null and is for a person to fill in."""
    fields = {
        name: document.get(name) for name in ("title", "publisher", "city_id", "fiscal_year", "fiscal_year_basis")
    }
    fields |= {"city_name": document.get("city"), "media_type": document.get("media_type"), "sha256": upload.sha256}
    return yaml.safe_dump(
        fields | {"url": None, "retrieved": None, "obtained": None}, allow_unicode=True, sort_keys=False
    )
