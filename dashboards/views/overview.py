"""`/`: what is in the warehouse, how fresh and how complete it is."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.charts.coverage import CITIES_SHOWN, SELECTION, coverage_chart, tiles
from dashboards.drawing import frame, show_chart
from dashboards.formats import as_markdown, moment, number, place_names
from dashboards.overview_tables import coverage_table, documents_table
from dashboards.paging import part_of
from dashboards.questions.quality import flags
from dashboards.shell import COMPARE_PAGE, QUALITY_PAGE, compare_query, edition, footer, open_warehouse, page_query
from dashboards.tables import show_table, show_when_opened
from dashboards.warehouse import Warehouse, checks, coverage, documents, runs

FAILED = "failed"

words = address.words()


def show() -> None:
    """The page, from what it is to what is wrong with it."""
    address.resume("overview", ("documents_rows",))
    warehouse = open_warehouse()
    st.markdown(words("overview.intro"))
    read = place_names(documents(warehouse), words)
    _freshness(warehouse)
    if read.is_empty():
        st.info(words("overview.empty"))
    else:
        st.page_link(
            COMPARE_PAGE,
            label=words("overview.go_compare"),
            icon=":material/bar_chart:",
            query_params=compare_query(None, words.language),
        )
        _contents(warehouse, read)
        st.page_link(
            QUALITY_PAGE,
            label=words("overview.go_quality"),
            icon=":material/fact_check:",
            query_params=page_query(words.language),
        )
        _coverage(warehouse)
        _documents(read)
    footer(edition(warehouse, words), words)


def _heading(key: str) -> None:
    st.subheader(words(key), anchor=False)


def _freshness(warehouse: Warehouse) -> None:
    shown = edition(warehouse, words)
    sentences = [words("overview.fresh", version=shown.version, published=shown.published)]
    ran = runs(warehouse)
    if ran.height:
        last = ran.row(0, named=True)
        outcome = words.of("outcome", last["outcome"])
        sentences.append(words("overview.last_run", started=moment(last["started_at"], words), outcome=outcome))
        failures = ran.filter(pl.col("outcome") == FAILED)
        sentences.append(
            _last_failure(failures.row(0, named=True)) if failures.height else words("overview.no_failure")
        )
    st.markdown(" ".join(sentences))


def _last_failure(run: dict[str, Any]) -> str:
    return words("overview.last_failure", started=moment(run["started_at"], words), message=as_markdown(run["message"]))


def _contents(warehouse: Warehouse, read: pl.DataFrame) -> None:
    _heading("overview.contents")
    made = checks(warehouse)
    passed = words("overview.checks_of", passed=made.filter("success").height, all=made.height)
    figures = {
        "n_documents": number(read.height),
        "n_cities": number(read["city_id"].n_unique()),
        "n_projects": number(read["n_projects"].sum()),
        "n_indicators": number(read["n_indicator_targets"].sum()),
        "n_standards": number(read["n_aid_standards"].sum()),
        "n_flagged": number(flags(warehouse)["n"].sum()),
        "n_checks": passed,
    }
    with st.container(horizontal=True):
        for key, figure in figures.items():
            st.metric(words(f"overview.{key}"), figure, border=True)


def _coverage(warehouse: Warehouse) -> None:
    _heading("overview.coverage")
    st.caption(words("overview.coverage_intro"))
    covered = place_names(coverage(warehouse), words)
    shown = tiles(covered, words)
    if shown.is_empty():
        st.caption(words("compare.nothing"))
        return
    if covered.filter(pl.col("is_stated") & (pl.col("n_standards") == 0)).height:
        st.caption(words("overview.joint_note"))
    if covered["city_id"].n_unique() > CITIES_SHOWN:
        st.caption(words("overview.coverage_first", count=CITIES_SHOWN))
    around = frame(edition(warehouse, words), words, words("overview.coverage"), words("overview.coverage_intro"))
    event = show_chart(
        "coverage", lambda palette: coverage_chart(shown, palette), around, words("overview.coverage_alt"), words,
        is_first=True, on_select="rerun",
    )  # fmt: skip
    picked = event.selection.get(SELECTION)
    if picked:
        st.switch_page(COMPARE_PAGE, query_params=compare_query(picked[0]["aid_type_id"], words.language))
    show_when_opened(
        "coverage_folded", words("overview.coverage_table"),
        lambda: show_table("coverage_table", coverage_table(covered, words), words),
    )  # fmt: skip


def _documents(read: pl.DataFrame) -> None:
    _heading("overview.documents")
    st.caption(words("overview.documents_intro"))
    share = st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.1f%%", help=words("define.bounded"))
    table = documents_table(part_of(read, "documents_rows", words), words)
    show_table("documents_table", table, words, column_config={words("columns.bounded"): share})


show()
