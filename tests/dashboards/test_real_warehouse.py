"""The pages' assumptions, held against the warehouse that a real refresh publishes."""

from __future__ import annotations

from html import escape
from itertools import product
from pathlib import Path

import pytest

from dashboards.comparison import BASES
from dashboards.warehouse import Warehouse, published_warehouse
from dashboards.words import LANGUAGES, words_in
from tests.conftest import SOURCES, bangfu, copied_warehouse
from tests.dashboards.conftest import OpenPage, seen

COLUMNS = "select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns"
SHOWN_CODES = {
    "rank": "select unnest([honour_rank, comparable_rank]) from marts.aid_comparison",
    "grade": "select evidence_grade from marts.aid_comparison",
    "reason": "select not_comparable_reason from marts.aid_comparison",
    "per": "select per from marts.aid_comparison",
    "period": "select pay_period from marts.aid_comparison",
    "payer": "select payer from marts.aid_comparison",
    "horizon": "select horizon from marts.aid_comparison",
    "origin": "select origin from marts.aid_comparison",
    "scope": "select scope from marts.aid_comparison",
    "severity": "select severity from marts.flag_meanings",
    "outcome": "select outcome from meta.runs",
    "suite": "select suite from meta.checks",
}


@pytest.fixture
def published(warehouse: Path) -> Warehouse:
    return published_warehouse(warehouse.parent)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "query"), SHOWN_CODES.items(), ids=SHOWN_CODES)
def test_every_code_that_is_shown_has_a_word(published: Warehouse, kind: str, query: str, language: str) -> None:
    codes = set(published.answer(query).to_series().drop_nulls())
    assert codes <= set(words_in(language).codes(kind))


def test_the_small_warehouse_of_the_tests_has_no_column_the_real_one_lacks(published: Warehouse, small: Path) -> None:
    pretended = set(published_warehouse(small).answer(COLUMNS)["name"])
    assert pretended - set(published.answer(COLUMNS)["name"]) == set()


def test_every_kind_of_aid_can_be_shown_in_every_basis(
    open_page: OpenPage, warehouse: Path, published: Warehouse
) -> None:
    app = open_page("compare", folder=warehouse.parent)
    aid_types = published.answer("select aid_type_id from marts.aid_types").to_series()
    for aid_type, basis in product(aid_types, BASES):
        app.query_params.update({"aid_type": aid_type, "basis": basis})
        app.run()
        assert (app.session_state["address.aid_type"], app.session_state["address.basis"]) == (aid_type, basis)
        assert not app.exception, (aid_type, basis)
        assert not app.error, (aid_type, basis)


def test_every_standard_can_be_looked_up_where_it_stands(
    open_page: OpenPage, warehouse: Path, published: Warehouse
) -> None:
    app = open_page("source", folder=warehouse.parent)
    places = published.answer("select distinct document_id, line_start, quote from marts.aid_comparison")
    for place in places.iter_rows(named=True):
        app.query_params.update({"document": place["document_id"], "line": str(place["line_start"])})
        lit = next(row for row in seen(app.run()).split("<tr") if row.startswith(' class="lit"'))
        assert escape(place["quote"].split("\n")[0]) in lit


def test_a_view_is_explained_and_not_offered_as_a_whole(open_page: OpenPage, warehouse: Path) -> None:
    view = open_page("data", folder=warehouse.parent, table="marts.comparability")
    assert "这是视图，查询时才计算" in seen(view)
    assert "pair_id" in set(view.dataframe[0].value["列"])
    table = open_page("data", folder=warehouse.parent, table="marts.footing_pairs")
    assert "整张表 marts.footing_pairs" in seen(table)
    assert "整张表" not in seen(view)


@pytest.mark.slow
def test_what_a_person_uploads_is_published_with_the_passport_they_confirmed(
    open_page: OpenPage, warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied_warehouse(warehouse, tmp_path / "warehouse")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    monkeypatch.setenv("BANGFU_INBOX", str(inbox))
    app = open_page("try", folder)
    app.file_uploader[0].set_value(("慰问.txt", "劳模春节慰问标准为每人每年1234元。".encode(), "text/plain")).run()
    app.selectbox[0].set_value("341000")
    app.number_input[0].set_value(2025)
    for field, text in zip(app.text_input, ("黄山市总工会", "春节慰问通知", "https://example.org/a"), strict=True):
        field.set_value(text)
    next(button for button in app.button if button.label == "存入收件箱").click().run()

    refreshed = bangfu("refresh", "--sources", SOURCES, "--inbox", inbox, "--warehouse", folder)
    assert refreshed.returncode == 0, refreshed.stderr
    (row,) = published_warehouse(folder).answer("""
        select city_name, fiscal_year, fiscal_year_basis, title, url, annual_low_yuan
        from star.dim_documents join star.dim_cities using (city_id) join star.fct_aid_standards using (document_id, fiscal_year)
        where dim_documents.source_path like '%inbox/%'
    """).rows()  # fmt: skip
    assert row == ("黄山市", 2025, "inferred", "春节慰问通知", "https://example.org/a", 1234)
