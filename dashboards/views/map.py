"""`/map`: which cities have documents, on a schematic map and in a table: measure of the address."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.charts.map import SELECTION, city_points, map_chart
from dashboards.city_tables import neighbours_table
from dashboards.drawing import frame, show_chart
from dashboards.questions.cities import cities
from dashboards.shell import CITY_PAGE, edition, footer, heading, open_warehouse, page_query
from dashboards.tables import show_table

words = address.words()


def show() -> None:
    """The page: the map, and the same cities as a table, which is enough without it."""
    address.resume("map", ("measure",))
    warehouse = open_warehouse()
    st.markdown(words("map.intro"))
    known = cities(warehouse)
    with_documents = known.filter(pl.col("n_documents") > 0)
    if with_documents.is_empty():
        st.info(words("city.empty"))
        return
    measures = words.codes("measure")
    key, write = address.bound("measure", address.chosen("measure", measures, measures[0]))
    measure = st.segmented_control(
        words("map.measure"), measures, key=key, on_change=write, required=True,
        format_func=lambda code: words.of("measure", code),
    )  # fmt: skip
    points = city_points(known, measure or measures[0], words)
    shown = edition(warehouse, words)
    size = f"{words('map.measure')}{words('colon')}{words.of('measure', measure or measures[0])}"
    around = frame(shown, words, words("map.table"), words("map.schematic"), subtitle=size)
    event = show_chart(
        "map",
        lambda palette: map_chart(points, palette),
        around,
        words("map.alt"),
        words,
        is_first=True,
        on_select="rerun",
    )
    picked = event.selection.get(SELECTION)
    if picked:
        st.switch_page(CITY_PAGE, query_params=page_query(words.language, city=picked[0]["city_id"]))
    st.caption(words("map.schematic"))
    heading("map.table", words)
    show_table("map_table", neighbours_table(with_documents, words), words)
    footer(shown, words)


show()
