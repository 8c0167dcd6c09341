"""What has arrived of an answer, in a file beside the shelf: a later attempt, also another night's, goes on where it broke off."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx

from ingest.fetching.failures import FetchFailed

_CONTENT_RANGE = re.compile(r"bytes (?P<first>\d+)-\d+/(?P<total>\d+|\*)")
# one layer, of a kind whose pieces stay small when they are unpacked; two layers multiply
_ENCODINGS = frozenset({"identity", "gzip", "deflate"})


class Body:
    """The file that an answer is written to, and beside it what the server called this very content (its validator)."""

    def __init__(self, file: Path, most_bytes: int) -> None:
        self.file, self.most_bytes = file, most_bytes
        self._note = file.with_suffix(".json")

    def range_headers(self) -> dict[str, str]:
        """What asks for the rest only, if it is still the rest of the same content; nothing when there is no beginning to go on with."""
        validator = self._validator()
        if validator is None or not self._size():
            return {}
        return {"Range": f"bytes={self._size()}-", "If-Range": validator}

    def take(self, response: httpx.Response) -> None:
        """Write a 200 from the start, a 206 behind what is there.

        Raises FetchFailed for too much, for an encoding that was not asked for and may be a bomb, and for a part that does not fit what
        is there, which is then forgotten.
        """
        start, total = (0, None) if response.status_code == httpx.codes.OK else self._place_of(response)
        if (encoding := response.headers.get("content-encoding", "identity").lower()) not in _ENCODINGS:
            raise FetchFailed("fetch_failed", f"the answer is encoded as {encoding[:40]}, which nobody asked for")
        announced = int(response.headers.get("content-length") or 0)
        if start + announced > self.most_bytes:
            self._refuse_size(start + announced)
        if start == 0:
            self._keep_note(response)
        size = start
        with self.file.open("ab" if start else "wb") as file:
            for chunk in response.iter_bytes():
                size += len(chunk)
                if size > self.most_bytes:
                    self._refuse_size(size)
                file.write(chunk)
        if total is not None and size != total:
            self.forget()
            raise FetchFailed("fetch_failed", f"{size} bytes came, {total} were announced", is_passing=True)

    def forget(self) -> None:
        """Nothing has arrived."""
        self.file.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def _place_of(self, response: httpx.Response) -> tuple[int, int | None]:
        """First byte and whole size of a 206, checked against what is there."""
        said = _CONTENT_RANGE.fullmatch(response.headers.get("content-range", ""))
        etag = response.headers.get("etag")
        is_encoded = response.headers.get("content-encoding", "identity") != "identity"
        is_other = etag is not None and self._validator() not in {etag, response.headers.get("last-modified")}
        if said is None or int(said["first"]) != self._size() or is_encoded or is_other:
            self.forget()
            raise FetchFailed("fetch_failed", "the server sent a part that does not fit what is there", is_passing=True)
        return self._size(), None if said["total"] == "*" else int(said["total"])

    def _keep_note(self, response: httpx.Response) -> None:
        """Remember the validator; a weak one, or one of compressed bytes, cannot vouch for a part (RFC 9110 13.1.5)."""
        self._note.unlink(missing_ok=True)
        validator = response.headers.get("etag") or response.headers.get("last-modified")
        if validator and not validator.startswith("W/") and "content-encoding" not in response.headers:
            self._note.write_text(json.dumps({"validator": validator}), encoding="utf-8")

    def _validator(self) -> str | None:
        try:
            return str(json.loads(self._note.read_text(encoding="utf-8"))["validator"])
        except (FileNotFoundError, ValueError, KeyError):
            return None

    def _size(self) -> int:
        return self.file.stat().st_size if self.file.exists() else 0

    def _refuse_size(self, size: int) -> None:
        self.forget()
        raise FetchFailed("fetch_too_large", f"{size:,} bytes or more; at most {self.most_bytes:,} are taken")
