"""What a DOCX prints around its body: heads and feet of pages, footnotes and endnotes. Each stands in a part of its own."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from ingest.readers.archives import Archive
from ingest.readers.blocks import Block, Paragraph
from ingest.readers.xml import attribute, local_name, parse_xml

_HEADS = re.compile(r"word/header\d*\.xml")
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\d*\.xml")
_FEET = re.compile(r"word/footer\d*\.xml")
_RULES = frozenset({"separator", "continuationSeparator", "continuationNotice"})  # the lines above notes, no words

BlocksOf = Callable[[etree._Element], list[Block]]


def with_margins(archive: Archive, body: list[Block], blocks_of: BlocksOf) -> list[Block]:
    """A body's blocks between what is printed above and below it, once each: `金额单位：万元` may stand in a page's head.

    `blocks_of` turns an element that holds paragraphs and tables into blocks. Raises Unreadable like `parse_xml`.
    """
    heads, feet = (_once(_parts(archive, pattern), blocks_of) for pattern in (_HEADS, _FEET))
    notes = [block for root in _parts(archive, _NOTES) for note in root if _is_note(note) for block in blocks_of(note)]
    return [*heads, *body, *notes, *feet]


def _parts(archive: Archive, pattern: re.Pattern[str]) -> list[etree._Element]:
    return [parse_xml(archive.read(name), name) for name in sorted(archive.names) if pattern.fullmatch(name)]


def _once(parts: list[etree._Element], blocks_of: BlocksOf) -> list[Block]:
    """First, odd and even pages have parts of their own, which mostly say the same."""
    printed: list[Block] = []
    for block in (block for part in parts for block in blocks_of(part)):
        if block not in printed and block != Paragraph(""):
            printed.append(block)
    return printed


def _is_note(element: etree._Element) -> bool:
    return local_name(element) in ("footnote", "endnote") and attribute(element, "type") not in _RULES
