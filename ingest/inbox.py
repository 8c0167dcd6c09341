"""Putting a document into the inbox with its passport, so that the next refresh reads it: a folder like those of the sources."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ingest.passport_file import PASSPORT_NAME, PassportFault, text_to_passport
from ingest.sources import DOCUMENT_STEM

NAME_BYTES = 150  # of a file's name that a folder is called after; file systems take 255
_NOT_IN_A_NAME = re.compile(r"[^\w()（）-]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}")


class NotKept(ValueError):
    """The document cannot be put into the inbox: what is wrong, by the passport's field, or under `file`."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {message}" for field, message in faults.items()))
        self.faults = dict(faults)


def put_into_inbox(inbox: Path, name: str, content: bytes, passport: Mapping[str, Any]) -> Path:
    """Puts the bytes of a file called `name` and its passport into a new folder of the inbox; returns the folder.

    The passport's hash is filled in. A folder appears whole or not at all, and is called after what is in the file, so that none takes
    another's place. Raises NotKept when the passport is not in order, the file is there already, or the inbox cannot be written to.
    """
    import yaml

    sha256 = hashlib.sha256(content).hexdigest()
    text = yaml.safe_dump(dict(passport) | {"sha256": sha256}, allow_unicode=True, sort_keys=False)
    try:
        text_to_passport(text)
    except PassportFault as error:
        raise NotKept(error.faults) from error
    folder = inbox / f"{sha256[:12]}_{safe_stem(name)}"
    if any(inbox.glob(f"{sha256[:12]}_*")):
        raise NotKept({"file": "the file is in the inbox already"})
    try:
        beside = Path(tempfile.mkdtemp(dir=inbox, prefix=".", suffix=".new"))
        try:
            beside.chmod(0o755)
            (beside / f"{DOCUMENT_STEM}{_ending(name)}").write_bytes(content)
            (beside / PASSPORT_NAME).write_text(text, encoding="utf-8")
            beside.rename(folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise NotKept({"file": f"the inbox {inbox} cannot be written to: {error.strerror}"}) from error
    return folder


def text_to_fields(text: bytes) -> dict[str, Any]:
    """The YAML of a passport, perhaps without the hash → its fields. Raises NotKept when it is none."""
    import yaml

    try:
        fields = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise NotKept({"file": f"the passport is not YAML: {' '.join(str(error).split())}"}) from error
    if not isinstance(fields, dict):
        raise NotKept({"file": "the passport is no list of fields"})
    return fields


def safe_stem(name: str) -> str:
    """A file's name without its ending and without anything that is a path, hidden, or too long for a folder."""
    stem = Path(name.replace("\\", "/")).stem
    short = _NOT_IN_A_NAME.sub("_", stem).strip("_").encode()[:NAME_BYTES].decode(errors="ignore")
    return short or DOCUMENT_STEM


def _ending(name: str) -> str:
    """The ending that tells the format, none where it is no usual one."""
    ending = Path(name.replace("\\", "/")).suffix
    return ending.lower() if _ENDING.fullmatch(ending) else ""
