"""A document as numbered lines of HTML. Its text is untrusted: every character of it is escaped, nothing in it is interpreted."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STYLE = """<style>
.listing{width:100%;border-collapse:collapse;font-family:var(--st-code-font,ui-monospace),'Noto Sans Mono CJK SC',monospace;
font-size:.875rem;line-height:1.65}
.listing td,.listing th{border:0;padding:0 .6rem;vertical-align:top;text-align:left;font-weight:400}
.listing th{width:1%;text-align:right;user-select:none;opacity:.72;white-space:nowrap;font-variant-numeric:tabular-nums}
.listing td{white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4}
.listing tr.lit{background:rgba(242,183,5,.24);box-shadow:inset 4px 0 0 #c98f00}
.listing tr.lit th{opacity:1;font-weight:600}
.listing mark{background:rgba(242,183,5,.62);color:inherit;font-weight:600}
.listing tr[title] th::after{content:" ✎"}
.listing tr[title] td{text-decoration:underline dotted}
</style>"""


def lines_to_html(
    lines: Iterable[tuple[int, str]], lit: range, caption: str, notes: Mapping[int, str], quote: str = ""
) -> str:
    """A table with one row per (number, text); the rows whose number is in `lit` are marked, those with a note show it on hover.

    In a row that is marked alone, so are the words of `quote`.
    """
    words = quote if len(lit) == 1 else ""
    rows = "".join(
        f'<tr{_mark(number in lit)}{_note(notes.get(number))}><th scope="row">{number}</th>'
        f"<td>{_text(text, words if number in lit else '')}</td></tr>"
        for number, text in lines
    )
    return f'{STYLE}<table class="listing" aria-label="{escape(caption)}"><tbody>{rows}</tbody></table>'


def _text(text: str, words: str) -> str:
    before, found, after = text.partition(words) if words else (text, "", "")
    return f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}" if found else escape(text)


def _mark(is_lit: bool) -> str:
    return ' class="lit" aria-current="true"' if is_lit else ""


def _note(note: str | None) -> str:
    return f' title="{escape(note)}"' if note else ""
