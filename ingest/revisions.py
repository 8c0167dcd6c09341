"""What a changed document says differently: a new file under the same passport, cell by cell, beside the version before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ingest.predecessor import attached, shared_columns

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from ingest.runs import Run

# the raw tables that are compared, and which columns say that two rows are the same one; the other columns are its cells
ROW_KEYS = {
    "projects": (),
    "budgets": ("horizon", "budget_part", "label_text"),
    "goals": ("horizon", "goal_ordinal"),
    "payment_plans": ("due_month",),
    "indicators": ("horizon", "level1", "level2", "indicator_name"),
    "rates": ("horizon", "origin", "stated_in", "qualifier_text"),
    "document_totals": ("label_text",),
}
# where a row stands and how it was read is not what it says
NO_CELLS = {
    "project_id", "document_id", "indicator_row_id", "rate_id", "printed_project_id", "row_ordinal", "project_ordinal",
    "total_ordinal", "flags", "confidence", "page", "line_start", "line_end", "quote", "placement_proof",
}  # fmt: skip


def write_revisions(connection: DuckDBPyConnection, published: Path | None, run: Run) -> int:
    """Fill meta.revisions: what the published version already told, then what this one changes. Returns how many cells changed.

    A document is revised when its key stands in both versions with another hash. Nothing to compare with: no rows.
    """
    if published is None:
        return 0
    with attached(connection, published):
        _keep_earlier(connection)
        return sum(_compare(connection, table, run) for table in ROW_KEYS)


def _keep_earlier(connection: DuckDBPyConnection) -> None:
    shared = shared_columns(connection, "meta", "revisions")
    if shared:
        columns = ", ".join(f'"{column}"' for column in shared)
        # names are those of the project's own tables, here and below
        connection.execute(f"insert into meta.revisions by name select {columns} from before.meta.revisions")  # noqa: S608


def _compare(connection: DuckDBPyConnection, table: str, run: Run) -> int:
    """Add the cells of one raw table that differ; returns how many there are."""
    cells = [c for c in shared_columns(connection, "raw", table) if c not in {*NO_CELLS, *ROW_KEYS[table]}]
    if not cells:
        return 0
    found = connection.execute(
        f"""
        insert into meta.revisions by name
        with revised as (
            select now.document_id, before.sha256 as sha256_before, now.sha256 as sha256_after
            from raw.documents as now
            inner join before.raw.documents as before on now.document_id = before.document_id
            where now.sha256 <> before.sha256
        ),
        old_cells as ({_cells(table, cells, "before.")}),
        new_cells as ({_cells(table, cells, "")})
        select
            ? as run_id, cast(? as timestamp) as revised_at, document_id, revised.sha256_before, revised.sha256_after,
            '{table}' as "table", row_text, cell as "column", old_cells.value_text as text_before, new_cells.value_text as text_after,
            case when old_cells.value_text is null then 'added' when new_cells.value_text is null then 'removed' else 'changed' end
                as change
        from old_cells
        full join new_cells using (document_id, row_text, cell)
        inner join revised using (document_id)
        where old_cells.value_text is distinct from new_cells.value_text
        order by document_id, row_text, cell
        """,  # noqa: S608
        [run.run_id, run.finished_at or run.started_at],
    ).fetchone()
    return int(found[0]) if found else 0


def _cells(table: str, cells: list[str], database: str) -> str:
    """A query for every cell of the revised documents' rows: document_id, row_text, cell, value_text. Empty cells have no row.

    A row is named by its project and its key columns; of several with one name, each by its place among them.
    """
    name = "null"
    if table != "document_totals":
        name = f"(select p.project_name from {database}raw.projects as p where p.project_id = t.project_id)"  # noqa: S608
    named = ", ".join([name, *(f"t.{column}" for column in ROW_KEYS[table])])
    texts = ", ".join(f'cast("{cell}" as varchar) as "{cell}"' for cell in cells)
    return f"""
        select document_id, row_text, cell, value_text
        from (
            unpivot (
                select
                    document_id,
                    row_text || case when n > 1 then ' (' || n || ')' else '' end as row_text,
                    {texts}
                from (
                    select *, row_number() over (partition by document_id, row_text order by line_start) as n
                    from (
                        select t.*, concat_ws(' · ', {named}) as row_text from {database}raw.{table} as t
                        where t.document_id in (select document_id from revised)
                    )
                )
            ) on {", ".join(f'"{cell}"' for cell in cells)} into name cell value value_text
        )
    """  # noqa: S608
