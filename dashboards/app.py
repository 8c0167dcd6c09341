"""The dashboards' entry: language, pages, and what to say when nothing is published. Run with `bangfu dashboard`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboards import address
from dashboards.shell import page_head, skeleton_while_waiting
from dashboards.warehouse import WarehouseMissing, WarehouseUnreadable, published_warehouse

# Adding a page: one file in views/, its words in texts/, its name here. The first is served at `/`.
PAGES = ("overview", "compare", "map", "city", "project", "reconciliation", "source", "quality", "try", "data")

words = address.words(address.language())
pages = {
    name: st.Page(f"views/{name}.py", title=words(f"pages.{name}"), url_path=name, default=name == PAGES[0])
    for name in PAGES
}
page = st.navigation(list(pages.values()), position="top")
name = next(name for name, known in pages.items() if known.title == page.title)
# A file beside this one: an icon by name would be fetched from a font server.
st.set_page_config(words("app.title", page=page.title), page_icon=Path(__file__).parent / "icon.svg", layout="wide")
page_head(words(f"{name}.title"), words)
try:
    published_warehouse()
    with skeleton_while_waiting():
        page.run()
except WarehouseMissing as missing:
    st.subheader(words("app.no_warehouse"), anchor=False)
    st.info(words("app.no_warehouse_how", place=missing.place))
except WarehouseUnreadable as unreadable:
    st.subheader(words("app.unreadable"), anchor=False)
    st.error(words("app.unreadable_how"))
    st.text(str(unreadable))
