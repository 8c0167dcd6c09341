"""`/compare`: one kind of aid across cities, all kinds at a glance, or the years. Every choice is in the address."""

from __future__ import annotations

import streamlit as st

from dashboards import address, comparison_cities, comparison_kinds, comparison_years
from dashboards.comparison_choice import KEPT, NARROWING, chosen_page_view
from dashboards.formats import place_names
from dashboards.questions.comparison import cities
from dashboards.shell import edition, footer, open_warehouse
from dashboards.warehouse import aid_types

PARAMETERS = (
    "aid_type",
    *KEPT,
    *NARROWING,
    "scale",
    "standard",
    "table_rows",
    "apart_rows",
    "kinds_table_rows",
    "years_rows",
)
VIEWS = {"cities": comparison_cities.show, "kinds": comparison_kinds.show, "years": comparison_years.show}

words = address.words()


def show() -> None:
    """The page: what to look at, and the view of it."""
    address.resume("compare", PARAMETERS)
    warehouse = open_warehouse()
    st.markdown(words("compare.intro"))
    menu = aid_types(warehouse)
    if menu.is_empty():
        st.info(words("compare.nothing"))
        return
    view = chosen_page_view(words)
    known = place_names(cities(warehouse), words)
    shown = edition(warehouse, words)
    VIEWS[view](warehouse, menu, dict(known.select("city_id", "city_name").iter_rows()), shown, words)
    footer(shown, words)


show()
