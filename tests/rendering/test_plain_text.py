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
from ingest.readers.text import decode

TESTS = Path(__file__).parents[1]
FOLDERS = [folder for folder in (TESTS / "forms").glob("*/document.txt") if b"</td>" not in folder.read_bytes()]
SOURCES = (TESTS.parent / "data" / "sources").glob("*/*/document.txt")
TEXTS = sorted([*FOLDERS, *SOURCES], key=str)


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
    expected = understood(file.name, data)
    assert understood("pasted.docx", pasted_into_word(decode(data))) == expected
    assert understood("pasted.html", pasted_onto_a_page(decode(data))) == expected
