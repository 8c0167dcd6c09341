"""Questions that rooms ask of words, and the vocabulary files they are answered from."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest
import yaml

from ingest.lexicon import LONGEST_LABEL, LabelWord, lexicon

VOCABULARY = files("ingest.vocabulary")
PATTERN_SIGNS = re.compile(r"[\\\[\](){}?*+|.^$]")


def vocabulary(name: str) -> Any:
    return yaml.safe_load(VOCABULARY.joinpath(name).read_text(encoding="utf-8"))


LEVELS, COLUMNS, LABELS = (vocabulary(name) for name in ("levels.yml", "columns.yml", "labels.yml"))


def patterns() -> list[str]:
    """Every regular expression of the vocabulary of forms."""
    found = [pattern for column in COLUMNS["columns"].values() for pattern in column["headers"]]
    found += [pattern for field in LABELS["fields"].values() for pattern in field["labels"]]
    found += [*COLUMNS["section"], *COLUMNS["cells"].values(), *LABELS["stops"], *LABELS["page_numbers"]]
    found += [*LABELS["titles"]["form"], *(p for group in LABELS["titles"]["table"].values() for p in group)]
    return found + [
        p for value in vocabulary("prose.yml").values() for p in (value if isinstance(value, list) else [value])
    ]


def is_word(text: str) -> bool:
    return not PATTERN_SIGNS.search(text)


def claims(groups: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    """Words that two groups claim: by writing them, or by a pattern that matches them."""
    found = []
    for (one, first), (other, second) in combinations(groups.items(), 2):
        for mine, theirs in ((first, second), (second, first)):
            found += [
                (word, one, other) for word in filter(is_word, mine) if any(re.fullmatch(p, word) for p in theirs)
            ]
    return found


def test_every_pattern_compiles_and_matches_no_empty_text() -> None:
    for pattern in patterns():
        assert not re.compile(pattern).fullmatch(""), pattern


def test_no_header_is_claimed_by_two_columns() -> None:
    assert claims({kind: entry["headers"] for kind, entry in COLUMNS["columns"].items()}) == []


def test_no_label_is_claimed_by_two_fields() -> None:
    labels = {name: entry["labels"] for name, entry in LABELS["fields"].items()}
    assert claims({**labels, "ignored": LABELS["ignored"]}) == []


def test_no_word_is_listed_twice() -> None:
    for words in [
        *(e["headers"] for e in COLUMNS["columns"].values()),
        *(e["labels"] for e in LABELS["fields"].values()),
    ]:
        assert len(words) == len(set(words)), words


def test_no_level_word_is_listed_under_two_stems() -> None:
    for depth in (LEVELS["level1"], {stem: entry["words"] for stem, entry in LEVELS["level2"].items()}):
        words = [word for group in depth.values() for word in group]
        assert len(words) == len(set(words))


def test_every_second_level_stands_under_a_first_level_there_is() -> None:
    for stem, entry in LEVELS["level2"].items():
        assert entry["under"], stem
        assert set(entry["under"]) <= set(LEVELS["level1"]), stem


def test_level_words_carry_no_ending_that_every_word_may_have() -> None:
    words = [word for group in LEVELS["level1"].values() for word in group]
    words += [word for entry in LEVELS["level2"].values() for word in entry["words"]]
    whole = {"绩效目标"}  # 绩效 alone would take 绩效指标 too, the heading of every table
    assert [word for word in words if word.endswith(tuple(LEVELS["endings"])) and word not in whole] == []


def test_every_listed_word_is_answered_with_its_own_field_and_column() -> None:
    words = lexicon()
    for kind, entry in COLUMNS["columns"].items():
        assert {words.header(word) for word in filter(is_word, entry["headers"])} <= {kind}
    for name, entry in LABELS["fields"].items():
        found = [words.label(word) for word in filter(is_word, entry["labels"])]
        assert {label.name for label in found if label} <= {name}
        assert None not in found


@pytest.mark.parametrize(
    ("text", "depth", "stem"),
    [("产出指标", 1, "产出"), ("产出指标(50分)", 1, "产出"), ("产出 指标", 1, "产出"), ("数量目标", 2, "数量"), ("社会公众或服务对象\n满意度指标", 2, "服务对象满意度")],
)  # fmt: skip
def test_level_words(text: str, depth: int, stem: str) -> None:
    word = lexicon().level1(text) if depth == 1 else lexicon().level2(text)
    assert word
    assert (word.stem, word.depth) == (stem, depth)


@pytest.mark.parametrize("text", ["数量", "数量指标完成率", "慰问人数", "", "产出指标" * 60])
def test_what_is_no_first_level(text: str) -> None:
    assert lexicon().level1(text) is None


def test_labels_with_colon_brackets_and_blanks() -> None:
    for text in ("项目名称", "项目 名称:", "项目名称(盖章)", "项 目 名 称："):
        label = lexicon().label(text)
        assert label
        assert label.name == "project_name"
    assert lexicon().label("联系电话") == LabelWord("ignored", "nothing")
    assert lexicon().label("项目名称一览") is None


def test_a_long_text_is_no_word_of_a_form() -> None:
    blanks = " " * LONGEST_LABEL
    assert lexicon().label(f"项目名称{blanks}劳模") is None
    assert lexicon().header(f"指标值{blanks}5") is None
    assert not lexicon().is_form_title(f"项目绩效目标表{blanks}劳模")


@pytest.mark.parametrize(
    ("kind", "cell", "is_one"),
    [
        ("comparator", "≥", True),
        ("comparator", "大于等于", True),
        ("comparator", "≥95", False),
        ("direction", "正向指标", True),
        ("measure", "元/人", True),
        ("measure", "人次", True),
        ("measure", "慰问人数完成率", False),
        ("number", "1,190.50", True),
        ("number", "95%", False),
        ("value", "≥95%", True),
        ("value", "不低于100人", True),
        ("value", "及时发放", False),
    ],
)
def test_what_a_cell_looks_like(kind: str, cell: str, is_one: bool) -> None:
    assert lexicon().is_cell(kind, cell) is is_one


@pytest.mark.parametrize(
    "text", ["合计", "注:数据为全年", "填报人:张三", "附件2", "项目支出绩效自评表", "审核人(签字)"]
)
def test_closing_words(text: str) -> None:
    assert lexicon().is_stop(text)


@pytest.mark.parametrize("text", ["审核人数", "附件报送率", "存在问题整改率", "注册人数", "说明书发放数", "制表及时率"])
def test_indicators_that_begin_like_closing_words(text: str) -> None:
    assert not lexicon().is_stop(text)
