"""A reader that suddenly sees less of the same file has failed: what was published stays. A file that was replaced may say less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.floors import compare_with_published, keep_what_was_read
from ingest.load import create_tables, insert, rows_to_arrow, source_tables
from ingest.nouns import Refusal
from ingest.steps import RAW

TABLES = source_tables(RAW, "raw")
PATH = "120000_tianjin/2024_x/document.txt"


def loaded(
    file: Path, sha256: str, rates: list[str], corrected: bool = False, is_there: bool = True
) -> duckdb.DuckDBPyConnection:
    """Raw tables with one document of one project that states these rates, if it is there at all."""
    connection = duckdb.connect(str(file))
    create_tables(connection, "raw", TABLES)
    keys: dict[str, Any] = {"document_id": "d", "project_id": "p"}
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": [{"document_id": "d", "sha256": sha256, "source_path": PATH, "line_count": len(rates)}],
        "document_lines": [{"document_id": "d", "line": n, "line_text": text} for n, text in enumerate(rates, 1)],
        "projects": [keys],
        "rates": [keys | {"rate_id": text, "amount_text": text} for text in rates],
        "corrections": [{"document_id": "d", "field": "per", "value_text": "户"}] if corrected else [],
    }
    for table, values in rows.items() if is_there else ():
        insert(connection, "raw", table, rows_to_arrow(values, TABLES[table]))
    return connection


@pytest.fixture
def published(tmp_path: Path) -> Path:
    file = tmp_path / "published.duckdb"
    loaded(file, "same", ["600元/人/月", "300元/人/月"]).close()
    return file


def rates(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [text for (text,) in connection.execute("select amount_text from raw.rates order by 1").fetchall()]


def test_the_same_file_yields_less_and_keeps_what_was_published(published: Path, tmp_path: Path) -> None:
    with loaded(tmp_path / "new.duckdb", "same", ["600元/人/月"]) as connection:
        (refused,) = keep_what_was_read(connection, published, [])
        assert (refused.source_path, refused.sha256, refused.code) == (PATH, "same", "yields_less")
        assert "rates 2 → 1" in refused.reason
        assert rates(connection) == ["300元/人/月", "600元/人/月"]
        assert connection.execute("select count(*) from raw.document_lines").fetchone() == (2,)
        assert connection.execute("select count(*), max(line_count) from raw.documents").fetchone() == (1, 2)


def test_the_same_file_with_as_much_or_more_is_taken_as_read(published: Path, tmp_path: Path) -> None:
    now = ["1元/人", "2元/人", "3元/人"]
    with loaded(tmp_path / "new.duckdb", "same", now) as connection:
        assert keep_what_was_read(connection, published, []) == []
        assert rates(connection) == now


def test_a_replaced_file_may_say_less_and_this_is_recorded(published: Path, tmp_path: Path) -> None:
    with loaded(tmp_path / "new.duckdb", "other", ["600元/人/月"]) as connection:
        assert keep_what_was_read(connection, published, []) == []
        assert rates(connection) == ["600元/人/月"]
        (check,) = compare_with_published(connection, published)
        assert (check.success, check.observed_text) == (False, "rates 2 → 1; the file changed")


def test_a_document_is_never_published_without_its_new_correction(published: Path, tmp_path: Path) -> None:
    with loaded(tmp_path / "new.duckdb", "same", ["600元/人/月"], corrected=True) as connection:
        assert keep_what_was_read(connection, published, []) == []
        assert rates(connection) == ["600元/人/月"]


@pytest.mark.parametrize("code", ["read_timeout", "read_died", "not_a_form", "value_does_not_fit"])
def test_a_file_that_can_no_longer_be_read_keeps_what_was_published(code: str, published: Path, tmp_path: Path) -> None:
    with loaded(tmp_path / "new.duckdb", "", [], is_there=False) as connection:
        refusal = Refusal("moved/document.txt", "same", code, "it broke")
        (kept,) = keep_what_was_read(connection, published, [refusal])
        assert (kept.source_path, kept.code) == ("moved/document.txt", code)
        assert kept.reason.startswith("it broke; ")
        assert rates(connection) == ["300元/人/月", "600元/人/月"]
        assert connection.execute("select source_path from raw.documents").fetchall() == [("moved/document.txt",)]


@pytest.mark.parametrize(
    ("code", "sha256"),
    [
        ("correction_unmatched", "same"),
        ("bad_passport", "same"),
        ("second_file_of_document", "same"),
    ],
)
def test_what_a_person_must_settle_is_not_papered_over(code: str, sha256: str, published: Path, tmp_path: Path) -> None:
    with loaded(tmp_path / "new.duckdb", "", [], is_there=False) as connection:
        assert keep_what_was_read(connection, published, [Refusal(PATH, sha256, code, "look")]) == []
        assert rates(connection) == []


@pytest.mark.parametrize(
    "place", [PATH, "120000_tianjin/2024_x", "120000_tianjin"], ids=["the file", "its folder", "the folder above"]
)
def test_where_something_else_lies_that_cannot_be_read_what_was_published_stays(
    place: str, published: Path, tmp_path: Path
) -> None:
    with loaded(tmp_path / "new.duckdb", "", [], is_there=False) as connection:
        (kept,) = keep_what_was_read(connection, published, [Refusal(place, "other", "broken_file", "it broke")])
        assert kept.reason == "it broke; what was published from there before stays (1 document)"
        assert rates(connection) == ["300元/人/月", "600元/人/月"]
        assert connection.execute("select source_path, sha256 from raw.documents").fetchall() == [(PATH, "same")]


@pytest.mark.parametrize("place", ["120000_tian", "120000_tianjin/2024_x/document", "2024_x"])
def test_what_lies_elsewhere_brings_nothing_back(place: str, published: Path, tmp_path: Path) -> None:
    with loaded(tmp_path / "new.duckdb", "", [], is_there=False) as connection:
        assert keep_what_was_read(connection, published, [Refusal(place, "other", "broken_file", "it broke")]) == []
        assert rates(connection) == []


def test_a_second_copy_that_cannot_be_read_takes_no_document_from_the_first(published: Path, tmp_path: Path) -> None:
    with loaded(tmp_path / "new.duckdb", "", [], is_there=False) as connection:
        refusal = Refusal("copy/document.txt", "same", "read_died", "it broke")
        assert keep_what_was_read(connection, published, [refusal], known=["d"]) == []
        assert rates(connection) == []


MANY = 3000


@pytest.mark.timeout(60)  # one by one they would take more than ten minutes
def test_a_reader_that_fails_on_every_file_keeps_them_all_in_one_go(tmp_path: Path) -> None:
    """Every other file moved as well: it is known by its bytes."""
    published = tmp_path / "published.duckdb"
    rows = [{"document_id": f"d{n}", "sha256": f"{n:064}", "source_path": f"{n}/document.txt"} for n in range(MANY)]
    with duckdb.connect(str(published)) as before:
        create_tables(before, "raw", TABLES)
        insert(before, "raw", "documents", rows_to_arrow(rows, TABLES["documents"]))
        rated = [{"document_id": row["document_id"], "amount_text": row["source_path"]} for row in rows]
        insert(before, "raw", "rates", rows_to_arrow(rated, TABLES["rates"]))
    refusals = [
        Refusal(f"moved/{n}/document.txt" if n % 2 else f"{n}/document.txt", f"{n:064}", "read_died", "it broke")
        for n in range(MANY)
    ]
    with loaded(tmp_path / "new.duckdb", "", [], is_there=False) as connection:
        kept = keep_what_was_read(connection, published, refusals)
        assert [(refusal.source_path, refusal.sha256) for refusal in kept] == [
            (r.source_path, r.sha256) for r in refusals
        ]
        found = connection.execute(
            "select document_id, source_path, amount_text from raw.documents join raw.rates using (document_id)"
        )
        assert set(found.fetchall()) == {
            (f"d{n}", f"moved/{n}/document.txt" if n % 2 else f"{n}/document.txt", f"{n}/document.txt")
            for n in range(MANY)
        }


def test_a_bundle_that_no_longer_opens_keeps_its_own_documents_and_no_namesake_s(tmp_path: Path) -> None:
    places = ["a.zip!/x.txt", "a.zip!/y.txt", "a.zip.old", "a.zi", "a.zipped/x.txt"]
    published = tmp_path / "published.duckdb"
    with duckdb.connect(str(published)) as before:
        create_tables(before, "raw", TABLES)
        rows = [{"document_id": place, "sha256": place, "source_path": place} for place in places]
        insert(before, "raw", "documents", rows_to_arrow(rows, TABLES["documents"]))
    with loaded(tmp_path / "new.duckdb", "", [], is_there=False) as connection:
        (kept,) = keep_what_was_read(connection, published, [Refusal("a.zip", None, "broken_file", "it broke")])
        assert kept.reason == "it broke; what was published from there before stays (2 documents)"
        assert connection.execute("select source_path from raw.documents order by 1").fetchall() == [
            (p,) for p in places[:2]
        ]
