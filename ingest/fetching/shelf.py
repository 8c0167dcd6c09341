"""Where fetched documents lie, each in a folder of its own with its passport, as in the sources folder; and what is known of every address.

DIR/<source id>/<hash of the address>/document.<ext> and source.yml   what a refresh reads
DIR/.ledger.json                                                      a record for every address
DIR/.partial/  .staged/  .replaced/                                   work in hand; what a killed run left there is put right by the next
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.fetching.outcomes import WebSource

PASSPORT = "source.yml"
_OF_THE_FILE = frozenset(
    {"media_type", "retrieved", "sha256", "obtained"}
)  # of a passport, what the listing does not say
_SECONDS_KEPT = 7 * 24 * 3600  # of a download that broke off


class Shelf:
    """The folder of fetched documents."""

    def __init__(self, root: Path) -> None:
        self.root, self.partial = root, root / ".partial"
        self._staged, self._replaced = root / ".staged", root / ".replaced"

    def put_right(self) -> None:
        """Undo what a killed run left half done, and forget broken downloads that nobody came back for."""
        self.partial.mkdir(parents=True, exist_ok=True)
        for left in self._replaced.glob("*/*"):
            home = self.root / left.relative_to(self._replaced)
            if not home.exists():
                left.replace(home)
        for folder in (self._replaced, self._staged):
            shutil.rmtree(folder, ignore_errors=True)
        for file in self.partial.iterdir():
            if time.time() - file.stat().st_mtime > _SECONDS_KEPT:
                file.unlink(missing_ok=True)

    def folder_of(self, source_id: str, url: str) -> str:
        """The folder of an address, below the root."""
        return f"{source_id}/{hashlib.sha256(url.encode()).hexdigest()[:12]}"

    def document_in(self, folder: str) -> Path | None:
        """The document that lies in a folder with its passport; None when either is missing or the passport cannot be read."""
        if not self._passport_in(folder):
            return None
        return next((self.root / folder).glob("document.*"), None)

    def land(self, folder: str, arrived: Path, ending: str, passport: dict[str, Any]) -> str:
        """Put a document and its passport into a folder, together or not at all, in place of those before; corrections stay beside them.

        Returns the document's path below the root.
        """
        staged, replaced, home = (place / folder for place in (self._staged, self._replaced, self.root))
        staged.mkdir(parents=True)
        replaced.parent.mkdir(parents=True, exist_ok=True)
        home.parent.mkdir(parents=True, exist_ok=True)
        arrived.replace(staged / f"document{ending}")
        (staged / PASSPORT).write_text(_yaml(passport), encoding="utf-8")
        for beside in home.glob("*"):
            if beside.is_file() and beside.name != PASSPORT and beside.stem != "document":
                shutil.copy2(beside, staged)
        for written in staged.iterdir():
            _sync(written)
        if home.exists():
            home.replace(replaced)
        staged.replace(home)
        _sync(home.parent)
        shutil.rmtree(replaced, ignore_errors=True)
        return f"{folder}/document{ending}"

    def amend(self, folder: str, passport: dict[str, Any]) -> bool:
        """Bring a passport up to what the listing says now, but for what it says of the file itself. Returns whether it changed."""
        stands = self._passport_in(folder)
        amended = passport | {key: stands[key] for key in _OF_THE_FILE}
        if amended == stands:
            return False
        beside = self.partial / f"{hashlib.sha256(folder.encode()).hexdigest()[:24]}.yml"
        beside.write_text(_yaml(amended), encoding="utf-8")
        _sync(beside)
        beside.replace(self.root / folder / PASSPORT)
        return True

    def ledger(self) -> dict[str, WebSource]:
        """What is known of every address, by address. A ledger that cannot be read is begun anew: everything is then asked once more."""
        try:
            records = json.loads((self.root / ".ledger.json").read_text(encoding="utf-8"))
            return {record["url"]: WebSource(**record) for record in records}
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return {}

    def write_ledger(self, records: list[WebSource]) -> None:
        """Keep what is known; a kill leaves the old ledger or the new one."""
        beside = self.partial / "ledger.new"
        beside.write_text(
            json.dumps([asdict(record) for record in records], ensure_ascii=False, indent=1), encoding="utf-8"
        )
        _sync(beside)
        beside.replace(self.root / ".ledger.json")

    def _passport_in(self, folder: str) -> dict[str, Any]:
        """The passport in a folder; empty when it is missing, or is none."""
        import yaml

        try:
            said = yaml.safe_load((self.root / folder / PASSPORT).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError, yaml.YAMLError):
            return {}
        return said if isinstance(said, dict) and said.keys() >= _OF_THE_FILE else {}


def _yaml(passport: dict[str, Any]) -> str:
    import yaml

    return str(yaml.safe_dump(passport, allow_unicode=True, sort_keys=False, width=120))


def _sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
