"""Damage done to rendered samples: flipped bytes, cut and spliced files, archives without an entry, XML with broken tags."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from random import Random

from tests.hostile.archives import plain_zip
from tests.hostile.forms import small_form
from tests.rendering.formats import RENDERERS
from tests.rendering.known_forms import known_form
from tests.rendering.pdf import to_pdf

Damage = Callable[[bytes, Random], bytes]
FORMS = ("kaifeng_weight_first",)
_TAG = re.compile(rb"<[^>]{1,200}>")


@cache
def samples() -> dict[str, list[bytes]]:
    """Ending → sound files of that format."""
    pages = [small_form(), *(known_form(name)[0] for name in FORMS)]
    found = {ending: [render(page) for page in pages] for ending, render in RENDERERS.items() if "." not in ending}
    found["pdf"] = [to_pdf(page) for page in pages]
    found["zip"] = [plain_zip({f"{ending}.{ending}": files[0] for ending, files in found.items()})]
    return found


def flipped(data: bytes, chance: Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 30, 300))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def cut_off(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def spliced(data: bytes, chance: Random) -> bytes:
    """A piece of the file, or of another one, put in somewhere, once or many times."""
    other = chance.choice(chance.choice(list(samples().values())))
    source = chance.choice((data, other))
    start, at = chance.randrange(len(source)), chance.randrange(len(data))
    piece = source[start : start + chance.randrange(1, 3000)] * chance.choice((1, 1, 2, 50))
    return data[:at] + piece + data[at + chance.choice((0, len(piece))) :]


def damaged_tags(data: bytes, chance: Random) -> bytes:
    """Some tags gone, said twice, or made of another."""
    tags = _TAG.findall(data) or [b"<a>"]
    share = chance.choice((0.002, 0.02, 0.2))

    def replaced(match: re.Match[bytes]) -> bytes:
        if chance.random() > share:
            return match.group()
        return chance.choice((b"", match.group() * 2, chance.choice(tags), match.group()[:-1]))

    return _TAG.sub(replaced, data)


def damaged_archive(data: bytes, chance: Random) -> bytes:
    """A sound archive one of whose parts is gone or damaged, so that the damage reaches the reader of the part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice(list(entries))
    content = entries.pop(chosen)
    if content and chance.random() < 0.8:
        entries[chosen] = chance.choice((flipped, cut_off, spliced, damaged_tags))(content, chance)
    return plain_zip(entries)


PLAIN: tuple[Damage, ...] = (flipped, cut_off, spliced)
DAMAGES: dict[str, tuple[Damage, ...]] = {
    "html": (*PLAIN, damaged_tags, damaged_tags),
    "docx": (*PLAIN, *[damaged_archive] * 6),
    "xlsx": (*PLAIN, *[damaged_archive] * 6),
    "zip": (*PLAIN, damaged_archive),
}


def mutation(ending: str, chance: Random) -> bytes:
    """One damaged file of a format."""
    return chance.choice(DAMAGES.get(ending, PLAIN))(chance.choice(samples()[ending]), chance)
