"""`/try`: a file is read by the program itself, shown with its doubts, and kept only when a person says so."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from dashboards import trying
from dashboards.confined import Limits, OutOfTime, run_confined
from dashboards.trying import NotRead, Upload, passport, read_upload
from dashboards.words import words_in
from tests.conftest import SOURCES
from tests.dashboards.conftest import OpenPage, seen, values

DOCUMENT = next(SOURCES.glob("120000_*/*/document.txt"))


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()


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
    press(app, "存入收件箱")
    assert "已存入收件箱" in values(app, "success")[0]
    (kept,) = tmp_path.iterdir()
    assert (kept / "document.txt").read_bytes() == DOCUMENT.read_bytes()
    filled = yaml.safe_load((kept / "source.yml").read_text(encoding="utf-8"))
    assert (filled["city_id"], filled["city_name"], filled["fiscal_year"]) == ("120000", "天津市", 2024)
    assert (filled["url"], filled["publisher"][:6]) == (None, "天津市总工会")
    press(app, "存入收件箱")
    assert "文件：the file is in the inbox already" in seen(app)


SILENT = (
    "项目绩效目标表\n项目名称\t春节慰问\n预算数\t10万元\n一级指标\t三级指标\t指标值\n产出指标\t慰问标准\t600元/人\n"
)


def test_what_the_document_does_not_say_a_person_fills_in(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BANGFU_INBOX", str(tmp_path))
    app = open_page("try")
    app.file_uploader[0].set_value(("../慰问.txt", SILENT.encode(), "text/plain")).run()
    press(app, "存入收件箱")
    assert "还没有填：城市、预算年度、发布单位" in seen(app)
    assert list(tmp_path.iterdir()) == []
    app.selectbox[0].set_value("341000")
    app.number_input[0].set_value(2025)
    labelled = {field.label: field for field in app.text_input}
    labelled["发布单位"].set_value("黄山市总工会")
    labelled["标题"].set_value("黄山市总工会2025年项目绩效目标表")
    labelled["来源网址"].set_value("ftp://x")
    press(app, "存入收件箱")
    assert "来源网址：String should match pattern" in seen(app).replace("\\", "")
    assert list(tmp_path.iterdir()) == []
    {field.label: field for field in app.text_input}["来源网址"].set_value("https://example.org/a")
    press(app, "存入收件箱")
    (kept,) = tmp_path.iterdir()
    filled = yaml.safe_load((kept / "source.yml").read_text(encoding="utf-8"))
    assert (filled["city_name"], filled["fiscal_year"], filled["fiscal_year_basis"]) == ("黄山市", 2025, "inferred")
    assert kept.name.endswith("_慰问")


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


def test_a_reading_without_an_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "LIMITS", Limits(seconds=0.1, memory_mb=2048, output_mb=1))
    with pytest.raises(NotRead) as failed:
        read_upload(Upload("a.txt", b"x"))
    assert failed.value.code == "time"


def test_a_year_is_printed_only_if_the_document_prints_this_one() -> None:
    document = {"fiscal_year": 2024, "fiscal_year_basis": "printed"}
    bases = [passport(document, {"fiscal_year": year, "url": ""}, None)["fiscal_year_basis"] for year in (2024, 2025)]
    assert bases == ["printed", "inferred"]


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
