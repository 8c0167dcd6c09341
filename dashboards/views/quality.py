"""`/quality`: what was read of which city and year, what is flagged, refused, corrected, checked, what changed: flag, before, after of the
address."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.changes_part import AFTER, BEFORE, show_changes
from dashboards.charts.provinces import province_chart, province_tiles
from dashboards.drawing import frame, show_chart
from dashboards.formats import as_markdown
from dashboards.quality_tables import (
    checks_table,
    city_years_table,
    corrections_table,
    flag_words,
    flags_table,
    places_table,
    quarantine_table,
    runs_table,
    steps_table,
    web_table,
)
from dashboards.questions import quality as questions
from dashboards.shell import edition, footer, heading, open_warehouse
from dashboards.tables import show_selectable, show_table, show_when_opened
from dashboards.warehouse import Warehouse, checks, quarantine, runs

RUNS_SHOWN = 20
MOST_PLACES = 1000

words = address.words()


def show() -> None:
    """The page, from what was read to what went wrong."""
    address.resume("quality", ("flag", BEFORE, AFTER))
    warehouse = open_warehouse()
    st.markdown(words("quality.intro"))
    _coverage(warehouse)
    _flags(warehouse)
    _corrections(warehouse)
    _quarantine(warehouse)
    _web(warehouse)
    _checks(warehouse)
    show_changes(warehouse, words)
    _runs(warehouse)
    footer(edition(warehouse, words), words)


def _coverage(warehouse: Warehouse) -> None:
    heading("quality.coverage", words, "coverage")
    counted = questions.city_years(warehouse)
    if counted.is_empty():
        st.info(words("quality.empty"))
        return
    tiles = province_tiles(questions.province_years(warehouse), words)
    around = frame(edition(warehouse, words), words, words("quality.coverage"), words("define.coverage"))
    show_chart(
        "provinces", lambda palette: province_chart(tiles, palette), around, words("quality.coverage_alt"), words
    )
    share = st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.1f%%", help=words("define.bounded"))
    table = city_years_table(counted, words)
    show_table("city_years", table, words, column_config={words("columns.bounded"): share})


def _flags(warehouse: Warehouse) -> None:
    """The flags; the one chosen in the table, and so in the address, with its places."""
    heading("overview.flags", words, "flags")
    counted = questions.flags(warehouse)
    if counted.is_empty():
        st.caption(words("overview.flags_none"))
        return
    st.caption(words("overview.flags_intro"))
    flags = counted["flag"].to_list()

    def picked(row: int | None) -> None:
        address.write("flag", None if row is None else flags[row])

    show_selectable("flags_table", flags_table(counted, words), words, picked)
    asked = st.query_params.get("flag")
    if asked is not None and asked in flags:
        row = counted.row(flags.index(asked), named=True)
        st.markdown(words("overview.flag_places", meaning=as_markdown(flag_words(row, words))))
        if row["n"] > MOST_PLACES:
            st.caption(words("quality.flag_places_most", most=MOST_PLACES, all=row["n"]))
        show_table("places_table", places_table(questions.flag_places(warehouse, asked, MOST_PLACES), words), words)


def _corrections(warehouse: Warehouse) -> None:
    heading("quality.corrections", words, "corrections")
    made = questions.corrections(warehouse)
    if made.is_empty():
        st.caption(words("quality.no_corrections"))
    else:
        show_table("corrections", corrections_table(made, words), words)


def _checks(warehouse: Warehouse) -> None:
    heading("overview.checks", words)
    made = checks(warehouse)
    if made.is_empty():
        st.caption(words("overview.checks_none"))
        return
    failed = made.filter(~pl.col("success")).height
    key = "overview.checks_failed" if failed else "overview.checks_all_passed"
    st.markdown(words(key, all=made.height, failed=failed))
    show_table("checks_table", checks_table(made, words), words)


def _quarantine(warehouse: Warehouse) -> None:
    heading("overview.quarantine", words)
    refused = quarantine(warehouse)
    if refused.is_empty():
        st.caption(words("overview.quarantine_none"))
    else:
        show_table("quarantine_table", quarantine_table(refused, words), words)


def _web(warehouse: Warehouse) -> None:
    heading("quality.web", words)
    addresses = questions.web_sources(warehouse)
    if addresses.is_empty():
        st.caption(words("quality.no_web"))
        return
    st.caption(words("quality.web_intro"))
    show_table("web_sources", web_table(addresses, words), words)


def _runs(warehouse: Warehouse) -> None:
    heading("overview.runs", words)
    ran = runs(warehouse).head(RUNS_SHOWN)
    if ran.is_empty():
        st.caption(words("overview.runs_none"))
    else:
        show_table("runs_table", runs_table(ran, words), words)
        show_when_opened("steps", words("quality.steps"), lambda: _steps(warehouse))


def _steps(warehouse: Warehouse) -> None:
    st.caption(words("quality.steps_intro"))
    show_table("steps_table", steps_table(questions.steps(warehouse), words), words)


show()
