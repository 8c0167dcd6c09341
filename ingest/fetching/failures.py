"""Why an address gave no document."""

from __future__ import annotations


class FetchFailed(Exception):
    """No document came. `code` is one of the seed `flags`; the message says what happened and, where it helps, what to do.

    `is_passing`: another attempt may go better, after `wait_seconds` where the server named a time.
    """

    def __init__(self, code: str, message: str, *, is_passing: bool = False, wait_seconds: float | None = None) -> None:
        super().__init__(message)
        self.code, self.message = code, message
        self.is_passing, self.wait_seconds = is_passing, wait_seconds
