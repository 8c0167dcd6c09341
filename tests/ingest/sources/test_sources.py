from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from ingest.passport_file import BadPassport, text_to_passport
from ingest.sources import files_to_sources, find_files

TEXT = "项目绩效目标表\n"
PASSPORT = f"""
title: 某市总工会2024年项目绩效目标表
publisher: 某市总工会
city_id: "120000"
city_name: 天津市
fiscal_year: 2024
fiscal_year_basis: printed
media_type: text/plain
retrieved: 2024-03-01
sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
obtained: by hand
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sources folder with one document and its passport."""
    home = tmp_path / "sources" / "120000_tianjin" / "2024_x"
    home.mkdir(parents=True)
    (home / "document.txt").write_text(TEXT, encoding="utf-8")
    (home / "source.yml").write_text(PASSPORT, encoding="utf-8")
    return tmp_path / "sources"


def refusals(folder: Path, inbox: Path | None = None) -> dict[str, str]:
    """Path → code of everything that is refused."""
    found, refused = find_files(folder, inbox)
    return {r.source_path: r.code for r in [*refused, *files_to_sources(found)[1]]}


def test_a_document_is_found_with_its_passport(folder: Path) -> None:
    found, refused = find_files(folder)
    sources, bad = files_to_sources(found)
    assert refused == bad == []
    (source,) = sources
    assert source.source_path == "120000_tianjin/2024_x/document.txt"
    assert source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert source.passport is not None
    assert (source.passport.city_id, source.passport.fiscal_year) == ("120000", 2024)
    assert str(source.passport.retrieved) == "2024-03-01"


def test_what_was_fetched_is_found_like_a_source_and_what_is_in_work_is_not(folder: Path, tmp_path: Path) -> None:
    home, work = tmp_path / "fetched" / "list" / "0a1b2c", tmp_path / "fetched" / ".partial"
    home.mkdir(parents=True)
    work.mkdir()
    (home / "document.txt").write_text(TEXT, encoding="utf-8")
    (home / "source.yml").write_text(PASSPORT, encoding="utf-8")
    (work / "0123").write_text("half", encoding="utf-8")
    (tmp_path / "fetched" / ".ledger.json").write_text("[]", encoding="utf-8")
    sources, bad = files_to_sources(find_files(folder, fetched=tmp_path / "fetched")[0])
    assert bad == []
    assert [source.source_path for source in sources] == [
        "120000_tianjin/2024_x/document.txt",
        "../fetched/list/0a1b2c/document.txt",
    ]


def test_a_loose_file_in_the_inbox_needs_no_passport(folder: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "notice.txt").write_text("每人每月600元", encoding="utf-8")
    (inbox / ".gitkeep").touch()
    sources, _ = files_to_sources(find_files(folder, inbox)[0])
    assert [(s.source_path, s.passport is None) for s in sources] == [
        ("120000_tianjin/2024_x/document.txt", False),
        ("../inbox/notice.txt", True),
    ]
    assert (folder / "../inbox/notice.txt").exists()


def test_files_of_any_name_are_documents_where_none_is_called_so(folder: Path) -> None:
    (folder / "loose").mkdir()
    for name in ("b.pdf", "a.docx", "README.md", ".DS_Store", "~$a.docx", "Thumbs.db"):
        (folder / "loose" / name).write_text("x", encoding="utf-8")
    (folder / "120000_tianjin" / "2024_x" / "as-received.pdf").write_text("kept beside it", encoding="utf-8")
    found, refused = find_files(folder)
    assert [file.source_path for file in found] == ["120000_tianjin/2024_x/document.txt", "loose/a.docx", "loose/b.pdf"]
    assert refused == []


def test_a_passport_of_another_file_is_refused(folder: Path) -> None:
    (folder / "120000_tianjin/2024_x/document.txt").write_text("changed", encoding="utf-8")
    assert refusals(folder) == {"120000_tianjin/2024_x/document.txt": "sha256_mismatch"}


def test_a_passport_without_a_document_is_refused(folder: Path) -> None:
    (folder / "120000_tianjin/2024_x/document.txt").unlink()
    assert refusals(folder) == {"120000_tianjin/2024_x/source.yml": "document_missing"}


