"""Passports that were parsed before, by their words: each is parsed once, and not every night. May be removed at any time."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from ingest.passport_file import text_to_passport
from ingest.provenance import Passport

_FIELDS = tuple(field.name for field in fields(Passport))


class PassportCache:
    """`file` holds the passports; those that another engine parsed count as if they were not there."""

    def __init__(self, file: Path, engine: str) -> None:
        self._file, self._engine = file, engine
        self._before = self._read()
        self._asked: dict[str, Passport] = {}

    def parse(self, text: bytes) -> Passport:
        """The passport of a `source.yml`. Raises BadPassport, each time anew."""
        key = hashlib.sha256(text).hexdigest()
        passport = self._before.get(key) or text_to_passport(text)
        self._asked[key] = passport
        return passport

    def keep(self) -> None:
        """Write down what was asked for, and nothing else; a kill leaves the old file or the new one."""
        if self._asked.keys() == self._before.keys():
            return
        beside = self._file.with_suffix(".new")
        rows = {key: _to_row(passport) for key, passport in self._asked.items()}
        beside.write_text(json.dumps({"engine": self._engine, "passports": rows}, ensure_ascii=False), encoding="utf-8")
        beside.replace(self._file)

    def _read(self) -> dict[str, Passport]:
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
            if said["engine"] != self._engine:
                return {}
            return {key: _to_passport(row) for key, row in said["passports"].items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError):  # a disk lost part of it
            return {}


def _to_row(passport: Passport) -> list[Any]:
    said = {name: getattr(passport, name) for name in _FIELDS}
    return list((said | {"retrieved": passport.retrieved and passport.retrieved.isoformat()}).values())


def _to_passport(row: list[Any]) -> Passport:
    said = dict(zip(_FIELDS, row, strict=True))
    retrieved = said["retrieved"]
    return Passport(**(said | {"retrieved": retrieved and date.fromisoformat(retrieved)}))
