"""What every page shares: the language switch, the warehouse and its edition, links to a place in a source."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx

from dashboards import address
from dashboards.formats import moment
from dashboards.warehouse import Warehouse, published_warehouse, runs, versions
from dashboards.words import LANGUAGES, Language, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import polars as pl

FAILED = "failed"
SOURCE_PAGE = "views/source.py"
COMPARE_PAGE = "views/compare.py"
PROJECT_PAGE = "views/project.py"
CITY_PAGE = "views/city.py"
QUALITY_PAGE = "views/quality.py"
PATIENCE_SECONDS = 0.3
SKELETON_HEIGHT = 160
LONGEST_QUOTE = 40  # characters, of the words that an address carries
# Streamlit leaves much room above the first element, which the pages need for the first chart, and its captions are too pale, and
# the names chosen in a list are too pale on the colour they get in the dark.
# Without scroll anchoring a page that replaces another one always begins at its top, where the lit lines are.
STYLE = """<style>
[data-testid='stMainBlockContainer'] {padding-top: 4.5rem; padding-bottom: 3rem; max-width: 1280px}
@media (max-width: 640px) {[data-testid='stMainBlockContainer'] {padding-top: 3.75rem}
.st-key-head h2 {font-size: 1.25rem} [data-testid='stHeading'] h3 {font-size: 1.05rem}}
[data-testid='stMain'] {overflow-anchor: none}
[data-testid='stCaptionContainer'] {color: inherit; opacity: .8}
[data-testid='stMultiSelectTagsContainer'] [data-tag] {background: var(--st-secondary-background-color); color: inherit;
border: 1px solid currentColor}
</style>"""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which version of the warehouse a person looks at, as shown to them; and when the latest refresh failed, if it did."""

    version: str
    published: str
    failed: str | None = None


def open_warehouse() -> Warehouse:
    """The version published now. Raises WarehouseMissing; app.py says so."""
    return published_warehouse()


def edition(warehouse: Warehouse, words: Words) -> Edition:
    """Name and moment of publication of a version, and the failure that keeps a newer one from being there."""
    known, ran = versions(warehouse), runs(warehouse).head(1)
    published = known["published_at"][0] if known.height else None
    failed = [moment(run["started_at"], words) for run in ran.iter_rows(named=True) if run["outcome"] == FAILED]
    return Edition(warehouse.version, moment(published, words), *failed)


def footer(shown: Edition, words: Words) -> None:
    """The last line of every page: which version this is, and whether the latest refresh failed."""
    st.caption(words("app.footer", version=shown.version, published=shown.published))
    if shown.failed is not None:
        st.caption(words("app.footer_failed", started=shown.failed))


def page_head(title: str, words: Words) -> None:
    """The title of a page and, at its right, the choice of Chinese or English, which goes into the address."""
    st.html(STYLE)
    key = "language_switch"
    st.session_state[key] = words.language
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="head"):
        st.header(title, anchor=False, width="content")
        st.segmented_control(
            words("app.language"), LANGUAGES, format_func=lambda code: words(f"app.{code}"), key=key, required=True,
            label_visibility="collapsed", on_change=lambda: _speak(st.session_state[key]),
        )  # fmt: skip


@contextmanager
def skeleton_while_waiting() -> Iterator[None]:
    """Under what a page has shown so far stands a skeleton, as soon as the rest is waited for longer than PATIENCE_SECONDS."""
    shown, rest = st.container(), st.empty()
    timer = Timer(PATIENCE_SECONDS, lambda: rest.skeleton(height=SKELETON_HEIGHT))
    add_script_run_ctx(timer)
    timer.start()
    try:
        with shown:
            yield
    finally:
        timer.cancel()
        timer.join()  # a skeleton that is being put there is taken away again
        rest.empty()


def _speak(language: Language) -> None:
    st.session_state["language"] = language
    address.write("lang", language)


def page_query(language: Language, **query: str) -> dict[str, str]:
    """The query of the address of a page, with the language when it is not the default."""
    return query | _spoken(language)


def page_address(page: str, language: Language, **query: str) -> str:
    """The address of a page, for a column of links."""
    return f"{page}?{urlencode(page_query(language, **query))}"


def heading(key: str, words: Words, term: str | None = None) -> None:
    """The heading of a part of a page, with the definition of the term it turns on behind a question mark."""
    st.subheader(words(key), anchor=False, help=words(f"define.{term}") if term else None)


def compare_query(aid_type_id: str | None, language: Language) -> dict[str, str]:
    """The query of the address of a comparison; without an aid type, of the one that most cities state."""
    return ({"aid_type": aid_type_id} if aid_type_id else {}) | _spoken(language)


def _spoken(language: Language) -> dict[str, str]:
    return {} if language == LANGUAGES[0] else {"lang": language}


def source_query(row: dict[str, Any], language: Language) -> dict[str, str]:
    """The query of the address of a place in a document; in: a row with document_id, line_start, line_end and perhaps a quote.

    The words of a short quote are in it too, so that in their line they can be told from others.
    """
    first, last = row["line_start"] or 1, row["line_end"] or row["line_start"] or 1
    query = {"document": row["document_id"], "line": str(first)}
    quote = str(row.get("quote") or "")
    is_told = first == last and "\n" not in quote and 0 < len(quote) <= LONGEST_QUOTE
    more = {"to": str(last)} if last > first else {"quote": quote} if is_told else {}
    return query | more | _spoken(language)


def source_links(rows: pl.DataFrame, words: Words) -> list[str | None]:
    """Addresses for a column of links; needs document_id, line_start and line_end; None where a row has no place."""
    return [source_link(row, words.language) for row in rows.iter_rows(named=True)]


def source_link(row: dict[str, Any], language: Language) -> str | None:
    """The address of a place in a document; None where a row has no place."""
    if row["document_id"] is None:
        return None
    return f"source?{urlencode(source_query(row, language))}"
