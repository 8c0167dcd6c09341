"""What a run says while it works, on standard error: for a person on a terminal, as key=value lines in a log, or as JSON lines on request.

Whoever logs takes `structlog.get_logger()`; `set_up` says once, for the process, what becomes of it.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_is_json = False


def set_up(is_json: bool = False) -> None:
    """Choose the form. JSON lines tell more, such as how long each step took; whatever libraries warn of becomes one as well."""
    global _is_json  # noqa: PLW0603 - standard error is one for the process, and so is its form
    import structlog

    _is_json = is_json
    is_terminal = not is_json and sys.stderr.isatty()
    structlog.contextvars.clear_contextvars()
    structlog.configure(
        processors=[
            *([] if is_terminal else [structlog.contextvars.merge_contextvars]),
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S" if is_terminal else "iso", utc=not is_terminal),
            *([structlog.processors.dict_tracebacks] if is_json else []),
            _renderer(is_terminal),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG if is_json else logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # as it is when somebody speaks
        cache_logger_on_first_use=False,
    )
    if is_json:
        structlog.contextvars.bind_contextvars(run_id=None)
        logging.captureWarnings(True)
        logging.basicConfig(handlers=[_Passing()], level=logging.WARNING, force=True)


def run_log(run: str) -> Any:
    """A structlog logger for one run, whose name goes into every line of a log from now on."""
    import structlog

    set_up(_is_json)  # standard error may be another one by now
    structlog.contextvars.bind_contextvars(run_id=run)
    return structlog.get_logger()


def is_for_people() -> bool:
    """Whether a person reads standard error as it is written."""
    return not _is_json and sys.stderr.isatty()


def say(message: str) -> None:
    """A sentence outside of any run's steps: as it is, or as the event of a JSON line."""
    if not _is_json:
        sys.stderr.write(f"{message}\n")
        return
    import structlog

    structlog.get_logger().info(message)


def tell_step(step: Any) -> None:
    """A step that ended, in JSON lines only: a person sees the milestones."""
    if _is_json:
        import structlog

        told = {"seconds": step.seconds, "rows_in": step.rows_in, "rows_out": step.rows_out}
        structlog.get_logger().debug("step", step=step.name, **told)


@contextmanager
def ending_told() -> Iterator[None]:
    """What ends the program in here is told in the chosen form as well, and ends it with exit code 1."""
    try:
        yield
    except SystemExit as error:
        if not _is_json or not isinstance(error.code, str):
            raise
        say(error.code)
        raise SystemExit(1) from None
    except KeyboardInterrupt:  # before the run itself hears signals
        say("ended by SIGINT")
        raise SystemExit(1) from None
    except Exception:
        if not _is_json:
            raise
        import structlog

        structlog.get_logger().exception("crashed")
        raise SystemExit(1) from None


def _renderer(is_terminal: bool) -> Any:
    import structlog

    if _is_json:
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    if is_terminal:
        return structlog.dev.ConsoleRenderer(colors=True, pad_event_to=24)
    return structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], drop_missing=True)


class _Passing(logging.Handler):
    """Hands what libraries log with Python's own logging to structlog."""

    def emit(self, record: logging.LogRecord) -> None:
        import structlog

        structlog.get_logger().log(record.levelno, record.getMessage(), logger=record.name)
