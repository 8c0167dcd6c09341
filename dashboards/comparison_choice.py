"""What a person wants to see of one kind of aid: basis, ranks, years, payers, grades and cities, all in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.comparison import BASES, Basis, default_basis, ranks_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboards.words import Words

NARROWING = ("basis", "rank", "year", "payer", "grade", "city")
FEW = 8
NOT_STATED = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """The basis, and the standards that were asked for."""

    basis: Basis
    standards: pl.DataFrame


def chosen_aid_type(menu: pl.DataFrame, words: Words) -> dict[str, Any]:
    """The kind of aid; choosing another one drops what narrowed the last."""
    by_id = {row["aid_type_id"]: row for row in menu.iter_rows(named=True)}
    options = list(by_id)
    key, write = address.bound("aid_type", address.chosen("aid_type", options, options[0]))

    def label(aid_type_id: str) -> str:
        row = by_id[aid_type_id]
        name = words.pick(row, "aid_type")
        return words("compare.aid_type_option", aid_type=name, cities=row["n_cities"], standards=row["n_standards"])

    def changed() -> None:
        write()
        for narrower in (*NARROWING, "standard"):
            address.write(narrower, None)

    return by_id[st.selectbox(words("compare.aid_type"), options, format_func=label, key=key, on_change=changed)]


def chosen_view(stated: pl.DataFrame, words: Words) -> Choice:
    """The basis and the standards a person wants; a choice among one is not offered."""
    cities = dict(stated.sort("city_id").select("city_id", "city_name").unique(maintain_order=True).iter_rows())
    with st.container(horizontal=True, gap="medium"):
        basis = _basis(stated, words)
        kept = _kept(stated, "comparable_rank", "rank", ranks_in(stated, words.codes("rank")), words)
        kept = _kept(kept, "fiscal_year", "year", [str(year) for year in sorted(set(stated["fiscal_year"]))], words)
        kept = _kept(kept, "payer", "payer", _values(stated, "payer"), words)
        kept = _kept(kept, "evidence_grade", "grade", sorted(set(stated["evidence_grade"])), words)
        kept = _kept(kept, "city_id", "city", list(cities), words, lambda code: cities[code])
    return Choice(basis, kept)


def _basis(stated: pl.DataFrame, words: Words) -> Basis:
    default = default_basis(stated)
    key, write = address.bound("basis", address.chosen("basis", BASES, default))
    basis: Basis | None = st.segmented_control(
        words("compare.basis"), BASES, format_func=lambda code: words.of("basis_choice", code), key=key,
        on_change=write, required=True, help=words("compare.basis_help"),
    )  # fmt: skip
    return basis or default


def _values(stated: pl.DataFrame, column: str) -> list[str]:
    """The values of a column, and one more for where it says nothing."""
    present = stated[column]
    return sorted(set(present.drop_nulls())) + ([NOT_STATED] if present.has_nulls() else [])


def _kept(
    rows: pl.DataFrame, column: str, parameter: str, options: list[str], words: Words, named: Callable[[str], str] | None = None,
) -> pl.DataFrame:  # fmt: skip
    """The rows whose column has one of the values asked for; asking for none restricts nothing."""
    if len(options) < 2:
        return rows
    key, write = address.bound(parameter, address.chosen_many(parameter, options))

    def word(code: str) -> str:
        return words("not_stated") if code == NOT_STATED else words.of(parameter, code)

    label, tip = words(f"compare.{parameter}"), words.texts.get(f"compare.{parameter}_help")
    if len(options) <= FEW:
        wanted = st.pills(
            label, options, format_func=named or word, key=key, on_change=write, selection_mode="multi", help=tip
        )
    else:
        wanted = st.multiselect(
            label, options, format_func=named or word, key=key, on_change=write, help=tip,
            placeholder=words("reconciliation.all"),
        )  # fmt: skip
    said = pl.col(column).cast(pl.String).fill_null(NOT_STATED)
    return rows.filter(said.is_in(list(wanted))) if wanted else rows
