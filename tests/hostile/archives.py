"""Hostile archives, made byte by byte where no program would write them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def plain_zip(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def zip_with_raw_names(entries: dict[bytes, bytes]) -> bytes:
    """Names as the bytes given, without the flag that says UTF-8: as Windows in China packs them."""
    body, directory = b"", b""
    for name, content in entries.items():
        head = struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 0, zlib.crc32(content), len(content), len(content), len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + head + name + content
    return body + directory + _end(len(entries), len(directory), len(body))


def overlapping_zip(name: str, declared: int = 20 * 10**9, kernel: int = 100 * 10**6) -> bytes:
    """Entries that all share one compressed kernel of zeros: about 100 KB that declare 20 GB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b"\0" * kernel) + packer.flush()
    crc = zlib.crc32(b"\0" * kernel)
    body = directory = b""
    for number in range(declared // kernel):
        file_name = f"{number:05}{name}".encode()
        head = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0, crc, len(packed), kernel, len(file_name), 0)
        body = body or b"PK\x03\x04" + head + file_name + packed
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + file_name
    return body + directory + _end(declared // kernel, len(directory), len(body))


def nested_zip(depth: int, content: bytes = b"text") -> bytes:
    """Bundles in bundles."""
    data = plain_zip({"document.txt": content})
    for _ in range(depth - 1):
        data = plain_zip({"bundle.zip": data})
    return data


def with_entry_replaced(archive: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one entry's content another."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return plain_zip({entry: opened.read(entry) for entry in opened.namelist()} | {name: content})


def _end(entries: int, directory: int, offset: int) -> bytes:
    return b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, entries, entries, directory, offset, 0)
