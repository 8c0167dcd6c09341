from __future__ import annotations

import io
import struct
import zipfile

import pytest

from ingest.layout import Unreadable
from ingest.readers import archives
from ingest.readers.archives import Archive
from tests.ingest.readers.samples import packed


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        Archive(data)
    return refusal.value.code


def test_a_sound_archive_gives_its_entries() -> None:
    archive = Archive(packed({"a/b.xml": "甲", "c": b"1"}))
    assert archive.names == ("a/b.xml", "c")
    assert archive.read("a/b.xml").decode() == "甲"


def test_what_packs_too_well_is_a_bomb() -> None:
    assert code_of(packed({"a": b"0" * 60_000_000})) == "archive_bomb"


def test_what_declares_too_much_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 1000)
    assert code_of(packed({"a": b"0123456789" * 60, "b": b"0123456789" * 60})) == "archive_bomb"


def test_too_many_entries_are_a_bomb() -> None:
    assert code_of(packed({str(n): b"" for n in range(archives.MOST_ENTRIES + 1)})) == "archive_bomb"


def test_entries_that_share_their_data_are_a_bomb() -> None:
    """Two directory records point at one local header: the trick by which 100 KB declare 20 GB."""
    data = packed({"a": b"x" * 500})
    end = data.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", data[end + 16 : end + 20])[0]
    directory = data[start:end]
    other = directory[:46] + b"b" + directory[47:]
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 2, 2, len(directory) * 2, start, 0)
    assert zipfile.ZipFile(io.BytesIO(data[:start] + directory + other + tail)).namelist() == ["a", "b"]
    assert code_of(data[:start] + directory + other + tail) == "archive_bomb"


def test_a_locked_archive_says_so() -> None:
    data = bytearray(packed({"a": b"x" * 100}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert code_of(bytes(data)) == "encrypted"


def test_a_missing_and_a_damaged_entry_are_refused() -> None:
    data = packed({"a": b"abcdefgh" * 1000})
    damaged = Archive(data[:40] + b"\xff\xff" + data[42:])
    for archive, name in ((damaged, "a"), (Archive(data), "b")):
        with pytest.raises(Unreadable) as refusal:
            archive.read(name)
        assert refusal.value.code == "broken_file"


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", b"no archive", packed({"a": b"1"})[:-10]],
    ids=["empty", "signature", "text", "cut"],
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    assert code_of(data) == "broken_file"
