"""How far a long piece of work is, as a bar for a person who watches; a log and a pipe see nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ingest.logs import is_for_people

T = TypeVar("T")
LEAST = 3  # a bar for less is gone before it is seen


def with_progress(things: Iterable[T], total: int, what: str) -> Iterator[T]:
    """The same things one by one, with a bar on standard error where that is a terminal; it is wiped away at the end."""
    if total < LEAST or not is_for_people():
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, description=what, total=total, console=Console(stderr=True), transient=True)
