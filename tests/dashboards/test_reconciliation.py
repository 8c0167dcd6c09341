"""`/reconciliation`: verdicts by gravity, both sides' own words, and a note that asks about what does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.query_note import query_note
from dashboards.questions.reconciliations import figures, reconciliation, reconciliations
from dashboards.warehouse import Warehouse, published_warehouse
from dashboards.words import LANGUAGES, words_in
from tests.dashboards.conftest import OpenPage, seen

ZH = words_in("zh")
EXACT = "120000-2024-00000000-spring_festival_visit:rates_to_budget"
CONTRADICTION = "420700-2025-00000000-rest_retreat:rates_to_budget"


@pytest.fixture
def published(warehouse: Path) -> Warehouse:
    return published_warehouse(warehouse.parent)


def check_id(published: Warehouse, project: str, check: str) -> str:
    """The check of a project by their names."""
    return str(
        published.answer(
            "select reconciliation_id from marts.reconciliations where project_name = ? and check_name = ?",
            [project, check],
        ).item()
    )


def test_the_gravest_come_first(published: Warehouse) -> None:
    verdicts = reconciliations(published, [], [], None, 500)["verdict"].to_list()
    assert verdicts[:7] == ["contradicts"] * 7  # six mid-term sums smaller than the year's, and one goal
    assert verdicts[7] == "gap"
    assert verdicts[-1] == "not_checkable"


def test_choices_narrow_the_list(published: Warehouse) -> None:
    found = reconciliations(published, ["contradicts"], ["mid_term_to_annual"], "341100", 500)
    assert (found.height, set(found["city_name"])) == (6, {"滁州市"})


def test_both_sides_are_the_documents_own_words(published: Warehouse) -> None:
    sides = figures(published, check_id(published, "退休人员体检费", "printed_total"))
    assert sides.filter(side="computed")["quote"].to_list() == ["7.00", "100.00", "128.85", "4.30"]
    assert sides.filter(side="expected")["quote"].to_list() == ["240.15"]


def test_the_note_names_document_quotes_sum_and_question(published: Warehouse) -> None:
    identifier = check_id(published, "退休人员体检费", "goal_to_indicator")
    note = query_note(reconciliation(published, identifier).row(0, named=True), figures(published, identifier), ZH)
    assert note.splitlines() == [
        "呼和浩特市总工会：",
        "您好。我们在阅读贵单位公开的《呼和浩特市总工会2024年项目绩效目标表》（2024 年度）时，对其中“退休人员体检费”项目有一处疑问，请予核实。",
        "文件写道：",
        "　　“通过对79名退休人员 进行体检，完成退休人员 体检工作，为退休人员 身心健康提供保障。”（第 12 行）",
        "与之对照，文件写道：",
        "　　“数量指标 参加体检的退 休人数 正向 大于等于 70 人 9”（第 20 行）",
        "　　“退休人员总 人数 正向 等于 70 人 6”（第 21 行）",
        "算式：目标 79人 ≠ 指标 70人。",
        "请问：绩效目标中的人数与指标中的人数不一致，以哪一个为准？",
        "谢谢。",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_check_and_verdict_has_a_word_and_a_question(published: Warehouse, language: str) -> None:
    words = words_in(language)
    assert set(published.answer("select distinct check_name from marts.reconciliations").to_series()) <= set(
        words.codes("check_name")
    )
    assert set(words.codes("check_name")) < set(words.codes("question"))
    assert set(published.answer("select distinct verdict from marts.reconciliations").to_series()) <= set(
        words.codes("verdict")
    )
    assert set(published.answer("select distinct kind from marts.project_texts").to_series()) == set(
        words.codes("text_kind")
    )
    assert set(published.answer("select distinct purpose from marts.projects_overview").to_series()) <= set(
        words.codes("purpose")
    )
    assert set(published.answer("select distinct budget_part from marts.budget_figures").to_series()) <= set(
        words.codes("budget_part")
    )


def test_a_contradiction_opens_with_its_note_in_chinese_whatever_the_language(open_page: OpenPage) -> None:
    text = seen(open_page("reconciliation", check=CONTRADICTION, lang="en"))
    assert "Query note" in text
    assert "鄂州市总工会：" in text
    assert "标准乘以人数的结果与预算不一致" in text


def test_what_fits_needs_no_note(open_page: OpenPage) -> None:
    text = seen(open_page("reconciliation", check=EXACT))
    assert "没有要问的" in text
    assert "您好" not in text


def test_the_address_restores_the_choice_and_an_empty_one_says_so(open_page: OpenPage) -> None:
    app = open_page("reconciliation", verdict="contradicts", city="420700")
    assert app.dataframe[0].value["结论"].tolist() == ["矛盾"]
    assert app.session_state["address.city"] == "420700"
    assert "请放宽筛选" in seen(open_page("reconciliation", verdict="exact", city="420700"))


def test_a_check_that_is_gone_says_so(open_page: OpenPage) -> None:
    assert "没有这一项核对" in seen(open_page("reconciliation", check="gone"))
