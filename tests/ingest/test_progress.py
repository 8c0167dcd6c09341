from __future__ import annotations

import io
import os

import pytest

from ingest.progress import with_progress


def test_a_terminal_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        monkeypatch.setenv("TERM", "xterm-256color")
        assert list(with_progress(iter("abcd"), 4, "Reading")) == list("abcd")
        terminal.flush()
        shown = os.read(master, 100_000).decode()
    os.close(master)
    assert "Reading" in shown
    assert "100%" in shown


def test_a_log_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr("sys.stderr", log)
    assert list(with_progress(iter("abcd"), 4, "Reading")) == list("abcd")
    assert log.getvalue() == ""
