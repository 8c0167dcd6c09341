"""What one version of the warehouse says differently from another: documents, projects, rates and targets added, removed, changed.

Rows are matched by what they are about, not by what they say: a rate by its project, aid type and recipient, a target by its project,
horizon, levels and name; several of one name by their order in the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.predecessor import attached

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from ingest.runs import Run

MOST = 1000  # changes of one entity that a version tells of; all of them are counted


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of thing that is compared: where it stands (`{0}` is the database), what tells one from another, and what it says."""

    name: str
    table: str
    keys: tuple[str, ...]
    row_text: str
    said: str
    cells: tuple[str, ...]
    quote: str = "t.quote"
    line: str = "t.line_start"


PROJECT = "(select p.project_name from {0}star.dim_projects as p where p.project_id = t.project_id)"
ENTITIES = (
    Entity(
        "document",
        "{0}star.dim_documents",
        ("document_id",),
        "t.title",
        "t.source_path",
        ("sha256", "title", "publisher", "fiscal_year_basis", "source_path", "media_type"),
        quote="null",
        line="null",
    ),
    Entity(
        "project",
        """(
            select p.*, b.budget_yuan, b.fiscal_yuan, b.other_yuan, r.quote, r.line_start
            from {0}star.dim_projects as p
            left join {0}star.fct_project_budgets as b on p.project_id = b.project_id and b.horizon = 'annual'
            left join {0}raw.projects as r on p.project_id = r.project_id
        )""",
        ("project_id",),
        "t.project_name",
        "t.budget_yuan",
        ("budget_yuan", "fiscal_yuan", "other_yuan", "organisation_name", "project_category", "fund_nature"),
    ),
    Entity(
        "rate",
        "{0}star.fct_aid_standards",
        ("document_id", "project_id", "aid_type", "recipient", "honour_rank", "origin", "scope"),
        f"concat_ws(' · ', {PROJECT}, t.aid_type, t.recipient, t.honour_rank)",
        "t.quote",
        ("comparator", "amount_low_yuan", "amount_high_yuan", "per", "pay_period", "payer", "annual_low_yuan", "annual_high_yuan",
         "annual_basis", "evidence_grade"),
    ),
    Entity(
        "target",
        "{0}star.fct_indicator_targets",
        ("document_id", "project_id", "horizon", "level1", "level2", "indicator_name"),
        f"concat_ws(' · ', {PROJECT}, t.horizon, t.indicator_name)",
        "t.target_text",
        ("target_text", "comparator", "target_low", "target_high", "measure", "direction", "weight", "description_text", "basis_text"),
    ),
)  # fmt: skip


def collect_changes(
    connection: DuckDBPyConnection, before: str, after: str, documents: list[str] | None = None
) -> None:
    """Fill a temporary table `changes`. In: the names of two attached databases, each with a dot at its end (`before.`), and which
    documents can differ; None: any.

    Grain - one row per changed cell; a row that was added or removed is one row with neither column nor cell.
    """
    those = "true" if documents is None else "t.document_id in (select unnest($documents::varchar[]))"
    parts = " union all by name ".join(_changes_of(entity, before, after, those) for entity in ENTITIES)
    given = {} if documents is None else {"documents": documents}
    connection.execute(f"create or replace temporary table changes as {parts}", given)


def count_changes(connection: DuckDBPyConnection) -> dict[str, dict[str, int]]:
    """How many things were added, removed and changed, by entity; needs `changes`."""
    counts = {entity.name: dict.fromkeys(("added", "removed", "changed"), 0) for entity in ENTITIES}
    query = "select entity, change, count(distinct row_id) from temp.changes group by all"
    for entity, change, count in connection.execute(query).fetchall():
        counts[entity][change] = count
    return counts


def write_changes(
    connection: DuckDBPyConnection, published: Path | None, run: Run, documents: list[str] | None = None
) -> None:
    """Fill meta.change_counts and meta.changes with what this version says differently from the published one; no rows without one.

    `documents`: those that can differ, where it is known.
    """
    if published is None:
        return
    with attached(connection, published):
        collect_changes(connection, "before.", "", documents)
    rows = [(run.run_id, entity, *counts.values()) for entity, counts in count_changes(connection).items()]
    connection.executemany("insert into meta.change_counts values (?, ?, ?, ?, ?)", rows)
    connection.execute(
        """
        insert into meta.changes by name
        select ? as run_id, * exclude (row_id) from temp.changes
        qualify row_number() over (partition by entity order by document_id, row_text, row_id, "column") <= ?
        order by document_id, entity, row_text, row_id, "column"
        """,
        [run.run_id, MOST],
    )
    connection.execute("drop table temp.changes")


def _changes_of(entity: Entity, before: str, after: str, those: str) -> str:
    """A query for the changes of one entity, in rows `t` of which `those` is true. Names are those of the project's own tables."""
    whole = "row_text, quote_before, quote_after, line_before, line_after"
    cells = " union all ".join(
        f"""select 'changed', document_id, row_id, {whole}, '{cell}', old."{cell}", new."{cell}" from joined
        where is_in_both and old."{cell}" is distinct from new."{cell}" """  # noqa: S608
        for cell in entity.cells
    )
    return f"""(
        with joined as (
            select
                coalesce(new.document_id, old.document_id) as document_id, row_id,
                coalesce(new.row_text, old.row_text) as row_text, old, new,
                old.quote as quote_before, new.quote as quote_after, old.line as line_before, new.line as line_after,
                old.document_id is not null and new.document_id is not null as is_in_both
            from ({_rows_of(entity, before, those)}) as old
            full join ({_rows_of(entity, after, those)}) as new using (row_id)
        ),
        changed(change, document_id, row_id, {whole}, "column", text_before, text_after) as (
            select
                if(new.document_id is null, 'removed', 'added'), document_id, row_id, {whole}, null, old.said, new.said
            from joined where not is_in_both
            union all {cells}
        )
        select '{entity.name}' as entity, * from changed
    )"""  # noqa: S608


def _rows_of(entity: Entity, database: str, those: str) -> str:
    """A query for the rows of one version, each with a name that it has in the other too, and its cells as text."""
    cells = ", ".join(f'cast(t."{cell}" as varchar) as "{cell}"' for cell in entity.cells)
    # two that stand in one place are told apart by what they say
    order = ", ".join([entity.line, entity.said, *(f't."{cell}"' for cell in entity.cells)])
    keys = ", ".join(f"coalesce(cast(t.{key} as varchar), '')" for key in entity.keys)
    return f"""
        select
            t.document_id, {entity.row_text.format(database)} as row_text, cast({entity.said} as varchar) as said,
            {entity.quote} as quote, {entity.line} as line, {cells},
            '{entity.name}' || sha256(concat_ws(chr(31), {keys}, cast(
                row_number() over (partition by {", ".join(f"t.{key}" for key in entity.keys)} order by {order})
            as varchar))) as row_id
        from {entity.table.format(database)} as t
        where {those}
    """  # noqa: S608
