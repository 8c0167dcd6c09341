"""How much each document yielded, against the version that is published now.

A document that yields less than before is recorded and shown, but does not stop the publication: its file may have been corrected,
and a better engine drops rows that were never there. Losses of the engine itself are caught before release, by the readings made
by eye that the tests hold it against; here a person is told where to look.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.runs import Check

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

YIELDS = """
    select d.document_id, d.sha256,
        (select count(*) from raw.projects as p where p.document_id = d.document_id) as n_projects,
        (select count(*) from raw.indicators as i where i.document_id = d.document_id) as n_indicators,
        (select count(*) from raw.rates as r where r.document_id = d.document_id) as n_rates
    from raw.documents as d order by d.document_id
"""


def compare_with_published(connection: DuckDBPyConnection, published: Path | None) -> list[Check]:
    """One check for each document of the published version: does it still yield as many projects, indicator rows and rates?"""
    if published is None:
        return []
    before = _yields_of(published)
    now = {row[0]: row[1:] for row in connection.execute(YIELDS).fetchall()}
    return [_check(document_id, then, now.get(document_id)) for document_id, then in before.items()]


def _yields_of(published: Path) -> dict[str, tuple[Any, ...]]:
    import duckdb

    with duckdb.connect(str(published), read_only=True) as connection:
        return {row[0]: row[1:] for row in connection.execute(YIELDS).fetchall()}


def _check(document_id: str, then: tuple[Any, ...], now: tuple[Any, ...] | None) -> Check:
    kinds = ("projects", "indicators", "rates")
    if now is None:
        fewer, observed = ["documents"], "the document is no longer there"
    else:
        fewer = [f"{kind} {a} → {b}" for kind, a, b in zip(kinds, then[1:], now[1:], strict=True) if b < a]
        changed = "the file changed" if now[0] != then[0] else "the file is the same"
        observed = (
            f"{', '.join(fewer)}; {changed}" if fewer else f"{now[1]} projects, {now[2]} indicators, {now[3]} rates"
        )
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
