"""The file a document was read from, found again by the path it had and known by the hash of its content."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_SOURCES, DEFAULT_INBOX = "data/sources", "data/inbox"
IN_BUNDLE = "!/"  # parts a bundle's path from the name in it
MOST_BYTES = 200_000_000  # a larger file is never read


class OriginalGone(Exception):
    """The original file cannot be shown. `code`: missing (it is not on this machine) or changed (another file lies there now)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Original:
    """A document's file as the warehouse knows it: its path below the sources folder, or in a bundle there, and its SHA-256."""

    source_path: str
    sha256: str

    def content(self) -> bytes:
        """The bytes of the file; of a bundle, those of the bundle, whose document then still has to be told by its hash.

        Raises OriginalGone. A path that leads out of the folders of documents leads to nothing.
        """
        path, _, member = self.source_path.partition(IN_BUNDLE)
        file = (sources() / path).resolve()
        if not any(file.is_relative_to(folder.resolve()) for folder in (sources(), fetched(), inbox())):
            raise OriginalGone("missing")
        try:
            if not file.is_file() or file.stat().st_size > MOST_BYTES:
                raise OriginalGone("missing")
            content = file.read_bytes()
        except OSError as error:
            raise OriginalGone("missing") from error
        if not member and hashlib.sha256(content).hexdigest() != self.sha256:
            raise OriginalGone("changed")
        return content


def sources() -> Path:
    """The folder that the paths of documents begin at: BANGFU_SOURCES, else data/sources."""
    return Path(os.environ.get("BANGFU_SOURCES") or DEFAULT_SOURCES)


def fetched() -> Path:
    """The folder of documents that a refresh fetched: beside that of the sources."""
    return sources().absolute().parent / "fetched"


def inbox() -> Path:
    """The folder whose files the next refresh reads too: BANGFU_INBOX, else data/inbox."""
    return Path(os.environ.get("BANGFU_INBOX") or DEFAULT_INBOX)
