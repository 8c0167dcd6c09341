"""A document put into the inbox with its passport: whole or not at all, under a name that harms nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.inbox import NotKept, put_into_inbox, safe_stem, text_to_fields
from ingest.pipeline import read_data
from ingest.provenance import Passport
from ingest.sources import files_to_sources, find_files

PASSPORT: dict[str, Any] = {
    "title": "某市总工会2024年项目绩效目标表",
    "publisher": "某市总工会",
    "city_id": "341000",
    "city_name": "黄山市",
    "fiscal_year": 2024,
    "fiscal_year_basis": "inferred",
    "media_type": "text/plain",
    "obtained": "by hand",
    "url": "https://example.org/a.txt",
    "retrieved": "2026-11-20",
}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


def found_in(inbox: Path) -> list[tuple[str, str, int]]:
    """Path, city and year of what a refresh would find."""
    (inbox.parent / "sources").mkdir()
    sources, refused = files_to_sources(find_files(inbox.parent / "sources", inbox)[0])
    assert refused == []
    return [(s.source_path, s.passport.city_id, s.passport.fiscal_year) for s in sources if s.passport]


def faults(inbox: Path, name: str = "a.txt", **changes: Any) -> dict[str, str]:
    with pytest.raises(NotKept) as failed:
        put_into_inbox(inbox, name, b"x", PASSPORT | changes)
    return failed.value.faults


def test_a_refresh_finds_the_document_with_its_passport(inbox: Path) -> None:
    folder = put_into_inbox(inbox, "附件 1.TXT", b"x", PASSPORT)
    assert folder.name == "2d711642b726_附件_1"
    assert sorted(path.name for path in folder.iterdir()) == ["document.txt", "source.yml"]
    assert found_in(inbox) == [("../inbox/2d711642b726_附件_1/document.txt", "341000", 2024)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "), ("publisher", ""), ("city_id", "12"), ("city_id", "１２００００"), ("fiscal_year", 24), ("fiscal_year", "next"),
        ("url", "javascript:alert(1)"), ("url", "https://a b"), ("retrieved", "yesterday"), ("colour", "red"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_in_order_is_named_and_nothing_is_kept(inbox: Path, field: str, value: Any) -> None:
    assert list(faults(inbox, **{field: value})) == [field]
    assert list(inbox.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../etc/passwd", "passwd"), ("..\\..\\boot.ini", "boot"), (".hidden", "hidden"), ("/", "document"), ("..", "document"),
        ("a b;rm -rf.pdf", "a_b_rm_-rf"), ("预算（2024）.docx", "预算（2024）"), ("\0\n.txt", "document"), ("长" * 300 + ".pdf", "长" * 50),
    ],
)  # fmt: skip
def test_a_name_is_no_path(inbox: Path, name: str, stem: str) -> None:
    assert safe_stem(name) == stem
    folder = put_into_inbox(inbox, name, b"x", PASSPORT)
    assert folder.parent == inbox
    assert len(found_in(inbox)) == 1


def test_the_same_file_is_kept_once_and_another_of_its_name_beside_it(inbox: Path) -> None:
    put_into_inbox(inbox, "a.txt", b"x", PASSPORT)
    assert faults(inbox, "b.txt") == {"file": "the file is in the inbox already"}
    put_into_inbox(inbox, "a.txt", b"y", PASSPORT)
    assert len(found_in(inbox)) == 2


def test_an_inbox_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "cannot be written to" in faults(tmp_path / "nowhere")["file"]


@pytest.mark.parametrize("text", [b"- a", b"{", b"\xff\xfe\x00"])
def test_a_passport_that_is_none_is_said(text: bytes) -> None:
    with pytest.raises(NotKept):
        text_to_fields(text)


def test_a_city_that_is_none_keeps_its_document_out_alone() -> None:
    passport = Passport(**PASSPORT | {"sha256": "0" * 64, "city_id": "999999", "retrieved": None})
    reading = read_data("a.txt", "劳模每人每月600元。".encode(), passport)
    assert [issue.code for issue in reading.issues] == ["bad_passport"]
    assert (reading.projects, reading.rates) == ([], [])
