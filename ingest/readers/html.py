"""HTML → Document: what a browser would show, in order: paragraphs and tables with merged cells; no scripts, menus or hidden parts."""

from __future__ import annotations

import re

from lxml import etree, html

from ingest.layout import Document, Unreadable
from ingest.nouns import Issue
from ingest.readers.blocks import Block, Paragraph, blocks_to_document
from ingest.readers.html_tables import is_hidden, place_cells
from ingest.readers.tables import BlockCell, cells_to_blocks

MOST_BYTES = 30_000_000
MOST_DEPTH = 200
LOST = "\ufffd"  # what stands for a character that cannot be read
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "chinese", "cp936"})
_UNSEEN = frozenset({
    "script", "style", "template", "head", "noscript", "nav", "footer", "aside", "svg", "object", "iframe", "button", "option",
    "datalist", "map", "audio", "video", "canvas", "title", "link", "meta",
})  # fmt: skip
_BREAKING = frozenset({
    "address", "article", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "ul",
    "caption", "legend",
})  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MARKED_UP = re.compile(r"<(?:html|body|p|div|br|span|h[1-6]|li)\b", re.IGNORECASE)


def read(data: bytes, media_type: str) -> Document:
    """Bytes of an HTML page → Document. Raises Unreadable when they are no text, too long or nested too deep."""
    if len(data) > MOST_BYTES:
        raise Unreadable("too_large", f"the page has {len(data)} bytes; at most {MOST_BYTES} are read")
    text = decode(data)
    if not text.strip():
        return Document(media_type, "", [])
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("broken_file", "the page holds nothing that a browser would show") from error
    for fault in parser.error_log.filter_types(etree.ErrorTypes.ERR_RESOURCE_LIMIT):  # what stands behind it is lost
        raise (
            _too_deep()
            if "depth" in fault.message
            else Unreadable("too_large", "the page holds a text beyond all bounds")
        )
    reader = _Reader()
    reader.printed_as_typed = not _MARKED_UP.search(text)  # tables put into a text, as converters to Markdown do
    reader.visit(root, 0)
    document = blocks_to_document(media_type, [*_page_title(root), *reader.end()])
    if LOST in text:
        document.doubts.append(
            Issue("characters_lost", "some characters of the page cannot be read; words may be missing")
        )
    return document


def decode(data: bytes) -> str:
    """Bytes → text by byte order mark, UTF-8, the declared charset, GB 18030; `gb2312` is read as GB 18030, of which it is a part.

    Raises Unreadable when too little of it can be read.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").replace("\x00", "")
    declared = _DECLARED.search(data[:8192])
    name = declared.group(1).decode("ascii", "ignore").lower() if declared else "utf-8"
    name = "gb18030" if name in _CHINESE else name
    for encoding in dict.fromkeys(("utf-8-sig", name, "gb18030")):
        try:
            return data.decode(encoding).replace("\x00", "")
        except (UnicodeDecodeError, LookupError):
            continue
    texts = [data.decode(encoding, "replace").replace("\x00", "") for encoding in ("utf-8", "gb18030")]
    text = min(texts, key=lambda text: text.count(LOST))
    if text.count(LOST) * 200 > len(text):
        raise Unreadable("not_text", "the page is neither UTF-8 nor GB 18030")
    return text


def _page_title(root: etree._Element) -> list[Block]:
    """The page's own name, which may be all that says whose page it is; not said twice."""
    title = _BLANKS.sub(" ", root.findtext("head/title") or "").strip()
    body = root.find("body")
    is_repeated = body is None or title in "".join(str(text) for text in body.itertext())
    return [Paragraph(title)] if title and not is_repeated else []


def _too_deep() -> Unreadable:
    return Unreadable("nested_too_deep", f"the page's elements stand in each other more than {MOST_DEPTH} deep")


class _Reader:
    """The blocks of a page or of one cell, and the words of the paragraph being read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.words: list[str] = []
        self.printed_as_typed: int = 0  # how many <pre> are open
        self.numbers: list[int] = []  # of the ordered lists that are open; 0 for an unordered one

    def end(self) -> list[Block]:
        """Every block, the last paragraph closed."""
        self._close()
        return self.blocks

    def visit(self, element: etree._Element, depth: int) -> None:
        """Reads an element and what stands in it."""
        if depth > MOST_DEPTH:
            raise _too_deep()
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _UNSEEN or is_hidden(element):
            return
        if name == "table":
            self._table(element, depth)
        elif name == "br":
            self.words.append("\n")
        elif name in {"input", "select", "textarea"}:
            self.words.append(_field(element, name))
        else:
            self._inside(element, name, depth)

    def _inside(self, element: etree._Element, name: str, depth: int) -> None:
        is_block = name in _BREAKING
        if is_block:
            self._close()
        if name in {"ol", "ul"}:
            self.numbers.append(_start(element) if name == "ol" else 0)
        if name == "li" and self.numbers and self.numbers[-1]:
            self.words.append(f"{self.numbers[-1]}.")
            self.numbers[-1] += 1
        self.printed_as_typed += name == "pre"
        self._text(element.text)
        for part in element:
            self.visit(part, depth + 1)
            self._text(part.tail)
        self.printed_as_typed -= name == "pre"
        if name in {"ol", "ul"}:
            self.numbers.pop()
        if is_block:
            self._close()

    def _table(self, element: etree._Element, depth: int) -> None:
        self._close()
        for caption in element.iterchildren("caption"):
            self.visit(caption, depth + 1)
            self._close()
        cells = []
        for placed in place_cells(element):
            inside = _Reader()
            inside._inside(placed.element, "td", depth + 1)
            cells.append(BlockCell(inside.end(), placed.row, placed.column, placed.rows, placed.columns))
        self.blocks += cells_to_blocks(cells)

    def _text(self, text: str | None) -> None:
        if text:
            self.words.append(text if self.printed_as_typed else _BLANKS.sub(" ", text))

    def _close(self) -> None:
        text = "\n".join(line.strip(" ") for line in "".join(self.words).split("\n"))
        self.words = []
        if text.strip(" \n"):  # a lone &nbsp; is an empty line
            self.blocks.append(Paragraph(text))


def _start(element: etree._Element) -> int:
    start = element.get("start") or ""
    return int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1


def _field(element: etree._Element, name: str) -> str:
    """What a field of a web form shows: a box with or without a tick, or the text filled in."""
    kind = (element.get("type") or "text").lower()
    if name == "textarea":
        return element.text or ""
    if name == "select":
        options = [o for o in element.iter("option") if "selected" in o.attrib]
        return (options[0].text or "").strip() if options else ""
    if kind in {"checkbox", "radio"}:
        return "☑" if "checked" in element.attrib else "☐"
    return element.get("value") or "" if kind in {"text", "number", "date"} else ""
