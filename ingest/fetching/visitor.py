"""One address → what its server answers: asked politely, over retries and redirects, never further than allowed."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

import httpcore
import httpx
import stamina
from stamina.instrumentation import set_on_retry_hooks

from ingest.fetching.addresses import GuardedBackend
from ingest.fetching.bodies import Body
from ingest.fetching.failures import FetchFailed
from ingest.fetching.manners import Manners
from ingest.fetching.robots import Robots, Turns

set_on_retry_hooks(())  # a run's log tells of an address once, when its last attempt is over
GONE = frozenset({httpx.codes.NOT_FOUND, httpx.codes.GONE})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_WORDS = {
    httpx.ConnectTimeout: "no connection in time",
    httpx.ConnectError: "no connection",
    httpx.TimeoutException: "no answer in time",
    httpx.NetworkError: "the connection broke",
    httpx.RemoteProtocolError: "a broken answer",
    httpx.DecodingError: "a broken answer",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said at last: status 200 with everything in `body`, 304 not modified, or 404 and 410 gone; `url` is where."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: Body


class Visitor:
    """Asks hosts one after another. What arrives is kept below `folder` until somebody takes it or forgets it."""

    def __init__(
        self,
        folder: Path,
        manners: Manners,
        private_hosts: frozenset[str] = frozenset(),
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._folder, self._manners, self._private_hosts = folder, manners, private_hosts
        self._trust = trust or ssl.create_default_context()
        self._robots, self._turns = Robots(self._read_robots), Turns()
        self._until = time.monotonic() + manners.round_seconds

    def get(self, url: str, most_bytes: int, known: Mapping[str, str] | None = None) -> Answer:
        """The answer of `url`; `known` are headers of a conditional request. Raises FetchFailed when there is none to use."""
        return self._get(url, most_bytes, known or {}, is_robots=False)

    def _get(self, url: str, most_bytes: int, known: Mapping[str, str], is_robots: bool) -> Answer:
        manners = self._manners
        body = Body(self._folder / sha256(url.encode()).hexdigest()[:24], most_bytes)
        for attempt in stamina.retry_context(
            on=self._wait_before_next,
            attempts=manners.attempts,
            timeout=2 * manners.answer_seconds,
            wait_initial=manners.first_wait_seconds,
            wait_max=manners.longest_wait_seconds,
            wait_jitter=manners.first_wait_seconds,
        ):
            with attempt:
                return self._attempt(url, body, known, is_robots)
        raise AssertionError("stamina lets the last failure through")

    def _attempt(self, url: str, body: Body, known: Mapping[str, str], is_robots: bool) -> Answer:
        deadline = min(time.monotonic() + self._manners.answer_seconds, self._until)
        try:
            with self._client(deadline) as client:
                return self._follow(client, url, body, known, is_robots)
        except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as error:
            raise _in_words(error) from error

    def _follow(self, client: httpx.Client, url: str, body: Body, known: Mapping[str, str], is_robots: bool) -> Answer:
        for _ in range(self._manners.redirects + 1):
            if not is_robots:
                self._robots.check(url)
            self._turns.wait(url, max(self._manners.pause_seconds, self._robots.delay_seconds(url)), self._until)
            asked = {**known, **body.range_headers()}
            with client.stream("GET", url, headers=asked) as response:
                if not response.has_redirect_location:
                    return _answer(response, body, asked)
                url = _next_hop(response)
        raise FetchFailed("fetch_failed", f"more than {self._manners.redirects} redirects, the last one to {url}")

    def _client(self, deadline: float) -> httpx.Client:
        """For one attempt. Proxies, .netrc and other settings of the environment are not used: they would go round the guard."""
        manners = self._manners
        return httpx.Client(
            transport=_guarded(self._trust, GuardedBackend(self._private_hosts, deadline)),
            headers={"User-Agent": manners.user_agent(), "Accept-Encoding": "identity", "Accept": "*/*"},
            timeout=httpx.Timeout(manners.read_seconds, connect=manners.connect_seconds),
            follow_redirects=False,
            trust_env=False,
        )

    def _wait_before_next(self, error: Exception) -> bool | float:
        """stamina's question after a failed attempt: another one, after the usual wait or the one that the server asked for?"""
        if not isinstance(error, FetchFailed) or not error.is_passing:
            return False
        if error.wait_seconds is None:
            return True
        return error.wait_seconds <= self._manners.longest_wait_seconds and error.wait_seconds

    def _read_robots(self, url: str) -> str:
        """The text of a robots.txt. A host that has none, or will not show it, allows everything (RFC 9309 2.3.1.3)."""
        try:
            answer = self._get(url, self._manners.robots_bytes, {}, is_robots=True)
        except FetchFailed as error:
            if error.code == "fetch_refused":
                return ""
            raise
        text = "" if answer.status in GONE else answer.body.file.read_bytes().decode("utf-8", "replace")
        answer.body.forget()
        return text


