"""A text that somebody pasted into Word or onto a page, without tables, reads as the text does."""

from __future__ import annotations

import html
import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest

from ingest.answer import reading_to_json
from ingest.pipeline import read_document
from ingest.readers import format_of, read_bytes
from ingest.readers.mojibake import is_lost
from ingest.readers.text import LEAST_PIPED, decode, is_separator_row

TESTS = Path(__file__).parents[1]
FOLDERS = (TESTS / "forms").glob("*/document.txt")
SOURCES = (TESTS.parent / "data" / "sources").glob("*/*/document.txt")


def is_plain(text: str) -> bool:
    """Whether a text has no marks of a format of its own (HTML, Markdown, CSV), no lost characters and no lone stroke of a scan."""
    lines = text.split("\n")
    strokes = sum("|" in line for line in lines)
    is_marked_up = "</td>" in text or any(is_separator_row(line) for line in lines) or '","' in text
    return not (is_marked_up or is_lost(text) or 0 < strokes < LEAST_PIPED)


def pasted(text: str) -> str:
    """The text as it arrives elsewhere: blanks at the ends of lines do not."""
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


TEXTS = sorted((file for file in [*FOLDERS, *SOURCES] if is_plain(decode(file.read_bytes()))), key=str)


def understood(name: str, data: bytes) -> Any:
    """What `parse --json` says of a file, but for where its words stand and in which format."""
    answer = json.dumps(reading_to_json(read_document(read_bytes(name, data))), default=str)
    return json.loads(
        answer,
        object_hook=lambda entry: {k: v for k, v in entry.items() if k not in {"locator", "quote", "media_type"}},
    )


def pasted_into_word(text: str) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(file)
    return file.getvalue()


def pasted_onto_a_page(text: str) -> bytes:
    return f"<html><body><pre>{html.escape(text, quote=False)}</pre></body></html>".encode()


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: f"{file.parents[1].name}-{file.parent.name}")
def test_pasted_text_reads_as_the_text(file: Path) -> None:
    data = file.read_bytes()
    assert format_of(file.name, data) is not None
    text = pasted(decode(data))
    expected = understood(file.name, text.encode())
    assert understood("pasted.docx", pasted_into_word(text)) == expected
    assert understood("pasted.html", pasted_onto_a_page(text)) == expected
