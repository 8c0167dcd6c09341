"""`/compare`, cities side by side: one kind of aid, a chart for each unit, what is silent, what stays apart, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboards.carrying import about, table_buttons
from dashboards.charts.compare import chart_rows, comparison_chart, unit_words
from dashboards.charts.distribution import distribution_chart, spread
from dashboards.comparison import Comparison, compare, most_telling
from dashboards.comparison_choice import Choice, chosen_aid_type, chosen_basis, chosen_figure, chosen_view
from dashboards.comparison_evidence import asked_evidence, picked_in_chart, selectable
from dashboards.comparison_table import APART, SCREEN, SHARES, file_table
from dashboards.drawing import frame, show_chart
from dashboards.formats import as_markdown, city_names, place_names
from dashboards.questions import comparability, comparison
from dashboards.questions.standards import Wanted, choices, in_full, marks
from dashboards.sentences import (
    headline,
    legend,
    missing_figures,
    names,
    rank_notes,
    silent_sentences,
    spread_notes,
    verdict_sentences,
    years_and_unit,
)
from dashboards.tables import view_of_address
from dashboards.warehouse import Warehouse, silent_cities

if TYPE_CHECKING:
    from dashboards.evidence import Evidence
    from dashboards.shell import Edition
    from dashboards.words import Words

MOST_DRAWN = 24
SILENT_DRAWN = 9
TABLE, APART_TABLE = "table", "apart"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the parts of the view share."""

    warehouse: Warehouse
    aid: dict[str, Any]
    choice: Choice
    edition: Edition
    words: Words

    @property
    def aid_type(self) -> str:
        """The kind of aid in words."""
        return self.words.pick(self.aid, "aid_type")


def show(warehouse: Warehouse, menu: pl.DataFrame, cities: dict[str, str], edition: Edition, words: Words) -> None:
    """The view, from choice to evidence. In: `warehouse.aid_types`; the cities with documents by id; the version shown."""
    aid = chosen_aid_type(menu, words)
    choice = _choice(warehouse, aid["aid_type_id"], cities, words)
    shown = Shown(warehouse, aid, choice, edition, words)
    ranks = words.codes("rank")
    stated = city_names(marks(warehouse, choice.wanted), cities)
    everyone = compare(stated, choice.basis, ranks)
    compared = compare(choice.of_basket(stated), choice.basis, ranks) if choice.basket else everyone
    silent = _silent(shown)
    charts = {chart_key(position): panel for position, panel in enumerate(compared.panels)}
    evidence = asked_evidence(warehouse, charts | {TABLE: compared.drawn, APART_TABLE: compared.apart}, words)
    unstated = silent.filter(~pl.col("is_stated"))["city_name"].to_list()
    for position, panel in enumerate(compared.panels):
        _panel(shown, panel, _alike(everyone, panel), chart_key(position), unstated if position == 0 else [], evidence)
    if not compared.panels:
        _nothing_to_draw(shown)
    _said(shown, compared, silent)
    _table(shown, compared, evidence)
    _apart(shown, compared, evidence)


def _choice(warehouse: Warehouse, aid_type_id: str, cities: dict[str, str], words: Words) -> Choice:
    """What is wanted of a kind of aid: in yuan a year where one standard can be said so, else as stated."""
    found = choices(warehouse, aid_type_id)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        basis = chosen_basis("year" if found["is_yearly"].any() else "as_stated", words)
        figure = chosen_figure(words) if basis == "share" else None
        if figure:
            found = choices(warehouse, aid_type_id, figure)
        return chosen_view(found, Wanted(aid_type_id, basis, figure), cities, words)


def _silent(shown: Shown) -> pl.DataFrame:
    """The cities without a standard of their own; of the basket, where there is one."""
    silent = place_names(silent_cities(shown.warehouse, shown.aid["aid_type_id"]), shown.words)
    basket = shown.choice.basket
    return silent.filter(pl.col("city_id").is_in(basket)) if basket else silent


def _alike(everyone: Comparison, panel: pl.DataFrame) -> pl.DataFrame:
    """The panel of all cities that counts in the same unit."""
    unit = panel.select("drawn_per", "drawn_period").row(0)
    return next(other for other in everyone.panels if other.select("drawn_per", "drawn_period").row(0) == unit)


def chart_key(position: int) -> str:
    """The key of a panel's chart."""
    return f"chart_{position}"


