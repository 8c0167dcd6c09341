"""sources.yml says exactly what is wrong with it, and where."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest.fetching.listing import read_listing
from tests.conftest import ROOT

GOOD = """\
contact: https://example.org/bangfu
private_hosts: [Intranet.example]
pause_seconds: 0.5
sources:
  - id: hefei-2025
    url: http://www.example.cn/2025/form.pdf#page=2
    title: 合肥市总工会2025年项目绩效目标表
    publisher: 合肥市总工会
    city_id: "340100"
    city_name: 合肥市
    fiscal_year: 2025
  - id: hefei-all
    url: http://www.example.cn/list.html
    publisher: 合肥市总工会
    city_id: "340100"
    city_name: 合肥市
    links:
      text: (?P<fiscal_year>20\\d\\d)年.*绩效目标表
      address: \\.pdf$
"""


def listing(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "sources.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_good_file(tmp_path: Path) -> None:
    found = read_listing(listing(tmp_path, GOOD))
    assert found.refused == []
    assert [row.id for row in found.rows] == ["hefei-2025", "hefei-all"]
    assert found.rows[0].url == "http://www.example.cn/2025/form.pdf"
    assert (found.private_hosts, found.pause_seconds, found.attempts) == (frozenset({"intranet.example"}), 0.5, 4)
    assert found.rows[1].links is not None
    assert found.rows[1].links.text.search("合肥市总工会2023年度项目支出绩效目标表公开")


FAULTS = {
    "fiscal_year: 2025": ("fiscal_year: next", r"line 11: sources\[0\]\.fiscal_year: Input should be a valid integer"),
    'city_id: "340100"\n    city_name: 合肥市\n    fiscal_year': (
        "city_id: 340100\n    city_name: 合肥市\n    fiscal_year", r"line 9: sources\[0\]\.city_id: Input should be a valid string"),
    "http://www.example.cn/2025/form.pdf#page=2": ("file:///etc/passwd", r"line 6: sources\[0\]\.url: .*must begin with http"),
    "http://www.example.cn/2025": ("http://me:word@www.example.cn/2025", r"line 6: sources\[0\]\.url: .*no user name or password"),
    "title: 合肥": ("tittle: 合肥", r"line 7: sources\[0\]\.tittle: Unexpected keyword argument"),
    "id: hefei-all": ("id: hefei-2025", r"line 12: sources\[1\]: id hefei-2025 is taken"),
    "id: hefei-2025": ("id: ../../etc", r"line 5: sources\[0\]\.id: String should match pattern"),
    "(?P<fiscal_year>20\\d\\d)年": ("20\\d\\d年", r"line 12: sources\[1\]: without fiscal_year, links\.text must name a group"),
    "text: (?P<fiscal_year>": ("text: ((?P<fiscal_year>", r"line 18: sources\[1\]\.links\.text: Input should be a valid regular expression"),
    "pause_seconds: 0.5": ("pause_seconds: -1", r"line 3: pause_seconds: Input should be greater than or equal to 0"),
    "    title: 合肥市总工会2025年项目绩效目标表\n": ("", r"line 5: sources\[0\]: a document needs title and fiscal_year"),
    "city_name: 合肥市\n    fiscal_year": ("city_name: 合肥市\n    title: 二\n    fiscal_year", r"line 11: title is written twice"),
    "sources:\n": ("sources: [\n", "it is not YAML"),
    "contact: https": ("contract: https", "line 1: contract: Unexpected keyword argument"),
}  # fmt: skip


@pytest.mark.parametrize("good", FAULTS)
def test_a_fault_is_named_with_its_line_and_key(good: str, tmp_path: Path) -> None:
    bad, message = FAULTS[good]
    assert good in GOOD
    (refused,) = read_listing(listing(tmp_path, GOOD.replace(good, bad, 1))).refused
    assert refused.code == "bad_sources_file"
    assert re.search(message, refused.reason), refused.reason


def test_the_other_rows_are_fetched_all_the_same(tmp_path: Path) -> None:
    found = read_listing(listing(tmp_path, GOOD.replace("fiscal_year: 2025", "fiscal_year: next")))
    assert [row.id for row in found.rows] == ["hefei-all"]


@pytest.mark.parametrize("text", ["", "sources: []\n", "# nothing yet\n"])
def test_a_file_that_lists_nothing(text: str, tmp_path: Path) -> None:
    found = read_listing(listing(tmp_path, text))
    assert (found.rows, found.refused) == ([], [])


@pytest.mark.parametrize("text", ["- a\n", "sources: 3\n", "just words\n"])
def test_a_file_that_is_no_listing(text: str, tmp_path: Path) -> None:
    (refused,) = read_listing(listing(tmp_path, text)).refused
    assert "a key `sources`" in refused.reason


def test_the_example_in_the_projects_own_file_is_a_good_one(tmp_path: Path) -> None:
    """What stands there behind `# ` is the example; as it comes, the file lists nothing."""
    own = ROOT / "data" / "sources.yml"
    assert read_listing(own).rows == []
    lines = own.read_text(encoding="utf-8").splitlines()
    example = [line.removeprefix("#: ") for line in lines if line.startswith("#: ")]
    found = read_listing(listing(tmp_path, "\n".join(example)))
    assert found.refused == []
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ("{text: 预算, most: 9, links: {text: 附件, most: 9, links: {text: 表, most: 9, links: {text: 表}}}}", "more than 3 deep"),
        ("{text: 预算, links: {text: 附件}}", "allows 10000 addresses"),
        ("{text: 预算, most: 9, links: {txt: 附件}}", r"sources\[1\]\.links\.links\.t"),
    ],
    ids=["too deep", "too many", "a wrong key"],
)  # fmt: skip
def test_links_in_links_are_bounded(links: str, message: str, tmp_path: Path) -> None:
    text = GOOD.split("    links:", maxsplit=1)[0] + f"    fiscal_year: 2024\n    links: {links}\n"
    refused = read_listing(listing(tmp_path, text)).refused
    assert any(re.search(message, one.reason) for one in refused), refused
