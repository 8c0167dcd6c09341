from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from ingest.load import BadRows, csv_to_arrow, rows_to_arrow, source_tables
from ingest.loading import load_readings, load_reference
from ingest.nouns import Target
from ingest.steps import RAW, REFERENCE
from tests.ingest.readings import indicator, project, reading, source


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        yield opened


def count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(connection.table(table).shape[0])


def test_raw_tables_are_those_of_their_description(connection: duckdb.DuckDBPyConnection) -> None:
    load_readings(connection, RAW, [])
    described = {
        (table, column, data_type.replace(", ", ","))
        for table, columns in source_tables(RAW, "raw").items()
        for column, data_type in columns.items()
    }
    made = connection.execute(
        "select table_name, column_name, data_type from information_schema.columns where table_schema = 'raw'"
    )
    assert set(made.fetchall()) == described


def test_a_reading_goes_in_with_exact_figures(connection: duckdb.DuckDBPyConnection) -> None:
    loaded = load_readings(connection, RAW, [(source(), reading())])
    assert (loaded.n_documents, loaded.refused) == (1, [])
    query = "select amount_yuan, quote from raw.budgets"
    assert connection.execute(query).fetchall() == [(Decimal("11900000.0000"), "1190.00")]
    flags = connection.execute("select flags, page, line_start from raw.indicators").fetchone()
    assert flags == ([], None, 4)


def test_a_figure_that_does_not_fit_is_refused_not_rounded(connection: duckdb.DuckDBPyConnection) -> None:
    third = Target("=", Decimal("0.33333333"), Decimal("0.33333333"), None, "number")
    good = (source("a/document.txt", title="甲"), reading(title="甲"))
    bad = (
        source("b/document.txt", title="乙"),
        reading(title="乙", projects=[project(indicators=[indicator(target=third, rates=[])])]),
    )
    loaded = load_readings(connection, RAW, [bad, good])
    assert [(r.source_path, r.code) for r in loaded.refused] == [("b/document.txt", "value_does_not_fit")]
    assert "target_low" in loaded.refused[0].reason
    assert (loaded.n_documents, count(connection, "raw.documents"), count(connection, "raw.projects")) == (1, 1, 1)


def test_a_second_file_of_the_same_document_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    loaded = load_readings(
        connection, RAW, [(source("a/document.txt"), reading()), (source("b/document.txt"), reading())]
    )
    assert [(r.source_path, r.code) for r in loaded.refused] == [("b/document.txt", "second_file_of_document")]
    assert "a/document.txt" in loaded.refused[0].reason
    assert count(connection, "raw.projects") == 1


def test_columns_that_do_not_exist_are_an_error() -> None:
    with pytest.raises(BadRows, match="no such column: colour"):
        rows_to_arrow([{"name": "a", "colour": "red"}], {"name": "VARCHAR"})


def test_places_come_from_their_file(connection: duckdb.DuckDBPyConnection) -> None:
    load_readings(connection, RAW, [])
    load_reference(connection, RAW, REFERENCE)
    query = "select place_name, place_level, city_id from raw.places where place_id in ('120000', '341100', '340000') order by place_id"
    assert connection.execute(query).fetchall() == [
        ("天津市", "municipality", "120000"),
        ("安徽省", "province", None),
        ("滁州市", "prefecture", "341100"),
    ]


def test_a_file_of_places_with_another_header_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text("place_id,name\n120000,天津市\n", encoding="utf-8")
    with pytest.raises(BadRows, match="expected place_id, place_name"):
        csv_to_arrow(file, {"place_id": "VARCHAR", "place_name": "VARCHAR"})


def test_local_figures_are_read_with_their_source(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text((REFERENCE / "places.csv").read_text(encoding="utf-8"), encoding="utf-8")
    header = (REFERENCE / "local_figures.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "341100,2023,minimum_living_guarantee,700.5,元/人/月,An invented notice,https://example.org/notice,2026-01-02"
    (tmp_path / "local_figures.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    load_readings(connection, RAW, [])
    load_reference(connection, RAW, tmp_path)
    query = "select city_id, year, value, measure, source_title from raw.local_figures"
    assert connection.execute(query).fetchall() == [
        ("341100", 2023, Decimal("700.5"), "元/人/月", "An invented notice")
    ]
