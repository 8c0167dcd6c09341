"""One spelling per sign, no blanks, and the way back to where each sign stood."""

from __future__ import annotations

from dataclasses import dataclass

# One sign, and the other signs that are printed for it. U+FFFE is what PDFium gives for a hyphen at a line end.
_SPELLINGS = {
    "≥": "≧⩾",
    "≤": "≦⩽",
    ">": "﹥",
    "<": "﹤",
    "=": "﹦",
    "%": "﹪",
    "(": "﹝〔【[［﹙",
    ")": "﹞〕】]］﹚",
    "·": "•・‧∙⋅●",
    "-": "\ufffe\u00ad‐‑‒–—―─−﹣~～∼〜",
    "*": "×✕∗﹡",
    "/": "∕⁄÷",
    ":": "︰﹕",
    "；": "；;﹔！!？?",
    "。": "。｡",
    "，": "，﹐",
    "、": "、､",
    "¥": "￥",
}
_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SIGNS = _FULL_WIDTH | {other: sign for sign, others in _SPELLINGS.items() for other in others}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_NUMERIC = frozenset("0123456789.,%")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A text with one spelling per sign and without blanks; `offsets[i]` is where sign `i` stands in the text."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The signs `start:end` as offsets in the original text."""
        return self.offsets[start], self.offsets[end - 1] + 1


def text_to_glyphs(text: str) -> Glyphs:
    """Blanks vanish, except between two figures: `5 000` must not become one number in silence."""
    signs: list[str] = []
    offsets: list[int] = []
    blank_at = -1
    for offset, printed in enumerate(text):
        if printed.isspace() or printed in _INVISIBLE:
            blank_at = offset
            continue
        sign = _SIGNS.get(printed, printed)
        if printed == "，" and _is_thousands_comma(text, offset):
            sign = ","
        if blank_at >= 0 and signs and signs[-1] in _NUMERIC and sign in _NUMERIC and sign != "%":
            signs.append(" ")
            offsets.append(blank_at)
        blank_at = -1
        if sign == "%" and signs and signs[-1] == "|":  # 100|%: a stroke seen where the table has a line
            signs.pop()
            offsets.pop()
        signs.append(sign)
        offsets.append(offset)
    return Glyphs("".join(signs), tuple(offsets))


def _is_thousands_comma(text: str, offset: int) -> bool:
    """A full-width comma separates thousands only inside a full-width number."""
    before, after = text[offset - 1 : offset], text[offset + 1 : offset + 4]
    return "０" <= before <= "９" and len(after) == 3 and all("０" <= figure <= "９" for figure in after)
