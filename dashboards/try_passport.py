"""The passport form of `/try`: what was understood of a document, looked over by a person, before the file goes into the inbox."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.formats import BEIJING, as_markdown
from dashboards.originals import inbox
from dashboards.questions.sources import all_cities, documents_of_file
from dashboards.shell import SOURCE_PAGE, page_query
from dashboards.trying import NotRead, keep, passport, understood

if TYPE_CHECKING:
    from dashboards.trying import Upload
    from dashboards.warehouse import Warehouse
    from dashboards.words import Words

FIRST_YEAR, LAST_YEAR = 1990, 2100
EARLIEST = date(1990, 1, 1)
NEEDED = ("city_id", "fiscal_year", "publisher", "title")
LONGEST_TEXT = 300

Fields = dict[str, Any]


def ask_to_keep(upload: Upload, document: Fields, warehouse: Warehouse, words: Words) -> None:
    """The form with its button; nothing is stored until it is pressed and every field is in order."""
    st.markdown(words("try.keep_help"))
    for document_id in documents_of_file(warehouse, upload.sha256):
        st.info(words("try.published_already"))
        query = page_query(words.language, document=document_id)
        st.page_link(SOURCE_PAGE, label=words("try.see_published"), icon=":material/article:", query_params=query)
    cities = {row["city_id"]: row for row in all_cities(warehouse).iter_rows(named=True)}
    with st.form(f"passport_{upload.sha256[:12]}"):
        said = _fields(understood(document), cities, words)
        is_sent = st.form_submit_button(words("try.keep"), icon=":material/inbox:")
    if not is_sent:
        return
    missing = [words(f"try.passport_{name}") for name in NEEDED if not said[name]]
    if missing:
        st.error(words("try.missing", missing=words("compare.list_separator").join(missing)))
        return
    _keep(upload, passport(document, said, cities[said["city_id"]]["city_name"]), words)


def _fields(known: Fields, cities: dict[str, Fields], words: Words) -> Fields:
    """One widget for each field of the passport that a person knows, filled with what was understood."""
    options = list(cities)

    def city(city_id: str) -> str:
        row = cities[city_id]
        return words("try.city_option", city=words.pick(row, "city_name"), province=row["province_name"], code=city_id)

    index = options.index(known["city_id"]) if known["city_id"] in cities else None
    today = datetime.now(BEIJING).date()
    return {
        "city_id": st.selectbox(
            words("try.passport_city_id"),
            options,
            index,
            city,
            placeholder=words("try.choose"),
            help=words("try.city_help"),
        ),
        "fiscal_year": st.number_input(
            words("try.passport_fiscal_year"),
            FIRST_YEAR,
            LAST_YEAR,
            known["fiscal_year"],
            1,
            placeholder=words("not_stated"),
        ),
        "publisher": _text("publisher", known, words),
        "title": _text("title", known, words),
        "url": _text("url", known, words),
        "retrieved": st.date_input(words("try.passport_retrieved"), today, EARLIEST, today, format="YYYY-MM-DD"),
    }


def _text(name: str, known: Fields, words: Words) -> str:
    given = st.text_input(
        words(f"try.passport_{name}"), " ".join((known.get(name) or "").split()), LONGEST_TEXT,
        help=words("try.url_help") if name == "url" else None,
    )  # fmt: skip
    return (given or "").strip()


def _keep(upload: Upload, fields: Fields, words: Words) -> None:
    """Hand file and passport to the program, and say what became of them."""
    try:
        with st.spinner(words("try.keeping")):
            answer = keep(upload, fields, inbox())
    except NotRead:
        st.error(words("try.not_kept"))
        return
    for field, fault in answer.get("faults", {}).items():
        st.error(words("try.fault", field=words.of("try", f"passport_{field}"), fault=as_markdown(fault)))
    if "kept" in answer:
        st.success(words("try.kept", name=as_markdown(answer["kept"])))
