"""Connections to public addresses only. The name is resolved once, every address it gives is looked at, and one of these is what is
connected to: a name that answers differently a moment later (DNS rebinding) gains nothing."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from ingest.fetching.failures import FetchFailed

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: not private, loopback, link-local, shared, reserved, unspecified or multicast.

    An IPv6 address that carries an IPv4 one is judged by that too.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in _addresses_in(ip))


def _addresses_in(ip: IPAddress) -> list[IPAddress]:
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped:
        return [ip.ipv4_mapped]
    carried: list[IPAddress] = [ip]
    if ip.sixtofour:
        carried.append(ip.sixtofour)
    if ip.teredo:
        carried += ip.teredo
    if ip in _TRANSLATED:
        carried.append(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF))
    return carried


class GuardedBackend(httpcore.NetworkBackend):
    """What httpx connects through: public addresses, or a host that is allowed by name; nothing outlives the deadline.

    `deadline` is a moment of time.monotonic().
    """

    def __init__(self, private_hosts: frozenset[str], deadline: float) -> None:
        self._private_hosts, self._deadline = private_hosts, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to one of the host's addresses. Raises FetchFailed when any of them is not public."""
        addresses = _resolved(host, port)
        hidden = [address for address in addresses if not is_public(address)]
        if hidden and host.lower() not in self._private_hosts:
            message = (
                f"{host} is at {hidden[0]}, which is no public address; name the host in private_hosts if it is meant"
            )
            raise FetchFailed("fetch_address_refused", message)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the next address of the same name
        return self._connect(addresses[-1], port, timeout, local_address, socket_options)

    def _connect(self, address: str, port: int, timeout: float | None, *options: Any) -> httpcore.NetworkStream:
        patience = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _BoundedStream(self._plain.connect_tcp(address, port, patience, *options), self._deadline)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class _BoundedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline, so that a server cannot drip for ever."""

    def __init__(self, plain: httpcore.NetworkStream, deadline: float) -> None:
        self._plain, self._deadline = plain, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._plain.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._plain.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        patience = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _BoundedStream(self._plain.start_tls(ssl_context, server_hostname, patience), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._plain.get_extra_info(info)


def _resolved(host: str, port: int) -> list[str]:
    """All addresses of a name, each once; also of names that are numbers in disguise (2130706433, 0x7f.1)."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} is not known: {error}") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _left(deadline: float, timeout: float | None, too_late: type[Exception]) -> float:
    """Seconds that a wait may take. Raises `too_late` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise too_late("the answer took longer than is waited for one")
    return left if timeout is None else min(timeout, left)
