"""robots.txt as RFC 9309 has it, and the pause between two requests."""

from __future__ import annotations

import time

import pytest

from ingest.fetching.failures import FetchFailed
from ingest.fetching.robots import Turns
from tests.ingest.fetching.bad_server import BadServer, Script, drip, ok, redirect, status
from tests.ingest.fetching.conftest import Fetch

PDF = b"%PDF-1.7\n%%EOF\n"
WILDCARDS = b"User-agent: *\nDisallow: /*.pdf$\n"
OURS = b"User-agent: *\nDisallow:\n\nUser-agent: bangfu\nDisallow: /document\n"
OTHERS = b"User-agent: otherbot\nDisallow: /\n"
LONGER_ALLOW = b"User-agent: *\nDisallow: /\nAllow: /document.pdf\n"

ALLOWING: dict[str, Script | bytes] = {
    "is not there": status(404),
    "is not shown": status(403),
    "allows more exactly than it forbids": ok(LONGER_ALLOW),
    "is about somebody else": ok(OTHERS),
    "is an error page": ok(b"<html><body>Disallow: /</body></html>"),
    "is empty": ok(b""),
}
FORBIDDING: dict[str, tuple[str, Script | bytes]] = {
    "forbids by wildcard": ("fetch_forbidden", ok(WILDCARDS)),
    "forbids us by name": ("fetch_forbidden", ok(OURS)),
    "cannot be had": ("fetch_failed", status(500)),
    "is asked for too often": ("fetch_failed", status(429)),
    "hangs": ("fetch_failed", drip(b"", 0.05)),
    "is endless": ("fetch_failed", drip(b"#" * 65536, 0, b"HTTP/1.1 200 OK\r\n\r\n")),
    "leads away in circles": ("fetch_failed", redirect("/robots.txt")),
}


@pytest.mark.parametrize("robots", ALLOWING)
def test_a_document_is_fetched_where_robots_txt(robots: str, server: BadServer, fetching: Fetch) -> None:
    server.says("/robots.txt", ALLOWING[robots])
    assert fetching(server.says("/document.pdf", ok(PDF))).refused == []


@pytest.mark.parametrize("robots", FORBIDDING)
def test_a_document_is_not_asked_for_where_robots_txt(robots: str, server: BadServer, fetching: Fetch) -> None:
    code, script = FORBIDDING[robots]
    server.says("/robots.txt", script)
    (refused,) = fetching(server.says("/document.pdf", ok(PDF))).refused
    assert refused.code == code
    assert "robots.txt" in refused.reason
    assert server.asked_for("/document.pdf") == []


def test_a_place_that_a_redirect_leads_to_is_looked_up_too(server: BadServer, fetching: Fetch) -> None:
    server.says("/robots.txt", ok(b"User-agent: *\nDisallow: /private\n"))
    server.says("/private/document.pdf", ok(PDF))
    (refused,) = fetching(server.says("/document.pdf", redirect("/private/document.pdf"))).refused
    assert refused.code == "fetch_forbidden"
    assert server.asked_for("/private/document.pdf") == []


def test_robots_txt_is_read_once_a_round(server: BadServer, fetching: Fetch) -> None:
    fetching(*({"id": f"n{n}", "url": server.says(f"/{n}.pdf", ok(PDF))} for n in range(3)))
    assert len(server.asked_for("/robots.txt")) == 1


def test_the_pause_that_a_host_asks_for_is_kept(server: BadServer, fetching: Fetch) -> None:
    server.says("/robots.txt", ok(b"User-agent: *\nCrawl-delay: 0.4\n"))
    rows = [{"id": f"n{n}", "url": server.says(f"/{n}.pdf", ok(PDF))} for n in range(3)]
    started = time.monotonic()
    assert fetching(*rows).refused == []
    assert time.monotonic() - started >= 0.8


def test_each_host_has_its_own_turns() -> None:
    slept: list[float] = []
    turns = Turns(slept.append)
    until = time.monotonic() + 60
    for url in ("http://a.example/1", "http://a.example/2", "http://b.example/1", "http://a.example/3"):
        turns.wait(url, 10, until)
    assert [round(seconds) for seconds in slept] == [0, 10, 0, 20]


def test_a_turn_that_would_come_too_late_is_not_waited_for() -> None:
    turns = Turns(lambda seconds: None)
    until = time.monotonic() + 5
    turns.wait("http://a.example/1", 10, until)
    with pytest.raises(FetchFailed, match="the next run tries again"):
        turns.wait("http://a.example/2", 10, until)
