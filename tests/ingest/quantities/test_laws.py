"""What holds for every text, whatever it says."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ingest.nouns import Rate, Target
from ingest.quantities import text_to_rates, text_to_target

HERE = Path(__file__).parent
CELLS = [cell for rows in yaml.safe_load((HERE / "targets.yml").read_text(encoding="utf-8")).values() for cell in rows]
PASSAGES = yaml.safe_load((HERE / "rates.yml").read_text(encoding="utf-8"))
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

# The soup is made of the grammar's own words.
SOUP_WORDS = """
≥ ≤ >= <= > < = 不低于 不超过 达到 约 最高 每 每人 每户 每月 人均 一次性 从 由 原 提高到 调整为 增加 按照
规定 我市 共 劳模 慰问 万 亿 千 元 % 人 户 人次 月 年 次 个月低保 以上 以内 左右 / · * - 至 、 ， 。 ； : ( ) （ ） + 和
[2020]3号 12月 60周岁
"""
FIGURES = st.one_of(st.integers(0, 99999).map(str), st.decimals(0, 9999, places=2).map(str), st.just("三百"))
SOUP = st.lists(st.one_of(st.sampled_from([*SOUP_WORDS.split(), " ", "\n"]), FIGURES), max_size=14).map("".join)
TEXTS = st.one_of(st.text(max_size=60), SOUP)

AMOUNTS = st.decimals(min_value="0.01", max_value="99999.99", places=2).filter(lambda value: not 1990 <= value < 2051)
COMPARATORS = {
    "≥": ">=",
    "不低于": ">=",
    "≤": "<=",
    "不超过": "<=",
    ">": ">",
    "高于": ">",
    "<": "<",
    "低于": "<",
    "=": "=",
}
POWERS = {"": 0, "千": 3, "万": 4, "亿": 8}
PERS = {
    "/人": ("人", None),
    "/人/月": ("人", "月"),
    "/户·年": ("户", "年"),
    "每人每年": ("人", "年"),
    "/人次": ("人次", None),
}


def bounds_agree(comparator: str, low: Decimal | None, high: Decimal | None) -> bool:
    """The law of the contract: the comparator decides which bounds are set, and bounds are ordered."""
    if comparator in (">=", ">"):
        return low is not None and high is None
    if comparator in ("<=", "<"):
        return low is None and high is not None
    if comparator == "text":
        return low is None and high is None
    return low is not None and high is not None and (low == high if comparator == "=" else low <= high)


def amounts(rate: Rate) -> tuple[Any, ...]:
    money = (rate.amount_low_yuan, rate.amount_high_yuan)
    return rate.comparator, *money, rate.symbolic_low, rate.symbolic_high, rate.symbolic_unit, rate.per, rate.pay_period


def same(target: Target) -> tuple[Any, ...]:
    """A target without the words of its measure, which are as printed."""
    return target.comparator, target.low, target.high, target.kind, target.flags


@given(TEXTS)
def test_a_target_keeps_the_law_of_bounds(text: str) -> None:
    target = text_to_target(text)
    assert bounds_agree(target.comparator, target.low, target.high)


@given(
    TEXTS,
    st.sampled_from([None, "大于等于", "≤", "正向", "=", "乱"]),
    st.sampled_from([None, "万元", "元/人", "%", "人", "乱"]),
)
def test_columns_keep_the_law_of_bounds(text: str, comparator: str | None, measure: str | None) -> None:
    target = text_to_target(text, comparator=comparator, measure=measure, placeholder="≥**%")
    assert bounds_agree(target.comparator, target.low, target.high)


@given(TEXTS, st.booleans(), st.sampled_from([None, "年均补助标准", "补助标准(元/月/人)"]))
def test_rates_keep_the_law_of_bounds_and_stand_in_the_text(text: str, is_narrative: bool, name: str | None) -> None:
    for rate in text_to_rates(text, name=name, is_narrative=is_narrative):
        assert 0 <= rate.start < rate.end <= len(text)
        assert bounds_agree(rate.comparator, rate.amount_low_yuan, rate.amount_high_yuan) or rate.symbolic_unit
        assert not rate.symbolic_unit or bounds_agree(rate.comparator, rate.symbolic_low, rate.symbolic_high)


@given(AMOUNTS, st.sampled_from(sorted(COMPARATORS)), st.sampled_from(sorted(POWERS)))
def test_scaling_is_exact(value: Decimal, comparator: str, multiplier: str) -> None:
    target = text_to_target(f"{comparator}{value}{multiplier}元")
    bound = target.low if target.low is not None else target.high
    assert (target.comparator, bound, target.measure) == (
        COMPARATORS[comparator],
        value * 10 ** POWERS[multiplier],
        "元",
    )


@given(AMOUNTS, st.sampled_from(["万元", "亿元", "万人"]))
def test_a_measure_column_scales_as_the_cell_does(value: Decimal, measure: str) -> None:
    assert same(text_to_target(str(value), measure=measure)) == same(text_to_target(f"{value}{measure}"))


@given(AMOUNTS, AMOUNTS, st.sampled_from(sorted(PERS)), st.sampled_from(["-", "~", "至", "—", "\ufffe"]))
def test_a_range_has_the_bounds_that_are_printed(one: Decimal, other: Decimal, per: str, dash: str) -> None:
    low, high = sorted((one, other))
    (rate,) = text_to_rates(f"{low}{dash}{high}元{per}")
    assert amounts(rate)[:3] == ("range", low, high) and (rate.per, rate.pay_period) == PERS[per]


@given(st.one_of(st.sampled_from(CELLS), SOUP))
def test_full_width_figures_say_the_same(text: str) -> None:
    assert same(text_to_target(text.translate(FULL_WIDTH))) == same(text_to_target(text))


@given(TEXTS, st.sampled_from([" ", "\n", "\t", "　", "  \n"]))
def test_blanks_around_a_text_say_nothing(text: str, blank: str) -> None:
    assert text_to_target(f"{blank}{text}{blank}") == text_to_target(text)
    around = text_to_rates(f"{blank}{text}{blank}")
    assert [amounts(rate) for rate in around] == [amounts(rate) for rate in text_to_rates(text)]


@given(
    AMOUNTS, st.sampled_from(sorted(COMPARATORS)), st.sampled_from(["", "万"]), st.sampled_from(["/人/月", "/户·年"])
)
def test_blanks_between_words_say_nothing(value: Decimal, comparator: str, multiplier: str, per: str) -> None:
    words = [comparator, str(value), multiplier, "元", *per]
    assert text_to_target(" ".join(words)) == text_to_target("".join(words))


@pytest.mark.parametrize("row", PASSAGES, ids=[row["text"][:40] for row in PASSAGES])
def test_the_words_of_the_span_alone_give_the_amount(row: dict[str, Any]) -> None:
    words = {key: row[key] for key in ("comparator", "measure", "name") if key in row}
    words["name"] = words.get("name", "标准")  # an amount whose per is not said is one only under a 标准
    for rate in text_to_rates(row["text"], **words, is_narrative=row.get("is_narrative", False)):
        alone = text_to_rates(row["text"][rate.start : rate.end], **words)
        assert amounts(rate) in [amounts(other) for other in alone]


@given(
    AMOUNTS,
    st.sampled_from(sorted(PERS)),
    st.sampled_from(["", "劳模", "对困难职工按", "共慰问35人，"]),
    st.sampled_from(["", "，共100人", "。", "、其他"]),
)
def test_words_outside_the_span_do_not_change_the_amount(value: Decimal, per: str, before: str, after: str) -> None:
    (alone,) = text_to_rates(f"{value}元{per}")
    (rate,) = text_to_rates(f"{before}{value}元{per}{after}")
    assert amounts(rate) == amounts(alone)


@pytest.mark.parametrize(
    "piece",
    ["每", "9", "9,", "(", "元/", "一", "从5元", "低保的", "1-", "每人", "a1", "≥**", "规定:", "5元/人、", "9元提高到"],
)
def test_a_long_text_is_read_in_little_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    text_to_target(text)
    text_to_rates(text, is_narrative=True)
