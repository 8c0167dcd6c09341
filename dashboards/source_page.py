"""The page of the original file beside its text: its picture with a box around the lit words; of a workbook, the cells by name."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards import address
from dashboards.formats import as_markdown, one_line
from dashboards.originals import OriginalGone
from dashboards.page_picture import NotDrawn, page_picture
from dashboards.questions.sources import original, page_at, pages_drawn, regions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.warehouse import Warehouse
    from dashboards.words import Words

STYLE = """<style>
.page{position:relative;margin:0;line-height:0;border:1px solid rgba(128,128,128,.5);background:#fff}
.page img{width:100%;height:auto}
.page span{position:absolute;box-sizing:content-box;padding:.35%;transform:translate(-.35%,-.35%);
border:2px solid #b45f00;background:rgba(242,183,5,.25);border-radius:2px}
</style>"""
BOX = ("left_pct", "top_pct", "right_pct", "bottom_pct")

Row = dict[str, Any]


def lit_regions(warehouse: Warehouse, document_id: str, lit: range, quote: str, texts: dict[int, str]) -> list[Row]:
    """Where the lit lines stand in the original file; of one line, the parts that hold the words asked for, if any do."""
    if not lit:
        return []
    found = list(regions(warehouse, document_id, lit.start, lit.stop - 1).iter_rows(named=True))
    at = texts.get(lit.start, "").find(quote) if quote and len(lit) == 1 else -1
    holding = [row for row in found if at >= 0 and _overlaps(row, at, at + len(quote))]
    return holding or found


def _overlaps(row: Row, start: int, end: int) -> bool:
    before = row["n_characters_before"]
    return bool(before < end and start < before + row["n_characters"])


def cells_named(lit: Sequence[Row], words: Words) -> str | None:
    """The cells of a workbook that the lit words stand in, in words; None where the file is no workbook."""
    by_sheet: dict[str, list[str]] = {}
    for row in lit:
        if row["cell_range"]:
            by_sheet.setdefault(row["sheet_name"], []).append(row["cell_range"])
    separator = words("compare.list_separator")
    named = [
        words("source.cells", sheet=as_markdown(sheet), cells=separator.join(dict.fromkeys(cells)))
        for sheet, cells in by_sheet.items()
    ]
    return separator.join(named) or None


def show_page(warehouse: Warehouse, document: Row, lit: Sequence[Row], line: int, words: Words) -> None:
    """The picture of the page that is asked for, else of the one with the lit words, else of the one that the text shown begins on."""
    count = pages_drawn(warehouse, document["document_id"])
    boxed = sorted({row["page"] for row in lit})
    page = address.asked_number("page", 1, count) or (boxed or [page_at(warehouse, document["document_id"], line)])[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words("source.page", page=page, count=count))
        _turn(words("source.page_before"), page - 1, count, "page_before")
        _turn(words("source.page_after"), page + 1, count, "page_after")
        for other in boxed:
            if other != page:
                _turn(words("source.page_boxed", page=other), other, count, f"page_boxed_{other}")
    _picture(warehouse, document, [row for row in lit if row["page"] == page], page, words)


def _picture(warehouse: Warehouse, document: Row, lit: Sequence[Row], page: int, words: Words) -> None:
    try:
        with st.spinner(words("source.drawing")):
            picture = page_picture(original(warehouse, document["document_id"]), page)
    except OriginalGone as gone:
        st.info(words(f"source.original_{gone.code}"))
    except NotDrawn:
        st.info(words("source.not_drawn"))
    else:
        said = "source.page_lit" if lit else "source.page_of"
        st.html(page_to_html(picture, lit, words(said, title=one_line(document["title"]), page=page)))


def page_to_html(picture: bytes, lit: Sequence[Row], caption: str) -> str:
    """A picture (PNG) with a box over each of the regions, whatever size it is shown at."""
    boxes = "".join(
        f'<span style="left:{left}%;top:{top}%;width:{right - left:.2f}%;height:{bottom - top:.2f}%"></span>'
        for left, top, right, bottom in ([row[edge] for edge in BOX] for row in lit)
    )
    source = f"data:image/png;base64,{b64encode(picture).decode()}"
    return f'{STYLE}<figure class="page"><img src="{source}" alt="{escape(caption)}">{boxes}</figure>'


def _turn(label: str, page: int, count: int, key: str) -> None:
    is_there = 1 <= page <= count
    st.button(label, disabled=not is_there, on_click=_go_to, args=(page,), key=key)


def _go_to(page: int) -> None:
    """The text goes along, unless its lit lines hold it."""
    address.write("page", str(page))
    address.write("top", None)
