"""One file → everything understood from it: what it says about files that are no forms, and laws of every reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.nouns import Indicator, Locator, Reading
from ingest.pipeline import read_document, read_file
from ingest.pipeline.reading import MOST_CHARACTERS
from tests.ingest.printed import HEADER, NAMED, codes, document, reading, rows
from tests.ingest.readings import passport

TABLE = f"{NAMED}{HEADER}\n产出指标\t数量指标\t慰问人数\t≥100人\n\t质量指标\t准确率\t100%\n"


# files that are no forms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty_document"),
        ("a.docx", b"", "empty_document"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.txt", b"\xef\xbb\xbf", "empty_document"),
        ("a.txt", b" \r\n\t\t\r\n", "empty_document"),
        ("a.txt", b"\x00\x01", "not_text"),
        ("a.txt", "今天天气很好。".encode(), "not_a_form"),
        ("a.txt", f"{HEADER}\n".encode(), "not_a_form"),
        ("a.txt", "每人每月600元。".encode(), "no_form"),
        ("a.xyz", "项目名称".encode(), "unknown_format"),
        ("a.txt", f"{NAMED}{HEADER}\n产出指标\t数量指标\t**\t\n".encode(), "blank_template"),
    ],
)
def test_no_projects_and_an_issue_that_says_why(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    found = read_file(file)
    assert found.projects == []
    assert found.issues[0].code == code


def test_a_document_of_absurd_length_is_refused() -> None:
    found = reading("测" * (MOST_CHARACTERS + 1))
    assert (found.projects, codes(found)) == ([], ["too_large"])


# passports ------------------------------------------------------------------------------------------------------------


def test_where_the_document_says_otherwise_the_passport_stands_and_that_is_said() -> None:
    known = replace(passport(), city_id="130200", city_name="唐山市", fiscal_year=2025)
    found = read_document(document("保定市总工会2024年项目支出绩效目标表\n" + TABLE), known)
    assert (found.city_id, found.city_name, found.fiscal_year) == ("130200", "唐山市", 2025)
    assert {"city_contradicts_passport", "year_contradicts_passport"} <= set(codes(found))


def test_what_only_the_passport_says() -> None:
    known = replace(passport(), city_id="130200", city_name="唐山市", fiscal_year=2025)
    found = read_document(document(TABLE), known)
    assert set(codes(found)) == {"city_from_passport", "year_from_passport"}


def test_a_passport_that_agrees_needs_no_word() -> None:
    known = replace(passport(), city_id="130200", city_name="唐山市", fiscal_year=2025)
    found = read_document(document("唐山市总工会2025年项目支出绩效目标表\n" + TABLE), known)
    assert codes(found) == []


def test_a_publisher_or_a_title_of_another_document_contradicts_the_passport() -> None:
    known = passport(
        city_id="130200", city_name="唐山市", publisher="唐山市总工会", title="唐山市总工会2024年项目绩效目标表"
    )
    other = "城乡居民养老补助实施方案\n填报单位\t唐山市民政局\n" + TABLE
    found = codes(read_document(document(other), known))
    assert {"publisher_contradicts_passport", "title_contradicts_passport"} <= set(found)


def test_a_unit_of_the_publisher_and_a_title_of_one_form_do_not_contradict_the_passport() -> None:
    known = passport(
        city_id="130200", city_name="唐山市", publisher="唐山市总工会", title="唐山市总工会2024年项目绩效目标表"
    )
    own = "1.安全月宣传活动绩效目标表\n（2024年度）\n填报单位\t唐山市总工会财务部\n" + TABLE
    assert not [code for code in codes(read_document(document(own), known)) if "contradicts" in code]


# laws -----------------------------------------------------------------------------------------------------------------

FRAGMENTS = [
    "项目名称", "项目编码", "预算数", "年度资金总额:", "其中:财政拨款", "资金支出计划(%)", "3月底", "6月底", "绩效目标", "年度目标", "中期目标",
    "单位:万元", "一级指标", "二级指标", "三级指标", "指标值", "分值", "计量单位", "指标性质", "指标方向", "实际完成值", "绩效标准", "年度绩效目标表",
    "项目支出绩效目标表", "产出指标", "数量指标", "质量指标", "效益指标", "满意度指标", "服务对象满意度指标", "慰问人数", "指标1:发放率", "劳模津贴",
    "≥95%", "100人", "1000元/人", "每人每月600元", "大于等于", "正向", "元/人", "10", "0.30", "2024年", "2024年度", "〔2020〕32号", "唐山市总工会",
    "合计", "注:", "填报人:张三", "- 3 -", "不涉及", "**", "☑", "□", "目标1:", "1、", "(", ")", "/", "—", "《", "》", "…", "１２", "²", "٣",
]  # fmt: skip
GAPS = ["\t", "\t", "\n", "\n", " ", "", "|", " | ", "\n\n", "\t\t", "\r\n", "\f", "\u3000", "｜", "\u200b", "\n| "]
TEXTS = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(GAPS)), max_size=60).map(
    lambda parts: "".join(part + gap for part, gap in parts)
)
MANY = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def locators(found: Reading) -> list[Locator]:
    places = [issue.locator for issue in found.issues] + [rate.locator for rate in found.rates]
    places += [total.locator for total in found.totals]
    for project in found.projects:
        places += [project.locator, *(b.locator for b in project.budgets), *(g.locator for g in project.goals)]
        places += [*(p.locator for p in project.payments), *(r.locator for r in project.rates)]
        places += [place for row in project.indicators for place in (row.locator, *(r.locator for r in row.rates))]
    return [place for place in places if place is not None]


def texts(row: Indicator) -> list[str | None]:
    verbatim = [row.level1_text, row.level2_text, row.name_text, row.target_text, row.description_text]
    return [*verbatim, row.comparator_text, row.measure_text, row.direction_text, row.weight_text, row.basis_text]


@MANY
@given(TEXTS)
def test_every_document_is_read_every_quote_stands_where_it_is_said_to_and_no_word_is_made_up(text: str) -> None:
    source = document(text)
    found = read_document(source)
    lines = source.text.split("\n")
    for place in locators(found):
        quoted = "\n".join(lines[place.line_start - 1 : place.line_end])
        assert place.quote
        assert place.quote in quoted
        assert place.quote.count("\n") == place.line_end - place.line_start
    printed = {*source.text, " ", "☑", "☐"}
    for project in found.projects:
        for row in project.indicators:
            assert {character for cell in texts(row) if cell for character in cell} <= printed
            assert 0 <= row.confidence <= 1
    assert found.projects or found.issues


@MANY
@given(st.binary(max_size=200))
def test_every_file_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.txt"
    file.write_bytes(data)
    found = read_file(file)
    assert found.projects or found.issues


NAMES = ["慰问职工人数", "补助发放准确率", "活动开展场次", "困难职工救助标准", "职工满意程度", "政策知晓情况"]
TARGETS = ["≥95%", "100人", "1000元/人", "春节前完成", "≤52万元", "显著提高"]
LEVELS = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "成本指标"), ("效益指标", "社会效益指标")]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A header and two to six rows, levels printed in full; every name another."""
    names = draw(st.permutations(NAMES))[: draw(st.integers(2, len(NAMES)))]
    levels = sorted(draw(st.sampled_from(LEVELS)) for _ in names)
    body = [[*level, name, draw(st.sampled_from(TARGETS))] for level, name in zip(levels, names, strict=True)]
    return [HEADER.split("\t"), *body]


