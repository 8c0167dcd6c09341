"""Picking a standard in a chart or a table of `/compare`, and its evidence at the place where it was picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.charts.compare import SELECTION
from dashboards.comparison_table import screen_table
from dashboards.evidence import Evidence
from dashboards.formats import place_names
from dashboards.paging import part_of
from dashboards.questions import comparability, comparison
from dashboards.questions.standards import in_full
from dashboards.tables import column_config
from dashboards.warehouse import Warehouse, flag_meanings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboards.words import Words

MOST_PAIRS = 200
ROWS_IN_SIGHT, TABLE_HEIGHT = 16, 600
PICKED_AT = "picked_at"


def pick(aid_standard_id: str | None, where: str) -> None:
    """A standard was picked: it goes into the address, and its evidence appears where it was picked."""
    st.session_state[PICKED_AT] = where
    address.write("standard", aid_standard_id)


def picked_in_chart(key: str) -> None:
    """A mark was clicked in the chart of this key, or the ground beside the marks."""
    picked = st.session_state[key].selection.get(SELECTION) or []
    pick(picked[0]["aid_standard_id"] if picked else None, key)


def asked_evidence(warehouse: Warehouse, shown: Mapping[str, pl.DataFrame], words: Words) -> Evidence:
    """The evidence of the standard the address asks for, beside what it was picked from, else beside the first that shows it.

    In: the rows of each chart and table by key, each with `reason`.
    """
    asked = st.query_params.get("standard")
    if asked is None:
        return Evidence()
    is_asked = pl.col("aid_standard_id") == asked
    places = [place for place, rows in shown.items() if rows.select(is_asked.any()).item()]
    if not places:
        st.info(words("evidence.gone"))
        return Evidence()
    picked_at = st.session_state.get(PICKED_AT)
    return Evidence(
        in_full(warehouse, shown[places[0]].filter(is_asked)).row(0, named=True),
        picked_at if picked_at in places else places[0],
        flag_meanings(warehouse),
        comparability.peer_sentence(warehouse, asked),
        place_names(comparability.verdicts(warehouse, asked, MOST_PAIRS), words),
        comparability.meanings(warehouse),
        comparison.real_terms(warehouse, asked),
    )


def selectable(
    warehouse: Warehouse, rows: pl.DataFrame, columns: Sequence[str], key: str, evidence: Evidence, words: Words
) -> None:
    """A table whose selected row opens its evidence, under the table; a long one in parts, of which one is asked for in full."""
    part = in_full(warehouse, part_of(rows, f"{key}_rows", words))
    identifiers = part["aid_standard_id"].to_list()

    def selected() -> None:
        picked = st.session_state[key].selection.rows
        pick(identifiers[picked[0]] if picked else None, key)

    table = screen_table(part, columns, words)
    figures = {
        words(f"columns.{name}"): st.column_config.TextColumn(alignment="right")
        for name in ("annual", "monthly", "share")
    }
    shown = {heading: kind for heading, kind in (column_config(words) | figures).items() if heading in table.columns}
    st.dataframe(
        table, key=key, on_select=selected, selection_mode="single-row", hide_index=True,
        height="content" if table.height <= ROWS_IN_SIGHT else TABLE_HEIGHT, placeholder=words("table_blank"),
        column_config=shown,
    )  # fmt: skip
    evidence.show(key, words)
