"""`/data`: the published tables explained, to carry away, to cite, and to ask in SQL: table and sql of the address."""

from __future__ import annotations

import polars as pl
import streamlit as st

from dashboards import address
from dashboards.carrying import about, citation, table_buttons
from dashboards.example_queries import EXAMPLES, FIRST
from dashboards.formats import both_meanings
from dashboards.questions import dictionary as questions
from dashboards.shell import Edition, edition, footer, heading, open_warehouse
from dashboards.tables import show_table, titled
from dashboards.warehouse import Warehouse
from dashboards.workbench import Answer, Bounds, QueryRefused, run_query

FIRST_TABLE = "marts.aid_comparison"
BOUNDS = Bounds()
ANSWERED = "answered"

words = address.words()


def show() -> None:
    """The page: dictionary and downloads, citation, workbench."""
    address.resume("data", ("table", "sql"))
    warehouse = open_warehouse()
    shown = edition(warehouse, words)
    st.markdown(words("data.intro"))
    _dictionary(warehouse, shown)
    _citation(shown)
    _workbench(warehouse, shown)
    footer(shown, words)


def _dictionary(warehouse: Warehouse, shown: Edition) -> None:
    heading("data.dictionary", words)
    tables = questions.tables(warehouse)
    by_name = {row["table"]: row for row in tables.iter_rows(named=True)}
    options = list(by_name)
    key, write = address.bound("table", address.chosen("table", options, FIRST_TABLE))
    table = st.selectbox(words("data.table"), options, key=key, on_change=write)
    n_rows = by_name[table]["n_rows"]
    st.caption(words("data.view") if n_rows is None else words("data.rows", count=n_rows))
    chinese, english = both_meanings(by_name[table]["comment"])
    st.text(chinese if chinese and words.language == "zh" else english)
    columns = questions.columns(warehouse, table)
    show_table("dictionary", _explained(columns), words, height=400)
    facts = about(shown, words, table=table)
    if n_rows is not None:
        st.caption(words("data.carry_table", table=table))
        table_buttons("table", table, lambda: questions.rows(warehouse, table), facts, words)
    st.caption(words("data.carry_help"))
    table_buttons("dictionary", words("data.dictionary_file"), lambda: _whole_dictionary(warehouse), facts, words)


def _explained(columns: pl.DataFrame) -> pl.DataFrame:
    """Name, Chinese name and English meaning: the descriptions say both."""
    meanings = [both_meanings(comment) for comment in columns["comment"]]
    return titled(
        {
            "column": columns["column_name"],
            "chinese_name": [chinese for chinese, _ in meanings],
            "english_meaning": [english for _, english in meanings],
            "data_type": columns["data_type"],
        },
        words,
    )


def _whole_dictionary(warehouse: Warehouse) -> pl.DataFrame:
    named = [
        _explained(questions.columns(warehouse, table)).insert_column(0, pl.lit(table).alias(words("columns.table")))
        for table in questions.tables(warehouse)["table"]
    ]
    return pl.concat(named)


def _citation(shown: Edition) -> None:
    heading("data.citation", words)
    st.caption(words("data.citation_help"))
    st.code(citation(shown, words), language=None, wrap_lines=True)


def _workbench(warehouse: Warehouse, shown: Edition) -> None:
    heading("data.workbench", words, "workbench")
    st.caption(words("data.workbench_help", rows=BOUNDS.most_rows, seconds=int(BOUNDS.seconds)))
    key, write = address.bound("sql", st.query_params.get("sql", EXAMPLES[FIRST]))
    with st.container(horizontal=True, gap="small", key="examples"):
        for code, example in EXAMPLES.items():
            st.button(words.of("example", code), type="tertiary", on_click=address.write, args=("sql", example))
    query = st.text_area(words("data.sql"), key=key, on_change=write, height=190) or ""
    is_asked = st.button(words("data.run"), type="primary", icon=":material/play_arrow:")
    answer = _asked(warehouse, query) if is_asked else _answered(warehouse, query)
    if answer:
        _answer(answer, shown)


def _asked(warehouse: Warehouse, query: str) -> Answer | None:
    """The answer to the query, kept while the query and the version stay; or why there is none, shown."""
    try:
        answer = _run(warehouse, query)
    except QueryRefused as refused:
        st.error(words(f"refused.{refused.code}", seconds=int(BOUNDS.seconds), memory=BOUNDS.memory_mb))
        if refused.message:
            st.code(refused.message, language=None, wrap_lines=True)
        return None
    st.session_state[ANSWERED] = (warehouse.version, query, answer)
    return answer


def _answered(warehouse: Warehouse, query: str) -> Answer | None:
    """The answer this query had before in this visit."""
    version, asked, answer = st.session_state.get(ANSWERED, (None, None, None))
    return answer if (version, asked) == (warehouse.version, query) else None


def _run(warehouse: Warehouse, query: str) -> Answer:
    """The answer, while a person can stop it: whatever they do on the page ends the run, and with it the query's process."""
    with st.status(words("data.running"), expanded=True) as status:
        st.button(words("data.cancel"), icon=":material/stop:")
        gone = st.empty()

        def waiting(seconds: float) -> None:
            gone.text(words("data.waited", seconds=f"{seconds:.1f}"))

        answer = run_query(warehouse.path, query, BOUNDS, waiting)
        status.update(label=words("data.done", seconds=f"{answer.seconds:.1f}"), state="complete", expanded=False)
    return answer


def _answer(answer: Answer, shown: Edition) -> None:
    cut = words("data.cut", count=answer.table.height) if answer.is_cut else ""
    st.caption(words("data.answered", count=answer.table.height) + cut)
    show_table("answer", answer.table, words)
    table_buttons("answer", words("data.answer_file"), lambda: answer.table, about(shown, words), words)


show()
