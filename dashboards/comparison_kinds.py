"""`/compare`, all kinds of aid at a glance: a small chart for each, with the cities of the basket or, of many, the distribution."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.carrying import about, table_buttons
from dashboards.charts.compare import unit_words
from dashboards.charts.distribution import distribution_chart, spread
from dashboards.charts.kinds import kind_chart, kind_rows
from dashboards.charts.marks import widest_of
from dashboards.comparison import Basis, compare, most_telling, ranks_in
from dashboards.comparison_choice import chosen_basis, chosen_basket, chosen_figure, narrowing
from dashboards.comparison_evidence import asked_evidence, picked_in_chart, selectable
from dashboards.comparison_table import KINDS, file_table
from dashboards.drawing import Multiple, frame, show_multiples
from dashboards.formats import as_markdown, city_names
from dashboards.questions import comparison
from dashboards.questions.standards import Wanted, in_full, marks
from dashboards.sentences import legend, names, rank_outlines, spread_notes
from dashboards.tables import view_of_address

if TYPE_CHECKING:
    from dashboards.shell import Edition
    from dashboards.warehouse import Warehouse
    from dashboards.words import Words

CITIES_SIDE_BY_SIDE = 12
MOST_MARKS = 120
ALIKE = ("city_id", "comparable_rank", "recipient_id", "payer", "low", "high", "evidence_grade")
KEY, TABLE = "kinds", "kinds_table"
Otherwise = dict[tuple[str, str], str]
SCALES = ("free", "shared")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of aid in one unit: its name in words, the unit in words, and the standards that share an axis."""

    aid_type_id: str
    name: str
    unit: str
    panel: pl.DataFrame


