"""`/compare`, the years: how one kind of aid changed in the cities that state it in more than one year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboards.carrying import about, table_buttons
from dashboards.charts.compare import unit_words
from dashboards.charts.series import amount_text, series_chart, series_rows, yearly_quartiles
from dashboards.comparison_choice import chosen_aid_type, chosen_basket, narrowing
from dashboards.drawing import Multiple, frame, show_multiples
from dashboards.formats import number, place_names
from dashboards.paging import part_of
from dashboards.questions import comparison
from dashboards.sentences import changes_sentence
from dashboards.shell import source_links
from dashboards.tables import show_table, titled, view_of_address

if TYPE_CHECKING:
    from dashboards.shell import Edition
    from dashboards.warehouse import Warehouse
    from dashboards.words import Words

CITIES_WITH_A_LINE = 8
GROUPS_DRAWN = 6


def show(warehouse: Warehouse, menu: pl.DataFrame, cities: dict[str, str], edition: Edition, words: Words) -> None:
    """The view, from kind of aid to table. In: `warehouse.aid_types`; the cities with documents by id; the version shown."""
    aid = chosen_aid_type(menu, words)
    with narrowing(words):
        basket = chosen_basket(cities, words)
    series = place_names(comparison.series(warehouse, aid["aid_type_id"]), words)
    followed = series.filter(pl.col("n_years") > 1)
    if followed.is_empty():
        st.info(words("compare.one_year", aid_type=words.pick(aid, "aid_type"), series=series["series_id"].n_unique()))
        return
    chosen = followed.filter(pl.col("city_id").is_in(basket)) if basket else followed
    if chosen.is_empty():
        st.info(words("compare.basket_one_year"))
        return
    st.markdown(changes_sentence(chosen, words))
    lines_of = chosen["city_name"].unique(maintain_order=True).to_list()
    told = words("compare.years_help") + ("" if len(lines_of) <= CITIES_WITH_A_LINE else words("compare.years_many"))
    st.caption(told)
    multiples = [_multiple(group, followed, lines_of, words) for group in _groups(chosen)]
    title = words("compare.years_title", aid_type=words.pick(aid, "aid_type"))
    show_multiples("years", multiples, frame(edition, words, title, told), words)
    st.subheader(words("compare.table"), anchor=False)
    largest = pl.col("change_pct").abs().max().over("series_id")
    in_order = chosen.sort(largest, "series_id", "fiscal_year", descending=[True, False, False], nulls_last=True)
    show_table("years_table", years_table(part_of(in_order, "years_rows", words), words), words)
    facts = about(edition, words, **view_of_address(words))
    table_buttons("years", title, lambda: years_table(in_order, words), facts, words)


def _groups(series: pl.DataFrame) -> list[pl.DataFrame]:
    """The series by recipient, measure and payer, those that most cities state first."""
    groups = series.partition_by("recipient_id", "measure", "payer", maintain_order=True)
    return sorted(groups, key=lambda group: -group["city_id"].n_unique())[:GROUPS_DRAWN]


def _multiple(group: pl.DataFrame, followed: pl.DataFrame, lines_of: list[str], words: Words) -> Multiple:
    """The chart of one group: its cities' lines when they are few, over the quartiles of all cities where there are many."""
    first = group.row(0, named=True)
    same = followed.filter(
        pl.col("recipient_id").eq_missing(first["recipient_id"])
        & (pl.col("measure") == first["measure"])
        & pl.col("payer").eq_missing(first["payer"])
    )
    rows = series_rows(same, words)
    lines = lines_of if len(lines_of) <= CITIES_WITH_A_LINE else []
    unit = _unit(first["measure"], words)
    payer = words("compare.paid_by", payer=words.of("payer", first["payer"])) if first["payer"] else ""
    name = words("compare.list_separator").join(filter(None, [words.pick(first, "recipient"), payer]))
    said = "; ".join(rows.filter(pl.col("city").is_in(lines))["description"]) or _quartiles_said(rows, words)
    return Multiple(name, unit, lambda palette: series_chart(rows, lines, unit, palette), said)


def _unit(measure: str, words: Words) -> str:
    """A measure of the warehouse (元/人/月) in words of the page."""
    _, per, *period = measure.split("/")
    return unit_words(per, "/".join(period) or None, words)


def _quartiles_said(rows: pl.DataFrame, words: Words) -> str:
    texts = [
        words("compare.year_quartiles", year=row["year"], cities=row["n"],
              **{name: number(row[name]) for name in ("first", "median", "third")})
        for row in yearly_quartiles(rows).iter_rows(named=True)
    ]  # fmt: skip
    return "; ".join(texts)


def years_table(series: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per series and year with the change since the year before. In: `questions.comparison.series`."""
    rows = list(series.iter_rows(named=True))
    columns = {
        "city": [words.pick(row, "city_name") for row in rows],
        "recipient": [words.pick(row, "recipient") for row in rows],
        "payer": [words.of("payer", row["payer"]) if row["payer"] else None for row in rows],
        "year": [str(row["fiscal_year"]) for row in rows],
        "amount": [amount_text(row["amount_low_yuan"], row["amount_high_yuan"]) for row in rows],
        "unit": [_unit(row["measure"], words) for row in rows],
        "change": [words.of("change", row["change"]) if row["change"] else words("change.first") for row in rows],
        "change_pct": [_percent(row) for row in rows],
        "grade": [row["evidence_grade"] for row in rows],
        "link": source_links(series, words),
    }
    return titled(columns, words)


def _percent(row: dict[str, Any]) -> str | None:
    return None if row["change_pct"] is None else f"{row['change_pct']:+,.1f} %"
