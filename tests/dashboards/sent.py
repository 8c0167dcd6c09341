"""What a page sends to the browser, element by element, and which of its texts the browser may take for more than text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

# Elements whose texts are shown as they are: painted cells, chart data, plain text, code, a field's content, a list of choices.
VERBATIM = {"arrow_data_frame", "vega_lite_chart", "arrow_vega_lite_chart", "text", "code", "text_area", "text_input"}
VERBATIM |= {"selectbox", "multiselect", "number_input"}
# It begins with Markdown: in a block of HTML Markdown would not be looked for.
HOSTILE = "![x](http://example.com/x.png)[y](http://example.com)$$z$$:red[a]<script>alert(1)</script>=cmd|'/C calc'!A0"
OBEYED = ("![x]", "[y](", "$$z$$", ":red[", "<script>")


def elements(app: AppTest) -> Iterator[tuple[str, Message]]:
    """Every element on a page with its kind."""
    waiting: list[Any] = [app._tree]
    while waiting:
        node = waiting.pop()
        waiting.extend(getattr(node, "children", {}).values())
        if isinstance(getattr(node, "proto", None), Message):
            yield getattr(node, "type", ""), node.proto


def obeyed(app: AppTest) -> list[tuple[str, str]]:
    """The hostile texts that the browser would obey, with the kind of element they stand in."""
    texts = ((kind, text) for kind, element in elements(app) for text in texts_of(kind, element))
    return [(kind, text) for kind, text in texts if any(sign in text for sign in OBEYED[-1 if kind == "html" else 0 :])]


def texts_of(kind: str, element: Message) -> Iterator[str]:
    """The texts of an element that the browser may take for Markdown, or for HTML."""
    if kind in VERBATIM:
        return
    for field, value in element.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, str):
                yield one
            elif isinstance(one, Message):
                yield from texts_of("", one)
