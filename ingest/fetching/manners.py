"""How patiently and how politely servers are asked."""

from __future__ import annotations

from dataclasses import dataclass

PRODUCT = "bangfu"  # what robots.txt may call us


@dataclass(frozen=True, slots=True)
class Manners:
    """All the times and sizes of a round. Seconds where the name says so, bytes likewise."""

    contact: str | None = None
    attempts: int = 4
    pause_seconds: float = 2.0  # between two requests to one host; its Crawl-delay where that is longer
    connect_seconds: float = 10.0
    read_seconds: float = 30.0  # without a byte
    answer_seconds: float = 300.0  # for one whole answer: a drip must end, too
    first_wait_seconds: float = 1.0  # before the second attempt; doubled before each further one, with as much jitter
    longest_wait_seconds: float = 60.0  # a server that asks for a longer one is left in peace until the next run
    round_seconds: float = 3600.0  # for everything that is listed
    redirects: int = 5
    hosts_at_once: int = 6
    page_bytes: int = 2_000_000  # of a page of links
    robots_bytes: int = 512_000  # RFC 9309 2.5: at least 500 KiB are read

    def user_agent(self) -> str:
        """Who asks, and where its operator can be found."""
        return f"{PRODUCT}/1.0 (+{self.contact})" if self.contact else f"{PRODUCT}/1.0"
