"""Files a person carries away say where everything comes from and run nothing in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl

from dashboards.comparison import compare
from dashboards.comparison_table import file_table, screen_table
from dashboards.downloads import to_csv
from dashboards.shell import Edition
from dashboards.warehouse import published_warehouse, standards
from dashboards.words import words_in

ZH = words_in("zh")


def records(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_row_of_the_file_can_be_traced_and_dated(small: Path) -> None:
    rows = compare(standards(published_warehouse(small), "honour_allowance"), "year", ZH.codes("rank")).drawn
    first = records(to_csv(file_table(rows, Edition("v1", "2026-11-21 20:00（北京时间）"), ZH)))[0]
    assert first["城市"] == "天津市"
    assert first["原文金额"] == "600元/人/月"
    assert first["元/年"] == "7,200"
    assert first["换算依据"] == "按月发放，一年12个月"
    assert first["原话"] == "全国劳模 600元/人/月"
    assert first["位置"] == "120000_tianjin/2024_project-performance-targets/document.txt，第 154 行"
    assert (first["仓库版本"], first["发布时间"]) == ("v1", "2026-11-21 20:00（北京时间）")


def test_formula_like_cells_are_escaped() -> None:
    table = pl.DataFrame({"a": ["=5 万元", "≤5"], "b": [-1, 2]})
    assert records(to_csv(table)) == [{"a": "'=5 万元", "b": "-1"}, {"a": "≤5", "b": "2"}]


def test_an_empty_table_keeps_its_headings() -> None:
    assert to_csv(pl.DataFrame(schema={"城市": pl.String})) == "\ufeff城市\n".encode()


def test_columns_that_say_nothing_are_left_out_on_screen(small: Path) -> None:
    rows = compare(standards(published_warehouse(small), "living_relief"), "year", ZH.codes("rank")).drawn
    table = screen_table(rows, ("city", "honour_rank", "payer", "annual"), ZH)
    assert table.to_dicts() == [
        {"城市": "鄂州市", "出资": "省级财政", "元/年": "≤ 3,000"},
        {"城市": "鄂州市", "出资": "市级财政", "元/年": "≤ 1,500"},
    ]
