"""`/city`: one city in one year - money, standards, recipients, payments, documents, flags: city, year, standard of the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.carrying import about, table_buttons
from dashboards.charts.budgets import SELECTION, budget_chart, budget_pieces
from dashboards.charts.payments import payment_chart, payment_tiles
from dashboards.city_tables import city_flags_table, heads_table, neighbours_table, payments_table, projects_table
from dashboards.comparison_table import CITY, file_table, screen_table
from dashboards.drawing import frame, show_chart
from dashboards.evidence import Evidence
from dashboards.fact_tables import facts_table
from dashboards.formats import as_markdown, exact_money, money
from dashboards.overview_tables import documents_table
from dashboards.questions import cities as questions
from dashboards.questions import facts
from dashboards.questions.comparability import peer_sentence
from dashboards.questions.comparison import real_terms
from dashboards.shell import PROJECT_PAGE, edition, footer, heading, open_warehouse, page_query
from dashboards.tables import show_selectable, show_table, show_when_opened
from dashboards.warehouse import Warehouse, flag_meanings

if TYPE_CHECKING:
    from dashboards.charts.frame import Frame

words = address.words()


def show() -> None:
    """The page, from which city to what is uncertain about it."""
    address.resume("city", ("city", "year", "standard"))
    warehouse = open_warehouse()
    st.markdown(words("city.intro"))
    cities = questions.cities(warehouse)
    with_documents = cities.filter(pl.col("n_documents") > 0)
    if with_documents.is_empty():
        st.info(words("city.empty"))
        return
    _say_when_unknown(cities, with_documents)
    city = _chosen_city(with_documents)
    years = questions.years(warehouse, city["city_id"])
    year = _chosen_year(years)
    projects = questions.city_projects(warehouse, city["city_id"], year)
    _summary(city, year, projects)
    shown, named = edition(warehouse, words), f"{_option(city)} · {year}"
    _budgets(projects, frame(shown, words, words("city.budgets"), subtitle=named))
    _standards(warehouse, city["city_id"], year)
    _facts(warehouse, city["city_id"], year)
    _recipients(warehouse, city["city_id"], year)
    _payments(warehouse, city["city_id"], year, frame(shown, words, words("city.payments"), subtitle=named))
    _documents(warehouse, city["city_id"])
    _flags(warehouse, city["city_id"], year)
    _neighbours(with_documents, city)
    footer(shown, words)


def _say_when_unknown(cities: pl.DataFrame, with_documents: pl.DataFrame) -> None:
    asked = st.query_params.get("city")
    if asked is None or asked in set(with_documents["city_id"]):
        return
    known = cities.filter(pl.col("city_id") == asked)
    if known.height:
        st.warning(words("city.no_documents", city=words.pick(known.row(0, named=True), "city_name")))
    else:
        st.warning(words("city.unknown"))


def _option(city: dict[str, Any]) -> str:
    return words("city.option", city=words.pick(city, "city_name"), province=words.pick(city, "province_name"))


def _chosen_city(cities: pl.DataFrame) -> dict[str, Any]:
    by_id = {row["city_id"]: row for row in cities.iter_rows(named=True)}
    options = list(by_id)
    key, write = address.bound("city", address.chosen("city", options, options[0]))

    def changed() -> None:
        write()
        for narrower in ("year", "standard"):
            address.write(narrower, None)

    return by_id[
        st.selectbox(
            words("city.city"), options, format_func=lambda code: _option(by_id[code]), key=key, on_change=changed
        )
    ]


def _chosen_year(years: list[int]) -> int:
    """The year; a choice among one is not offered."""
    options = [str(year) for year in years]
    chosen = address.chosen("year", options, options[0])
    if len(options) > 1:
        key, write = address.bound("year", chosen)
        chosen = st.segmented_control(words("city.year"), options, key=key, on_change=write, required=True) or chosen
    return int(chosen)


def _summary(city: dict[str, Any], year: int, projects: pl.DataFrame) -> None:
    budget = projects["budget_yuan"].sum()
    figures = {
        "city.n_projects": (str(projects.height), None),
        "city.budget": (money(budget, words), exact_money(budget, words)),
        "city.unstated_budgets": (str(projects["budget_yuan"].null_count()), words("define.unstated_budget")),
        "city.fiscal_year": (str(year), words("define.year")),
    }
    st.subheader(as_markdown(_option(city)), anchor=False)
    with st.container(horizontal=True, key="city_figures"):
        for label, (value, tip) in figures.items():
            st.metric(words(label), value, help=tip, border=True, width="content")


def _budgets(projects: pl.DataFrame, around: Frame) -> None:
    heading("city.budgets", words, "purpose")
    pieces = budget_pieces(projects, words)
    if pieces.is_empty():
        st.caption(words("city.no_budgets"))
    else:
        st.caption(words("city.budgets_intro"))
        event = show_chart(
            "budgets",
            lambda palette: budget_chart(pieces, palette),
            around,
            words("city.budgets_alt"),
            words,
            is_first=True,
            on_select="rerun",
        )
        picked = event.selection.get(SELECTION)
        if picked:
            st.switch_page(PROJECT_PAGE, query_params=page_query(words.language, project=picked[0]["project_id"]))
    show_table("projects_table", projects_table(projects, words), words)


def _standards(warehouse: Warehouse, city_id: str, year: int) -> None:
    heading("city.standards", words, "grade")
    stated = questions.city_standards(warehouse, city_id, year)
    if stated.is_empty():
        st.caption(words("city.no_standards"))
        return
    st.caption(words("city.standards_intro"))
    identifiers = stated["aid_standard_id"].to_list()
    show_selectable(
        "standards",
        screen_table(stated, CITY, words),
        words,
        lambda row: address.write("standard", None if row is None else identifiers[row]),
    )
    facts = about(edition(warehouse, words), words)
    name = f"{words('city.standards')}_{city_id}_{year}"
    table_buttons("standards", name, lambda: file_table(stated, edition(warehouse, words), words), facts, words)
    asked = st.query_params.get("standard")
    if asked in identifiers:
        row = stated.row(identifiers.index(asked), named=True)
        evidence = Evidence(
            row,
            "standards",
            flag_meanings(warehouse),
            peers=peer_sentence(warehouse, row["aid_standard_id"]),
            real_terms=real_terms(warehouse, row["aid_standard_id"]),
        )
        evidence.show("standards", words)
    elif asked:
        st.info(words("evidence.gone"))


def _facts(warehouse: Warehouse, city_id: str, year: int) -> None:
    found = facts.city_facts(warehouse, city_id, year)
    if found.height:
        heading("facts.title", words, "facts")
        show_table("facts", facts_table(found, words), words)


def _recipients(warehouse: Warehouse, city_id: str, year: int) -> None:
    heading("city.recipients", words, "heads")
    heads = questions.head_counts(warehouse, city_id, year)
    if heads.is_empty():
        st.caption(words("city.no_recipients"))
    else:
        show_table("recipients", heads_table(heads, words), words)


def _payments(warehouse: Warehouse, city_id: str, year: int, around: Frame) -> None:
    heading("city.payments", words, "payment_plan")
    steps = questions.payment_steps(warehouse, city_id, year)
    if steps.is_empty():
        st.caption(words("city.no_payments"))
        return
    tiles = payment_tiles(steps, words)
    show_chart("payments", lambda palette: payment_chart(tiles, palette), around, words("city.payments_alt"), words)
    show_when_opened(
        "payments_folded", words("as_table"), lambda: show_table("payments_table", payments_table(steps, words), words)
    )


def _documents(warehouse: Warehouse, city_id: str) -> None:
    heading("city.documents", words)
    share = st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.1f%%", help=words("define.bounded"))
    table = documents_table(questions.city_documents(warehouse, city_id), words)
    show_table("documents_table", table, words, column_config={words("columns.bounded"): share})


def _flags(warehouse: Warehouse, city_id: str, year: int) -> None:
    heading("city.flags", words, "flags")
    flagged = questions.city_flags(warehouse, city_id, year)
    if flagged.is_empty():
        st.caption(words("overview.flags_none"))
    else:
        show_table("flags_table", city_flags_table(flagged, words), words)


def _neighbours(cities: pl.DataFrame, city: dict[str, Any]) -> None:
    heading("city.neighbours", words)
    others = cities.filter((pl.col("province_id") == city["province_id"]) & (pl.col("city_id") != city["city_id"]))
    if others.is_empty():
        st.caption(words("city.no_neighbours", province=words.pick(city, "province_name")))
    else:
        show_table("neighbours", neighbours_table(others, words), words)


show()
