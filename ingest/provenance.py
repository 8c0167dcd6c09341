"""Where a document comes from and on whose word a value stands: what is known from outside its own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

CORRECTIONS_NAME = "corrections.yml"
BETWEEN = "!/"  # parts a bundle's path from the name in it
_FILES_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})
_LOCKS = "~$"  # what an office program leaves beside an open document


def is_left_behind(name: str) -> bool:
    """Whether a file of this name is what programs leave beside documents: a folder's view, the lock of an open one."""
    return name.lower() in _FILES_OF_SYSTEMS or name.startswith(_LOCKS)


@dataclass(frozen=True, slots=True)
class Passport:
    """What is known about a document from outside it: the `source.yml` beside the file. It wins over what the text says."""

    title: str
    publisher: str
    city_id: str
    city_name: str
    fiscal_year: int
    fiscal_year_basis: Literal["printed", "inferred"]
    media_type: str
    sha256: str
    obtained: str
    url: str | None = None
    retrieved: date | None = None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was found: where it lies, what it is called below the sources folder, and its passport if it has one.

    A document in a ZIP bundle has the bundle's `path`, and in `member` its name there; the `sha256` is its own.
    `corrections` is the `corrections.yml` beside it, as it stands there.
    """

    path: Path
    source_path: str
    sha256: str
    passport: Passport | None = None
    member: tuple[str, ...] = ()  # names from the outermost bundle inwards
    corrections: bytes = b""

    @property
    def name(self) -> str:
        """What it is called in its folder; in a bundle, the bundle's name and its own."""
        return BETWEEN.join((self.path.name, *self.member))


@dataclass(frozen=True, slots=True)
class Known:
    """A document that stands in the version before just as it would be read and corrected now."""

    document_id: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that goes to quarantine: a code for machines and a reason for people."""

    source_path: str
    sha256: str | None
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One value that a person set right: what was read, what stands now, why, and on whose word since when."""

    field: str
    original_text: str | None
    value_text: str | None
    why: str
    said_by: str
    said_on: date
