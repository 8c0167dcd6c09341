"""What a person wants to compare: view, kind of aid, basis, ranks, years, payers, grades and cities, all in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.comparison import BASES, Basis, ranks_in
from dashboards.formats import as_markdown
from dashboards.questions.standards import NOT_STATED, Wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator

    from dashboards.words import Words

View = Literal["cities", "kinds", "years"]
VIEWS: tuple[View, ...] = get_args(View)
# The basket of cities holds for all kinds of aid; what narrows one kind, and what it can be counted in, says nothing of another.
KEPT = ("view", "figure", "city")
NARROWING = ("basis", "rank", "year", "payer", "grade")
FOLDED = ("rank", "year", "payer", "grade", "city")
FEW = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for: the standards wanted, of all cities, and the ids of the cities in the basket."""

    wanted: Wanted
    basket: list[str]

    @property
    def basis(self) -> Basis:
        """What amounts are counted in."""
        return self.wanted.basis

    def of_basket(self, everyone: pl.DataFrame) -> pl.DataFrame:
        """The standards of the basket; of all cities when it is empty."""
        return everyone.filter(pl.col("city_id").is_in(self.basket)) if self.basket else everyone


def chosen_page_view(words: Words) -> View:
    """Cities side by side, all kinds of aid at a glance, or the years."""
    key, write = address.bound("view", address.chosen("view", VIEWS, VIEWS[0]))
    view: View | None = st.segmented_control(
        words("compare.view"), VIEWS, format_func=lambda code: words.of("view_choice", code), key=key, on_change=write,
        required=True, label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    return view or VIEWS[0]


def chosen_aid_type(menu: pl.DataFrame, words: Words) -> dict[str, Any]:
    """The kind of aid; choosing another one drops what narrowed the last, and keeps the basket."""
    by_id = {row["aid_type_id"]: row for row in menu.iter_rows(named=True)}
    options = list(by_id)
    key, write = address.bound("aid_type", address.chosen("aid_type", options, options[0]))

    def label(aid_type_id: str) -> str:
        row = by_id[aid_type_id]
        name = words.pick(row, "aid_type")
        return words("compare.aid_type_option", aid_type=name, cities=row["n_cities"], standards=row["n_standards"])

    def changed() -> None:
        write()
        for narrower in (*NARROWING, "standard", "table_rows", "apart_rows"):
            address.write(narrower, None)

    return by_id[st.selectbox(words("compare.aid_type"), options, format_func=label, key=key, on_change=changed)]


def chosen_view(found: pl.DataFrame, wanted: Wanted, cities: dict[str, str], words: Words) -> Choice:
    """The standards a person wants of one kind of aid. In: `questions.standards.choices`; the kind of aid and the basis wanted."""
    years = [str(year) for year in found["fiscal_year"].unique().sort()]
    with narrowing(words):
        narrowed = replace(
            wanted,
            ranks=_some_of("rank", ranks_in(found, words.codes("rank")), words),
            years=_some_of("year", years, words),
            payers=_some_of("payer", _values(found, "payer"), words),
            grades=_some_of("grade", _values(found, "evidence_grade"), words),
        )
        return Choice(narrowed, chosen_basket(cities, words))


def narrowing(words: Words) -> DeltaGenerator:
    """Where the choices go that narrow what is shown: folded, so that the chart is in sight, and saying how many are made."""
    made = sum(parameter in st.query_params for parameter in FOLDED)
    label = words("compare.narrowed", count=made) if made else words("compare.narrow")
    return st.popover(label, icon=":material/filter_alt:", key="narrowing")


def chosen_basket(cities: dict[str, str], words: Words) -> list[str]:
    """The ids of the cities in the basket; none means all. In: the cities with documents, name by id."""
    return _wanted("city", list(cities), words, lambda code: cities[code]) if len(cities) > 1 else []


def chosen_basis(default: Basis, words: Words) -> Basis:
    """What amounts are counted in."""
    key, write = address.bound("basis", address.chosen("basis", BASES, default))
    basis: Basis | None = st.segmented_control(
        words("compare.basis"), BASES, format_func=lambda code: words.of("basis_choice", code), key=key,
        on_change=write, required=True, help=words("compare.basis_help"), wrap=True,
    )  # fmt: skip
    return basis or default


def chosen_figure(words: Words) -> str:
    """The local figure that shares are of."""
    options = words.codes("figure")
    key, write = address.bound("figure", address.chosen("figure", options, options[0]))
    figure: str | None = st.segmented_control(
        words("compare.figure"), options, format_func=lambda code: words.of("figure", code), key=key, on_change=write,
        required=True, help=words("compare.figure_help"), wrap=True,
    )  # fmt: skip
    return figure or options[0]


def _values(found: pl.DataFrame, column: str) -> list[str]:
    """The values of a column, and one more for where it says nothing."""
    present = found[column]
    return sorted(set(present.drop_nulls())) + ([NOT_STATED] if present.has_nulls() else [])


def _some_of(parameter: str, options: list[str], words: Words) -> list[str]:
    """The options asked for; a choice among one is not offered."""
    if len(options) < 2:
        return []

    def word(code: str) -> str:
        return words("not_stated") if code == NOT_STATED else words.of(parameter, code)

    return _wanted(parameter, options, words, word)


def _wanted(parameter: str, options: list[str], words: Words, named: Callable[[str], str]) -> list[str]:
    """Some of the options: side by side when they are few, else a list to search in."""
    key, write = address.bound(parameter, address.chosen_many(parameter, options))
    label, tip = words(f"compare.{parameter}"), words.texts.get(f"compare.{parameter}_help")
    if len(options) <= FEW:
        picked: list[str] = st.pills(  # whose labels are Markdown, a list's are not
            label, options, format_func=lambda option: as_markdown(named(option)), key=key, on_change=write,
            selection_mode="multi", help=tip, wrap=True,
        )  # fmt: skip
        return picked
    return st.multiselect(
        label, options, format_func=named, key=key, on_change=write, help=tip, placeholder=words("reconciliation.all"),
    )  # fmt: skip
