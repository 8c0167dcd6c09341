"""`/compare`: one kind of aid across cities. Kind, basis, ranks, years, payers, grades, cities and standard are in the address."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.carrying import about, picture_buttons, table_buttons
from dashboards.charts.compare import SELECTION, Frame, chart_rows, comparison_chart, unit_words
from dashboards.comparison import Basis, Comparison, compare, most_telling
from dashboards.comparison_choice import NARROWING, chosen_aid_type, chosen_view
from dashboards.comparison_table import APART, SCREEN, file_table, screen_table
from dashboards.evidence import Evidence
from dashboards.formats import as_markdown, place_names
from dashboards.questions import comparability as questions
from dashboards.sentences import headline, legend, names, rank_notes, silent_sentences, years_and_unit
from dashboards.shell import Edition, edition, footer, open_warehouse
from dashboards.theme import LIGHT, palette
from dashboards.warehouse import Warehouse, aid_types, flag_meanings, silent_cities, standards

PARAMETERS = ("aid_type", *NARROWING, "standard")
MOST_DRAWN = 60
MOST_PAIRS = 200
ROWS_IN_SIGHT, TABLE_HEIGHT = 16, 600
PICKED_AT = "picked_at"
TABLE, APART_TABLE = "table", "apart"

words = address.words()


def show() -> None:
    """The page, from choice to evidence."""
    address.resume("compare", PARAMETERS)
    warehouse = open_warehouse()
    st.markdown(words("compare.intro"))
    menu = aid_types(warehouse)
    if menu.is_empty():
        st.info(words("compare.nothing"))
        return
    aid = chosen_aid_type(menu, words)
    stated = place_names(standards(warehouse, aid["aid_type_id"]), words)
    choice = chosen_view(stated, words)
    comparison = compare(choice.standards, choice.basis, words.codes("rank"))
    shown = edition(warehouse, words)
    silent = place_names(silent_cities(warehouse, aid["aid_type_id"]), words)
    unstated = silent.filter(~pl.col("is_stated"))["city_name"].to_list()
    evidence = _evidence(warehouse, comparison)
    for position, panel in enumerate(comparison.panels):
        _panel(panel, position, words.pick(aid, "aid_type"), unstated, shown, evidence)
    if not comparison.panels:
        _nothing_to_draw(stated, choice.basis)
    for sentence in [*silent_sentences(silent, words), *rank_notes(comparison.drawn, words)]:
        st.markdown(sentence)
    _table(comparison, aid, choice.basis, shown, evidence)
    _apart(comparison, evidence)
    footer(shown, words)


def _panel(
    panel: pl.DataFrame, position: int, aid_type: str, silent: list[str], shown: Edition, evidence: Evidence,
) -> None:  # fmt: skip
    unit = unit_words(panel["drawn_per"][0], panel["drawn_period"][0], words)
    drawn, left_out = most_telling(panel, MOST_DRAWN)
    rows = chart_rows(drawn, words)
    title = headline(panel, aid_type, unit, words)
    descriptions = "; ".join(rows["description"].drop_nulls())
    publishers = names(panel["publisher"].unique(maintain_order=True).to_list(), words)
    source = words("compare.source_line", publishers=publishers)
    st.subheader(as_markdown(title), anchor=False)
    st.altair_chart(
        comparison_chart(rows, unit, palette()), key=chart_key(position), on_select=lambda: _chart_selected(position),
        alt=words("compare.chart_alt", headline=title, rows=descriptions),
    )  # fmt: skip
    evidence.show(chart_key(position), words)
    if left_out:
        st.caption(words("compare.left_out", drawn=drawn.height, all=panel.height))
    marks = legend(panel, words)
    st.caption(as_markdown(marks))
    st.caption(
        words(
            "compare.caption",
            unit=as_markdown(unit),
            source=as_markdown(source),
            version=shown.version,
            published=shown.published,
        )
    )
    caption = [marks, source, words("compare.frame_version", version=shown.version, published=shown.published)]
    if silent:
        caption.insert(1, words("compare.silent_one_line", cities=names(silent, words)))
    frame = Frame(title, years_and_unit(panel, unit, words), caption)
    picture_buttons(
        f"picture_{position}", title, lambda: comparison_chart(rows, unit, LIGHT, frame), as_markdown(unit), words
    )


def chart_key(position: int) -> str:
    """The key of a panel's chart."""
    return f"chart_{position}"


