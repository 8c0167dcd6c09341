"""What came of the addresses that are listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ingest.nouns import Refusal

Outcome = Literal["new", "changed", "unchanged", "vanished", "unlisted", "failed"]


@dataclass(frozen=True, slots=True)
class WebSource:
    """What is known of one address after a round; moments are ISO texts in UTC. `etag` and `last_modified` are the server's words.

    `code` and `message` say why it failed; what is known from earlier rounds stays.
    """

    source_id: str
    url: str
    outcome: Outcome
    message: str
    checked_at: str
    code: str | None = None
    path: str | None = None  # of the document below the shelf; None when nothing was ever fetched
    final_url: str | None = None
    sha256: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    first_fetched_at: str | None = None
    changed_at: str | None = None
    gone_since: str | None = None

    @property
    def folder(self) -> str:
        """The document's folder below the shelf; empty when nothing was ever fetched."""
        return self.path.rpartition("/")[0] if self.path else ""


@dataclass(slots=True)
class Fetched:
    """What a round brought: a record of every address that is listed or was ever fetched, and what could not be had."""

    sources: list[WebSource] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def count(self, *outcomes: Outcome) -> int:
        """How many addresses ended so."""
        return sum(source.outcome in outcomes for source in self.sources)

    def summary(self) -> str:
        """One line for people; empty when nothing is listed."""
        counts = {
            "new": self.count("new"),
            "changed": self.count("changed"),
            "unchanged": self.count("unchanged"),
            "vanished": self.count("vanished"),
            "not fetched": len(self.refused),
        }
        return ", ".join(f"{n} {what}" for what, n in counts.items() if n)
