"""The page of the original file beside its text: its picture with a box around the lit words; of a workbook, the cells by name."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from struct import unpack
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
.page.part{overflow:hidden;max-width:880px}
.page.part div{position:absolute;left:0;right:0}
.page span{position:absolute;box-sizing:content-box;padding:.35%;transform:translate(-.35%,-.35%);
border:2px solid #b45f00;background:rgba(242,183,5,.25);border-radius:2px}
</style>"""
# Of a page of the usual shape this is a strip a quarter as high as wide: the box is in sight without turning the wheel.
STRIP_PCT = 18.0
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


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of the original file: its number, how many there are, the regions that are lit, and its picture or why there is none."""

    number: int
    count: int
    lit: Sequence[Row]
    caption: str
    picture: bytes | None
    missing: str = ""

    @property
    def lit_here(self) -> list[Row]:
        """The lit regions on this page."""
        return [row for row in self.lit if row["page"] == self.number]


def asked_page(warehouse: Warehouse, document: Row, lit: Sequence[Row], line: int, words: Words) -> ShownPage | None:
    """The page that is asked for, else the one with the lit words, else the one that the text shown begins on.

    None where the file has no pages that can be drawn.
    """
    document_id = document["document_id"]
    count = pages_drawn(warehouse, document_id)
    if not count:
        return None
    boxed = sorted({row["page"] for row in lit})
    page = address.asked_number("page", 1, count) or (boxed or [page_at(warehouse, document_id, line)])[0]
    said = "source.page_lit" if page in boxed else "source.page_of"
    caption = words(said, title=one_line(document["title"]), page=page)
    try:
        with st.spinner(words("source.drawing")):
            return ShownPage(page, count, lit, caption, page_picture(original(warehouse, document_id), page))
    except OriginalGone as gone:
        return ShownPage(page, count, lit, caption, None, f"source.original_{gone.code}")
    except NotDrawn:
        return ShownPage(page, count, lit, caption, None, "source.not_drawn")


def show_strip(shown: ShownPage, words: Words) -> None:
    """The part of the page around the first box, so that it is in sight wherever on the page it stands; nothing without a box."""
    if shown.picture and shown.lit_here:
        st.html(strip_to_html(shown.picture, shown.lit_here, words("source.strip", caption=shown.caption)))


def show_page(shown: ShownPage, words: Words) -> None:
    """The whole page, and the ways to others."""
    page, count = shown.number, shown.count
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words("source.page", page=page, count=count))
        _turn(words("source.page_before"), page - 1, count, "page_before")
        _turn(words("source.page_after"), page + 1, count, "page_after")
        for other in sorted({row["page"] for row in shown.lit} - {page}):
            _turn(words("source.page_boxed", page=other), other, count, f"page_boxed_{other}")
    if shown.picture is None:
        st.info(words(shown.missing))
    else:
        st.html(page_to_html(shown.picture, shown.lit_here, shown.caption))


def page_to_html(picture: bytes, lit: Sequence[Row], caption: str) -> str:
    """A picture (PNG) with a box over each of the regions, whatever size it is shown at."""
    return f'{STYLE}<figure class="page">{_boxed(picture, lit, caption)}</figure>'


def strip_to_html(picture: bytes, lit: Sequence[Row], caption: str) -> str:
    """The same cut to a strip over the whole width with the first region in its middle, or at an edge of the page."""
    width, height = unpack(">II", picture[16:24])  # of a PNG's first chunk
    middle = (lit[0]["top_pct"] + lit[0]["bottom_pct"]) / 2
    start = min(max(middle - STRIP_PCT / 2, 0), 100 - STRIP_PCT)
    shape = f"aspect-ratio:{width}/{height * STRIP_PCT / 100:.0f}"
    inner = f'<div style="top:{-100 * start / STRIP_PCT:.2f}%">{_boxed(picture, lit, caption)}</div>'
    return f'{STYLE}<figure class="page part" style="{shape}">{inner}</figure>'


def _boxed(picture: bytes, lit: Sequence[Row], caption: str) -> str:
    boxes = "".join(
        f'<span style="left:{left}%;top:{top}%;width:{right - left:.2f}%;height:{bottom - top:.2f}%"></span>'
        for left, top, right, bottom in ([row[edge] for edge in BOX] for row in lit)
    )
    source = f"data:image/png;base64,{b64encode(picture).decode()}"
    return f'<img src="{source}" alt="{escape(caption)}">{boxes}'


def _turn(label: str, page: int, count: int, key: str) -> None:
    is_there = 1 <= page <= count
    st.button(label, disabled=not is_there, on_click=_go_to, args=(page,), key=key)


def _go_to(page: int) -> None:
    """The text goes along, unless its lit lines hold it."""
    address.write("page", str(page))
    address.write("top", None)
