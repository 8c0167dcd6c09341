"""What a run says while it works, on standard error: for a person on a terminal, or as one key=value line for each event in a log."""

from __future__ import annotations

import sys
from typing import Any


def run_log(**context: str) -> Any:
    """A structlog logger that writes to standard error; colours only on a terminal. `context` goes into every line of a log file."""
    import structlog

    is_terminal = sys.stderr.isatty()
    renderer: Any = structlog.dev.ConsoleRenderer(colors=True, pad_event_to=24) if is_terminal else structlog.processors.LogfmtRenderer(
        key_order=["timestamp", "level", "event"], drop_missing=True
    )  # fmt: skip
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S" if is_terminal else "iso", utc=not is_terminal),
            renderer,
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    return structlog.get_logger(**({} if is_terminal else context))
