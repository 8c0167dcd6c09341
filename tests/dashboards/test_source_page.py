"""`/source` without a browser: the lit lines, turning pages, and addresses that make no sense."""

from __future__ import annotations

import pytest

from tests.dashboards import small_warehouse
from tests.dashboards.conftest import OpenPage, seen


def test_the_source_lights_the_lines_of_the_address(open_page: OpenPage) -> None:
    text = seen(open_page("source", document=small_warehouse.document_id("tianjin"), line="154", to="155"))
    assert "第 154–155 行已亮起" in text
    assert '<tr class="lit" aria-current="true"><th scope="row">154</th><td>tianjin 154</td></tr>' in text
    assert '<th scope="row">148</th>' in text
    assert '<th scope="row">147</th>' not in text


def test_pages_of_the_source_can_be_turned_and_the_lit_line_found_again(open_page: OpenPage) -> None:
    app = open_page("source", document=small_warehouse.document_id("ezhou"), line="227")
    app.button(key="next_above").click().run()
    assert app.query_params["top"] == "301"
    assert "第 301–380 行，共 400 行" in seen(app)


@pytest.mark.parametrize(("page", "top"), [("3", 81), ("99", 1)])
def test_the_source_opens_at_a_page(open_page: OpenPage, page: str, top: int) -> None:
    text = seen(open_page("source", document=small_warehouse.document_id("chuzhou"), page=page))
    assert f"第 {top}–{top + 79} 行，共 400 行" in text


@pytest.mark.parametrize("line", ["0", "-3", "99999", "abc", "1e9", "٣"])
def test_any_line_in_the_address_is_survived(open_page: OpenPage, line: str) -> None:
    assert not open_page("source", document=small_warehouse.document_id("ezhou"), line=line).exception


def test_an_unknown_document_says_so_and_offers_the_others(open_page: OpenPage) -> None:
    app = open_page("source", document="../../etc/passwd")
    assert "仓库里没有这份文件" in seen(app)
    assert len(app.selectbox[0].options) == 5
