"""A server that misbehaves, a folder to fetch to, and a fetcher in a hurry."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.fetching import Fetched
from ingest.fetching.listing import read_listing
from ingest.fetching.manners import Manners
from ingest.fetching.round import fetch
from ingest.fetching.shelf import Shelf
from tests.ingest.fetching.bad_server import BadServer, serving

HURRIED = Manners(
    attempts=3, pause_seconds=0, connect_seconds=1, read_seconds=0.4, answer_seconds=0.8, first_wait_seconds=0.01, longest_wait_seconds=1.5
)  # fmt: skip
ROW = {
    "id": "huangshan-2024",
    "title": "黄山市总工会2024年项目绩效目标表",
    "publisher": "黄山市总工会",
    "city_id": "341000",
    "city_name": "黄山市",
    "fiscal_year": 2024,
}
TRUST = ssl.create_default_context()  # takes a while to make
Fetch = Callable[..., Fetched]


@pytest.fixture
def server() -> Iterator[BadServer]:
    """It has no robots.txt, so everything is allowed."""
    with serving() as running:
        yield running


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "fetched")


@pytest.fixture
def fetching(tmp_path: Path, shelf: Shelf) -> Fetch:
    """Fetch one address, or the rows given, as a listing that allows loopback by name."""

    def run(
        *rows: str | dict[str, Any],
        private_hosts: tuple[str, ...] = ("127.0.0.1",),
        manners: Manners = HURRIED,
        trust: ssl.SSLContext = TRUST,
    ) -> Fetched:
        listed = [ROW | {"url": row} if isinstance(row, str) else ROW | row for row in rows]
        file = tmp_path / "sources.yml"
        file.write_text(yaml.safe_dump({"private_hosts": list(private_hosts), "sources": listed}), encoding="utf-8")
        return fetch(shelf, read_listing(file), manners, trust)

    return run
