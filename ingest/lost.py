"""Documents that were published and are neither read now nor known to be unchanged: which of them a refused file stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.provenance import BETWEEN

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

BEHIND_EVERY_NAME = "\U0010ffff"


class Lost:
    """The lost documents of the version attached as `before`. Who takes one takes it from all that come later."""

    def __init__(self, connection: DuckDBPyConnection, known: Sequence[str]) -> None:
        # sorted here and not by DuckDB: it and bisect have to order names alike
        self._by_path = sorted(
            connection.execute(
                """
                select source_path, document_id, sha256 from before.raw.documents as before
                where document_id not in (select unnest(?::varchar[]))
                    and not exists (select 1 from raw.documents as now where now.document_id = before.document_id)
                """,
                [list(known)],
            ).fetchall()
        )
        self._by_bytes: dict[str, list[str]] = {}
        for _, document_id, sha256 in self._by_path:
            self._by_bytes.setdefault(sha256, []).append(document_id)
        self._taken: set[str] = set()

    def take_same(self, sha256: str | None) -> str | None:
        """The document of these very bytes, wherever it lay."""
        left = (d for d in self._by_bytes.get(sha256 or "", []) if d not in self._taken)
        return next(self._take(left), None)

    def take_there(self, place: str) -> list[str]:
        """The documents that lay in this place: in this file, in this bundle, or below this folder."""
        at = [*self._between(place, place), *(d for begin in (BETWEEN, "/") for d in self._below(f"{place}{begin}"))]
        return list(self._take(d for d in at if d not in self._taken))

    def _below(self, beginning: str) -> Iterator[str]:
        return self._between(beginning, f"{beginning}{BEHIND_EVERY_NAME}")

    def _between(self, first: str, last: str) -> Iterator[str]:
        """The documents with paths from the first to the last, both included."""
        for n in range(bisect_left(self._by_path, (first,)), len(self._by_path)):
            path, document_id, _ = self._by_path[n]
            if path > last:
                return
            yield document_id

    def _take(self, documents: Iterator[str]) -> Iterator[str]:
        for document_id in documents:
            self._taken.add(document_id)
            yield document_id
