"""The SQL workbench answers what reads and refuses everything else, and a query that runs away is killed."""

from __future__ import annotations

import time
from errno import EXDEV
from pathlib import Path

import pytest

from dashboards.warehouse import published_warehouse
from dashboards.workbench import Bounds, QueryRefused, run_query
from tests.dashboards.conftest import OpenPage, seen

QUICK = Bounds(seconds=20, most_rows=10)


@pytest.fixture
def file(small: Path) -> Path:
    """The published file of the small warehouse."""
    return published_warehouse(small).path


def refusal(file: Path, query: str, bounds: Bounds = QUICK) -> QueryRefused:
    with pytest.raises(QueryRefused) as refused:
        run_query(file, query, bounds)
    return refused.value


def test_a_query_is_answered_with_its_names_and_values(file: Path) -> None:
    answer = run_query(
        file, "select city_name, n_documents from marts.cities_overview where city_id = '120000'; -- done", QUICK
    )
    assert answer.table.to_dicts() == [{"city_name": "天津市", "n_documents": 1}]
    assert not answer.is_cut


def test_rows_are_bounded_and_it_is_said(file: Path) -> None:
    answer = run_query(file, "select * from range(11)", QUICK)
    assert (answer.table.height, answer.is_cut) == (10, True)


def test_columns_of_one_name_are_told_apart(file: Path) -> None:
    assert run_query(file, "select 1 as a, null as a", QUICK).table.to_dicts() == [{"a": 1, "a_2": None}]


def test_lists_and_structures_are_shown_as_text(file: Path) -> None:
    answer = run_query(file, "select ['甲', '乙'] as l, {'a': 1} as s", QUICK)
    assert answer.table.to_dicts() == [{"l": '["甲", "乙"]', "s": '{"a": 1}'}]


@pytest.mark.parametrize(
    "query",
    [
        "describe marts.aid_types",
        "from meta.runs",
        "summarize marts.aid_types",
        "explain select 1",
        "pivot marts.aid_types on aid_family using sum(n_cities)",
        "from (pivot marts.aid_types on aid_family using sum(n_cities)) select *",
        "unpivot (select 1 as a, 2 as b) on a, b",
        "with t as (values (1)) from t",
    ],
)
def test_whatever_reads_is_allowed(file: Path, query: str) -> None:
    assert run_query(file, query, QUICK).table.height


@pytest.mark.parametrize(
    "query",
    [
        "copy marts.aid_types to 'stolen.csv'",
        "copy (select 1) to '/tmp/stolen.parquet'",
        "attach '/tmp/other.duckdb'",
        "attach ':memory:' as mine",
        "install httpfs",
        "load httpfs",
        "pragma database_list",
        "pragma enable_profiling",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "reset lock_configuration",
        "create table marts.mine as select 1",
        "create temp table mine as select 1",
        "drop table marts.aid_types",
        "delete from marts.aid_types",
        "update meta.runs set outcome = 'failed'",
        "export database '/tmp/stolen'",
        "checkpoint",
        "call pragma_version()",
        "use memory",
        "prepare p as select 1",
        "select 1; select 2",
        "begin",
        "",
        "create secret s (type s3)",
        "import database '/tmp'",
        "detach current",
        "vacuum",
        "comment on table marts.aid_types is 'mine'",
        "alter table marts.aid_types add column mine integer",
        "merge into marts.aid_types using (select 1) on true when matched then delete",
    ],
)
def test_a_statement_that_does_more_than_read_is_refused(file: Path, query: str) -> None:
    assert refusal(file, query).code == "statement"


@pytest.mark.parametrize(
    "query",
    [
        "from read_text('/etc/passwd')",
        "from read_blob('/etc/passwd')",
        "from read_csv('/etc/passwd')",
        "from '/etc/passwd'",
        "from glob('/*')",
        "from sniff_csv('/etc/passwd')",
        "from read_json('https://example.com/x.json')",
        "from 'https://example.com/x.parquet'",
        "from query('copy marts.aid_types to ''stolen.csv''')",
        "from query('set threads = 1')",
        "select getenv('HOME')",
        "from postgres_scan('host=localhost', 'public', 'x')",
        "from duckdb_secrets()",
        "from read_duckdb('/tmp/other.duckdb')",
        "from read_text('/proc/self/environ')",
        "explain analyze copy (select 1) to 'stolen.csv'",
        "explain analyze delete from marts.aid_types",
        "from query_table('/etc/passwd')",
        "from (pivot read_csv('/etc/passwd') on a using count(*))",
    ],
)
def test_nothing_outside_the_file_can_be_reached(file: Path, query: str) -> None:
    refused = refusal(file, query)
    assert refused.code in {"outside", "error"}
    assert "root:" not in refused.message


