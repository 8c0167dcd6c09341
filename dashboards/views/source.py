"""`/source`: a document as it was read, with the lines lit that a figure stands in, and the page of the file with a box around it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboards import address
from dashboards.formats import as_markdown, one_line
from dashboards.listing import lines_to_html
from dashboards.shell import edition, footer, open_warehouse
from dashboards.source_page import asked_page, cells_named, lit_regions, show_page, show_strip
from dashboards.warehouse import Warehouse, corrections, documents, first_line, line_count, source_lines

LINES_SHOWN = 80
CONTEXT = 6
MOST_PAGES = 100_000
PLACES = ("line", "to", "quote", "top", "page")

words = address.words()


def show() -> None:
    """The page: which document, which lines, and the lines themselves."""
    address.resume("source", ("document", *PLACES))
    warehouse = open_warehouse()
    st.markdown(words("source.intro"))
    known = {row["document_id"]: row for row in documents(warehouse).iter_rows(named=True)}
    if not known:
        st.info(words("source.empty"))
        return
    asked = st.query_params.get("document")
    if asked is not None and asked not in known:
        st.warning(words("source.unknown"))
    document = _chosen_document(known)
    _lines(warehouse, document)
    footer(edition(warehouse, words), words)


def _chosen_document(known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    options = list(known)
    key, write = address.bound("document", address.chosen("document", options, options[0]))

    def label(document_id: str) -> str:
        row = known[document_id]
        return words(
            "source.document_option",
            city=words.pick(row, "city_name"),
            year=row["fiscal_year"],
            title=one_line(row["title"]),
        )

    def changed() -> None:
        write()
        for place in PLACES:
            address.write(place, None)

    return known[st.selectbox(words("source.document"), options, format_func=label, key=key, on_change=changed)]


def _lines(warehouse: Warehouse, document: dict[str, Any]) -> None:
    """The window of lines: it opens a little above the lit ones, or where a page begins, and can be moved."""
    count = line_count(warehouse, document["document_id"])
    line = address.asked_number("line", 1, count)
    last_lit = address.asked_number("to", line or 1, count) or line
    lit = range(line, (last_lit or line) + 1) if line else range(0)
    top = address.asked_number("top", 1, count) or _opening(warehouse, document["document_id"], line)
    bottom = min(top + LINES_SHOWN - 1, count)
    _steps(top, count, line)
    st.text(words("source.passport", publisher=document["publisher"], path=document["source_path"]))
    rows = source_lines(warehouse, document["document_id"], top, bottom).select("line", "line_text").iter_rows()
    texts = {number: text or "" for number, text in rows}
    quote = st.query_params.get("quote", "")
    regions = lit_regions(warehouse, document["document_id"], lit, quote, texts)
    if line:
        _say_what_is_lit(lit, cells_named(regions, words))
    notes = _corrections(warehouse, document["document_id"])
    caption = words("source.listing", title=one_line(document["title"]), first=top, last=bottom)
    page = asked_page(warehouse, document, regions, top, words)
    if page:
        show_strip(page, words)
    # On a phone the page stands under the text, whose lit line is so in sight behind the strip.
    text_side, page_side = st.columns(2) if page else (st.container(), None)
    if page and page_side:
        with page_side:
            show_page(page, words)
    with text_side, st.container(border=True):
        st.html(lines_to_html(texts.items(), lit, caption, notes, quote))
    st.caption(words("source.window", first=top, last=bottom, count=count))
    with st.container(horizontal=True):
        _turns(top, count, "below")


def _say_what_is_lit(lit: range, cells: str | None) -> None:
    one = len(lit) == 1
    said = words("source.lit_line", line=lit.start) if one else ""
    said = said or words("source.lit_lines", first=lit.start, last=lit.stop - 1)
    st.markdown(said if cells is None else words("source.lit_cells", lines=said, cells=cells))


def _corrections(warehouse: Warehouse, document_id: str) -> dict[int, str]:
    """Lists what a person set right in the document; returns it by the lines it stands in."""
    notes: dict[int, str] = {}
    for row in corrections(warehouse, document_id).iter_rows(named=True):
        original, value = (row[name] or words("not_stated") for name in ("original_text", "value_text"))
        said = words(
            "source.correction", line=row["line_start"], field=row["field"], original=original, value=value,
            why=row["why_text"], by=row["said_by"], date=row["said_on"],
        )  # fmt: skip
        for line in range(row["line_start"], row["line_end"] + 1):
            notes[line] = "\n".join(filter(None, (notes.get(line), said)))
    if notes:
        told = dict.fromkeys(said for note in notes.values() for said in note.split("\n"))
        st.warning("\n".join([words("source.corrected"), "", *(f"- {as_markdown(one_line(said))}" for said in told)]))
    return notes


def _opening(warehouse: Warehouse, document_id: str, line: int | None) -> int:
    page = address.asked_number("page", 1, MOST_PAGES)
    if line is None and page is not None:
        return first_line(warehouse, document_id, page) or 1
    return max((line or 1) - CONTEXT, 1)


def _steps(top: int, count: int, line: int | None) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = "go_to_line"
        st.session_state[key] = line
        st.number_input(
            words("source.line"), min_value=1, max_value=max(count, 1), step=1, key=key, width=160,
            on_change=lambda: _go_to(st.session_state[key]),
        )  # fmt: skip
        _turns(top, count, "above")
        if line and "top" in st.query_params:
            st.button(words("source.back_to_line"), on_click=_move, args=(None,))


def _turns(top: int, count: int, where: str) -> None:
    before, after = max(top - LINES_SHOWN, 1), top + LINES_SHOWN
    st.button(words("source.previous"), disabled=top <= 1, on_click=_move, args=(before,), key=f"previous_{where}")
    st.button(words("source.next"), disabled=after > count, on_click=_move, args=(after,), key=f"next_{where}")


def _go_to(line: int | None) -> None:
    _move(None)
    for place in ("to", "quote"):
        address.write(place, None)
    address.write("line", str(line) if line else None)


def _move(top: int | None) -> None:
    address.write("page", None)
    address.write("top", str(top) if top else None)


show()
