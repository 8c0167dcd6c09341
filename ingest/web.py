"""What a run makes of the web: it asks before it looks for files, and enters what came of it."""

from __future__ import annotations

import os
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ingest.fetching import Fetched, Web, WebSource, fetch_listed
from ingest.runs import Run, Step, quarantine_since, utc_now


class Asked:
    """One round over the web, with its times. Without `web` nothing is asked."""

    def __init__(self, web: Web | None) -> None:
        self._web = web
        self._step = Step("fetch", utc_now())
        started = time.perf_counter()
        self.fetched = fetch_listed(web) if web else Fetched()
        self._step.seconds = round(time.perf_counter() - started, 3)
        self._step.rows_in = len(self.fetched.sources)
        self._step.rows_out = self.fetched.count("new", "changed")

    def enter(self, run: Run, earlier: list[dict[str, Any]], sources: Path, log: Any) -> None:
        """Write into a run, and say, what came of the round: addresses, and what could not be had."""
        if self._web is None or not (self.fetched.sources or self.fetched.refused):
            return
        run.started_at = self._step.started_at
        run.end_step(self._step)
        run.unfetched = quarantine_since(self.fetched.refused, earlier, utc_now())
        shelf = os.path.relpath(self._web.shelf, sources)
        run.web_sources = [_row(source, shelf) for source in self.fetched.sources]
        for refused in run.unfetched:
            log.warning("not fetched", address=refused.source_path, code=refused.code, reason=refused.reason)
        for source in self.fetched.sources:
            if source.outcome in {"new", "changed", "vanished"}:
                log.info(source.outcome, address=source.url, message=source.message)
        log.info("fetched", summary=self.fetched.summary())


def _row(source: WebSource, shelf: str) -> dict[str, Any]:
    """A row of meta.web_sources; the path is written as that of any source, relative to the sources folder."""
    return asdict(source) | {"source_path": Path(shelf, source.path).as_posix() if source.path else None}
