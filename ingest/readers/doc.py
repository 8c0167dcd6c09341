"""DOC (Word 97 to 2003, also WPS) → Document: LibreOffice turns it into DOCX in a room of its own, without a network; the DOCX is read."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.layout import Document, Unreadable
from ingest.readers import docx

MOST_SECONDS = 90.0
PROGRAMS = ("soffice", "libreoffice")
FILTER = "docx:MS Word 2007 XML"
_ALONE = ("unshare", "--user", "--map-root-user", "--net")
_LINK = re.compile(rb"(?:h\0?t\0?t\0?p|f\0?t\0?p|f\0?i\0?l\0?e)\0?s?\0?:\0?/|\\\0?\\\0?[\w.]\0?[\w.]", re.IGNORECASE)


def read(data: bytes, media_type: str) -> Document:
    """Bytes of a DOC file → Document. Raises Unreadable when LibreOffice is missing, cannot convert them, or takes too long."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        message = "reading .doc takes LibreOffice: install libreoffice-writer, or save the file as .docx"
        raise Unreadable("libreoffice_missing", message)
    alone = () if _has_no_network() else _ALONE if _can_be_alone() else None
    if alone is None and _LINK.search(data):
        message = (
            "the file names others to fetch, and LibreOffice cannot be cut off from the network here: save it as .docx"
        )
        raise Unreadable("unsafe_links", message)
    with TemporaryDirectory(prefix="bangfu-doc-") as room:
        converted = _convert(program, alone or (), data, Path(room))
    return docx.read(converted, media_type)


def _convert(program: str, alone: tuple[str, ...], data: bytes, room: Path) -> bytes:
    source = room / "document.doc"
    source.write_bytes(data)
    command = [
        *alone, program, f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", FILTER, "--outdir", str(room), str(source),
    ]  # fmt: skip
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(room), "LANG": "C.UTF-8", "TMPDIR": str(room)}
    nowhere = subprocess.DEVNULL
    running = subprocess.Popen(
        command, env=environment, cwd=room, stdin=nowhere, stdout=nowhere, stderr=nowhere, start_new_session=True
    )
    try:
        running.wait(MOST_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            "read_timeout", f"LibreOffice took longer than {MOST_SECONDS:g} seconds for the file"
        ) from error
    finally:
        _end(running)
    result = room / "document.docx"
    if not result.is_file():
        raise Unreadable("broken_file", "LibreOffice could not open the file; save it anew as .docx")
    return result.read_bytes()


def _end(running: subprocess.Popen[bytes]) -> None:
    """LibreOffice starts further processes; they end with it."""
    try:
        os.killpg(running.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # all have ended
    finally:
        running.wait()


def _has_no_network() -> bool:
    """Whether this process already stands in a network that reaches nobody, as the refresh's children do."""
    try:
        lines = Path("/proc/self/net/dev").read_text(encoding="ascii").splitlines()[2:]
    except OSError:
        return False
    return {line.split(":")[0].strip() for line in lines} <= {"lo"}


@cache
def _can_be_alone() -> bool:
    """Whether the kernel lets a program be put into a network of its own."""
    if shutil.which(_ALONE[0]) is None:
        return False
    return subprocess.run([*_ALONE, "true"], capture_output=True, check=False).returncode == 0