def _chart_selected(position: int) -> None:
    key = chart_key(position)
    picked = st.session_state[key].selection.get(SELECTION) or []
    _pick(picked[0]["aid_standard_id"] if picked else None, key)


def _pick(aid_standard_id: str | None, where: str) -> None:
    """A standard was picked: it goes into the address, and its evidence appears where it was picked."""
    st.session_state[PICKED_AT] = where
    address.write("standard", aid_standard_id)


def _nothing_to_draw(stated: pl.DataFrame, basis: Basis) -> None:
    convertible = compare(stated, basis, ()).panels
    st.info(f"{words('compare.empty')} {words('compare.empty_filter' if convertible else 'compare.empty_basis')}")


def _evidence(warehouse: Warehouse, comparison: Comparison) -> Evidence:
    """The evidence of the standard the address asks for, beside what it was picked from, else beside its mark."""
    asked = st.query_params.get("standard")
    if asked is None:
        return Evidence()
    charts = {chart_key(position): panel for position, panel in enumerate(comparison.panels)}
    shown = charts | {TABLE: comparison.drawn, APART_TABLE: comparison.apart}
    places = [place for place, rows in shown.items() if asked in set(rows["aid_standard_id"])]
    if not places:
        st.info(words("evidence.gone"))
        return Evidence()
    picked_at = st.session_state.get(PICKED_AT)
    row = shown[places[0]].row(by_predicate=pl.col("aid_standard_id") == asked, named=True)
    return Evidence(
        row,
        picked_at if picked_at in places else places[0],
        flag_meanings(warehouse),
        questions.peer_sentence(warehouse, asked),
        place_names(questions.verdicts(warehouse, asked, MOST_PAIRS), words),
        questions.meanings(warehouse),
    )


def _table(comparison: Comparison, aid: dict[str, Any], basis: Basis, shown: Edition, evidence: Evidence) -> None:
    st.subheader(words("compare.table"), anchor=False)
    st.caption(words("compare.table_help"))
    _selectable(comparison.drawn, SCREEN, TABLE, evidence)
    everything = pl.concat([comparison.drawn, comparison.apart])
    name = words("compare.file_name", aid_type=words.pick(aid, "aid_type"), basis=basis)
    table_buttons("compared", name, lambda: file_table(everything, shown, words), about(shown, words, **_view()), words)


def _view() -> dict[str, str]:
    """What was chosen, for whoever opens the file."""
    asked = {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}
    return {words("about.view"): " · ".join(f"{name}={value}" for name, value in asked.items())} if asked else {}


def _selectable(rows: pl.DataFrame, columns: tuple[str, ...], key: str, evidence: Evidence) -> None:
    """A table whose selected row opens its evidence, under the table."""
    identifiers = rows["aid_standard_id"].to_list()

    def selected() -> None:
        picked = st.session_state[key].selection.rows
        _pick(identifiers[picked[0]] if picked else None, key)

    table = screen_table(rows, columns, words)
    figures = {
        words(f"columns.{name}"): st.column_config.TextColumn(alignment="right") for name in ("annual", "monthly")
    }
    st.dataframe(
        table,
        key=key,
        on_select=selected,
        selection_mode="single-row",
        hide_index=True,
        height="content" if table.height <= ROWS_IN_SIGHT else TABLE_HEIGHT,
        placeholder=words("table_blank"),
        column_config=figures,
    )
    evidence.show(key, words)


def _apart(comparison: Comparison, evidence: Evidence) -> None:
    st.subheader(words("compare.apart"), anchor=False)
    if comparison.apart.is_empty():
        st.caption(words("compare.apart_none"))
        return
    st.caption(words("compare.apart_intro"))
    _selectable(comparison.apart, APART, APART_TABLE, evidence)


show()
