"""A person sets a value right beside a document; a refresh publishes it marked, or keeps the document out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.runs import read_runs
from tests.conftest import SOURCES, bangfu, copied_warehouse
from tests.endurance.trials import QUICK, end, start

HOME = "120000_tianjin/2024_project-performance-targets"
VISIT = """
- project: 市级劳模春节慰问经费
  indicator: 慰问标准
  field: target_text
  expect: 1000 元/人
  value: 1200 元/人
  why: 公开件有误，原件为1200元
  by: 某市总工会财务部
  date: 2026-11-20
"""
RETIRED = """
- project: 离退休劳模荣誉津贴
  rate: 300 元/人/月
  field: payer
  expect: null
  value: 市级财政
  why: 由市级财政支付
  by: 某市总工会财务部
  date: 2026-11-20
"""


@pytest.fixture(scope="module")
def home(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the project's own documents and the warehouse that holds them."""
    folder = tmp_path_factory.mktemp("corrected")
    copied_warehouse(warehouse, folder / "warehouse")
    shutil.copytree(SOURCES, folder / "sources")
    return folder


def refresh(folder: Path) -> None:
    done = bangfu("refresh", "--sources", folder / "sources", "--warehouse", folder / "warehouse")
    assert done.returncode == 0, done.stderr


def ask(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str((folder / "warehouse" / "current.duckdb").resolve()), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_a_corrected_value_is_published_marked_with_its_reason(home: Path) -> None:
    (home / "sources" / HOME / "corrections.yml").write_text(VISIT + RETIRED, encoding="utf-8")
    refresh(home)
    in_force = "select entity, field, original_text, value_text, why_text, said_by, said_on::varchar, line_start from marts.corrections_in_force order by all"
    assert ask(home, in_force) == [
        (
            "indicator",
            "target_text",
            "1000 元/人",
            "1200 元/人",
            "公开件有误，原件为1200元",
            "某市总工会财务部",
            "2026-11-20",
            252,
        ),
        ("rate", "payer", None, "市级财政", "由市级财政支付", "某市总工会财务部", "2026-11-20", 155),
    ]
    shown = "select amount_low_yuan, annual_low_yuan, payer, correction_text from marts.aid_comparison where list_contains(flags, 'corrected') order by all"
    assert ask(home, shown) == [
        (300.0, 3600.0, "市级财政", "payer: ∅ → 市级财政 (由市级财政支付; 某市总工会财务部, 2026-11-20)"),
        (
            1200.0,
            1200.0,
            None,
            "target_text: 1000 元/人 → 1200 元/人 (公开件有误，原件为1200元; 某市总工会财务部, 2026-11-20)",
        ),
    ]
    assert ask(
        home, "select target_text, target_low from star.fct_indicator_targets where list_contains(flags, 'corrected')"
    ) == [("1200 元/人", 1200.0)]
    quotes = "select quote from marts.corrections_in_force where entity = 'rate'"
    assert ask(home, quotes) == [("300 元/人/月",)], "the quote is what is printed"


def test_a_document_is_never_published_without_its_correction(home: Path) -> None:
    outdated = VISIT.replace("expect: 1000", "expect: 900")
    (home / "sources" / HOME / "corrections.yml").write_text(outdated, encoding="utf-8")
    end(start(QUICK, home / "sources", home / "warehouse"), exit_code=3)
    assert ask(home, "select count(*), count(*) filter (city_id = '120000') from star.dim_documents") == [(4, 0)]
    (refused,) = read_runs(home / "warehouse" / "runs.jsonl")[0]["quarantine"]
    assert (refused["source_path"], refused["code"]) == (f"{HOME}/document.txt", "correction_unmatched")
    assert "expects “900 元/人”, but the document reads “1000 元/人”" in refused["reason"]


def test_parse_shows_what_a_refresh_would_publish(home: Path) -> None:
    document = home / "sources" / HOME / "document.txt"
    document.with_name("corrections.yml").write_text(VISIT, encoding="utf-8")
    parsed = json.loads(bangfu("parse", document, "--json").stdout)
    marked = [
        row["target_text"] for form in parsed["projects"] for row in form["indicators"] if "corrected" in row["flags"]
    ]
    assert marked == ["1200 元/人"]
    document.with_name("corrections.yml").write_text(VISIT.replace("1000", "900"), encoding="utf-8")
    refused = bangfu("parse", document)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "expects “900 元/人”, but the document reads “1000 元/人”" in refused.stderr
