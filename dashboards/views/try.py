# ruff: noqa: N999 - a page's file is named as its address
"""`/try`: a person's own file, read at once and shown with everything uncertain about it; nothing is stored unless they say so."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from dashboards import address
from dashboards.formats import as_markdown, money, one_line
from dashboards.originals import inbox
from dashboards.shell import edition, footer, heading, open_warehouse
from dashboards.tables import show_table
from dashboards.try_passport import ask_to_keep
from dashboards.try_tables import indicators_table, issues_table, rates_table
from dashboards.trying import LIMITS, NotRead, Upload, read_upload
from dashboards.warehouse import Warehouse, flag_meanings

# What a document says of itself: name in the reading → name of its word.
FACTS = {
    "city": "city",
    "fiscal_year": "fiscal_year",
    "publisher": "publisher",
    "title": "document_title",
    "media_type": "media_type",
}

words = address.words()


def show() -> None:
    """The page: the file, what was understood, and what may become of it."""
    address.resume("try", ())
    warehouse = open_warehouse()
    st.markdown(words("try.intro"))
    given = st.file_uploader(words("try.file"), help=words("try.file_help"), key="upload")
    if given is None:
        st.caption(words("try.nothing_yet"))
    else:
        meanings = {row["flag"]: words.pick(row, "meaning") for row in flag_meanings(warehouse).iter_rows(named=True)}
        _file(Upload(given.name, given.getvalue()), meanings, warehouse)
    footer(edition(warehouse, words), words)


def _file(upload: Upload, meanings: dict[str, str], warehouse: Warehouse) -> None:
    try:
        reading = _reading(upload)
    except NotRead as failed:
        st.error(words(f"try.not_read_{failed.code}", seconds=int(LIMITS.seconds)))
        return
    _document(reading["document"])
    _issues(reading["issues"], meanings)
    if not reading["projects"] and not reading["rates"]:
        st.info(words("try.nothing_found"))
    for number, project in enumerate(reading["projects"], 1):
        _project(number, project, meanings)
    _rates("rates_outside", reading["rates"], meanings)
    _take_away(upload, reading, warehouse)


def _reading(upload: Upload) -> dict[str, Any]:
    """The reading of this file; a file is read once a visit, however often the page is drawn."""
    known = st.session_state.get("tried")
    if known and known["sha256"] == upload.sha256:
        return dict(known["reading"])
    with st.spinner(words("try.reading")):
        gone = st.empty()

        def waiting(seconds: float) -> None:
            gone.caption(words("data.waited", seconds=f"{seconds:.0f}"))

        reading = read_upload(upload, waiting)
        gone.empty()
    st.session_state["tried"] = {"sha256": upload.sha256, "reading": reading}
    return reading


def _document(document: dict[str, Any]) -> None:
    heading("try.document", words)
    said = [
        (words(f"try.{label}"), one_line(str(document.get(name) or words("not_stated"))))
        for name, label in FACTS.items()
    ]
    st.markdown("\n".join("- " + words("evidence.fact", label=label, text=as_markdown(text)) for label, text in said))


def _issues(issues: list[dict[str, Any]], meanings: dict[str, str]) -> None:
    heading("try.issues", words, "flags")
    if issues:
        show_table("try_issues", issues_table(issues, meanings, words), words)
    else:
        st.caption(words("try.no_issues"))


def _project(number: int, project: dict[str, Any], meanings: dict[str, str]) -> None:
    title = words("try.project", number=number, name=one_line(project["name"]) or words("not_stated"))
    with st.expander(as_markdown(title), expanded=number == 1):
        flagged = sum(bool(row["flags"]) for row in project["indicators"])
        st.markdown(
            words(
                "try.project_facts", budget=as_markdown(money(project["budget_yuan"], words)),
                rows=len(project["indicators"]), flagged=flagged,
            )
        )  # fmt: skip
        for goal in project["goals"]:
            st.text(one_line(goal["text"]))
        show_table(f"try_rows_{number}", indicators_table(project["indicators"], meanings, words), words)
        _rates(f"try_rates_{number}", project["rates"], meanings)


def _rates(name: str, rates: list[dict[str, Any]], meanings: dict[str, str]) -> None:
    if rates:
        st.markdown(f"**{words('try.rates')}**")
        show_table(name, rates_table(rates, meanings, words), words)


def _take_away(upload: Upload, reading: dict[str, Any], warehouse: Warehouse) -> None:
    """The reading as a file; and, only when a person says so, the document into the inbox."""
    heading("try.after", words)
    st.download_button(
        words("try.download"), json.dumps(reading, ensure_ascii=False, indent=1), file_name=f"{upload.safe_name}.json",
        mime="application/json", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    if not reading["projects"] and not reading["rates"]:
        st.caption(words("try.not_worth_keeping"))
    elif not inbox().is_dir():
        st.caption(words("try.no_inbox"))
    else:
        ask_to_keep(upload, reading["document"], warehouse, words)


show()
