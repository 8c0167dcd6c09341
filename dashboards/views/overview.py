"""`/`: what is in the warehouse, how fresh and how complete it is, and what is flagged. The flag shown is in the address."""

from __future__ import annotations

from typing import Any

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.charts.coverage import CITIES_SHOWN, SELECTION, coverage_chart, tiles
from dashboards.formats import as_markdown, moment, number, one_line, place, share_pct
from dashboards.shell import COMPARE_PAGE, compare_query, edition, footer, open_warehouse, source_links
from dashboards.theme import palette
from dashboards.warehouse import (
    Warehouse,
    checks,
    coverage,
    documents,
    flag_meanings,
    flagged_values,
    quarantine,
    runs,
)

RUNS_SHOWN = 10
FAILED = "failed"

words = address.words()


def show() -> None:
    """The page, from what it is to what is wrong with it."""
    warehouse = open_warehouse()
    st.markdown(words("overview.intro"))
    read = documents(warehouse)
    _freshness(warehouse)
    if read.is_empty():
        st.info(words("overview.empty"))
    else:
        st.page_link(COMPARE_PAGE, label=words("overview.go_compare"), icon=":material/bar_chart:", query_params=compare_query(None, words.language))
        _contents(warehouse, read)
        _coverage(warehouse)
        _documents(read)
    _flags(warehouse)
    _checks(warehouse)
    _quarantine(warehouse)
    _runs(warehouse)
    footer(edition(warehouse, words), words)


def _heading(key: str) -> None:
    st.subheader(words(key), anchor=False)


def _freshness(warehouse: Warehouse) -> None:
    shown = edition(warehouse, words)
    sentences = [words("overview.fresh", version=shown.version, published=shown.published)]
    ran = runs(warehouse)
    if ran.height:
        last = ran.row(0, named=True)
        outcome = words.of("outcome", last["outcome"])
        sentences.append(words("overview.last_run", started=moment(last["started_at"], words), outcome=outcome))
        failures = ran.filter(pl.col("outcome") == FAILED)
        sentences.append(_last_failure(failures.row(0, named=True)) if failures.height else words("overview.no_failure"))
    st.markdown(" ".join(sentences))


def _last_failure(run: dict[str, Any]) -> str:
    return words("overview.last_failure", started=moment(run["started_at"], words), message=as_markdown(run["message"]))


def _contents(warehouse: Warehouse, read: pl.DataFrame) -> None:
    _heading("overview.contents")
    made = checks(warehouse)
    passed = words("overview.checks_of", passed=made.filter("success").height, all=made.height)
    figures = {
        "n_documents": number(read.height),
        "n_cities": number(read["city_id"].n_unique()),
        "n_projects": number(read["n_projects"].sum()),
        "n_indicators": number(read["n_indicator_targets"].sum()),
        "n_standards": number(read["n_aid_standards"].sum()),
        "n_flagged": number(flagged_values(warehouse).height),
        "n_checks": passed,
    }
    with st.container(horizontal=True):
        for key, figure in figures.items():
            st.metric(words(f"overview.{key}"), figure, border=True)


def _coverage(warehouse: Warehouse) -> None:
    _heading("overview.coverage")
    st.caption(words("overview.coverage_intro"))
    covered = coverage(warehouse)
    shown = tiles(covered, words)
    if shown.is_empty():
        st.caption(words("compare.nothing"))
        return
    if covered["city_id"].n_unique() > CITIES_SHOWN:
        st.caption(words("overview.coverage_first", count=CITIES_SHOWN))
    event = st.altair_chart(coverage_chart(shown, palette()), on_select="rerun", key="coverage", alt=words("overview.coverage_alt"))
    picked = event.selection.get(SELECTION)
    if picked:
        st.switch_page(COMPARE_PAGE, query_params=compare_query(picked[0]["aid_type_id"], words.language))
    with st.expander(words("overview.coverage_table")):
        st.dataframe(_coverage_table(covered), hide_index=True, placeholder=words("table_blank"))


def _coverage_table(covered: pl.DataFrame) -> pl.DataFrame:
    rows = [
        {
            words("columns.city"): row["city_name"],
            words("columns.aid_type"): words.pick(row, "aid_type"),
            words("columns.stated"): f"{row['n_standards']} ({row['n_comparable']})" if row["is_stated"] else words("not_stated"),
        }
        for row in covered.iter_rows(named=True)
    ]
    return pl.DataFrame(rows)


