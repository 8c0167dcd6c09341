"""Which warehouse is read: always the one published now, by its real path; the old one is undisturbed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from dashboards import warehouse as questions
from dashboards.warehouse import Warehouse, WarehouseMissing, WarehouseUnreadable, published_warehouse
from tests.dashboards import small_warehouse


def publish(folder: Path, name: str, number: int) -> None:
    """Publish a version that holds one number, as the program does: a new file, then the link at once."""
    file = folder / "versions" / f"{name}.duckdb"
    file.parent.mkdir(exist_ok=True)
    with duckdb.connect(file) as connection:
        connection.execute(f"create schema marts; create table marts.numbers as select {number} as n")
    beside = folder / ".current"
    beside.symlink_to(file.relative_to(folder))
    beside.replace(folder / "current.duckdb")


def number_in(warehouse: Warehouse) -> int:
    return int(warehouse.answer("from marts.numbers").item())


def test_a_new_publication_is_seen_at_once_and_the_old_reader_goes_on(tmp_path: Path) -> None:
    publish(tmp_path, "one", 1)
    before = published_warehouse(tmp_path)
    assert number_in(before) == 1
    publish(tmp_path, "two", 2)
    after = published_warehouse(tmp_path)
    assert (after.version, number_in(after)) == ("two", 2)
    assert (before.version, number_in(before)) == ("one", 1)


def test_a_reader_survives_the_removal_of_its_version(tmp_path: Path) -> None:
    publish(tmp_path, "one", 1)
    reader = published_warehouse(tmp_path)
    assert number_in(reader) == 1
    reader.path.unlink()
    assert number_in(reader) == 1


def test_the_warehouse_is_opened_read_only(small: Path) -> None:
    with pytest.raises(WarehouseUnreadable, match="read-only"):
        published_warehouse(small).answer("create table marts.mine as select 1")


def test_nothing_published_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(WarehouseMissing, match="bangfu refresh"):
        published_warehouse(tmp_path)
    (tmp_path / "current.duckdb").symlink_to("versions/gone.duckdb")
    with pytest.raises(WarehouseMissing):
        published_warehouse(tmp_path)


def test_the_environment_names_the_folder(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BANGFU_WAREHOUSE", str(small))
    assert published_warehouse().version == small_warehouse.VERSION


def test_the_kind_of_aid_that_most_cities_state_comparably_comes_first(small: Path) -> None:
    assert questions.aid_types(published_warehouse(small))["aid_type_id"].to_list()[:2] == [
        "honour_allowance",
        "spring_festival_visit",
    ]


def test_silent_cities_are_those_with_a_document_and_no_standard(small: Path) -> None:
    silent = questions.silent_cities(published_warehouse(small), "honour_allowance")
    assert silent["city_name"].to_list() == ["唐山市", "滁州市", "鄂州市"]


def test_a_run_that_failed_after_the_publication_is_known_from_the_journal(tmp_path: Path) -> None:
    folder = small_warehouse.build(tmp_path)
    failed = '{"run_id": "r2", "started_at": "2026-11-22T12:00:00.000001", "finished_at": null, "outcome": "failed", "message": "no disk"}'
    (folder / "runs.jsonl").write_text(f'{failed}\n{{"run_id": "r3", "star', encoding="utf-8")
    runs = questions.runs(published_warehouse(folder))
    assert runs.select("run_id", "outcome", "message").rows() == [
        ("r2", "failed", "no disk"),
        ("r1", "succeeded", None),
    ]
    assert runs["started_at"][0].isoformat() == "2026-11-22T12:00:00.000001"
