"""How much each document yielded, against the version that is published now.

The same file can only say what it said. So where it suddenly yields less, or can no longer be read, the reader has failed, not the
document: what was published of it stays, and it goes to quarantine until somebody looks and, if the new reading is the better one,
takes it over with `--accept-fewer`. So does what was published from a place where now lies something that cannot be read: a broken
file, a bundle that does not open, a folder without permission. A file that was replaced by one that can be read may well say less; this
is recorded and shown, and published.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.lost import Lost
from ingest.nouns import Refusal
from ingest.predecessor import attached, take_over
from ingest.runs import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KINDS = ("projects", "indicators", "rates", "budgets", "goals", "payment_plans")
# what a person has to settle, about a file or beside it: a reader has no part in it, so nothing of before may stand in for it
PEOPLES = frozenset({
    "bad_passport", "bad_corrections", "correction_unmatched", "second_file_of_document", "document_missing",
    "link_leaves_folder", "file_too_large", "city_missing", "fiscal_year_missing",
})  # fmt: skip


_SAID = "select entity, field, original_text, value_text, why_text, said_by, said_on from {}raw.corrections as c"
_CORRECTIONS, _EARLIER = (f"{_SAID.format(place)} where c.document_id = now.document_id" for place in ("", "before."))
_CORRECTED_ANEW = f"({_CORRECTIONS} except {_EARLIER}) union all ({_EARLIER} except {_CORRECTIONS})"


def yields(database: str = "") -> str:
    """A query for what each document of `before.` or of this database yields: document_id, sha256, source_path, a count of each kind."""
    # names are those of the project's own tables, here and below
    counts = ", ".join(
        f"(select count(*) from {database}raw.{kind} as t where t.document_id = d.document_id) as {kind}"  # noqa: S608
        for kind in KINDS
    )
    return f"select d.document_id, d.sha256, d.source_path, {counts} from {database}raw.documents as d"  # noqa: S608


def keep_what_was_read(
    connection: DuckDBPyConnection, published: Path, refused: list[Refusal], known: Sequence[str] = ()
) -> list[Refusal]:
    """Put back, from the published version, what a reader lost of files that did not change; returns a refusal for each document.

    In: the raw tables as loaded now, what was refused so far, and the documents whose rows stay as they are. A document that a person
    corrected anew in the meantime is left as it is read now: it is never published without its correction.
    """
    with attached(connection, published):
        fewer = connection.execute(f"""
            select now.document_id, now.source_path, now.sha256, {", ".join(f"[before.{k}, now.{k}]" for k in KINDS)}
            from ({yields()}) as now
            inner join ({yields("before.")}) as before using (document_id, sha256)
            where ({" or ".join(f"now.{k} < before.{k}" for k in KINDS)})
                and not exists ({_CORRECTED_ANEW})
            order by now.source_path
        """).fetchall()  # noqa: S608
        _keep_rows(connection, [document_id for document_id, *_ in fewer])
        lost = Lost(connection, known)
        found = [(refusal, *there) for refusal in refused if (there := _there_before(lost, refusal))]
        _put_back(connection, [document_id for _, documents, _ in found for document_id in documents])
        _move(connection, {documents[0]: refusal.source_path for refusal, documents, is_same in found if is_same})
        return [_yields_less(*row) for row in fewer] + [_stays(*one) for one in found]


def _yields_less(_: str, source_path: str, sha256: str, *counts: list[int]) -> Refusal:
    said = ", ".join(f"{kind} {then} → {now}" for kind, (then, now) in zip(KINDS, counts, strict=True) if now < then)
    reason = (
        f"the same file now yields less ({said}): what was published of it stays. Look with `bangfu parse`; "
        "if the new reading is right, run `bangfu refresh --accept-fewer`"
    )
    return Refusal(source_path, sha256, "yields_less", reason)


def _there_before(lost: Lost, refusal: Refusal) -> tuple[list[str], bool] | None:
    """The documents of a file that was published and is refused now, and whether it is the very file; None when there are none, or a
    person must settle it.

    They are those of the same bytes, wherever they lay. Else those that lay there: in this place, in this bundle, below this folder.
    """
    if refusal.code in PEOPLES:
        return None
    if same := lost.take_same(refusal.sha256):
        return [same], True
    there = lost.take_there(refusal.source_path)
    return (there, False) if there else None


def _stays(refusal: Refusal, documents: list[str], is_same: bool) -> Refusal:
    if is_same:
        said = "the file is the one that was published, and what was published of it stays"
    else:
        said = f"what was published from there before stays ({len(documents)} document{'s' * (len(documents) > 1)})"
    return Refusal(refusal.source_path, refusal.sha256, refusal.code, f"{refusal.reason}; {said}")


def _keep_rows(connection: DuckDBPyConnection, documents: list[str]) -> None:
    """What these documents said when they were published, in place of what is read of them now; where and what they are is as it is now."""
    for table in _tables_of_documents(connection) if documents else ():
        connection.execute(f"delete from raw.{table} where document_id in (select unnest(?))", [documents])  # noqa: S608
        take_over(connection, table, documents)
    connection.execute(
        """
        update raw.documents set line_count = before.line_count
        from before.raw.documents as before
        where documents.document_id = before.document_id and documents.document_id in (select unnest(?::varchar[]))
        """,
        [documents],
    )


def _put_back(connection: DuckDBPyConnection, documents: list[str]) -> None:
    """These documents as they were published; nothing is there of them."""
    for table in ("documents", *_tables_of_documents(connection)):
        take_over(connection, table, documents)


def _move(connection: DuckDBPyConnection, places: dict[str, str]) -> None:
    """Say of documents that they lie elsewhere now."""
    connection.execute(
        """
        update raw.documents set source_path = moved.source_path
        from (select unnest(?::varchar[]) as document_id, unnest(?::varchar[]) as source_path) as moved
        where documents.document_id = moved.document_id
        """,
        [list(places), list(places.values())],
    )


def _tables_of_documents(connection: DuckDBPyConnection) -> list[str]:
    """The raw tables that hold what a document says; the one row of the document itself is not among them."""
    query = """
        select distinct table_name from duckdb_columns()
        where database_name = current_database() and schema_name = 'raw' and column_name = 'document_id' and table_name <> 'documents'
        order by 1
    """
    return [table for (table,) in connection.execute(query).fetchall()]


def compare_with_published(
    connection: DuckDBPyConnection, published: Path | None, documents: Sequence[str] | None = None
) -> list[Check]:
    """One check for each document of the published version: does it still yield as much of everything?

    `documents`: those that can differ, where it is known; the others are not asked about.
    """
    if published is None:
        return []
    with attached(connection, published):
        before = _by_document(connection, "before.", documents)
    now = _by_document(connection, "", documents)
    return [_check(document_id, then, now.get(document_id)) for document_id, then in before.items()]


def _by_document(
    connection: DuckDBPyConnection, database: str, documents: Sequence[str] | None
) -> dict[str, tuple[Any, ...]]:
    """Of every document, or of those given, its hash and its counts."""
    those = "" if documents is None else "where d.document_id in (select unnest($documents::varchar[]))"
    given = {} if documents is None else {"documents": list(documents)}
    found = connection.execute(f"{yields(database)} {those} order by d.document_id", given).fetchall()
    return {document_id: (sha256, *counts) for document_id, sha256, _, *counts in found}


def _check(document_id: str, then: tuple[Any, ...], now: tuple[Any, ...] | None) -> Check:
    if now is None:
        fewer, observed = ["documents"], "the document is no longer there"
    else:
        fewer = [f"{kind} {a} → {b}" for kind, a, b in zip(KINDS, then[1:], now[1:], strict=True) if b < a]
        changed = "the file changed" if now[0] != then[0] else "the file is the same"
        yielded = ", ".join(f"{n} {kind.replace('_', ' ')}" for kind, n in zip(KINDS, now[1:], strict=True))
        observed = f"{', '.join(fewer)}; {changed}" if fewer else yielded
    return Check(
        suite="floors",
        table="raw.documents",
        column=None,
        expectation=f"yields_no_less: {document_id}",
        description="A document yields as much as in the version published before",
        is_critical=False,
        success=not fewer,
        observed_text=observed,
    )
