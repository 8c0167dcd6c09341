from __future__ import annotations

import json
import os
import re
import shutil
import signal
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.cli import app
from tests.conftest import SOURCES, bangfu
from tests.ingest.cli.contract import Parsed

DOCUMENTS = sorted(SOURCES.glob("*/*/document.txt"))


def parsed(file: Path) -> Parsed:
    done = bangfu("parse", file, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return Parsed.model_validate_json(done.stdout)


@pytest.mark.parametrize(
    ("city", "city_name", "year", "projects", "indicators"),
    [
        ("120000_tianjin", "天津市", 2024, 3, 32),
        ("130200_tangshan", "唐山市", 2025, 7, 43),
        ("150100_hohhot", "呼和浩特市", 2024, 4, 59),
        ("341100_chuzhou", "滁州市", 2023, 6, 126),
        ("420700_ezhou", "鄂州市", 2025, 7, 168),
    ],
)
def test_the_json_is_as_published(city: str, city_name: str, year: int, projects: int, indicators: int) -> None:
    (file,) = SOURCES.glob(f"{city}/*/document.txt")
    answer = parsed(file)
    assert (answer.document.city, answer.document.fiscal_year) == (city_name, year)
    assert len(answer.projects) == projects
    assert sum(len(project.indicators) for project in answer.projects) == indicators


def test_the_json_holds_what_the_document_says() -> None:
    (file,) = SOURCES.glob("120000_tianjin/*/document.txt")
    hardship, allowance, festival = parsed(file).projects
    assert [p.name for p in (hardship, allowance, festival)] == [
        "困难职工帮扶救助经费",
        "离退休劳模荣誉津贴",
        "市级劳模春节慰问经费",
    ]
    assert [p.budget_yuan for p in (hardship, allowance, festival)] == [10000000, 28100000, 11900000]
    assert [(r.qualifier, r.amount_low_yuan, r.per, r.pay_period) for r in allowance.rates] == [
        ("全国劳模", 600, "人", "月"),
        ("市级劳模", 300, "人", "月"),
    ]
    (heads,) = [row for row in festival.indicators if row.name == "发放春节慰问金劳模人数"]
    assert (heads.comparator, heads.low, heads.high, heads.measure) == ("=", 11900, 11900, "人")


def test_every_rate_stands_where_its_locator_says() -> None:
    for file in DOCUMENTS:
        lines = file.read_text(encoding="utf-8").split("\n")
        for project in parsed(file).projects:
            for rate in project.rates:
                there = "\n".join(lines[rate.locator.line_start - 1 : rate.locator.line_end])
                assert rate.quote in there


def test_without_a_passport_the_document_speaks_for_itself(tmp_path: Path) -> None:
    (file,) = SOURCES.glob("150100_hohhot/*/document.txt")
    answer = parsed(Path(shutil.copy(file, tmp_path / "some_file.txt")))
    assert answer.document.city == "呼和浩特市"
    assert len(answer.projects) == 4


def test_a_passport_of_another_file_is_not_used(tmp_path: Path) -> None:
    (file,) = SOURCES.glob("150100_hohhot/*/document.txt")
    (stranger,) = SOURCES.glob("120000_tianjin/*/source.yml")
    shutil.copy(file, tmp_path / "document.txt")
    shutil.copy(stranger, tmp_path / "source.yml")
    done = bangfu("parse", tmp_path / "document.txt", "--json")
    assert done.returncode == 0
    assert "the passport beside the file is not used" in done.stderr
    assert json.loads(done.stdout)["document"]["city"] == "呼和浩特市"


def test_a_file_that_is_no_such_document_says_so(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("各位同事：会议改期，请互相转告。\n", encoding="utf-8")
    done = bangfu("parse", letter, "--json")
    assert done.returncode == 1
    answer = Parsed.model_validate_json(done.stdout)
    assert (answer.projects, answer.rates) == ([], [])
    assert answer.issues[0].message in done.stderr
    assert (answer.document.city, answer.document.fiscal_year) == (None, None)


@pytest.mark.parametrize(
    "arguments",
    [("parse", "/no/such/file.txt"), ("parse",), ("parse", "--yaml"), ("brew",), ("refresh", "--sources", "/no/such")],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    done = bangfu(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage" in done.stderr


def test_the_page_fits_a_terminal_and_has_no_colours_in_a_pipe() -> None:
    (file,) = SOURCES.glob("420700_ezhou/*/document.txt")
    done = bangfu("parse", file)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert max(cells(line) for line in done.stdout.splitlines()) <= 80
    assert "鄂州市劳模春节慰问专项资金  520,000 元" in done.stdout
    assert "= 900 元 / 人" in done.stdout


def test_the_page_says_first_what_to_look_at_and_how_sure_a_row_is() -> None:
    (file,) = SOURCES.glob("341100_chuzhou/*/document.txt")
    head, grid = bangfu("parse", file).stdout.split("1 职工医疗互助经费", 1)
    assert "6 projects · 126 indicators · 12 rates" in head
    assert re.search(r"1× cell_cut_by_page A cell cut by a page break +line 23", head)
    assert head.index("several_amounts") < head.index("symbolic"), "gravest first"
    assert re.search(r"成本 +经费筹集方式 .* 50% +23", grid), "a row with several amounts is half as sure"


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (lambda _: os.kill(os.getpid(), signal.SIGKILL), "the reading process died"),
        (lambda _: bytearray(4 * 1024**3), "reading needs more than 1500 MiB of memory"),
        (lambda _: 1 / 0, "ZeroDivisionError"),
    ],
)
def test_a_reading_that_dies_is_one_sentence(
    work: Callable[[object], object], why: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "form.txt"
    file.write_text("项目绩效目标表", encoding="utf-8")
    monkeypatch.setattr("ingest.workers.read_source", work)  # the child is forked, and takes it along
    done = CliRunner().invoke(app, ["parse", str(file)])
    assert (done.exit_code, done.stdout) == (1, "")
    (sentence,) = done.stderr.splitlines()
    assert why in sentence


def cells(line: str) -> int:
    """How wide a terminal shows a line: a Chinese character takes two cells."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
