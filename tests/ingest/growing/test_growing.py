from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ingest.growing import CannotGrow, is_sparse, replace_documents, write_anew

TIANJIN, TANGSHAN, HOHHOT = "120000-2024-d6080397", "130200-2025-e93d3c55", "150100-2024-0a1b2c3d"
TABLES = {"star.dim_projects": "project_id"}


def database(file: Path, documents: dict[str, list[str]]) -> Path:
    """Raw documents, and star projects whose keys begin with their document's."""
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema raw; create schema star; create table raw.documents (document_id varchar)")
        connection.execute("create table star.dim_projects (project_id varchar)")
        for document, projects in documents.items():
            connection.execute("insert into raw.documents values (?)", [document])
            for project in projects:
                connection.execute("insert into star.dim_projects values (?)", [project])
    return file


def projects(file: Path) -> list[str]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return [project for (project,) in connection.execute("from star.dim_projects order by all").fetchall()]


def grown(before: Path, part: Path, stay: list[str]) -> list[str]:
    with duckdb.connect(str(before)) as connection:
        return replace_documents(connection, part, TABLES, stay)


def test_rows_of_what_stays_stay_and_all_others_are_replaced(tmp_path: Path) -> None:
    before = database(
        tmp_path / "before", {TIANJIN: [f"{TIANJIN}-a"], TANGSHAN: [f"{TANGSHAN}-b"], HOHHOT: [f"{HOHHOT}-c"]}
    )
    part = database(tmp_path / "part", {TANGSHAN: [f"{TANGSHAN}-b", f"{TANGSHAN}-d"]})
    assert grown(before, part, [TIANJIN]) == [TANGSHAN, HOHHOT]  # Hohhot's is no longer there
    assert projects(before) == [f"{TIANJIN}-a", f"{TANGSHAN}-b", f"{TANGSHAN}-d"]


def test_a_row_of_no_document_is_not_put_in(tmp_path: Path) -> None:
    before = database(tmp_path / "before", {TIANJIN: [f"{TIANJIN}-a"]})
    part = database(tmp_path / "part", {TANGSHAN: [f"{TIANJIN}-a"]})
    with pytest.raises(CannotGrow, match=r"star\.dim_projects"):
        grown(before, part, [TIANJIN])


def test_a_file_of_which_much_is_unused_is_written_anew(tmp_path: Path) -> None:
    """What is deleted stays in the file as free blocks; a copy of it has the same tables, comments and views."""
    file = tmp_path / "grown.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "create schema star; create table star.kept as select range as n, hash(range) as h from range(300000)"
        )
        connection.execute(
            "comment on column star.kept.n is '数 - number'; create view star.few as from star.kept where n < 3"
        )
        connection.execute("create table star.left as select hash(range) as h from range(1000000)")
    assert not is_sparse(file)
    with duckdb.connect(str(file)) as connection:
        connection.execute("drop table star.left")
    assert is_sparse(file)
    before = file.stat().st_size
    write_anew(file, "v1.5.0")
    assert not is_sparse(file)
    assert file.stat().st_size < before / 2
    with duckdb.connect(str(file), read_only=True) as connection:
        assert connection.execute("select count(*), sum(n) from star.kept").fetchone() == (300000, 44999850000)
        assert connection.execute("select n from star.few order by n").fetchall() == [(0,), (1,), (2,)]
        (comment,) = connection.execute(
            "select comment from duckdb_columns() where table_name = 'kept' and column_name = 'n'"
        ).fetchall()
        assert comment == ("数 - number",)
    assert [path.name for path in tmp_path.iterdir()] == ["grown.duckdb"]
