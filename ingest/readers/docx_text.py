"""The words of one DOCX paragraph as they are printed: deleted and hidden text out, inserted text in, symbols as characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ingest.readers.xml import attribute, child, local_name

# What is wrapped around runs without changing what is printed.
WRAPPERS = frozenset(
    {
        "hyperlink",
        "smartTag",
        "ins",
        "moveTo",
        "customXml",
        "fldSimple",
        "sdtContent",
        "dir",
        "bdo",
        "rubyBase",
        "Fallback",
    }
)
_MATHS = frozenset({"oMath", "oMathPara"})
_SPACES = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off", "none"})

# Ticks and boxes of the symbol fonts, by the low byte of their code: https://www.unicode.org/L2/L2011/11052-wingding.pdf
_SYMBOLS = {
    "wingdings": {
        0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "□", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□",
        0x6E: "■", 0x6C: "●", 0xA1: "○", 0xA4: "●", 0xA7: "▪", 0x9E: "·", 0x9F: "•",
    },
    "wingdings 2": {
        0x52: "☑", 0x53: "☒", 0x54: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "□", 0x2A: "□", 0x30: "□", 0xA2: "■", 0x98: "●",
        0x99: "○",
    },
    "symbol": {0xB3: "≥", 0xA3: "≤", 0xB9: "≠", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xB7: "•", 0xBB: "≈"},
}  # fmt: skip
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def is_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a toggle such as `vanish` is switched on in an element's properties."""
    toggle = child(properties, name)
    return toggle is not None and attribute(toggle, "val", "1").lower() not in _OFF


def paragraph_text(paragraph: etree._Element) -> str:
    """The printed words of a paragraph; a line break is a newline. Text boxes anchored in it are not part of it."""
    return "".join(_texts(paragraph))


def is_page_number(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds a page's number and no words: it belongs to the page, not to the document."""
    fields = [part.text or "" for part in paragraph.iter("{*}instrText")]
    fields += [attribute(part, "instr") for part in paragraph.iter("{*}fldSimple")]
    return any(_PAGE_FIELD.match(field) for field in fields) and not _WORD.search(paragraph_text(paragraph))


def _texts(element: etree._Element) -> Iterator[str]:
    for part in element:
        name = local_name(part)
        if name == "r":
            yield from _run(part)
        elif name in WRAPPERS:
            yield from _texts(part)
        elif name == "sdt":
            yield from _content_control(part)
        elif name == "AlternateContent":
            yield from _texts(part)
        elif name in _MATHS:
            yield from (t.text or "" for t in part.iter() if local_name(t) == "t")


def is_placeholder(control: etree._Element) -> bool:
    """Whether a content control shows only its invitation to click here, which nobody has answered."""
    return is_on(child(control, "sdtPr"), "showingPlcHdr")


def _content_control(control: etree._Element) -> Iterator[str]:
    content = child(control, "sdtContent")
    if content is not None and not is_placeholder(control):
        yield from _texts(content)


def _run(run: etree._Element) -> Iterator[str]:
    properties = child(run, "rPr")
    if is_on(properties, "vanish"):
        return
    font = "" if properties is None else _font(properties)
    for part in run:
        name = local_name(part)
        if name == "t":
            yield _as_printed(part.text or "", font)
        elif name in _SPACES:
            yield _SPACES[name]
        elif name == "sym":
            yield _symbol(attribute(part, "font").lower(), attribute(part, "char"))
        elif name == "fldChar":
            yield _check_box(part)
        elif name == "ruby":
            yield from _texts(part)
        elif name == "AlternateContent" and (fallback := child(part, "Fallback")) is not None:
            yield from _run(fallback)


def _font(properties: etree._Element | None) -> str:
    fonts = child(properties, "rFonts")
    return (attribute(fonts, "ascii") or attribute(fonts, "hAnsi")).lower()


def _as_printed(text: str, font: str) -> str:
    """Characters of a symbol font as what they show; a private code of no known font is taken as Wingdings, as Word does."""
    table = _SYMBOLS.get(font)
    if table:
        return "".join(table.get(ord(c) & 0xFF, c) if ord(c) < 0x100 or _PRIVATE.match(c) else c for c in text)
    return _PRIVATE.sub(lambda m: _SYMBOLS["wingdings"].get(ord(m.group()) & 0xFF, m.group()), text)


def _symbol(font: str, code: str) -> str:
    try:
        number = int(code, 16)
        shown = _SYMBOLS.get(font, {}).get(number & 0xFF)
        return shown or chr(number)
    except (ValueError, OverflowError):
        return ""


def _check_box(field: etree._Element) -> str:
    """A form field that is a box to tick, as Word 97 to 2003 had them."""
    box = child(field, "ffData", "checkBox")
    if box is None:
        return ""
    return "☑" if is_on(box, "checked") or (child(box, "checked") is None and is_on(box, "default")) else "☐"