def _documents(read: pl.DataFrame) -> None:
    _heading("overview.documents")
    st.caption(words("overview.documents_intro"))
    link, bounded = words("columns.link"), words("columns.bounded")
    table = pl.DataFrame(
        {
            words("columns.city"): read["city_name"],
            words("columns.year"): [str(year) for year in read["fiscal_year"]],
            words("columns.title"): [one_line(title) for title in read["title"]],
            words("columns.projects"): read["n_projects"],
            words("columns.rows"): read["n_indicator_targets"],
            bounded: [share_pct(*pair) for pair in zip(read["n_with_bounds"], read["n_indicator_targets"], strict=True)],
            words("columns.standards"): read["n_aid_standards"],
            words("columns.flagged"): read["n_flagged"],
            link: source_links(read.with_columns(line_start=1, line_end=1), words),
        }
    )
    columns = {
        link: st.column_config.LinkColumn(display_text=words("columns.open")),
        bounded: st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.1f%%"),
    }
    st.dataframe(table, hide_index=True, placeholder=words("table_blank"), column_config=columns)


def _flags(warehouse: Warehouse) -> None:
    _heading("overview.flags")
    flagged = flagged_values(warehouse)
    if flagged.is_empty():
        st.caption(words("overview.flags_none"))
        return
    st.caption(words("overview.flags_intro"))
    meanings = {row["flag"]: words.pick(row, "meaning") for row in flag_meanings(warehouse).iter_rows(named=True)}
    counted = flagged["flag"].value_counts(sort=True)
    flags = counted["flag"].to_list()
    table = pl.DataFrame(
        {
            words("columns.meaning"): [meanings.get(flag, flag) for flag in flags],
            words("columns.count"): counted["count"],
            words("columns.flag"): flags,
        }
    )

    def selected() -> None:
        picked = st.session_state["flags"].selection.rows
        address.write("flag", flags[picked[0]] if picked else None)

    st.dataframe(table, hide_index=True, placeholder=words("table_blank"), on_select=selected, selection_mode="single-row", key="flags")
    asked = st.query_params.get("flag")
    if asked in flags:
        st.markdown(words("overview.flag_places", meaning=as_markdown(meanings.get(asked, asked))))
        _flag_places(flagged.filter(pl.col("flag") == asked))


def _flag_places(rows: pl.DataFrame) -> None:
    link = words("columns.link")
    table = pl.DataFrame(
        {
            words("columns.city"): rows["city_name"],
            words("columns.project"): rows["project_name"],
            words("columns.quote"): [one_line(quote) for quote in rows["quote"]],
            words("columns.place"): [place(row, words) for row in rows.iter_rows(named=True)],
            link: source_links(rows, words),
        }
    )
    config = {link: st.column_config.LinkColumn(display_text=words("columns.open"))}
    st.dataframe(table, hide_index=True, placeholder=words("table_blank"), column_config=config)


def _checks(warehouse: Warehouse) -> None:
    _heading("overview.checks")
    made = checks(warehouse)
    if made.is_empty():
        st.caption(words("overview.checks_none"))
        return
    failed = made.filter(~pl.col("success")).height
    key = "overview.checks_failed" if failed else "overview.checks_all_passed"
    st.markdown(words(key, all=made.height, failed=failed))
    table = pl.DataFrame(
        {
            words("columns.result"): [words("overview.passed" if done else "overview.failed") for done in made["success"]],
            words("columns.suite"): made["suite"],
            words("columns.table"): made["table"],
            words("columns.column"): made["column"],
            words("columns.check"): made["expectation"],
            words("columns.critical"): [words("overview.is_true" if it else "overview.is_false") for it in made["is_critical"]],
            words("columns.observed"): made["observed_text"],
        }
    )
    st.dataframe(table, hide_index=True, placeholder=words("table_blank"))


def _quarantine(warehouse: Warehouse) -> None:
    _heading("overview.quarantine")
    refused = quarantine(warehouse)
    if refused.is_empty():
        st.caption(words("overview.quarantine_none"))
        return
    table = pl.DataFrame(
        {
            words("columns.file"): refused["source_path"],
            words("columns.reason"): refused["reason"],
            words("columns.message"): [one_line(message) for message in refused["message"]],
        }
    )
    st.dataframe(table, hide_index=True, placeholder=words("table_blank"))


def _runs(warehouse: Warehouse) -> None:
    _heading("overview.runs")
    ran = runs(warehouse).head(RUNS_SHOWN)
    if ran.is_empty():
        st.caption(words("overview.runs_none"))
        return
    table = pl.DataFrame(
        {
            words("columns.started"): [moment(started, words) for started in ran["started_at"]],
            words("columns.finished"): [moment(finished, words) for finished in ran["finished_at"]],
            words("columns.outcome"): [words.of("outcome", outcome) for outcome in ran["outcome"]],
            words("columns.message"): [one_line(message) for message in ran["message"]],
        }
    )
    st.dataframe(table, hide_index=True, placeholder=words("table_blank"))


show()
