"""Known forms through every format and back."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.pipeline import read_file
from tests.rendering.formats import RENDERERS
from tests.rendering.known_forms import NAMES, known_form
from tests.rendering.scoring import Score, score


@cache
def rendered(name: str, ending: str) -> bytes:
    """A known form as a file of this ending."""
    return RENDERERS[ending](known_form(name)[0])


def round_trip(name: str, ending: str) -> Score:
    """What comes back from a known form printed to a format."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"document.{ending}"
        file.write_bytes(rendered(name, ending))
        return score(known_form(name)[1], read_file(file))


def table() -> str:
    """Format × what came back right, over all known forms."""
    lines = ["format   rows right       facts right"]
    for ending in RENDERERS:
        total = sum((round_trip(name, ending) for name in NAMES), Score())
        lines.append(f"{ending:8} {total.rows_right:4} / {total.rows:4}      {total.facts_right:4} / {total.facts:4}")
    return "\n".join(lines)
