"""ZIP archives from strangers: everything an archive declares is checked before anything is unpacked.

A hundred kilobytes may declare twenty gigabytes through entries that share their data, and Python's zipfile opens that.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from ingest.layout import Unreadable

MOST_ENTRIES = 2_000
MOST_BYTES = 200_000_000  # unpacked, all entries together
MOST_ENTRY_BYTES = 64_000_000  # unpacked, one entry
MOST_RATIO = 200  # unpacked to packed, where more than FREE_BYTES are unpacked
FREE_BYTES = 10_000_000
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED, _UTF8 = 0x1, 0x800
_LOCAL_HEADER = 30


class Archive:
    """An archive whose declared sizes are within bounds. `names` are its entries in their printed order, folders left out."""

    def __init__(self, data: bytes) -> None:
        """Raises Unreadable when `data` is no sound archive or declares more than we unpack."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, EOFError) as error:
            raise Unreadable("broken_file", "the file is no whole ZIP archive; fetch it again") from error
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        _check(entries, len(data))
        self._entries = {_printed_name(entry): entry for entry in entries}
        self.names = tuple(self._entries)

    def main_part(self, name: str) -> str:
        """The part `name`, or where a program numbers its parts (workbook2.xml) the one that begins alike."""
        begin, end = name.rsplit(".", 1)
        return (
            name
            if name in self._entries
            else next((n for n in self.names if n.startswith(begin) and n.endswith(end)), name)
        )

    def read(self, name: str) -> bytes:
        """An entry's bytes. Raises Unreadable when it is missing or broken."""
        entry = self._entries.get(name)
        if entry is None:
            raise Unreadable("broken_file", f"the archive holds no {name}; the file is not whole")
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError, OSError) as error:
            raise Unreadable("broken_file", f"{name} in the archive is damaged; fetch the file again") from error


def _stored_name(entry: zipfile.ZipInfo) -> bytes:
    """The name as it stands in the archive; zipfile takes one without the flag for UTF-8 as code page 437."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")


def _printed_name(entry: zipfile.ZipInfo) -> str:
    """The name as its author saw it: without the flag for UTF-8 it was written in the code page of a Chinese Windows."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        for encoding in ("utf-8", "gb18030"):
            try:
                name = entry.filename.encode("cp437").decode(encoding)
                break
            except UnicodeError:
                continue
    return name.replace("\\", "/")


def _check(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Raises Unreadable for the first thing that is out of bounds."""
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("archive_bomb", f"the archive has {len(entries)} entries; at most {MOST_ENTRIES} are read")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable("encrypted", "the file is protected by a password; save it without one")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise Unreadable("broken_file", "the archive is packed by a method that we do not read; pack it as plain ZIP")
    declared = sum(entry.file_size for entry in entries)
    most = max((entry.file_size for entry in entries), default=0)
    if declared > MOST_BYTES or most > MOST_ENTRY_BYTES:
        raise Unreadable("archive_bomb", f"the archive declares {declared} bytes unpacked; that is more than is read")
    if declared > max(FREE_BYTES, packed * MOST_RATIO):
        raise Unreadable(
            "archive_bomb", f"the archive declares {declared} bytes in {packed}; no document packs so well"
        )
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise Unreadable("archive_bomb", "entries of the archive overlap; no program writes such a file")
        end = entry.header_offset + _LOCAL_HEADER + len(_stored_name(entry)) + entry.compress_size
