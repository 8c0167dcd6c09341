"""A document's rows do not depend on which others stand beside it, and a version grown from the one before is the one a full build makes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.growing import build_part, copy_version, rebuild, replace_documents
from ingest.predecessor import attached
from ingest.recipe import Statement, across_documents, by_document, for_documents, read_recipe
from tests.conftest import SOURCES, bangfu

pytestmark = pytest.mark.timeout(900)  # the first test of a run waits for the warehouse
HOMES = sorted(passport.parent for passport in SOURCES.rglob("source.yml"))
DOCUMENTS = "from raw.documents select document_id order by all"
# statements name the file that they were compiled for
CALLED = "warehouse.duckdb"


@pytest.fixture
def recipe(warehouse: Path) -> list[Statement]:
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        return read_recipe(connection)


def ask(file: Path, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(file.resolve()), read_only=True) as connection:
        return connection.execute(query, values).fetchall()


def part_of(whole: Path, documents: list[str], recipe: list[Statement], folder: Path) -> Path:
    """These documents built by themselves, from their raw rows."""
    folder.mkdir()
    with duckdb.connect(str(folder / CALLED)) as connection, attached(connection, whole):
        connection.execute("create schema raw")
        for (table,) in ask(whole, "select table_name from duckdb_tables() where schema_name = 'raw'"):
            those = "" if table in ("places", "local_figures") else "where list_contains(?, document_id)"
            connection.execute(
                f"create table raw.{table} as from before.raw.{table} {those}", [documents] if those else []
            )
    with duckdb.connect(str(folder / CALLED)) as connection:
        assert [check for check in build_part(connection, whole, for_documents(recipe)) if not check.success] == []
    return folder / CALLED


def differences(one: Path, other: Path) -> list[str]:
    """The tables, those of schema meta left out, whose rows differ, and tables and views whose columns or comments do."""
    columns = "select schema_name || '.' || table_name, list((column_name, data_type, comment) order by column_index) from duckdb_columns()"
    described, also = (
        dict(ask(file, f"{columns} where not internal and schema_name <> 'meta' group by all")) for file in (one, other)
    )
    assert len(described) > 130 and described.keys() == also.keys()
    tables = ask(one, "select schema_name || '.' || table_name from duckdb_tables() where schema_name <> 'meta'")
    with duckdb.connect() as connection, attached(connection, one, "one"), attached(connection, other, "other"):
        unlike = [t for (t,) in tables if not is_same(connection, f"one.{t}", f"from other.{t}")]
    return sorted({*unlike, *(t for t in described if described[t] != also[t])})


def is_same(connection: duckdb.DuckDBPyConnection, table: str, rows: str) -> bool:
    """Whether a table has exactly these rows, in whatever order."""
    both = f"(from {table} except all ({rows})) union all (({rows}) except all from {table})"
    return connection.execute(f"select count(*) from ({both})").fetchone() == (0,)


def test_documents_built_apart_are_those_built_together(
    warehouse: Path, tmp_path: Path, recipe: list[Statement]
) -> None:
    """build(A) ∪ build(B) = build(A ∪ B), row for row, in every table that is marked with a document_key."""
    documents = [document for (document,) in ask(warehouse, DOCUMENTS)]
    halves = [part_of(warehouse, half, recipe, tmp_path / half[0]) for half in (documents[:2], documents[2:])]
    tables = by_document(recipe)
    assert len(tables) > 80
    together = "from a.{0} union all by name from b.{0}"
    with (
        duckdb.connect() as connection,
        attached(connection, warehouse, "whole"),
        attached(connection, halves[0], "a"),
        attached(connection, halves[1], "b"),
    ):
        assert [t for t in tables if not is_same(connection, f"whole.{t}", together.format(t))] == []


@pytest.mark.slow
def test_documents_taken_out_and_put_in_again_leave_the_same_version(
    warehouse: Path, tmp_path: Path, recipe: list[Statement]
) -> None:
    first, second, *others = [document for (document,) in ask(warehouse, DOCUMENTS)]
    grown = tmp_path / CALLED
    copy_version(warehouse, grown)
    for put_in, stay in ((second, others), (first, [second, *others])):
        part = part_of(warehouse, [put_in], recipe, tmp_path / put_in)
        with duckdb.connect(str(grown)) as connection:
            assert replace_documents(connection, part, by_document(recipe), stay) == sorted({first, put_in})
            assert [check for check in rebuild(connection, across_documents(recipe)) if not check.success] == []
        assert (differences(grown, warehouse) == []) == (put_in == first)


def test_every_data_test_is_made_of_the_documents_or_of_the_whole(recipe: list[Statement]) -> None:
    made = {step.name for step in [*for_documents(recipe), *across_documents(recipe)] if step.kind == "test"}
    assert {step.name for step in recipe if step.kind == "test"} - made == set()


def lay_out(homes: Iterable[Path], at: Path) -> Path:
    """A sources folder with some of the project's documents."""
    for home in homes:
        shutil.copytree(home, at / home.relative_to(SOURCES))
    return at


def refreshed(sources: Path, folder: Path) -> Path:
    done = bangfu("refresh", "--sources", sources, "--warehouse", folder)
    assert done.returncode == 0, done.stderr
    return folder / "current.duckdb"


def change_a_rate(home: Path) -> None:
    """Another edition of a document, and the passport knows."""
    document, passport = next(home.glob("document.*")), home / "source.yml"
    before = document.read_bytes()
    after = before.replace("元/人".encode(), "5元/人".encode(), 1)
    document.write_bytes(after)
    old, new = (hashlib.sha256(said).hexdigest() for said in (before, after))
    passport.write_text(passport.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_refresh_after_one_change_publishes_what_a_full_build_does(warehouse: Path, tmp_path: Path) -> None:
    """One document of five comes in another edition, and then as it is."""
    sources = lay_out(HOMES, tmp_path / "sources")
    change_a_rate(sources / HOMES[0].relative_to(SOURCES))
    other = refreshed(sources, tmp_path / "w").resolve()
    shutil.rmtree(sources)
    current = refreshed(lay_out(HOMES, sources), tmp_path / "w")
    latest = json.loads((tmp_path / "w" / "runs.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert "grow" in [step["name"] for step in latest["steps"]]
    assert "star.fct_aid_standards" in differences(other, current)
    assert differences(current, warehouse) == []
