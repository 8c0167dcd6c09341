"""A page that lists documents → the links on it.

Patterns of bounded length read it, not a parser: a page from outside must not bring this process down, as it could a native parser, nor
hold it for minutes, as unclosed comments do to Python's own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?(?P<name>[\w-]{1,40})""", re.IGNORECASE)
_ANCHOR = re.compile(r"<a\s(?P<said>[^<>]{0,4000})>(?P<words>(?:[^<]|<(?!/?a\b)){0,2000})", re.IGNORECASE)
_BASE = re.compile(r"<base\s(?P<said>[^<>]{0,4000})>", re.IGNORECASE)
_SAYS = re.compile(
    r"""\b(?P<name>href|title)\s{0,9}=\s{0,9}(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+))""", re.IGNORECASE
)
_TAG = re.compile(r"<[^<>]{0,4000}>")
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}
_LONGEST = 300  # characters of a link's words
_MOST = 5_000  # links of one page that are looked at


@dataclass(frozen=True, slots=True)
class Link:
    """A link: where it leads, absolute and without its fragment, and its words (or its title where that says more)."""

    url: str
    text: str


def page_to_links(data: bytes, url: str, content_type: str = "") -> list[Link]:
    """The bytes of the HTML page at `url` → its links to http and https addresses, in their order, each address once."""
    page = _without_comments(_decoded(data, content_type))
    base = url
    if (said := _BASE.search(page)) and (href := _attributes(said["said"]).get("href")):
        base = _joined(url, href) or url
    links: dict[str, Link] = {}
    for href, text in _anchors(page):
        target = _joined(base, href)
        if target and (target not in links or len(text) > len(links[target].text)):
            links[target] = Link(target, text)
    return list(links.values())


def _anchors(page: str) -> Iterator[tuple[str, str]]:
    for anchor in islice(_ANCHOR.finditer(page), _MOST):
        said = _attributes(anchor["said"])
        if "href" in said:
            words = html.unescape(_TAG.sub("", anchor["words"]))
            texts = (" ".join(text.split())[:_LONGEST] for text in (words, said.get("title", "")))
            yield said["href"], max(texts, key=len)


def _attributes(said: str) -> dict[str, str]:
    found = ((one["name"].lower(), one["a"] or one["b"] or one["c"] or "") for one in _SAYS.finditer(said))
    return {name: html.unescape(value) for name, value in found}


def _without_comments(page: str) -> str:
    kept: list[str] = []
    start = 0
    while (opened := page.find("<!--", start)) >= 0:
        kept.append(page[start:opened])
        closed = page.find("-->", opened)
        if closed < 0:
            return "".join(kept)
        start = closed + len("-->")
    return "".join([*kept, page[start:]])


def _joined(base: str, href: str) -> str | None:
    try:
        target = urlsplit(urljoin(base, href.strip()))
        return target._replace(fragment="").geturl() if target.scheme in {"http", "https"} and target.hostname else None
    except ValueError:
        return None


def _decoded(data: bytes, content_type: str) -> str:
    """The page's text: as it says where that is a Chinese encoding, else UTF-8 where it is that; GB 18030 contains GB 2312 and GBK."""
    said = _CHARSET.search(content_type.encode("ascii", "ignore")) or _CHARSET.search(data[:2048])
    name = said["name"].decode("ascii").lower() if said else "utf-8"
    if name not in _CHINESE:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            name = "gb18030"
    return data.decode(_CHINESE[name], "replace")
