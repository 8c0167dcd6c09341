"""An HTTP server on loopback that says, byte for byte, what a test tells it to say."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Connection = socket.socket


@dataclass
class Request:
    """What was asked: path, headers with lower-case names, and the body."""

    path: str
    headers: dict[str, str]
    body: bytes = b""


Script = Callable[[Connection, Request], None]


@dataclass
class BadServer:
    """Scripts by path; each request to a path takes the next script, the last one stays. What was asked is kept."""

    port: int = 0
    scheme: str = "http"
    scripts: dict[str, list[Script]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def says(self, path: str, *scripts: Script | bytes) -> str:
        """What a path answers, one script after another. Returns its address."""
        self.scripts[path] = [raw(script) if isinstance(script, bytes) else script for script in scripts]
        return self.url(path)

    def url(self, path: str) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def asked_for(self, path: str) -> list[Request]:
        return [request for request in self.asked if request.path == path]

    def answer(self, connection: Connection) -> None:
        """Read one request and play the path's next script."""
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := connection.recv(4096)):
                return
            head += more
        said, _, body = head.partition(b"\r\n\r\n")
        first, *lines = said.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        while len(body) < int(headers.get("content-length", 0)):
            body += connection.recv(4096)
        request = Request(first.split(" ")[1], headers, body)
        self.asked.append(request)
        scripts = self.scripts.get(request.path, [status(404)])
        (scripts.pop(0) if len(scripts) > 1 else scripts[0])(connection, request)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[BadServer]:
    """A server while the block runs; with TLS where a context is given."""
    said = BadServer(scheme="https" if context else "http")

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                with context.wrap_socket(self.request, server_side=True) if context else self.request as connection:
                    said.answer(connection)
            except OSError:  # the client went away, as it should from most of these
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads, block_on_close = True, False

    with Server(("127.0.0.1", 0), Handler) as server:
        said.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield said
        finally:
            said.stopped.set()
            server.shutdown()


def head(code: int, **headers: str | int) -> bytes:
    """A status line and headers; an underscore in a name is a hyphen."""
    lines = [f"HTTP/1.1 {code} So", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def ok(body: bytes, **headers: str | int) -> bytes:
    """A good answer."""
    return head(200, **{"Content-Length": len(body)} | headers) + body


def raw(said: bytes) -> Script:
    """Exactly these bytes."""
    return lambda connection, request: connection.sendall(said)


def status(code: int, **headers: str | int) -> Script:
    """An answer without a body."""
    return raw(head(code, Content_Length=0, **headers))


def redirect(location: str, code: int = 302) -> Script:
    return status(code, Location=location)


def drip(piece: bytes, seconds: float, first: bytes = b"") -> Script:
    """`first`, then a piece again and again until the client goes away."""

    def script(connection: Connection, request: Request) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(piece)
            if seconds:
                threading.Event().wait(seconds)

    return script


def conditional(body: bytes, etag: str) -> Script:
    """200 with an entity tag, 304 to who has it already."""

    def script(connection: Connection, request: Request) -> None:
        has_it = request.headers.get("if-none-match") == etag
        connection.sendall(head(304, ETag=etag) if has_it else ok(body, ETag=etag))

    return script


def ranged(body: bytes, etag: str) -> Script:
    """206 with the rest to who asks for it with the same entity tag, else everything."""

    def script(connection: Connection, request: Request) -> None:
        said = request.headers.get("range")
        if said is None or request.headers.get("if-range") != etag:
            connection.sendall(ok(body, ETag=etag))
            return
        start = int(said.removeprefix("bytes=").rstrip("-"))
        part = body[start:]
        where = f"bytes {start}-{len(body) - 1}/{len(body)}"
        connection.sendall(head(206, ETag=etag, Content_Range=where, Content_Length=len(part)) + part)

    return script
