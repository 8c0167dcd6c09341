"""The dashboards, served on this machine for the published warehouse."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

APP = Path(__file__).parents[1] / "dashboards" / "app.py"
HOST = "localhost"


def serve_dashboards(warehouse: Path, port: int) -> NoReturn:
    """Become the Streamlit server, so that whoever stops this process stops the server. Settings lie beside the app."""
    environment = os.environ | {
        "BANGFU_WAREHOUSE": str(warehouse.absolute()),
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    }
    sys.stderr.write(f"Dashboards: http://{HOST}:{port}\n")
    sys.stderr.flush()
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(APP),
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    os.execve(sys.executable, command, environment)
