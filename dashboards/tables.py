"""Tables for people: headings in words, a definition behind each heading that has one, links that say what they open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import streamlit as st

from dashboards.formats import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dashboards.words import Words

LINKS = ("link", "city_link", "project_link", "compare_link", "check_link")
# The way to the source stays in sight however wide the table is.
SOURCE_LINK = "link"
YUAN = ("budget",)
LINK_WORDS = "columns.open"


def titled(columns: dict[str, Any], words: Words) -> pl.DataFrame:
    """Columns under their headings in words. In: name of a heading in the catalogue → values."""
    return pl.DataFrame({words(f"columns.{name}"): values for name, values in columns.items()}, strict=False)


def view_of_address(words: Words) -> dict[str, str]:
    """What was chosen on a page, for whoever opens a file of it: the query of its address."""
    asked = " · ".join(f"{name}={value}" for name, value in st.query_params.items())
    return {words("about.view"): asked} if asked else {}


def lines(texts: Iterable[str | None]) -> list[str]:
    """Texts of documents, each in one line; no text is empty."""
    return [one_line(text) for text in texts]


def show_table(name: str, table: pl.DataFrame, words: Words, **options: Any) -> None:
    """Show a table made by `titled`: its key is `name`, columns of addresses become links, headings carry their definitions."""
    config = column_config(words) | options.pop("column_config", {})
    shown = {heading: kind for heading, kind in config.items() if heading in table.columns}
    with st.container(key=name):
        st.dataframe(
            table, key=f"{name}_rows", hide_index=True, placeholder=words("table_blank"), column_config=shown, **options
        )


@st.fragment
def show_when_opened(name: str, label: str, show: Callable[[], None]) -> None:
    """A part of a page that is made and sent when a person opens it; nothing else runs again. In: its key, its label, what shows it."""
    with st.expander(label, key=name, on_change="rerun") as part:
        if part.open:
            show()


def column_config(words: Words) -> dict[str, Any]:
    """How columns are shown that are alike in all tables, by heading: links, and headings with a definition."""
    defined = {
        words(f"columns.{name}"): st.column_config.Column(help=words(f"define.{name}"))
        for name in words.codes("define")
        if f"columns.{name}" in words.texts
    }
    money = {
        words(f"columns.{name}"): st.column_config.NumberColumn(format="localized", help=words(f"define.{name}"))
        for name in YUAN
    }
    open_it = st.column_config.LinkColumn
    links = {
        words(f"columns.{name}"): open_it(display_text=words(LINK_WORDS), pinned=name == SOURCE_LINK) for name in LINKS
    }
    return defined | money | links


def show_selectable(name: str, table: pl.DataFrame, words: Words, picked: Callable[[int | None], None]) -> None:
    """Show a table of which a person may select one row; `picked` is told its position, or None when nothing is selected."""

    def selected() -> None:
        rows = st.session_state[f"{name}_rows"].selection.rows
        picked(rows[0] if rows else None)

    show_table(name, table, words, on_select=selected, selection_mode="single-row")
