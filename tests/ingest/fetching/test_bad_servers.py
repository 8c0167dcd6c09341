"""Whatever a server does, a round ends soon, keeps what it has, and says what happened."""

from __future__ import annotations

import gzip
import ssl
import time
from dataclasses import replace
from pathlib import Path

import pytest
import trustme

from ingest.fetching.shelf import Shelf
from tests.ingest.fetching.bad_server import (
    BadServer,
    Script,
    conditional,
    drip,
    head,
    ok,
    ranged,
    raw,
    redirect,
    serving,
    status,
)  # fmt: skip
from tests.ingest.fetching.conftest import HURRIED, Fetch

PDF = b"%PDF-1.7\n" + b"1 0 obj\n" * 40 + b"%%EOF\n"
OTHER_PDF = PDF.replace(b"1 0 obj", b"2 0 obj")
MEGABYTE = 1_000_000


def document(shelf: Shelf) -> bytes | None:
    """The one document on the shelf."""
    found = list(shelf.root.glob("*/*/document.*"))
    assert len(found) <= 1
    return found[0].read_bytes() if found else None


def test_a_document_lands_under_the_ending_its_bytes_have(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    fetched = fetching(server.says("/download?id=7", ok(PDF, Content_Type="application/octet-stream")))
    (source,) = fetched.sources
    assert (source.outcome, fetched.refused) == ("new", [])
    assert shelf.document_in(source.folder) == shelf.root / source.folder / "document.pdf"
    assert document(shelf) == PDF


REFUSED: dict[str, tuple[str, str, list[Script | bytes]]] = {
    "says nothing for ever": ("fetch_failed", "no answer in time", [drip(b"", 0.05)]),
    "drips a byte now and then": (
        "fetch_failed", "no answer in time", [drip(b"x", 0.05, head(200, Content_Length=9999))],
    ),
    "drips its head": ("fetch_failed", "no answer in time", [drip(b"X: y\r\n", 0.05, b"HTTP/1.1 200 OK\r\n")]),
    "hangs up at once": ("fetch_failed", "a broken answer", [b""]),
    "ends too early": ("fetch_failed", "a broken answer", [head(200, Content_Length=900) + PDF]),
    "says a length that is too short": ("fetch_failed", "ends too early", [head(200, Content_Length=100) + PDF]),
    "announces too much": ("fetch_too_large", "9,000,000,000 bytes", [head(200, Content_Length=9 * 10**9)]),
    "never ends": ("fetch_too_large", "at most 1,000,000", [drip(b"%PDF-1.7" * 8192, 0, head(200))]),
    "sends a bomb": (
        "fetch_too_large", "at most 1,000,000", [ok(gzip.compress(bytes(80 * MEGABYTE)), Content_Encoding="gzip")],
    ),
    "sends a bomb in a bomb": (
        "fetch_failed", "encoded as gzip, gzip", [ok(gzip.compress(gzip.compress(bytes(80 * MEGABYTE))), Content_Encoding="gzip, gzip")],
    ),
    "says gzip and is not": ("fetch_failed", "a broken answer", [ok(PDF, Content_Encoding="gzip")]),
    "sends an error page": ("fetch_wrong_type", "promised was application/pdf", [ok(b"<html>404</html>", Content_Type="text/html")]),
    "sends a program": ("fetch_wrong_type", "no document of a known kind", [ok(b"MZ\x90\x00" + bytes(500))]),
    "sends nothing": ("fetch_wrong_type", "no document of a known kind", [ok(b"")]),
    "forbids": ("fetch_refused", "answered 403", [status(403)]),
    "never had it": ("fetch_not_found", "answered 404", [status(404)]),
    "leads in a circle": ("fetch_failed", "more than 5 redirects", [redirect("/document.pdf")]),
    "leads to a file": ("fetch_address_refused", "a redirect to file:", [redirect("file:///etc/passwd")]),
    "leads to another scheme": ("fetch_address_refused", "a redirect to ftp:", [redirect("ftp://127.0.0.1/x")]),
    "leads to loopback": ("fetch_address_refused", "at 127.0.0.1", [redirect("http://localhost:9/x")]),
    "leads to a number in disguise": ("fetch_address_refused", "at 127.0.0.1", [redirect("http://2130706433:9/x")]),
    "leads to loopback in IPv6": ("fetch_address_refused", "at ::ffff:127.0.0.1", [redirect("http://[::ffff:127.0.0.1]:9/x")]),
    "leads to nowhere's address": ("fetch_address_refused", "at 0.0.0.0", [redirect("http://0.0.0.0:9/x")]),
    "leads to a cloud's secrets": ("fetch_address_refused", "at 169.254.169.254", [redirect("http://169.254.169.254/meta")]),
    "leads to a user": ("fetch_address_refused", "not followed", [redirect("http://user:word@127.0.0.1:9/x")]),
    "leads to no address": ("fetch_failed", "a broken answer", [redirect("http://[:::::/x")]),
    "asks for patience": ("fetch_failed", "answered 429", [status(429, Retry_After=3600)]),
    "stays unwell": ("fetch_failed", "answered 503", [status(503)]),
    "sends no header": ("fetch_failed", "a broken answer", [b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\nx"]),
    "sends no HTTP": ("fetch_failed", "a broken answer", [b"220 mail.example ESMTP\r\n"]),
    "sends a header without end": ("fetch_failed", "a broken answer", [drip(b"x" * 65536, 0, b"HTTP/1.1 200 OK\r\nX: ")]),
    "says unchanged without being asked": ("fetch_refused", "answered 304", [head(304)]),
    "sends a part without being asked": ("fetch_refused", "answered 206", [head(206, Content_Length=3) + b"abc"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED)
def test_a_server_that_misbehaves_costs_its_own_document_alone(
    fault: str, server: BadServer, shelf: Shelf, fetching: Fetch
) -> None:
    code, words, scripts = REFUSED[fault]
    bad = {"id": "bad", "url": server.says("/document.pdf", *scripts), "most_megabytes": 1}
    good = {"id": "good", "url": server.says("/good.pdf", ok(PDF))}
    started = time.monotonic()
    fetched = fetching(bad, good)
    assert time.monotonic() - started < 30
    assert [(r.source_path, r.code) for r in fetched.refused] == [(bad["url"], code)]
    assert words in fetched.refused[0].reason
    assert document(shelf) == PDF
    assert list(shelf.partial.glob("*.pdf")) == []


def test_a_server_that_was_unwell_is_asked_again(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.pdf", status(503), b"", ok(PDF))
    assert fetching(url).refused == []
    assert len(server.asked_for("/document.pdf")) == 3
    assert document(shelf) == PDF


def test_the_wait_a_server_asks_for_is_kept(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.pdf", status(429, Retry_After=1), ok(PDF))
    started = time.monotonic()
    assert fetching(url).refused == []
    assert 1 <= time.monotonic() - started < 30


def test_a_download_that_breaks_goes_on_where_it_broke(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    cut = raw(head(200, Content_Length=len(PDF), ETag='"a"') + PDF[:100])
    fetching(server.says("/document.pdf", cut, ranged(PDF, '"a"')))
    first, second = server.asked_for("/document.pdf")
    assert "range" not in first.headers
    assert (second.headers["range"], second.headers["if-range"]) == ("bytes=100-", '"a"')
    assert document(shelf) == PDF


def test_a_download_goes_on_in_another_night(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    cut = raw(head(200, Content_Length=len(PDF), ETag='"a"') + PDF[:100])
    url = server.says("/document.pdf", cut)
    assert fetching(url, manners=replace(HURRIED, attempts=1)).refused[0].code == "fetch_failed"
    server.says("/document.pdf", ranged(PDF, '"a"'))
    assert fetching(url).refused == []
    assert server.asked_for("/document.pdf")[-1].headers["range"] == "bytes=100-"
    assert document(shelf) == PDF


RESUMED_BADLY: dict[str, Script | bytes] = {
    "ignores the range": ok(PDF, ETag='"a"'),
    "has another content by now": ranged(PDF, '"b"'),
    "sends the wrong part": head(206, ETag='"a"', Content_Range=f"bytes 50-{len(PDF) - 1}/{len(PDF)}") + PDF[50:],
    "sends a part of another content": head(206, ETag='"b"', Content_Range=f"bytes 100-{len(PDF) - 1}/{len(PDF)}")
    + PDF[100:],
    "sends a part that is too short": head(206, ETag='"a"', Content_Range=f"bytes 100-{len(PDF) - 1}/{len(PDF)}", Content_Length=9)
    + PDF[100:109],
    "cannot satisfy the range": status(416),
}  # fmt: skip


@pytest.mark.parametrize("answer", RESUMED_BADLY)
def test_two_contents_are_never_mixed(answer: str, server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    cut = raw(head(200, Content_Length=len(OTHER_PDF), ETag='"a"') + OTHER_PDF[:100])
    assert fetching(server.says("/document.pdf", cut, RESUMED_BADLY[answer], ok(PDF, ETag='"b"'))).refused == []
    assert document(shelf) == PDF


def test_compressed_though_not_asked_for(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    assert fetching(server.says("/document.pdf", ok(gzip.compress(PDF), Content_Encoding="gzip"))).refused == []
    assert document(shelf) == PDF


def test_a_redirect_is_followed(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    server.says("/there.pdf", ok(PDF))
    (source,) = fetching(server.says("/document.pdf", redirect("there.pdf"))).sources
    assert source.final_url == server.url("/there.pdf")
    assert document(shelf) == PDF


def test_loopback_is_refused_where_it_is_not_allowed_by_name(server: BadServer, fetching: Fetch) -> None:
    (refused,) = fetching(server.says("/document.pdf", ok(PDF)), private_hosts=()).refused
    assert refused.code == "fetch_address_refused"
    assert server.asked == []


def test_nobody_answers_at_all(fetching: Fetch, server: BadServer) -> None:
    (refused,) = fetching("http://127.0.0.1:1/document.pdf").refused
    assert refused.code == "fetch_failed"
    assert "no connection" in refused.reason


def trust_in(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture(scope="module")
def tls() -> tuple[trustme.CA, ssl.SSLContext]:
    """A certificate authority, and a server's side with a certificate for 127.0.0.1."""
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return authority, context


def test_certificates_are_checked(tls: tuple[trustme.CA, ssl.SSLContext], fetching: Fetch, shelf: Shelf) -> None:
    authority, context = tls
    with serving(context) as server:
        url = server.says("/document.pdf", ok(PDF))
        (refused,) = fetching(url).refused
        assert "certificate is not trusted" in refused.reason
        assert fetching(url, trust=trust_in(authority)).refused == []
    assert document(shelf) == PDF


def test_what_was_fetched_safely_is_not_led_to_an_open_line(
    tls: tuple[trustme.CA, ssl.SSLContext], server: BadServer, fetching: Fetch
) -> None:
    authority, context = tls
    with serving(context) as safe:
        url = safe.says("/document.pdf", redirect(server.says("/open.pdf", ok(PDF))))
        (refused,) = fetching(url, trust=trust_in(authority)).refused
    assert refused.code == "fetch_address_refused"
    assert server.asked == []


def test_unchanged_is_asked_for_by_tag(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.pdf", conditional(PDF, '"a"'))
    assert [fetching(url).sources[0].outcome for _ in range(3)] == ["new", "unchanged", "unchanged"]
    assert [r.headers.get("if-none-match") for r in server.asked_for("/document.pdf")] == [None, '"a"', '"a"']


def test_a_file_that_was_damaged_on_the_shelf_is_fetched_again(
    server: BadServer, shelf: Shelf, fetching: Fetch, tmp_path: Path
) -> None:
    url = server.says("/document.pdf", conditional(PDF, '"a"'))
    (source,) = fetching(url).sources
    file = shelf.document_in(source.folder)
    assert file is not None
    file.write_bytes(PDF[:50])
    assert fetching(url).sources[0].outcome == "changed"
    assert document(shelf) == PDF
