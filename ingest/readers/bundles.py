"""ZIP bundles of documents: what stands in them, and the bytes of one of them. Nothing is ever written to disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from ingest.layout import Unreadable
from ingest.provenance import is_left_behind
from ingest.readers.archives import MOST_BYTES, Archive

ENDING = ".zip"
MOST_DOCUMENTS = 500
MOST_NESTED = 2  # bundles in bundles
_FOLDERS_OF_SYSTEMS = frozenset({"__MACOSX"})
_SHORTCUTS = frozenset({".lnk", ".url", ".webloc"})


@dataclass(frozen=True, slots=True)
class Member:
    """A document in a bundle: its names from the outermost bundle inwards, its hash, and why it is refused if it is."""

    names: tuple[str, ...]
    sha256: str
    refused: Unreadable | None = None


def bundle_to_members(data: bytes) -> list[Member]:
    """The bytes of a bundle → its documents, in their order there. Raises Unreadable when it is no sound archive, or too large."""
    members: list[Member] = []
    unpacked = 0
    for names, content in _documents(data, ()):
        unpacked += len(content) if isinstance(content, bytes) else 0
        if unpacked > MOST_BYTES:
            raise Unreadable("archive_bomb", f"the bundles in the bundle unpack to more than {MOST_BYTES} bytes")
        if len(members) == MOST_DOCUMENTS:
            raise Unreadable("archive_bomb", f"the bundle holds more than {MOST_DOCUMENTS} documents; split it")
        if isinstance(content, bytes):
            members.append(Member(names, hashlib.sha256(content).hexdigest()))
        else:
            members.append(Member(names, "", content))
    return members


def member_bytes(data: bytes, names: tuple[str, ...]) -> bytes:
    """The bytes of one document of a bundle. Raises Unreadable when it is not there or damaged."""
    for name in names:
        data = Archive(data).read(name)
    return data


def _documents(data: bytes, outer: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], bytes | Unreadable]]:
    """Every document with its bytes, or what is wrong with it; bundles in the bundle are opened in their turn."""
    archive = Archive(data)
    for name in archive.names:
        if _is_of_system(name):
            continue
        names = (*outer, name)
        try:
            content = _read(archive, name)
            if not name.lower().endswith(ENDING):
                yield names, content
            elif len(names) > MOST_NESTED:
                raise Unreadable("archive_bomb", f"bundles stand in bundles more than {MOST_NESTED} deep")
            else:
                yield from _documents(content, names)
        except Unreadable as error:
            yield names, error


def _read(archive: Archive, name: str) -> bytes:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or not name.isprintable():
        raise Unreadable("name_leaves_bundle", "its name leads out of the bundle; no program packs it so")
    return archive.read(name)


def _is_of_system(name: str) -> bool:
    """What systems put into archives beside the documents: resource forks, folder views, locks, shortcuts."""
    path = PurePosixPath(name)
    return (
        any(part.startswith(".") and part != ".." for part in path.parts)
        or path.parts[0] in _FOLDERS_OF_SYSTEMS
        or is_left_behind(path.name)
        or path.suffix.lower() in _SHORTCUTS
    )
