"""What may not be opened, or leads nowhere, is told and never passed over: what lay there would silently be gone."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.sources import find_files
from tests.endurance.documents import write_document

HOME = "120000_tianjin/2024_x"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sources folder with one document and its passport."""
    (tmp_path / "sources" / "120000_tianjin").mkdir(parents=True)
    write_document(tmp_path / "sources", 1).rename(tmp_path / "sources" / HOME)
    return tmp_path / "sources"


@pytest.fixture
def as_nobody(folder: Path) -> Iterator[None]:
    """Who may read everything, root, is somebody else in here."""
    for path in (folder, *folder.parents):
        if path.is_relative_to(Path(tempfile.gettempdir())) and path != Path(tempfile.gettempdir()):
            path.chmod(0o755)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


@pytest.mark.parametrize(
    ("name", "mode"),
    [("120000_tianjin", 0o000), ("120000_tianjin", 0o444), ("120000_tianjin/2024_x/source.yml", 0o000)],
    ids=["a folder", "a folder that can be listed", "a passport"],
)
def test_what_may_not_be_opened_is_told(name: str, mode: int, folder: Path, request: pytest.FixtureRequest) -> None:
    (folder / name).chmod(mode)
    request.getfixturevalue("as_nobody")
    found, refused = find_files(folder)
    assert found == []
    assert {refusal.code for refusal in refused} == {"unreadable"}
    assert all("120000_tianjin" in refusal.source_path and "Permission denied" in refusal.reason for refusal in refused)


def test_links_that_lead_to_themselves_are_told_and_end(folder: Path) -> None:
    (folder / "itself.pdf").symlink_to("itself.pdf")
    (folder / "one.pdf").symlink_to("two.pdf")
    (folder / "two.pdf").symlink_to("one.pdf")
    (folder / "above").symlink_to(folder)
    found, refused = find_files(folder)
    assert [file.source_path for file in found] == ["120000_tianjin/2024_x/document.txt"]
    assert [(refusal.source_path, refusal.code) for refusal in refused] == [
        ("itself.pdf", "unreadable"), ("one.pdf", "unreadable"), ("two.pdf", "unreadable"),
    ]  # fmt: skip