def _panel(
    shown: Shown, panel: pl.DataFrame, everyone: pl.DataFrame, key: str, silent: list[str], evidence: Evidence,
) -> None:  # fmt: skip
    words = shown.words
    unit = unit_words(panel["drawn_per"][0], panel["drawn_period"][0], words)
    title = headline(panel, shown.aid_type, unit, words)
    publishers = names(panel["publisher"].unique(maintain_order=True).to_list(), words)
    source = words("compare.source_line", publishers=publishers)
    st.subheader(as_markdown(title), anchor=False)
    is_spread = everyone.height > MOST_DRAWN and _distribution(shown, everyone, key, unit)
    drawn, left_out = most_telling(panel, MOST_DRAWN, shown.choice.basket)
    rows = chart_rows(in_full(shown.warehouse, drawn), words, silent if len(silent) <= SILENT_DRAWN else ())
    cut = words("compare.left_out", drawn=drawn.height, all=panel.height) if left_out else ""
    told = legend(panel, words)
    unsaid = words("compare.silent_one_line", cities=names(silent, words)) if silent else ""
    around = frame(
        shown.edition, words, title, told, cut, unsaid, subtitle=years_and_unit(panel, unit, words), source=source
    )
    st.caption(as_markdown(f"{cut} {told}"))
    show_chart(
        key, lambda palette: comparison_chart(rows, unit, palette), around,
        words("compare.chart_alt", headline=title, rows="; ".join(rows["description"].drop_nulls())), words,
        is_first=not is_spread and key == chart_key(0), on_select=lambda: picked_in_chart(key),
    )  # fmt: skip
    evidence.show(key, words)


def _distribution(shown: Shown, everyone: pl.DataFrame, key: str, unit: str) -> bool:
    """The chart of all cities; False when none of them states an exact amount."""
    words = shown.words
    dots = spread(everyone, shown.choice.basket, words)
    if dots.groups.is_empty():
        return False
    cities = everyone["city_id"].n_unique()
    bounded = everyone.filter(pl.col("shape") != "exact").height
    title = words("compare.spread_title", aid_type=shown.aid_type, cities=cities)
    told = words("compare.spread_help") + (words("compare.spread_bounded", count=bounded) if bounded else "")
    told = " ".join([told, *spread_notes(dots, words)])
    st.markdown(f"**{as_markdown(title)}**", help=words("define.quartiles"))
    st.caption(as_markdown(told))
    around = frame(shown.edition, words, title, told, subtitle=years_and_unit(everyone, unit, words))
    said = words("compare.chart_alt", headline=title, rows="; ".join(dots.groups["description"]))
    show_chart(
        f"spread_{key}", lambda palette: distribution_chart(dots, unit, palette), around, said, words,
        is_first=key == chart_key(0),
    )  # fmt: skip
    return True


def _nothing_to_draw(shown: Shown) -> None:
    words, wanted = shown.words, shown.choice.wanted
    if wanted.basis == "share":
        st.info(words("compare.empty_share"))
        return
    unfiltered = marks(shown.warehouse, Wanted(wanted.aid_type_id, wanted.basis))
    why = "compare.empty_filter" if compare(unfiltered, wanted.basis, ()).panels else "compare.empty_basis"
    st.info(f"{words('compare.empty')} {words(why)}")


def _said(shown: Shown, compared: Comparison, silent: pl.DataFrame) -> None:
    """What the charts cannot draw: silence, why ranks are converted, which figures are missing, and what compares with what."""
    words = shown.words
    everybody = "compare.silent_none_chosen" if shown.choice.basket else "compare.silent_none"
    sentences = [*(silent_sentences(silent, words) or [words(everybody)]), *rank_notes(compared.drawn, words)]
    if shown.choice.basis == "share":
        sentences += missing_figures(compared.apart, words)
    if 1 < compared.drawn.height <= MOST_DRAWN:
        pairs = comparison.pair_verdicts(
            shown.warehouse, shown.aid["aid_type_id"], compared.drawn["aid_standard_id"].to_list()
        )
        sentences += verdict_sentences(pairs, comparability.meanings(shown.warehouse), words)
    for sentence in sentences:
        st.markdown(sentence)


def _table(shown: Shown, compared: Comparison, evidence: Evidence) -> None:
    words = shown.words
    st.subheader(words("compare.table"), anchor=False)
    st.caption(words("compare.table_help"))
    columns = SHARES if shown.choice.basis == "share" else SCREEN
    selectable(shown.warehouse, compared.drawn, columns, TABLE, evidence, words)
    everything = pl.concat([compared.drawn, compared.apart])
    name = words("compare.file_name", aid_type=shown.aid_type, basis=shown.choice.basis)
    facts = about(shown.edition, words, **view_of_address(words))
    table_buttons(
        "compared", name, lambda: file_table(in_full(shown.warehouse, everything), shown.edition, words), facts, words
    )


def _apart(shown: Shown, compared: Comparison, evidence: Evidence) -> None:
    words = shown.words
    st.subheader(words("compare.apart"), anchor=False)
    if compared.apart.is_empty():
        st.caption(words("compare.apart_none"))
        return
    st.caption(words("compare.apart_intro"))
    selectable(shown.warehouse, compared.apart, APART, APART_TABLE, evidence, words)
