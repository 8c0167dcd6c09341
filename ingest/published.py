"""The version published before, as a run makes use of it: what can be compared is, and what cannot be is no reason to stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ingest.fingerprints import build_fingerprint
from ingest.nouns import Refusal, SourceFile
from ingest.publish import WarehouseFolder
from ingest.soundness import is_sound

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

T = TypeVar("T")


class Published:
    """`file` is the published version; None when there is none, or it is none of ours or cannot be read."""

    def __init__(self, folder: WarehouseFolder, log: Any) -> None:
        self.log = log
        file = folder.current_file() if folder.current_version() is not None else None
        self.file = file if is_sound(file) else None
        if file is not None and self.file is None:
            log.warning("the published version cannot be read; nothing is compared with it", file=str(file))

    def compared(self, compare: Callable[[Path], T]) -> T | None:
        """What comes of a comparison with its file; None without one and, with a warning, when an older bangfu gave it another shape."""
        import duckdb

        if self.file is None:
            return None
        try:
            return compare(self.file)
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            reason = str(error).split("\n")[0]
            self.log.warning("the version before has another shape and is not compared", reason=reason)
            return None

    def known(self, connection: DuckDBPyConnection, keys: Mapping[SourceFile, str]) -> dict[SourceFile, str]:
        """Documents whose rows stand in it as they would be made now."""
        from ingest.unchanged import known_documents

        return self.compared(lambda file: known_documents(connection, file, keys)) or {}

    def is_built_alike(self) -> bool:
        """Whether it was built by all that would build it now, so that the rows of an unchanged document are what they would be."""
        import duckdb

        from ingest.growing import is_built_alike

        with duckdb.connect() as connection:
            return self.compared(lambda file: is_built_alike(connection, file, build_fingerprint())) or False

    def refusals(self, connection: DuckDBPyConnection, refused: list[Refusal], known: list[str]) -> list[Refusal]:
        """The refusals, with those of documents whose published rows stay because the reader failed."""
        from ingest.floors import keep_what_was_read

        kept = self.compared(lambda file: keep_what_was_read(connection, file, refused, known)) or []
        files = {(refusal.source_path, refusal.sha256) for refusal in kept}
        return [*(r for r in refused if (r.source_path, r.sha256) not in files), *kept]