def tabbed(table: list[list[str]]) -> str:
    return NAMED + "".join("\t".join(row) + "\n" for row in table)


def piped(table: list[list[str]]) -> str:
    return "项目名称 | 劳模慰问 | |\n" + "".join(" | ".join(row) + "\n" for row in table)


def marked_down(table: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |\n" for row in table]
    return "| 项目名称 | 劳模慰问 | | |\n| --- | --- | --- | --- |\n" + "".join(lines)


def cell_by_cell(table: list[list[str]]) -> str:
    return "项目名称 |\n劳模慰问 |\n" + "".join(f"{cell} |\n" for row in table for cell in row)


def cell_by_cell_behind_tabs(table: list[list[str]]) -> str:
    return "\t项目名称\n\t劳模慰问\n" + "".join(f"\t{cell}\n" for row in table for cell in row)


@MANY
@given(tables())
def test_the_same_table_is_read_alike_however_it_is_printed(table: list[list[str]]) -> None:
    expected = [tuple(row) for row in table[1:]]
    for printed in (tabbed, piped, marked_down, cell_by_cell, cell_by_cell_behind_tabs):
        assert rows(printed(table)) == expected, printed.__name__


@MANY
@given(tables(), st.data())
def test_a_page_break_between_two_rows_changes_nothing(table: list[list[str]], data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(table) - 1))
    merged = [
        table[0],
        *(
            [*(" " if row[:2] == table[i - 1][:2] and i > 1 else cell for cell in row[:2]), *row[2:]]
            for i, row in enumerate(table)
            if i
        ),
    ]
    lines = tabbed(merged).splitlines(keepends=True)
    for between in ("\n", lines[1], f"\n{lines[1]}"):
        broken = "".join([*lines[: at + 1], between, *lines[at + 1 :]])
        assert rows(broken) == [tuple(row) for row in table[1:]], between


TYPED = {
    "指标性质": ["大于等于", "等于", "小于等于"],
    "指标值": ["95", "100", "1000", "2.5"],
    "计量单位": ["%", "人", "元/人", "万元"],
    "指标方向": ["正向", "反向"],
    "分值": ["5", "10", "2.5"],
}


@MANY
@given(st.permutations(sorted(TYPED)), st.data())
def test_the_order_of_typed_columns_does_not_matter(order: list[str], data: st.DataObject) -> None:
    body = [
        [*level, name, *(data.draw(st.sampled_from(TYPED[kind])) for kind in sorted(TYPED))]
        for level, name in zip(LEVELS, NAMES, strict=False)
    ]
    front = ["一级指标", "二级指标", "三级指标"]

    def printed(kinds: list[str]) -> str:
        at = [3 + sorted(TYPED).index(kind) for kind in kinds]
        return tabbed([[*front, *kinds], *([*row[:3], *(row[i] for i in at)] for row in body)])

    expected = [
        [row.name, *map(str, texts(row)), str(row.weight)]
        for p in reading(printed(sorted(TYPED))).projects
        for row in p.indicators
    ]
    found = [
        [row.name, *map(str, texts(row)), str(row.weight)]
        for p in reading(printed(order)).projects
        for row in p.indicators
    ]
    assert found == expected
    assert [row[6] for row in expected] == [row[3 + sorted(TYPED).index("指标性质")] for row in body]
