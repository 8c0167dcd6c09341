"""`/project`: find projects by their words (q and kind of the address), or one project with its whole form (project)."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.comparison_table import CITY, screen_table
from dashboards.fact_tables import facts_table, rule_tests_table
from dashboards.form_tree import form_to_html, goals_to_html
from dashboards.formats import as_markdown, exact_money, money, one_line
from dashboards.project_tables import checks_of_project_table, figures_table, found_table, siblings_table
from dashboards.questions import facts
from dashboards.questions import projects as questions
from dashboards.shell import CITY_PAGE, SOURCE_PAGE, edition, footer, heading, open_warehouse, page_query, source_query
from dashboards.tables import show_selectable, show_table
from dashboards.warehouse import Warehouse, flag_meanings

MOST_FOUND = 200
MOST_ALIKE = 12

words = address.words()


def show() -> None:
    """The page: one project when the address names one, else the search."""
    address.resume("project", ("project", "q", "kind"))
    warehouse = open_warehouse()
    asked = st.query_params.get("project")
    found = questions.project(warehouse, asked) if asked else pl.DataFrame()
    if asked and found.is_empty():
        st.warning(words("project.unknown"))
    if found.height:
        _project(warehouse, found.row(0, named=True))
    else:
        _search(warehouse)
    footer(edition(warehouse, words), words)


# search ---------------------------------------------------------------------------------------------------------------


def _search(warehouse: Warehouse) -> None:
    st.markdown(words("project.intro"))
    terms, kinds = _asked_words()
    found = questions.projects_found(warehouse, terms, kinds, MOST_FOUND)
    if found.is_empty():
        st.info(words("project.none_found" if terms else "project.empty"))
        return
    st.caption(words("project.found", count=found.height) + _more_than(found.height))
    identifiers = found["project_id"].to_list()

    def picked(row: int | None) -> None:
        address.write("project", None if row is None else identifiers[row])

    show_selectable("found", found_table(found, terms, words), words, picked)


def _more_than(count: int) -> str:
    return words("project.found_most", count=MOST_FOUND) if count == MOST_FOUND else ""


def _asked_words() -> tuple[list[str], list[str]]:
    key, write = address.bound("q", st.query_params.get("q", ""))
    text = st.text_input(words("project.search"), key=key, on_change=write, placeholder=words("project.search_hint"))
    kinds = words.codes("text_kind")
    key, write = address.bound("kind", address.chosen_many("kind", kinds))
    wanted = st.pills(
        words("project.kinds"), kinds, key=key, on_change=write, selection_mode="multi",
        format_func=lambda kind: words.of("text_kind", kind), help=words("project.kinds_help"),
    )  # fmt: skip
    return (text or "").split(), wanted


# one project ----------------------------------------------------------------------------------------------------------


def _project(warehouse: Warehouse, project: dict[str, Any]) -> None:
    siblings = questions.siblings(warehouse, project["document_id"])
    _ways_on(project, siblings)
    st.subheader(as_markdown(project["project_name"]), anchor=False)
    _facts(project)
    _money(warehouse, project)
    _goals(warehouse, project)
    _form(warehouse, project)
    _standards(warehouse, project)
    _derived(warehouse, project)
    _checks(warehouse, project)
    heading("project.siblings", words)
    show_table("siblings", siblings_table(siblings, words), words)
    heading("project.alike", words)
    alike = questions.alike(warehouse, project["project_id"], MOST_ALIKE)
    if alike.is_empty():
        st.caption(words("project.alike_none"))
    else:
        show_table("alike", siblings_table(alike, words), words)


def _ways_on(project: dict[str, Any], siblings: pl.DataFrame) -> None:
    """Back to the search, and to the project before and after in the document."""
    identifiers = siblings["project_id"].to_list()
    position = identifiers.index(project["project_id"])
    before = identifiers[position - 1] if position else None
    after = identifiers[position + 1] if position + 1 < len(identifiers) else None
    with st.container(horizontal=True):
        st.button(words("project.back"), on_click=address.write, args=("project", None), icon=":material/search:")
        st.button(words("project.previous"), disabled=before is None, on_click=address.write, args=("project", before))
        st.button(words("project.next"), disabled=after is None, on_click=address.write, args=("project", after))


def _facts(project: dict[str, Any]) -> None:
    pairs = {
        "columns.city": words.pick(project, "city_name"),
        "columns.year": str(project["fiscal_year"]),
        "columns.organisation": project["organisation_name"],
        "project.code": project["project_code"],
        "project.category": project["project_category"],
        "project.fund": project["fund_nature"],
        "columns.purpose": words.of("purpose", project["purpose"]),
        "project.budget": _budget_words(project),
        "project.basis": project["policy_basis_text"],
        "project.use": project["purpose_text"],
        "evidence.document": project["document_title"],
    }
    said = [(words(label), one_line(text)) for label, text in pairs.items() if text]
    st.markdown("\n".join("- " + words("evidence.fact", label=label, text=as_markdown(text)) for label, text in said))
    with st.container(horizontal=True):
        query = source_query(project, words.language)
        st.page_link(SOURCE_PAGE, label=words("evidence.open"), icon=":material/article:", query_params=query)
        city = page_query(words.language, city=project["city_id"], year=str(project["fiscal_year"]))
        st.page_link(CITY_PAGE, label=words("project.to_city"), icon=":material/location_city:", query_params=city)


def _budget_words(project: dict[str, Any]) -> str:
    yuan = project["budget_yuan"]
    short, exact = money(yuan, words), exact_money(yuan, words)
    return short if short == exact else words("project.budget_exact", short=short, exact=exact)


def _money(warehouse: Warehouse, project: dict[str, Any]) -> None:
    heading("project.money", words, "budget")
    figures = questions.budget_figures(warehouse, project["project_id"])
    if figures.is_empty():
        st.caption(words("project.no_money"))
    else:
        show_table("figures", figures_table(figures, words), words)


def _goals(warehouse: Warehouse, project: dict[str, Any]) -> None:
    heading("project.goals", words, "horizon")
    goals = questions.goals(warehouse, project["project_id"])
    if goals.is_empty():
        st.caption(words("project.no_goals"))
    else:
        st.html(goals_to_html(goals, words))


def _form(warehouse: Warehouse, project: dict[str, Any]) -> None:
    heading("project.form", words, "weight")
    rows = questions.form(warehouse, project["project_id"])
    if rows.is_empty():
        st.caption(words("project.no_form"))
        return
    meanings = {row["flag"]: words.pick(row, "meaning") for row in flag_meanings(warehouse).iter_rows(named=True)}
    st.html(form_to_html(rows, meanings, words))


def _standards(warehouse: Warehouse, project: dict[str, Any]) -> None:
    heading("project.standards", words, "grade")
    stated = questions.project_standards(warehouse, project["project_id"])
    if stated.is_empty():
        st.caption(words("project.no_standards"))
    else:
        show_table("project_standards", screen_table(stated, CITY, words), words)


def _derived(warehouse: Warehouse, project: dict[str, Any]) -> None:
    """What follows from the figures, and the quoted rules that bind what is paid; nothing where there is neither."""
    found = facts.project_facts(warehouse, project["project_id"])
    if found.height:
        heading("facts.title", words, "facts")
        show_table("facts", facts_table(found, words), words)
    tests = facts.rule_tests(warehouse, project_id=project["project_id"])
    if tests.height:
        heading("facts.rules", words, "rules")
        show_table("rule_tests", rule_tests_table(tests, words), words)


def _checks(warehouse: Warehouse, project: dict[str, Any]) -> None:
    heading("project.checks", words, "verdict")
    made = questions.project_checks(warehouse, project["project_id"])
    if made.is_empty():
        st.caption(words("project.no_checks"))
    else:
        show_table("project_checks", checks_of_project_table(made, words), words)


show()
