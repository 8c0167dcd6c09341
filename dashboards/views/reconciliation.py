"""`/reconciliation`: every check of the figures against each other: verdict, name, city and check of the address."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.arithmetic import arithmetic
from dashboards.carrying import about, table_buttons
from dashboards.fact_tables import rule_tests_table
from dashboards.formats import as_markdown, one_line
from dashboards.query_note import ASKED_ABOUT, query_note
from dashboards.questions import facts
from dashboards.questions import reconciliations as questions
from dashboards.questions.cities import cities
from dashboards.reconciliation_tables import checks_table, figures_table
from dashboards.shell import PROJECT_PAGE, Edition, edition, footer, heading, open_warehouse, page_query
from dashboards.tables import show_selectable, show_table
from dashboards.warehouse import Warehouse
from dashboards.words import LANGUAGES, words_in

MOST_SHOWN = 2000
SIDES = ("computed", "expected")

words = address.words()


def show() -> None:
    """The page: the verdicts, and the check a person selects with both its sides."""
    address.resume("reconciliation", ("verdict", "name", "city", "check"))
    warehouse = open_warehouse()
    st.markdown(words("reconciliation.intro"))
    counts = questions.verdict_counts(warehouse)
    if not counts:
        st.info(words("reconciliation.empty"))
        return
    asked = _asked(warehouse, counts)
    checks = questions.reconciliations(warehouse, *asked, MOST_SHOWN)
    shown = edition(warehouse, words)
    _table(checks, shown)
    _selected(warehouse)
    _rules(warehouse, asked[2])
    footer(shown, words)


def _asked(warehouse: Warehouse, counts: dict[str, int]) -> tuple[list[str], list[str], str | None]:
    """The verdicts, checks and city the address asks for."""
    verdicts = [verdict for verdict in words.codes("verdict") if verdict in counts]
    key, write = address.bound("verdict", address.chosen_many("verdict", verdicts))
    wanted = st.pills(
        words("reconciliation.verdict"), verdicts, key=key, on_change=write, selection_mode="multi",
        format_func=lambda code: words("reconciliation.counted", word=words.of("verdict", code), count=counts[code]),
        help=words("define.verdict"),
    )  # fmt: skip
    names = words.codes("check_name")
    key, write = address.bound("name", address.chosen_many("name", names))
    with st.container(horizontal=True):
        asked = st.multiselect(
            words("reconciliation.name"), names, key=key, on_change=write,
            format_func=lambda code: words.of("check_name", code), placeholder=words("reconciliation.all"),
        )  # fmt: skip
        city = _chosen_city(cities(warehouse).filter(pl.col("n_documents") > 0))
    return wanted, asked, city


def _chosen_city(known: pl.DataFrame) -> str | None:
    by_id = {row["city_id"]: words.pick(row, "city_name") for row in known.iter_rows(named=True)}
    key, write = address.bound("city", address.chosen("city", list(by_id), "") or None)
    chosen: str | None = st.selectbox(
        words("city.city"), list(by_id), key=key, on_change=write, format_func=lambda code: by_id[code],
        index=None, placeholder=words("reconciliation.all"),
    )  # fmt: skip
    return chosen


def _table(checks: pl.DataFrame, shown: Edition) -> None:
    if checks.is_empty():
        st.info(words("reconciliation.none"))
        return
    most = words("reconciliation.most", count=MOST_SHOWN) if checks.height == MOST_SHOWN else ""
    st.caption(words("reconciliation.shown", count=checks.height) + most)
    identifiers = checks["reconciliation_id"].to_list()

    def picked(row: int | None) -> None:
        address.write("check", None if row is None else identifiers[row])

    table = checks_table(checks, words)
    show_selectable("checks", table, words, picked)
    table_buttons("checks", words("reconciliation.title"), lambda: table, about(shown, words), words)


def _selected(warehouse: Warehouse) -> None:
    """The check the address asks for, with both sides and the note."""
    asked = st.query_params.get("check")
    if asked is None:
        return
    found = questions.reconciliation(warehouse, asked)
    if found.is_empty():
        st.warning(words("reconciliation.gone"))
        return
    check = found.row(0, named=True)
    figures = questions.figures(warehouse, asked)
    with st.container(border=True, key="check"):
        _sum(check)
        for side in SIDES:
            shown = figures.filter(pl.col("side") == side)
            if shown.height:
                st.markdown(f"**{words(f'reconciliation.{side}')}**")
                show_table(f"{side}_figures", figures_table(shown, words), words)
        if figures.is_empty():
            st.caption(words("reconciliation.no_figures"))
        query = page_query(words.language, project=check["project_id"])
        st.page_link(PROJECT_PAGE, label=words("reconciliation.project"), icon=":material/table:", query_params=query)
        _note(check, figures)


def _sum(check: dict[str, Any]) -> None:
    title = words(
        "reconciliation.title_of", city=words.pick(check, "city_name"), year=check["fiscal_year"],
        project=one_line(check["project_name"]), check=words.of("check_name", check["check_name"]),
        verdict=words.of("verdict", check["verdict"]),
    )  # fmt: skip
    st.markdown(f"#### {as_markdown(title)}")
    st.code(arithmetic(check["arithmetic_text"], words), language=None, wrap_lines=True)


def _rules(warehouse: Warehouse, city_id: str | None) -> None:
    """What is paid beside the rules that documents quote, of the city that is chosen."""
    tests = facts.rule_tests(warehouse, city_id=city_id)
    if tests.height:
        heading("facts.rules", words, "rules")
        show_table("rule_tests", rule_tests_table(tests, words), words)


def _note(check: dict[str, Any], figures: pl.DataFrame) -> None:
    """The note is in Chinese, whoever reads the page: it goes to the office that published the document."""
    heading("reconciliation.note", words)
    if check["verdict"] not in ASKED_ABOUT:
        st.caption(words("reconciliation.no_note"))
        return
    st.caption(words("reconciliation.note_help"))
    st.code(query_note(check, figures, words_in(LANGUAGES[0])), language=None, wrap_lines=True)


show()
