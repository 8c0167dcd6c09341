"""A page that lists documents → the links on it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from html.parser import HTMLParser

import httpx

_CHARSET = re.compile(rb"""charset\s*=\s*["']?(?P<name>[\w-]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it leads, absolute and without its fragment, and its words (or its title where that says more)."""

    url: str
    text: str


def page_to_links(data: bytes, url: str, content_type: str = "") -> list[Link]:
    """The bytes of the HTML page at `url` → its links to http and https addresses, in their order, each address once.

    Python's own parser reads it, in this process: a page from outside cannot bring that down as it could a native one.
    """
    parser = _Anchors()
    parser.feed(_decoded(data, content_type))
    parser.close()
    base = _joined(url, parser.base) or url
    links: dict[str, Link] = {}
    for href, text in parser.anchors:
        target = _joined(base, href)
        if target and (target not in links or len(text) > len(links[target].text)):
            links[target] = Link(target, text)
    return list(links.values())


class _Anchors(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.anchors: list[tuple[str, str]] = []
        self.base = ""
        self._href: str | None = None
        self._title, self._words = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "base" and not self.base:
            self.base = said.get("href", "")
        elif tag == "a" and "href" in said:
            self._finish()
            self._href, self._title, self._words = said["href"], said.get("title", ""), ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._finish()

    def handle_data(self, data: str) -> None:
        if self._href is not None:
            self._words += data

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        if self._href is not None:
            texts = (" ".join(text.split()) for text in (self._words, self._title))
            self.anchors.append((self._href, max(texts, key=len)))
            self._href = None


def _joined(base: str, href: str) -> str | None:
    try:
        target = httpx.URL(base).join(href.strip())
    except (httpx.InvalidURL, ValueError):
        return None
    return str(target.copy_with(fragment=None)) if target.scheme in {"http", "https"} and target.host else None


def _decoded(data: bytes, content_type: str) -> str:
    """The page's text; GB 2312 and GBK are read as GB 18030, which contains them."""
    said = _CHARSET.search(content_type.encode("ascii", "ignore")) or _CHARSET.search(data[:2048])
    name = said["name"].decode("ascii").lower() if said else "utf-8"
    name = "gb18030" if name in {"gb2312", "gbk"} else name
    try:
        codecs.lookup(name)
    except LookupError:
        name = "utf-8"
    return data.decode(name, "replace")