def _guarded(trust: ssl.SSLContext, backend: GuardedBackend) -> httpx.HTTPTransport:
    """httpx's transport over a guarded pool. httpx has no setting for a pool's network backend, which httpcore documents."""
    transport = httpx.HTTPTransport(verify=trust, trust_env=False)
    transport._pool.close()
    transport._pool = httpcore.ConnectionPool(ssl_context=trust, network_backend=backend, max_keepalive_connections=0)
    return transport


def _answer(response: httpx.Response, body: Body, asked: Mapping[str, str]) -> Answer:
    """The body goes into its file. Raises FetchFailed for every status that is no answer to what was asked."""
    status, range_asked = response.status_code, "Range" in asked
    answer = Answer(status, str(response.url), response.headers, body)
    if status == httpx.codes.OK or (status == httpx.codes.PARTIAL_CONTENT and range_asked):
        body.take(response)
        return Answer(200, answer.url, answer.headers, body)
    if status in GONE or (status == httpx.codes.NOT_MODIFIED and {"If-None-Match", "If-Modified-Since"} & asked.keys()):
        return answer
    if status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE and range_asked:
        body.forget()
        raise FetchFailed("fetch_failed", "the server has another content than the one that was begun", is_passing=True)
    words = f"the server answered {status} {response.reason_phrase}".rstrip()
    if status in _PASSING:
        raise FetchFailed("fetch_failed", words, is_passing=True, wait_seconds=_retry_after(response))
    raise FetchFailed("fetch_refused", words)


def _next_hop(response: httpx.Response) -> str:
    """Where a redirect leads. Raises FetchFailed when that is no place to go; its address is checked when it is connected to."""
    try:
        target = response.url.join(response.headers["location"])
    except httpx.InvalidURL as error:
        raise FetchFailed("fetch_address_refused", f"a redirect to no address: {error}") from error
    if target.scheme not in {"http", "https"} or not target.host or target.userinfo:
        raise FetchFailed(
            "fetch_address_refused", f"a redirect to {target.scheme}://{target.host}, which is not followed"
        )
    if response.url.scheme == "https" and target.scheme == "http":
        raise FetchFailed(
            "fetch_address_refused", f"a redirect from https to {target}, which anybody could change on its way"
        )
    return str(target.copy_with(fragment=None))


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds until a server wants to be asked again; it says a number or a date."""
    said: str = response.headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        moment = parsedate_to_datetime(said)
        return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _in_words(error: httpx.TransportError | httpx.DecodingError | httpx.InvalidURL) -> FetchFailed:
    words = next((words for kind, words in _WORDS.items() if isinstance(error, kind)), type(error).__name__)
    is_certificate = "CERTIFICATE_VERIFY_FAILED" in str(error)
    is_ours = isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | httpx.LocalProtocolError)
    detail = "its certificate is not trusted" if is_certificate else str(error)
    return FetchFailed(
        "fetch_failed", f"{words}: {detail}" if detail else words, is_passing=not is_certificate and not is_ours
    )
