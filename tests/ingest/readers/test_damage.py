"""Damaged files: a reader gives a document or refuses with a reason, within seconds. Samples are the rendered known forms."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable

import pytest

from ingest.layout import Document, Unreadable
from ingest.readers import read_bytes
from tests.rendering.round_trip import rendered

MUTATIONS = 200
MOST_SECONDS = 5.0
FORMS = ("tangshan", "kaifeng_weight_first")


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 30))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def repeated(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 400)]
    return data[:start] + piece * chance.randrange(2, 60) + data[start:]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randrange(1, 2000) :]


def repacked(data: bytes, chance: random.Random) -> bytes:
    """An office file whose archive is sound and one of whose parts is damaged or gone; the damage reaches the reader of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        chosen = chance.choice([n for n in old.namelist() if n.endswith((".xml", ".rels"))])
        for name in old.namelist():
            if name != chosen:
                new.writestr(name, old.read(name))
            elif chance.random() < 0.8:
                new.writestr(name, chance.choice((truncated, flipped, repeated, cut_out))(old.read(name), chance))
    return file.getvalue()


Damage = Callable[[bytes, random.Random], bytes]
PLAIN: tuple[Damage, ...] = (truncated, flipped, repeated, cut_out)
DAMAGES: dict[str, tuple[Damage, ...]] = {
    "txt": PLAIN, "html": PLAIN, "xls": PLAIN, "docx": (*PLAIN, *[repacked] * 8), "xlsx": (*PLAIN, *[repacked] * 8),
}  # fmt: skip


def read_or_refuse(name: str, data: bytes) -> Document | None:
    """The document, or None for a refusal; whatever else is raised fails the test."""
    try:
        return read_bytes(name, data)
    except Unreadable as refusal:
        assert refusal.code
        assert str(refusal)
        return None


@pytest.mark.parametrize("ending", DAMAGES)
def test_damage_is_read_around_or_refused(ending: str) -> None:
    chance = random.Random(20261121)
    documents = 0
    for number in range(MUTATIONS):
        damage = chance.choice(DAMAGES[ending])
        data = damage(rendered(chance.choice(FORMS), ending), chance)
        start = time.monotonic()
        documents += read_or_refuse(f"document.{ending}", data) is not None
        seconds = time.monotonic() - start
        assert seconds < MOST_SECONDS, f"mutation {number}, {damage.__name__}: {seconds:.1f} s"
    assert documents > 0, "no damaged file was read at all; the damage is too coarse to try anything"
