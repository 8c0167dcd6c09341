"""May we ask, and when: robots.txt (RFC 9309) and the pause between two requests to one host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from ingest.fetching.failures import FetchFailed
from ingest.fetching.manners import PRODUCT


class Robots:
    """The rules of every host that is visited in a round, each read once.

    `read` returns the text of the robots.txt at an address, "" where there is none, and raises FetchFailed where nobody can tell.
    """

    def __init__(self, read: Callable[[str], str]) -> None:
        self._read = read
        self._rules: dict[str, Protego | FetchFailed] = {}
        self._locks: dict[str, threading.Lock] = {}

    def check(self, url: str) -> None:
        """Raises FetchFailed when the rules forbid this address, or when they cannot be had: then everything is forbidden (2.3.1.4)."""
        rules = self._rules_for(url)
        if isinstance(rules, FetchFailed):
            if rules.code == "fetch_address_refused":
                raise rules
            message = f"robots.txt could not be read, so nothing is asked of this host: {rules.message}"
            raise FetchFailed("fetch_failed", message) from rules
        if not rules.can_fetch(url, PRODUCT):
            raise FetchFailed("fetch_forbidden", f"robots.txt of {urlsplit(url).netloc} forbids this address")

    def delay_seconds(self, url: str) -> float:
        """The pause that the host asks for between two requests."""
        rules = self._rules.get(_origin(url))
        return float(rules.crawl_delay(PRODUCT) or 0) if isinstance(rules, Protego) else 0.0

    def _rules_for(self, url: str) -> Protego | FetchFailed:
        origin = _origin(url)
        with self._locks.setdefault(origin, threading.Lock()):
            if origin not in self._rules:
                try:
                    self._rules[origin] = Protego.parse(self._read(f"{origin}/robots.txt"))
                except FetchFailed as error:
                    self._rules[origin] = error
        return self._rules[origin]


class Turns:
    """One request to a host at a time, with a pause between two."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep, self._lock = sleep, threading.Lock()
        self._next: dict[str, float] = {}

    def wait(self, url: str, pause_seconds: float, until: float) -> None:
        """Wait for the host's next turn. Raises FetchFailed when that comes after `until`, a moment of time.monotonic()."""
        host = urlsplit(url).netloc
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(host, 0.0))
            if turn >= until:
                raise FetchFailed(
                    "fetch_failed", "the time for fetching was over before its turn came; the next run tries again"
                )
            self._next[host] = turn + pause_seconds
        self._sleep(turn - now)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
