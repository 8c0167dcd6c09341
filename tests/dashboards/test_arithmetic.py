"""Arithmetic lines of the warehouse on a page: the Chinese way of numbers, English on English pages, quotes untouched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboards.arithmetic import arithmetic, grouped
from dashboards.warehouse import published_warehouse
from dashboards.words import words_in

ZH, EN = words_in("zh"), words_in("en")
LINES = {
    "11900人 × 1000元/人 = 11900000元 = 预算 11900000元": (
        "11,900人 × 1,000元/人 = 1,190万元 = 预算 1,190万元",
        "11,900 people × 1,000 yuan/person = 11,900,000 yuan = budget 11,900,000 yuan",
    ),
    "4000人 × 200元/人 + ≤106000元 = 800000–1000000元，上限恰为预算 1000000元": (
        "4,000人 × 200元/人 + ≤10.6万元 = 80–100万元，上限恰为预算 100万元",
        "4,000 people × 200 yuan/person + ≤106,000 yuan = 800,000–1,000,000 yuan, whose upper end is just the budget, 1,000,000 yuan",
    ),
    # 122.184 万元 would have three decimals: the whole line stays in yuan, so that it can be added up
    "802人 × 720元/人/年 = 1221840元，较预算 1288500元 少 66660元": (
        "802人 × 720元/人/年 = 1,221,840元，较预算 1,288,500元 少 66,660元",
        "802 people × 720 yuan/person/year = 1,221,840 yuan, less than the budget of 1,288,500 yuan by 66,660 yuan",
    ),
    "70000 + 1000000 = 1070000元 ≠ 合计 1080000元": (
        "70,000 + 1,000,000 = 1,070,000元 ≠ 合计 1,080,000元",
        "70,000 + 1,000,000 = 1,070,000 yuan ≠ printed total 1,080,000 yuan",
    ),
    "“自2003年起拨付困难职工送温暖资金200000元” = 预算 200000元": (
        "“自2003年起拨付困难职工送温暖资金200000元” = 预算 20万元",
        "“自2003年起拨付困难职工送温暖资金200000元” = budget 200,000 yuan",
    ),
    "中期 8000元 < 年度 50000元": ("中期 8,000元 < 年度 5万元", "mid-term 8,000 yuan < annual 50,000 yuan"),
    "3月底 25% → 12月底 100%": ("3月底 25% → 12月底 100%", "end of month 3: 25% → end of month 12: 100%"),
    # an indicator keeps its name, and a year in it is no number to be grouped
    "按照2024年度工作计划完成支出 8351300元 = 预算 8351300元": (
        "按照2024年度工作计划完成支出 835.13万元 = 预算 835.13万元",
        "按照2024年度工作计划完成支出 8,351,300 yuan = budget 8,351,300 yuan",
    ),
    "2000，在规定的 1000–3000 元/人/年 之内": (
        "2,000，在规定的 1,000–3,000 元/人/年 之内",
        "2,000, within the rule of 1,000–3,000 yuan/person/year",
    ),
    "所计人数可能有重叠，不能相加：10人 × 100元/人 + 5户 × 10元/户 = 1050元，预算 2000元": (
        "所计人数可能有重叠，不能相加：10人 × 100元/人 + 5户 × 10元/户 = 1,050元，预算 2,000元",
        "counts may include the same people and cannot be added: 10 people × 100 yuan/person + 5 households × 10 yuan/household"
        " = 1,050 yuan, budget 2,000 yuan",
    ),
}
CHINESE = re.compile("[一-鿿]")
CHECKS_WITH_NAMES = ("total_cost_to_budget", "text_sum_to_budget")  # of indicators, and clauses of the document


@pytest.mark.parametrize("line", LINES, ids=range(len(LINES)))
def test_a_line_is_said_in_both_languages(line: str) -> None:
    assert (arithmetic(line, ZH), arithmetic(line, EN)) == LINES[line]


def test_a_line_that_is_not_there_is_empty() -> None:
    assert arithmetic(None, EN) == ""


def test_a_sentence_gets_separators_and_its_years_none() -> None:
    assert grouped("平均每户至多 4807.14元（2024年）") == "平均每户至多 4,807.14元（2024年）"
    assert grouped("at most 28100000 yuan in 2024") == "at most 28,100,000 yuan in 2024"


def test_no_line_of_the_documents_stays_chinese_on_an_english_page(warehouse: Path) -> None:
    found = published_warehouse(warehouse.parent).answer(
        """
        select arithmetic_text as line from marts.reconciliations where not list_contains(?, check_name)
        union select derivation_text from marts.derived_facts
        union select arithmetic_text from marts.rule_tests
        union select subject_text from marts.rule_tests
        union select derived_text from marts.aid_comparison
        """,
        [list(CHECKS_WITH_NAMES)],
    )
    lines = [line for line in found["line"] if line]
    assert len(lines) > 40
    assert [said for line in lines if CHINESE.search(said := arithmetic(line, EN))] == []
