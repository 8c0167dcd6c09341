"""The dashboards as a person starts them: `bangfu dashboard` on a free port, waited for, and stopped again."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60.0


@contextmanager
def served(warehouse: Path) -> Iterator[str]:
    """The address of the dashboards on the warehouse folder `warehouse`, while the context lasts."""
    port = free_port()
    command = [sys.executable, "-m", "ingest.cli", "dashboard", "--port", str(port), "--warehouse", str(warehouse)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            address = f"http://localhost:{port}"
            wait_until_healthy(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return once the server answers. Raises RuntimeError when it ended or stays silent."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            said = server.stdout.read().decode() if server.stdout else ""
            raise RuntimeError(f"the dashboards ended with exit code {server.returncode}: {said}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the dashboards did not answer at {address} within {PATIENCE_SECONDS:.0f} s")
