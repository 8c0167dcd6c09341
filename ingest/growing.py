"""The next version grown from the one before: changed documents are built by themselves and replaced, all others stay as they lie.

Files that are built in and the one the recipe was compiled for go by one name: its statements name their database.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.identity import DOCUMENT_KEY_LENGTH
from ingest.predecessor import attached
from ingest.recipe import Statement
from ingest.runs import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


MOST_FREE = 0.25


class CannotGrow(RuntimeError):
    """A row that belongs to no document of its own: it would be lost, or stay for ever."""


def is_built_alike(connection: DuckDBPyConnection, published: Path, fingerprint: str) -> bool:
    """Whether a version was built by this very code, vocabulary, dbt project and libraries, and knows its recipe."""
    with attached(connection, published):
        query = (
            "select build_fingerprint from before.meta.versions where version = ? and exists (from before.meta.recipe)"
        )
        return connection.execute(query, [published.stem]).fetchone() == (fingerprint,)


def copy_version(published: Path, to: Path) -> None:
    """A copy that may be written."""
    shutil.copyfile(published.resolve(), to)


def is_sparse(database: Path) -> bool:
    """Whether more than MOST_FREE of a closed file is blocks that nothing uses any more."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        sized = connection.execute("select free_blocks, total_blocks from pragma_database_size()").fetchone()
    return sized is not None and sized[0] > MOST_FREE * sized[1]


def write_anew(database: Path, storage_version: str) -> None:
    """Write a closed file once more without what nothing uses. Each block is read, so that a damaged one is found and not handed on.

    Raises duckdb.Error.
    """
    import duckdb

    anew = database.with_name(f"{database.name}.anew")
    with duckdb.connect() as connection, attached(connection, database, "before"):
        path = str(anew).replace("'", "''")
        connection.execute(f"attach '{path}' as anew (storage_version '{storage_version}')")
        connection.execute("copy from database before to anew")
        connection.execute("detach anew")
    anew.replace(database)


def build_part(connection: DuckDBPyConnection, published: Path, statements: Iterable[Statement]) -> list[Check]:
    """Build documents by themselves: their raw tables are there, seeds come from the version before. Returns what the tests found."""
    statements = list(statements)
    for schema in sorted({step.relation.split(".")[0] for step in statements if step.kind != "test"}):
        connection.execute(f"create schema if not exists {schema}")
    with attached(connection, published):
        for step in statements:
            if step.kind == "seed":
                connection.execute(f"create table {step.relation} as from before.{step.relation}")
    for step in statements:
        if step.kind in ("table", "view"):
            connection.execute(f"create {step.kind} {step.relation} as {step.statement}")
    return [_tested(connection, step) for step in statements if step.kind == "test"]


def rebuild(connection: DuckDBPyConnection, statements: Iterable[Statement]) -> list[Check]:
    """Fill tables anew that are there, so that their columns keep type and comment. Returns what the tests found."""
    statements = list(statements)
    for step in statements:
        if step.kind == "table":
            # names and statements are those of the project's own models, here and below
            connection.execute(f"delete from {step.relation}")  # noqa: S608
            connection.execute(f"insert into {step.relation} by name select * from (\n{step.statement}\n)")  # noqa: S608
    return [_tested(connection, step) for step in statements if step.kind == "test"]


def replace_documents(
    connection: DuckDBPyConnection, part: Path, tables: Mapping[str, str], stay: list[str]
) -> list[str]:
    """Replace every document but those that stay by those of `part`, in the raw tables and in `tables` (`schema.table` → its document_key).

    In: a copy of the version before. Returns the documents that were taken out or put in. Raises CannotGrow.
    """
    with attached(connection, part, "part"):
        connection.execute("create or replace temp table stay as select unnest(?::varchar[]) as document_id", [stay])
        connection.execute("""
            create or replace temp table replaced as
            select document_id from raw.documents anti join stay using (document_id)
            union select document_id from part.raw.documents
        """)
        for table, key in {**_raw_tables(connection), **tables}.items():
            _replace(connection, table, key)
        replaced = connection.execute("select document_id from replaced order by all").fetchall()
        connection.execute("drop table temp.stay; drop table temp.replaced")
    return [document_id for (document_id,) in replaced]


def _raw_tables(connection: DuckDBPyConnection) -> dict[str, str]:
    query = """
        select 'raw.' || table_name from duckdb_columns()
        where database_name = current_database() and schema_name = 'raw' and column_name = 'document_id' order by 1
    """
    return {table: "document_id" for (table,) in connection.execute(query).fetchall()}


def _replace(connection: DuckDBPyConnection, table: str, key: str) -> None:
    document = f"left({key}, {DOCUMENT_KEY_LENGTH})"
    stray = connection.execute(f"""
        select {key} from part.{table}
        where {document} is null or {document} not in (select document_id from part.raw.documents) limit 1
    """).fetchone()  # noqa: S608
    if stray:
        raise CannotGrow(f"{table}: {key} {stray[0]} belongs to no document that was built with it")
    connection.execute(f"delete from {table} where {document} in (select document_id from replaced)")  # noqa: S608
    connection.execute(f"insert into {table} by name select * from part.{table}")  # noqa: S608


def _tested(connection: DuckDBPyConnection, test: Statement) -> Check:
    """A data test holds when its SELECT finds no row."""
    found = connection.execute(f"select count(*) from (\n{test.statement}\n)").fetchone()  # noqa: S608
    n = found[0] if found else None
    return Check(
        suite="dbt",
        table=test.relation,
        column=test.column,
        expectation=test.expectation or test.name,
        description=test.description or test.name,
        is_critical=bool(test.is_critical),
        success=n == 0,
        observed_text=f"{n} failures" if n == 0 else f"Got {n} results, configured to fail if != 0",
    )
