"""A form that nobody can place goes to quarantine with the reason, whatever else was read of it."""

from __future__ import annotations

import pytest

from ingest.nouns import Refusal, SourceFile
from ingest.pipeline import read_data
from ingest.rows import refusal_of
from tests.ingest.readings import source

FORM = """{title}
项目名称	困难职工帮扶
单位	{organisation}
预算数	10万元
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	慰问人数	≥100人
产出指标	成本指标	慰问标准	500元/人
"""


def refused(title: str, organisation: str) -> Refusal | None:
    text = FORM.format(title=title, organisation=organisation)
    reading = read_data("notice.txt", text.encode())
    assert len(reading.projects) == 1, "the form itself is read"
    return refusal_of(reading, SourceFile(source().path, "inbox/notice.txt", "0" * 64))


def test_a_form_that_says_its_city_and_year_is_taken() -> None:
    assert refused("黄山市总工会2024年项目绩效目标表", "黄山市总工会") is None


@pytest.mark.parametrize(
    ("title", "organisation", "code", "missing"),
    [
        ("2024年项目绩效目标表", "总工会", "city_missing", "its city:"),
        ("2024年项目绩效目标表", "黄山市总工会、滁州市总工会", "city_missing", "its city:"),
        ("黄山市总工会项目绩效目标表", "黄山市总工会", "fiscal_year_missing", "its fiscal year:"),
        ("项目绩效目标表", "总工会", "city_missing", "its city and fiscal year:"),
    ],
)
def test_without_city_or_year_it_is_quarantined_with_that_reason(
    title: str, organisation: str, code: str, missing: str
) -> None:
    refusal = refused(title, organisation)
    assert refusal is not None
    assert (refusal.source_path, refusal.code) == ("inbox/notice.txt", code)
    assert missing in refusal.reason
    assert refusal.reason.endswith("put a source.yml beside it")