def test_links_out_of_the_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "document.txt").write_text("secret", encoding="utf-8")
    (folder / "linked").symlink_to(tmp_path / "secret")
    (folder / "other").mkdir()
    (folder / "other" / "document.txt").symlink_to(tmp_path / "secret" / "document.txt")
    assert refusals(folder) == {"linked": "link_leaves_folder", "other/document.txt": "link_leaves_folder"}
    assert [s.source_path for s in files_to_sources(find_files(folder)[0])[0]] == ["120000_tianjin/2024_x/document.txt"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("publisher: 某市总工会\n", ""), "publisher: is missing"),
        (('city_id: "120000"', 'city_id: "12"'), "city_id: String should match pattern"),
        (('city_id: "120000"', "city_id: 120000"), "city_id: must be text: write a number in quotes"),
        (("basis: printed", "basis: guessed"), "fiscal_year_basis: Input should be 'printed' or 'inferred'"),
        (("obtained: by hand", "obtained: by hand\nobtaned: twice"), "obtaned: is no field of a passport"),
        (("title: ", "title: ["), "is not YAML"),
    ],
)
def test_a_bad_passport_says_what_is_wrong(change: tuple[str, str], complaint: str) -> None:
    with pytest.raises(BadPassport, match=complaint):
        text_to_passport(PASSPORT.replace(*change))


def test_the_fingerprint_covers_document_passport_and_corrections(folder: Path) -> None:
    home = folder / "120000_tianjin/2024_x"

    def fingerprint() -> str:
        return find_files(folder)[0][0].fingerprint()

    prints = [fingerprint()]
    (home / "source.yml").write_text(PASSPORT + "# a word more\n", encoding="utf-8")
    prints.append(fingerprint())
    (home / "corrections.yml").write_text("[]\n", encoding="utf-8")
    prints.append(fingerprint())
    (home / "document.txt").write_text("another", encoding="utf-8")
    prints.append(fingerprint())
    assert len(set(prints)) == 4
    assert fingerprint() == prints[-1]


def test_corrections_come_with_their_document(folder: Path) -> None:
    (folder / "120000_tianjin" / "2024_x" / "corrections.yml").write_text("[]\n", encoding="utf-8")
    ((source,), refused) = files_to_sources(find_files(folder)[0])
    assert (source.corrections, refused) == (b"[]\n", [])


def test_corrections_under_another_name_are_not_passed_over(folder: Path) -> None:
    (folder / "120000_tianjin" / "2024_x" / "document.corrections.yaml").write_text("[]\n", encoding="utf-8")
    assert refusals(folder) == {"120000_tianjin/2024_x/document.txt": "bad_corrections"}


def test_a_folder_in_the_inbox_is_like_one_of_the_sources(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "inbox" / "0a1b2c_notice"
    home.mkdir(parents=True)
    (home / "document.txt").write_text(TEXT, encoding="utf-8")
    (home / "source.yml").write_text(PASSPORT, encoding="utf-8")
    (tmp_path / "inbox" / ".0a1b2c_half.new").mkdir()
    (tmp_path / "inbox" / ".0a1b2c_half.new" / "document.txt").touch()
    sources, refused = files_to_sources(find_files(folder, tmp_path / "inbox")[0])
    assert refused == []
    assert [(s.source_path, bool(s.passport)) for s in sources[1:]] == [("../inbox/0a1b2c_notice/document.txt", True)]


def test_what_is_wrong_with_one_file_of_the_inbox_keeps_no_other_out(folder: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    for name in (
        "document.txt",
        "notice.txt",
        "source.yml",
        "notice.corrections.yaml",
        "Thumbs.db",
        ".hidden.txt",
        "bad/source.yml",
    ):
        (inbox / name).parent.mkdir(exist_ok=True, parents=True)
        (inbox / name).write_text("title: [", encoding="utf-8")
    (inbox / "bad" / "document.txt").write_text(TEXT, encoding="utf-8")
    assert refusals(folder, inbox) == {
        "../inbox/source.yml": "document_missing",
        "../inbox/notice.txt": "bad_corrections",
        "../inbox/notice.corrections.yaml": "bad_corrections",
        "../inbox/bad/document.txt": "bad_passport",
    }
    sources, _ = files_to_sources(find_files(folder, inbox)[0])
    assert "../inbox/document.txt" in [source.source_path for source in sources]


def test_corrections_of_the_inbox_are_no_document_and_may_not_stand_alone(folder: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "corrections.yml").write_text("[]\n", encoding="utf-8")
    assert refusals(folder, inbox) == {"../inbox/corrections.yml": "document_missing"}
    (inbox / "notice.txt").write_text("每人每月600元", encoding="utf-8")
    sources, refused = files_to_sources(find_files(folder, inbox)[0])
    assert refused == []
    assert [(source.name, source.corrections) for source in sources] == [("document.txt", b""), ("notice.txt", b"[]\n")]


def test_a_name_that_is_not_utf8_is_refused_in_readable_words(folder: Path) -> None:
    home = folder / "120000_tianjin" / os.fsdecode("帮扶".encode("gb18030"))
    home.mkdir()
    (home / "document.txt").write_text(TEXT, encoding="utf-8")
    ((path, code),) = refusals(folder).items()
    assert code == "name_not_utf8"
    assert path.startswith("120000_tianjin/\ufffd")
    assert [file.source_path for file in find_files(folder)[0]] == ["120000_tianjin/2024_x/document.txt"]
