"""The evidence behind one standard: the words it was read from, where they stand, and the arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.arithmetic import arithmetic, grouped
from dashboards.comparison_table import verdicts_table
from dashboards.formats import as_markdown, bounds, one_line, place
from dashboards.shell import SOURCE_PAGE, source_query
from dashboards.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from dashboards.words import Words


@dataclass(frozen=True, slots=True)
class Evidence:
    """The standard whose evidence is asked for, if any: its row with `reason`, and the one place on the page to show it at."""

    row: dict[str, Any] | None = None
    place: str | None = None
    flag_meanings: pl.DataFrame | None = None
    peers: pl.DataFrame | None = None
    verdicts: pl.DataFrame | None = None
    meanings: pl.DataFrame | None = None
    real_terms: pl.DataFrame | None = None

    def show(self, place: str, words: Words) -> None:
        """Show it, if this is the place."""
        if self.row is None or self.flag_meanings is None or place != self.place:
            return
        meanings = {flag["flag"]: words.pick(flag, "meaning") for flag in self.flag_meanings.iter_rows(named=True)}
        with st.container(border=True, key="evidence"):
            evidence_panel(self.row, meanings, self.row["reason"], words)
            self._among_others(words)

    def _among_others(self, words: Words) -> None:
        """How the standard stands among others, and which it may be held against."""
        if self.peers is not None and self.peers.height:
            st.markdown(f"**{words('evidence.peers')}**", help=words("define.peers"))
            st.markdown(as_markdown(grouped(words.pick(self.peers.row(0, named=True), "sentence"))))
        for row in self.real_terms.iter_rows(named=True) if self.real_terms is not None else ():
            st.caption(
                as_markdown(arithmetic(row["derivation_text"], words) or words.pick(row, "missing")),
                help=row["source_title"],
            )
        if self.verdicts is not None and self.meanings is not None and self.verdicts.height:
            with st.expander(words("evidence.verdicts", count=self.verdicts.height)):
                show_table("verdicts", verdicts_table(self.verdicts, self.meanings, words), words)


def facts(row: dict[str, Any], meanings: Mapping[str, str], reason: str | None, words: Words) -> list[tuple[str, str]]:
    """What is known about one standard, as pairs of a label and a text, in the order a doubting reader asks.

    `meanings` maps flags to their words; `reason` is the code that says why the row stays apart, if it does.
    """
    flags = words("compare.list_separator").join(meanings.get(flag, flag) for flag in row["flags"] or [])
    pairs = [
        ("evidence.why_apart", words.of("reason", reason) if reason else None),
        ("evidence.stated", row["amount_text"] or row["symbolic_text"]),
        ("evidence.correction", row["correction_text"]),
        ("evidence.annual", _annual(row, words)),
        ("evidence.rank", _rank(row, words)),
        ("evidence.payer", words.of("payer", row["payer"]) if row["payer"] else None),
        ("evidence.grade", words.of("grade", row["evidence_grade"])),
        ("evidence.arithmetic", arithmetic(row["reconciliation_text"], words)),
        ("evidence.derived", arithmetic(row["derived_text"], words)),
        ("evidence.project", row["project_name"]),
        ("evidence.scope", words.of("scope", row["scope"])),
        ("evidence.document", row["document_title"]),
        ("evidence.publisher", row["publisher"]),
        ("evidence.place", place(row, words)),
        ("evidence.flags", flags or words("evidence.no_flags")),
    ]
    return [(words(label), one_line(text)) for label, text in pairs if text]


def evidence_panel(row: dict[str, Any], meanings: Mapping[str, str], reason: str | None, words: Words) -> None:
    """Show the evidence of one standard with a link to the lines in the document."""
    amount = row["amount_text"] or row["symbolic_text"] or words("not_stated")
    who = words.pick(row, "recipient")
    heading = words(
        "evidence.heading", city=words.pick(row, "city_name"), year=row["fiscal_year"], who=who, amount=amount
    )
    st.markdown(f"#### {as_markdown(heading)}")
    st.caption(words("evidence.quote"))
    st.code(row["quote"] or "", language=None, wrap_lines=True)
    known = facts(row, meanings, reason, words)
    st.markdown("\n".join("- " + words("evidence.fact", label=label, text=as_markdown(text)) for label, text in known))
    query = source_query(row, words.language)
    st.page_link(SOURCE_PAGE, label=words("evidence.open"), icon=":material/article:", query_params=query)


def _annual(row: dict[str, Any], words: Words) -> str:
    amount = bounds(row["comparator"], row["annual_low_yuan"], row["annual_high_yuan"])
    why = words.pick(row, "annual_reason")
    return words("evidence.annual_of", amount=amount, why=why) if amount else words("evidence.not_annual")


def _rank(row: dict[str, Any], words: Words) -> str | None:
    if not row["honour_rank"]:
        return None
    printed, comparable = words.of("rank", row["honour_rank"]), words.of("rank", row["comparable_rank"])
    return printed if printed == comparable else words("evidence.rank_of", printed=printed, comparable=comparable)
