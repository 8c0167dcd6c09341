"""`/project`: the search finds what all its words stand in; a project shows its whole form as a tree."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from dashboards.form_tree import form_to_html
from dashboards.project_tables import snippet
from dashboards.questions.projects import projects_found
from dashboards.warehouse import Warehouse, published_warehouse
from dashboards.words import words_in
from tests.dashboards.conftest import OpenPage, listed, seen

ZH = words_in("zh")
VISIT = "120000-2024-00000000-spring_festival_visit"


@pytest.fixture
def published(warehouse: Path) -> Warehouse:
    return published_warehouse(warehouse.parent)


def names(found: pl.DataFrame) -> set[str]:
    return set(found["project_name"])


def test_all_words_must_occur_but_not_in_one_text(published: Warehouse) -> None:
    assert names(projects_found(published, ["劳模", "慰问"], [], 50)) == {
        "市级劳模春节慰问经费",
        "鄂州市劳模春节慰问专项资金",
    }
    assert projects_found(published, ["劳模", "不存在的词"], [], 50).is_empty()


def test_blanks_inside_a_printed_word_do_not_hide_it(published: Warehouse) -> None:
    """The form of the check-ups prints 退休人员 体检 with a blank in its goal, because the cell is wrapped there."""
    assert "退休人员体检费" in names(projects_found(published, ["完成退休人员体检工作"], ["goal"], 50))


def test_kinds_narrow_the_search(published: Warehouse) -> None:
    everywhere = names(projects_found(published, ["鄂州政发"], [], 50))
    assert everywhere == {"鄂州市劳模春节慰问专项资金"}
    assert names(projects_found(published, ["鄂州政发"], ["basis"], 50)) == everywhere
    assert projects_found(published, ["鄂州政发"], ["indicator"], 50).is_empty()


def test_signs_that_mean_something_to_a_database_are_only_signs(published: Warehouse) -> None:
    for text in ("%", "_", "'; drop table x; --", "\\"):
        assert projects_found(published, [f"{text}不在任何文件里"], [], 50).is_empty()


def test_without_words_every_project_is_listed(published: Warehouse) -> None:
    assert projects_found(published, [], [], 500).height == 27


def test_the_words_in_the_address_are_searched(open_page: OpenPage) -> None:
    text = seen(open_page("project", q="春节慰问"))
    assert "找到 2 个项目" in text
    assert "没有项目同时含有这些词" in seen(open_page("project", q="春节慰问 不存在"))


def test_a_project_that_is_gone_says_so_and_offers_the_search(open_page: OpenPage) -> None:
    app = open_page("project", project="gone")
    assert "仓库里没有这个项目" in seen(app)
    assert len(app.text_input) == 1


def test_the_project_shows_money_form_and_checks_with_their_places(open_page: OpenPage) -> None:
    app = open_page("project", project=VISIT)
    text = seen(app)
    assert "**预算**：1,190 万元（11,900,000 元）" in text
    assert "11,900人 × 1,000元/人 = 1,190万元" in text
    form = next(html for html in listed(app) if 'class="form"' in html and "<table" in html)
    assert 'href="source?document=120000-2024-00000000&amp;line=252&amp;quote=' in form


def test_the_next_project_of_the_document_is_one_click_away(open_page: OpenPage) -> None:
    app = open_page("project", project=VISIT)
    before = app.button[1]
    assert before.label == "上一个项目"
    before.click().run()
    assert app.query_params["project"] != VISIT
    assert app.query_params["project"].startswith("120000-2024")


def test_the_form_is_a_tree_whose_branches_sum_their_weights(published: Warehouse) -> None:
    """As printed: 45 + 5 lines of 产出 with weights of 50 in all, of which 成本 10, 时效 10, 质量 15 and 数量 15."""
    project = published.answer("select project_id from star.dim_projects where project_name = '退休人员体检费'").item()
    rows = published.answer("from marts.indicator_targets where project_id = ? order by row_ordinal", [project])
    html = form_to_html(rows, {}, ZH)
    assert '<tr class="level1"><th scope="rowgroup" colspan="6">产出指标（分值合计 50）</th></tr>' in html
    assert "成本指标（分值合计 10）" in html
    assert "年度（分值合计 90）" in html
    assert ">1,000 元/人</td>" in html


def test_the_form_escapes_every_text() -> None:
    hostile = '<img src=x onerror=alert(1)>"'
    row = dict.fromkeys(
        ("level1", "level2", "indicator_name", "target_text", "basis_text", "measure", "document_id"), hostile
    )
    numbers = {"comparator": "=", "target_low": 1.0, "target_high": 1.0, "weight": None, "line_start": 1, "line_end": 1}
    rows = pl.DataFrame([row | numbers | {"horizon": hostile, "flags": [hostile]}])
    html = form_to_html(rows, {}, ZH)
    assert "<img" not in html
    assert 'title="&lt;img' in html


def test_a_snippet_shows_the_words_around_the_first_hit() -> None:
    text = "甲" * 40 + "劳模慰问" + "乙" * 100
    assert snippet(text, ["慰问"]) == "…" + "甲" * 14 + "劳模慰问" + "乙" * 58 + "…"
    assert snippet("劳模", ["慰问"]) == "劳模"
