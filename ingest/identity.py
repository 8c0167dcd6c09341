"""Keys that stay: made from what a thing says, never from where it stands, so that a rebuild or a moved line keeps them."""

from __future__ import annotations

import hashlib
from collections import Counter

SEPARATOR = "\x1f"
DOCUMENT_KEY_LENGTH = 20  # every key below a document begins with its document's


def digest(length: int, *parts: object) -> str:
    """The first `length` hex digits of a hash over the parts; None and the empty text are the same."""
    text = SEPARATOR.join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def document_key(city_id: str, fiscal_year: int, publisher: str | None, title: str | None) -> str:
    """`<city_id>-<fiscal_year>-<8 hex>`; the hex is a hash of publisher and title, so a corrected edition keeps its identity."""
    identity = "|".join((publisher or "", title or ""))
    return f"{city_id}-{fiscal_year}-{digest(8, identity)}"


class Keys:
    """Keys below one parent. Things that say exactly the same are told apart by their occurrence."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[object, ...]] = Counter()

    def key(self, parent: str, length: int, *content: object) -> str:
        """`<parent>-<length hex>` of the content and, from its second occurrence on, of the occurrence."""
        self._seen[(parent, *content)] += 1
        occurrence = self._seen[(parent, *content)]
        return f"{parent}-{digest(length, *content, *([occurrence] if occurrence > 1 else []))}"