def show(warehouse: Warehouse, menu: pl.DataFrame, cities: dict[str, str], edition: Edition, words: Words) -> None:
    """The view, from basket to evidence. In: `warehouse.aid_types`; the cities with documents by id; the version shown."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        basis = chosen_basis("year", words)
        figure = chosen_figure(words) if basis == "share" else None
        scale = _scale(words)
        with narrowing(words):
            basket = chosen_basket(cities, words)
    wanted = Wanted(basis=basis, figure=figure, city_ids=basket)
    stated = city_names(marks(warehouse, wanted), cities)
    compared = compare(stated, basis, words.codes("rank"))
    kinds = _kinds(stated, menu, basis, words)
    if not kinds:
        st.info(words("compare.empty_share" if figure else "compare.empty"))
    else:
        side_by_side = {code: cities[code] for code in basket or cities}
        evidence = asked_evidence(warehouse, {KEY: compared.drawn, TABLE: compared.drawn}, words)
        otherwise = _otherwise(compared.apart, comparison.stated_jointly(warehouse), words)
        _charts(kinds, side_by_side, otherwise, scale, edition, words)
        evidence.show(KEY, words)
        absent = set(menu["aid_type_id"]) - {kind.aid_type_id for kind in kinds}
        left = [words.pick(row, "aid_type") for row in menu.iter_rows(named=True) if row["aid_type_id"] in absent]
        if left:
            st.markdown(words("compare.kinds_absent", kinds=as_markdown(names(left, words))))
        st.subheader(words("compare.table"), anchor=False)
        selectable(warehouse, compared.drawn, KINDS, TABLE, evidence, words)
    everything = pl.concat([compared.drawn, compared.apart])
    name = words("compare.file_name", aid_type=words("compare.all_kinds"), basis=basis)
    facts = about(edition, words, **view_of_address(words))
    table_buttons("kinds", name, lambda: file_table(in_full(warehouse, everything), edition, words), facts, words)


def _otherwise(apart: pl.DataFrame, joint: pl.DataFrame, words: Words) -> Otherwise:
    """Why a city that does state an aid has no mark in its chart: under one rate with another aid, or not comparable."""
    told = dict.fromkeys(joint.select("aid_type_id", "city_id").iter_rows(), words("compare.stated_jointly"))
    return told | dict.fromkeys(apart.select("aid_type_id", "city_id").iter_rows(), words("compare.stated_otherwise"))


def _scale(words: Words) -> str:
    key, write = address.bound("scale", address.chosen("scale", SCALES, SCALES[0]))
    chosen: str | None = st.segmented_control(
        words("compare.scale"), SCALES, format_func=lambda code: words.of("scale_choice", code), key=key, on_change=write,
        required=True, help=words("compare.scale_help"), wrap=True,
    )  # fmt: skip
    return chosen or SCALES[0]


def _kinds(stated: pl.DataFrame, menu: pl.DataFrame, basis: Basis, words: Words) -> list[Kind]:
    """The kinds that have something to draw, in the order of the menu; one for each unit."""
    kinds = []
    by_kind = stated.partition_by("aid_type_id", as_dict=True)
    for row in menu.iter_rows(named=True):
        of_kind = by_kind.get((row["aid_type_id"],), stated.clear())
        for panel in compare(of_kind, basis, words.codes("rank")).panels:
            unit = unit_words(panel["drawn_per"][0], panel["drawn_period"][0], words)
            kinds.append(Kind(row["aid_type_id"], words.pick(row, "aid_type"), unit, panel))
    return kinds


def _charts(
    kinds: list[Kind], cities: dict[str, str], otherwise: Otherwise, scale: str, edition: Edition, words: Words
) -> None:
    """The grid. Of few cities each has its row in every chart; of many each chart shows the distribution."""
    everything = pl.concat([kind.panel for kind in kinds])
    ranks = ranks_in(everything, words.codes("rank"))
    is_few = len(cities) <= CITIES_SIDE_BY_SIDE
    meanings = [legend(everything, words), *([rank_outlines(ranks, words)] if is_few and ranks else [])]
    told = [
        words("compare.scale_free" if scale == "free" else "compare.scale_shared"),
        words("compare.clause_separator").join(meanings),
    ]
    if is_few:
        stated = sum(kind.panel.height for kind in kinds)
        kinds = [replace(kind, panel=_telling(kind.panel)) for kind in kinds]
        drawn = sum(kind.panel.height for kind in kinds)
        told[1:1] = [words("compare.kinds_left_out", drawn=f"{drawn:,}", all=f"{stated:,}")] if drawn < stated else []
    st.caption(as_markdown(" ".join(told)))
    shared = widest_of(everything) if scale == "shared" else None
    draw = _side_by_side if is_few else _spread
    multiples = [draw(kind, cities, otherwise, ranks, shared, words) for kind in kinds]
    title = words("compare.kinds_title", cities=names(list(cities.values()), words))
    years = everything["fiscal_year"]
    subtitle = words("compare.kinds_years", first=years.min(), last=years.max())
    around = frame(edition, words, title, *told, subtitle=subtitle)
    show_multiples(KEY, multiples, around, words, picked_in_chart if is_few else None)


def _telling(panel: pl.DataFrame) -> pl.DataFrame:
    """The marks of a small chart: of too many those that would lie on one another once, then the first and last of each city."""
    if panel.height <= MOST_MARKS:
        return panel
    return most_telling(panel.unique(ALIKE, keep="first", maintain_order=True), MOST_MARKS, by="city_id")[0]


def _side_by_side(
    kind: Kind, cities: dict[str, str], otherwise: Otherwise, ranks: list[str], shared: float | None, words: Words
) -> Multiple:
    without = {city_id: why for (aid_type_id, city_id), why in otherwise.items() if aid_type_id == kind.aid_type_id}
    rows = kind_rows(kind.panel, cities, without, words)
    widest = shared or widest_of(kind.panel)
    order = list(cities.values())
    said = words("compare.list_separator").join(rows["description"].drop_nulls())
    return Multiple(
        kind.name, kind.unit, lambda palette: kind_chart(rows, order, widest, ranks, kind.unit, palette), said
    )


def _spread(
    kind: Kind, cities: dict[str, str], otherwise: Otherwise, ranks: list[str], shared: float | None, words: Words
) -> Multiple:
    dots = spread(kind.panel, (), words)
    said = words("compare.list_separator").join(dots.groups["description"])
    note = "" if dots.groups.height else words("compare.only_bounds", count=kind.panel.height)
    return Multiple(
        kind.name, kind.unit, lambda palette: distribution_chart(dots, kind.unit, palette, shared), said, note,
        " ".join(spread_notes(dots, words)),
    )  # fmt: skip
