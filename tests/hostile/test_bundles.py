"""ZIP bundles: every document in one is read as its own, and nothing in one leads out of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ingest.layout import Unreadable
from ingest.nouns import Passport, Refusal, SourceFile
from ingest.pipeline import document_of_bundle, documents_in_bundle, read_data
from tests.hostile.archives import nested_zip, overlapping_zip, plain_zip, zip_with_raw_names
from tests.hostile.forms import small_form
from tests.rendering.formats import to_docx, to_txt

TEXT = to_txt(small_form())


def opened(folder: Path, data: bytes, passport: Passport | None = None) -> tuple[list[SourceFile], list[Refusal]]:
    file = folder / "bundle.zip"
    file.write_bytes(data)
    return documents_in_bundle(SourceFile(file, "bundle.zip", hashlib.sha256(data).hexdigest(), passport))


def refusals(folder: Path, data: bytes) -> dict[str, str]:
    """Path → code of everything in a bundle that is refused."""
    return {refusal.source_path: refusal.code for refusal in opened(folder, data)[1]}


def test_each_document_of_a_bundle_is_a_source(tmp_path: Path) -> None:
    taken, refused = opened(tmp_path, plain_zip({"a/one.txt": TEXT, "two.docx": to_docx(small_form())}))
    assert refused == []
    assert [source.source_path for source in taken] == ["bundle.zip!/a/one.txt", "bundle.zip!/two.docx"]
    assert taken[0].sha256 == hashlib.sha256(TEXT).hexdigest()
    assert document_of_bundle(taken[0].path, taken[0].member) == ("one.txt", TEXT)


def test_names_in_gbk_are_decoded(tmp_path: Path) -> None:
    taken, _ = opened(tmp_path, zip_with_raw_names({"帮扶\\困难职工.txt".encode("gbk"): TEXT}))
    assert [source.source_path for source in taken] == ["bundle.zip!/帮扶/困难职工.txt"]
    assert document_of_bundle(taken[0].path, taken[0].member) == ("困难职工.txt", TEXT)


def test_names_in_utf_8_without_the_flag_are_decoded(tmp_path: Path) -> None:
    taken, _ = opened(tmp_path, zip_with_raw_names({"目标表.txt".encode(): TEXT}))
    assert [source.source_path for source in taken] == ["bundle.zip!/目标表.txt"]


def test_a_bundle_in_a_bundle_is_opened(tmp_path: Path) -> None:
    taken, refused = opened(tmp_path, nested_zip(2, TEXT))
    assert [source.source_path for source in taken] == ["bundle.zip!/bundle.zip!/document.txt"]
    assert refused == []


def test_bundles_may_not_nest_without_end(tmp_path: Path) -> None:
    assert refusals(tmp_path, nested_zip(4)) == {"bundle.zip!/bundle.zip!/bundle.zip!/bundle.zip": "archive_bomb"}


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "c:/out.txt", "a\x1b[2J.txt"])
def test_a_name_that_leads_out_is_refused_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    taken, refused = opened(tmp_path, plain_zip({name: TEXT, "good.txt": TEXT}))
    assert [source.source_path for source in taken] == ["bundle.zip!/good.txt"]
    assert [refusal.code for refusal in refused] == ["name_leaves_bundle"]


def test_what_systems_add_is_passed_over(tmp_path: Path) -> None:
    taken, refused = opened(tmp_path, plain_zip({"__MACOSX/._a.txt": b"x", ".DS_Store": b"x", "a.txt": TEXT}))
    assert ([source.source_path for source in taken], refused) == (["bundle.zip!/a.txt"], [])


def test_a_damaged_entry_costs_only_itself(tmp_path: Path) -> None:
    data = plain_zip({"a.txt": TEXT, "b.txt": b"another text"}, method=0)
    assert refusals(tmp_path, data.replace(b"another text", b"another tezt", 1)) == {"bundle.zip!/b.txt": "broken_file"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (overlapping_zip(".txt"), "archive_bomb"),
        (plain_zip({f"{n}.txt": b"" for n in range(3000)}), "archive_bomb"),
        (plain_zip({"a.txt": b"\0" * 30_000_000}), "archive_bomb"),
        (plain_zip({}), "empty_document"),
        (plain_zip({"a.txt": TEXT})[:-30], "broken_file"),
    ],
    ids=["overlapping", "too many entries", "packs too well", "empty", "cut off"],
)
def test_a_bad_bundle_is_refused_whole(tmp_path: Path, data: bytes, code: str) -> None:
    assert opened(tmp_path, data)[0] == []
    assert refusals(tmp_path, data) == {"bundle.zip": code}


def test_entries_over_each_other_are_refused_however_little_they_declare() -> None:
    with pytest.raises(Unreadable, match="overlap"):
        documents = overlapping_zip(".txt", declared=2000, kernel=1000)
        document_of_bytes(documents)


def document_of_bytes(data: bytes) -> None:
    from ingest.readers.bundles import bundle_to_members

    bundle_to_members(data)


def test_a_passport_of_a_bundle_holds_for_its_documents(tmp_path: Path) -> None:
    passport = Passport(
        "批复", "黄山市总工会", "341000", "黄山市", 2024, "printed", "application/zip", "0" * 64, "by hand"
    )
    alone, _ = opened(tmp_path, plain_zip({"a.txt": TEXT}), passport)
    several, _ = opened(tmp_path, plain_zip({"a.txt": TEXT, "b.txt": TEXT}), passport)
    titles = [source.passport.title for source in (*alone, *several) if source.passport]
    assert titles == ["批复", "批复 a", "批复 b"], "documents of one bundle are told apart by their titles"


def test_a_person_reads_a_bundle_of_one_document_and_is_told_of_more() -> None:
    alone = read_data("bundle.zip", plain_zip({"a.txt": TEXT}))
    assert [project.name for project in alone.projects] == ["困难职工帮扶"]
    several = read_data("bundle.zip", plain_zip({"a.txt": TEXT, "b.txt": TEXT}))
    assert [issue.code for issue in several.issues] == ["bundle"]
    assert "2 documents (a.txt, b.txt)" in several.issues[0].message