def test_settings_tell_nothing_of_the_person_who_runs_the_dashboards(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/somewhere/somebody")
    told = run_query(file, "select value from duckdb_settings() where value like '%somebody%'", QUICK)
    assert told.table.is_empty()


@pytest.mark.parametrize(
    "query", ["from duckdb_databases()", "from duckdb_databases", "from duckdb_settings()", "select current_database()"]
)
def test_where_the_server_keeps_the_warehouse_is_not_told(file: Path, query: str) -> None:
    told = str(run_query(file, query, Bounds()).table.rows())
    assert [part for part in (file.stem, str(file.parents[1])) if part in told] == []


def test_a_warehouse_on_another_file_system_is_answered_from_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: Path, target: Path) -> None:
        raise OSError(EXDEV, f"{name} and {target} lie on two file systems")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert run_query(file, "select 1 as one", QUICK).table.item() == 1


def test_a_pivot_has_a_column_for_each_value(file: Path) -> None:
    answer = run_query(file, "pivot (values ('甲', 1), ('乙', 2)) as t(c, n) on c using sum(n)", QUICK)
    assert {name: float(value) for name, value in answer.table.row(0, named=True).items()} == {"甲": 1, "乙": 2}


@pytest.mark.parametrize(
    "query",
    [
        "with recursive t(n) as (select 1 union all select n + 1 from t) select count(*) from t",
        "select count(*) from range(100000000) a, range(100000000) b where a.range % 7 = b.range % 11",
    ],
)
def test_a_query_without_an_end_is_killed_at_its_deadline(file: Path, query: str) -> None:
    started = time.monotonic()
    assert refusal(file, query, Bounds(seconds=3)).code in {"time", "killed", "error"}
    assert time.monotonic() - started < 15  # three seconds, and the rest for a busy machine


@pytest.mark.parametrize(
    "query",
    [
        "select repeat('x', 3000000000)",
        "select list(repeat('x', 1000000)) from range(100000)",
        "select string_agg(repeat('x', 1000000)) from range(100000)",
        "select repeat('x', 100000000)",
        "select length(printf('%0900000000d', 1))",
        "select list_aggregate(range(200000000), 'sum')",
        "select array_agg(range) from range(100000000)",
        "with a as (from range(1000)), b as (select x.range from a x, a y), c as (select x.range from b x, b y) "
        "select count(distinct x.range + random()) from c x, c y",
    ],
)
def test_a_query_that_wants_all_memory_or_answers_without_measure_is_ended(file: Path, query: str) -> None:
    assert refusal(file, query, Bounds(seconds=30, output_mb=4)).code in {"error", "killed", "time"}


def test_whoever_stops_waiting_ends_the_query(file: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(seconds: float) -> None:
        if seconds > 0.5:
            raise Stopped

    started = time.monotonic()
    with pytest.raises(Stopped):
        run_query(file, "select count(*) from range(1000000000) a, range(1000000000) b", Bounds(seconds=60), stop)
    assert time.monotonic() - started < 10


def test_a_query_too_long_is_not_even_tried(file: Path) -> None:
    assert refusal(file, "select 1" + " " * 30_000).code == "long"


def test_the_page_runs_the_query_of_its_address_and_says_why_one_is_refused(open_page: OpenPage) -> None:
    app = open_page("data", sql="select city_name from marts.cities_overview where city_id = '150100'")
    next(button for button in app.button if button.label == "运行").click().run()
    assert "呼和浩特市" in app.dataframe[-1].value.to_csv()
    app = open_page("data", sql="drop table marts.aid_types")
    next(button for button in app.button if button.label == "运行").click().run()
    assert "只接受一条只读的查询" in app.error[0].value


def test_an_answer_stays_until_another_query_is_asked(open_page: OpenPage) -> None:
    app = open_page("data", sql="select 'kept' as answer")
    next(button for button in app.button if button.label == "运行").click().run()
    app.run()
    assert "kept" in app.dataframe[-1].value.to_csv()
    next(button for button in app.button if button.label == "例：城市 × 待遇").click().run()
    assert app.query_params["sql"].startswith("pivot")
    assert len(app.dataframe) == 1


def test_a_query_in_the_address_is_not_run_before_a_person_asks(open_page: OpenPage) -> None:
    assert len(open_page("data", sql="select 12345 as here").dataframe) == 1


def test_the_dictionary_explains_the_columns_and_the_page_cites_the_version(open_page: OpenPage) -> None:
    app = open_page("data", table="marts.cities_overview")
    assert "city_id" in app.dataframe[0].value["列"].tolist()
    assert "帮扶数据仓库，版本 20261121T120000Z" in seen(app)
