"""`/try`: a file is read by the program itself, shown with its doubts, and kept only when a person says so."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dashboards import trying
from dashboards.confined import Limits, OutOfTime, run_confined
from dashboards.trying import NotRead, Upload, keep, passport, read_upload
from dashboards.words import words_in
from tests.conftest import SOURCES
from tests.dashboards.conftest import OpenPage, seen

DOCUMENT = next(SOURCES.glob("120000_*/*/document.txt"))


def test_a_document_is_shown_with_its_rows_and_doubts_and_not_kept(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BANGFU_INBOX", str(tmp_path))
    app = open_page("try")
    app.file_uploader[0].set_value(("天津.txt", DOCUMENT.read_bytes(), "text/plain")).run()
    text = seen(app)
    assert "**城市**：天津市" in text
    assert "**预算年度**：2024" in text
    assert "预算 1,000 万元" in text
    assert "600元/人/月" in text
    assert list(tmp_path.iterdir()) == []
    next(button for button in app.button if button.label == "存入收件箱").click().run()
    (kept,) = tmp_path.iterdir()
    assert kept.read_bytes() == DOCUMENT.read_bytes()


def test_what_is_no_form_says_so(open_page: OpenPage) -> None:
    app = open_page("try")
    app.file_uploader[0].set_value(("<b>信.txt", "今天天气很好。".encode(), "text/plain")).run()
    assert "没有读出任何项目或标准" in seen(app)
    assert not [button for button in app.button if button.label == "存入收件箱"]


def test_a_damaged_file_breaks_nothing(open_page: OpenPage) -> None:
    app = open_page("try")
    app.file_uploader[0].set_value(("x.pdf", b"%PDF-1.7 broken", "application/pdf")).run()
    assert not app.exception


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        (".hidden.txt", "hidden.txt"),
        ("a b;rm -rf.pdf", "a_b_rm_-rf.pdf"),
        ("预算（2024）.docx", "预算（2024）.docx"),
        ("/", "document"),
    ],
)
def test_a_name_is_no_path(name: str, safe: str) -> None:
    assert Upload(name, b"").safe_name == safe


def test_two_files_of_one_name_do_not_take_each_others_place(tmp_path: Path) -> None:
    paths = {keep(Upload("a.txt", content), tmp_path) for content in (b"1", b"2")}
    assert len(paths) == 2
    assert {path.read_bytes() for path in paths} == {b"1", b"2"}


def test_a_reading_without_an_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "LIMITS", Limits(seconds=0.1, memory_mb=2048, output_mb=1))
    with pytest.raises(NotRead) as failed:
        read_upload(Upload("a.txt", b"x"))
    assert failed.value.code == "time"


def test_the_passport_says_what_is_known_and_leaves_the_rest_to_fill_in() -> None:
    fields = yaml.safe_load(
        passport(Upload("a.txt", b""), {"city": None, "fiscal_year": 2024, "publisher": "某市总工会"})
    )
    assert (fields["city_id"], fields["fiscal_year"], fields["publisher"]) == (None, 2024, "某市总工会")
    assert fields["sha256"] == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_every_word_of_the_reading_is_there_in_both_languages() -> None:
    for language in ("zh", "en"):
        assert {"not_read_time", "not_read_ended"} <= set(words_in(language).codes("try"))


# the confinement ------------------------------------------------------------------------------------------------------

SMALL = Limits(seconds=20, memory_mb=256, output_mb=1)


def test_a_confined_program_gets_its_input_and_its_output_comes_back() -> None:
    finished = run_confined(["/bin/cat"], SMALL, b"hello")
    assert (finished.exit_code, finished.output) == (0, b"hello")


def test_it_does_not_see_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SECRET", "of ours")
    assert b"A_SECRET" not in run_confined(["/usr/bin/env"], SMALL).output


def test_it_cannot_write_more_than_allowed() -> None:
    finished = run_confined(["/usr/bin/head", "-c", "5000000", "/dev/zero"], SMALL)
    assert finished.exit_code != 0
    assert len(finished.output) <= 1024 * 1024


def test_it_is_killed_at_its_deadline_with_everything_it_started() -> None:
    with pytest.raises(OutOfTime):
        run_confined(["/bin/sh", "-c", "sleep 60 & sleep 60"], Limits(seconds=1, memory_mb=256, output_mb=1))
