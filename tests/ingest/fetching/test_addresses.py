from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpcore
import pytest

from ingest.fetching.addresses import GuardedBackend, is_public
from ingest.fetching.failures import FetchFailed
from tests.ingest.fetching.bad_server import BadServer

PUBLIC = ("1.1.1.1", "223.5.5.5", "2400:3200::1", "::ffff:223.5.5.5", "64:ff9b::223.5.5.5")
HIDDEN = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.1", "192.0.2.1",
    "192.168.1.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::127.0.0.1", "2002:7f00:1::", "2002:a00:1::", "fc00::1", "fd12::1",
    "fe80::1", "fe80::1%eth0", "ff02::1", "2001:db8::1", "no address",
)  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", HIDDEN)
def test_addresses_that_are_not_for_everybody(address: str) -> None:
    assert not is_public(address)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[list[str]]]]:
    """What names resolve to: one answer after another, the last one stays. Everything else is resolved as ever."""
    known: dict[str, list[list[str]]] = {}
    really = socket.getaddrinfo

    def resolve(host: str, port: int, *arguments: Any, **more: Any) -> Any:
        if host not in known:
            return really(host, port, *arguments, **more)
        answers = known[host]
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))
            for ip in (answers.pop(0) if len(answers) > 1 else answers[0])
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    yield known


def test_a_name_that_has_a_hidden_address_among_public_ones_is_refused(names: dict[str, list[list[str]]]) -> None:
    names["both.example"] = [["223.5.5.5", "127.0.0.1"]]
    with pytest.raises(FetchFailed, match=r"both\.example is at 127\.0\.0\.1"):
        GuardedBackend(frozenset(), time.monotonic() + 60).connect_tcp("both.example", 80)


def test_what_was_looked_at_is_what_is_connected_to(
    names: dict[str, list[list[str]]], server: BadServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is public when it is looked at, and loopback a moment later, leads to the public address."""
    names["rebinding.example"] = [["223.5.5.5"], ["127.0.0.1"]]
    connected: list[str] = []

    def connect_tcp(self: httpcore.SyncBackend, host: str, *arguments: Any) -> httpcore.NetworkStream:
        connected.append(host)
        raise httpcore.ConnectError("the test stays at home")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect_tcp)
    with pytest.raises(httpcore.ConnectError):
        GuardedBackend(frozenset(), time.monotonic() + 60).connect_tcp("rebinding.example", server.port)
    assert connected == ["223.5.5.5"]


def test_a_host_that_is_allowed_by_name(server: BadServer) -> None:
    with closing(
        GuardedBackend(frozenset({"localhost"}), time.monotonic() + 60).connect_tcp("LOCALHOST", server.port)
    ) as stream:
        assert stream.get_extra_info("server_addr")[1] == server.port


def test_the_next_address_of_a_name_is_tried(names: dict[str, list[list[str]]], server: BadServer) -> None:
    names["two.example"] = [["127.0.0.9", "127.0.0.1"]]  # nobody listens at the first
    with closing(
        GuardedBackend(frozenset({"two.example"}), time.monotonic() + 60).connect_tcp("two.example", server.port, 1)
    ) as stream:
        assert stream.get_extra_info("server_addr") == ("127.0.0.1", server.port)


def test_a_name_that_is_not_known() -> None:
    with pytest.raises(httpcore.ConnectError, match=r"the name nowhere\.invalid is not known"):
        GuardedBackend(frozenset(), time.monotonic() + 60).connect_tcp("nowhere.invalid", 80)
