"""`/compare`: one kind of aid across cities. The view lives in aid_type, basis, rank, year and standard of the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.carrying import about, picture_buttons, table_buttons
from dashboards.charts.compare import SELECTION, Frame, chart_rows, comparison_chart, unit_words
from dashboards.comparison import BASES, Basis, Comparison, compare, default_basis, narrowed, ranks_in
from dashboards.comparison_table import APART, SCREEN, file_table, screen_table
from dashboards.evidence import Evidence
from dashboards.formats import as_markdown
from dashboards.sentences import headline, legend, names, rank_notes, silent_sentences, years_and_unit
from dashboards.shell import Edition, edition, footer, open_warehouse
from dashboards.theme import LIGHT, palette
from dashboards.warehouse import Warehouse, aid_types, flag_meanings, silent_cities, standards

if TYPE_CHECKING:
    from collections.abc import Callable

PARAMETERS = ("aid_type", "basis", "rank", "year", "standard")
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
    aid = _chosen_aid_type(menu)
    stated = standards(warehouse, aid["aid_type_id"])
    basis, kept = _chosen_view(stated)
    comparison = compare(kept, basis, words.codes("rank"))
    shown = edition(warehouse, words)
    silent = silent_cities(warehouse, aid["aid_type_id"])
    unstated = silent.filter(~pl.col("is_stated"))["city_name"].to_list()
    evidence = _evidence(warehouse, comparison)
    for position, panel in enumerate(comparison.panels):
        _panel(panel, position, words.pick(aid, "aid_type"), unstated, shown, evidence)
    if not comparison.panels:
        _nothing_to_draw(stated, basis)
    for sentence in [*silent_sentences(silent, words), *rank_notes(comparison.drawn, words)]:
        st.markdown(sentence)
    _table(comparison, aid, basis, shown, evidence)
    _apart(comparison, evidence)
    footer(shown, words)


def _chosen_aid_type(menu: pl.DataFrame) -> dict[str, Any]:
    by_id = {row["aid_type_id"]: row for row in menu.iter_rows(named=True)}
    options = list(by_id)
    key, write = address.bound("aid_type", address.chosen("aid_type", options, options[0]))

    def label(aid_type_id: str) -> str:
        row = by_id[aid_type_id]
        name = words.pick(row, "aid_type")
        return words("compare.aid_type_option", aid_type=name, cities=row["n_cities"], standards=row["n_standards"])

    def changed() -> None:
        write()
        for narrower in ("basis", "rank", "year", "standard"):
            address.write(narrower, None)

    return by_id[st.selectbox(words("compare.aid_type"), options, format_func=label, key=key, on_change=changed)]


def _chosen_view(stated: pl.DataFrame) -> tuple[Basis, pl.DataFrame]:
    """The basis, and the standards of the ranks and years a person wants; a choice among one is not offered."""
    ranks, years = ranks_in(stated, words.codes("rank")), [str(year) for year in sorted(set(stated["fiscal_year"]))]
    with st.container(horizontal=True, gap="medium"):
        key, write = address.bound("basis", address.chosen("basis", BASES, default_basis(stated)))
        basis = st.segmented_control(
            words("compare.basis"), BASES, format_func=lambda code: words.of("basis_choice", code), key=key,
            on_change=write, required=True, help=words("compare.basis_help"),
        )  # fmt: skip
        wanted_ranks = _several("rank", ranks, lambda code: words.of("rank", code), words("compare.rank_help"))
        wanted_years = _several("year", years, str, None)
    return basis or default_basis(stated), narrowed(stated, wanted_ranks, [int(year) for year in wanted_years])


def _several(parameter: str, options: list[str], label: Callable[[str], str], tip: str | None) -> list[str]:
    if len(options) < 2:
        return []
    key, write = address.bound(parameter, address.chosen_many(parameter, options))
    return st.pills(
        words(f"compare.{parameter}"), options, format_func=label, key=key, on_change=write, selection_mode="multi", help=tip,
    )  # fmt: skip


def _panel(
    panel: pl.DataFrame, position: int, aid_type: str, silent: list[str], shown: Edition, evidence: Evidence,
) -> None:  # fmt: skip
    unit = unit_words(panel["drawn_per"][0], panel["drawn_period"][0], words)
    rows = chart_rows(panel, words)
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
    return Evidence(row, picked_at if picked_at in places else places[0], flag_meanings(warehouse))


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
        height="content",
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
