"""Chinese signs that somebody saved as Latin ones: `¡Ý3场` is ≥3场, its two GB 2312 bytes read one by one.

The bytes are all there, so what they say is certain. What stands as � or 锟斤拷 is lost, and whoever reads it must doubt.
"""

from __future__ import annotations

import re

from ingest.layout import Words

# A1 and A3 begin the rows of signs (≥ ％ ：); as Latin letters, ¡ and £, they stand before no sign of a Chinese text.
# Longer runs may be any characters; they hold letters, as ×× and ·· do not.
_PAIRS = re.compile(r"(?:[\u00a1\u00a3][\u00a1-\u00fe])+|(?:[\u00a1-\u00f7][\u00a1-\u00fe]){2,}")
_LETTER = re.compile(r"[\u00a1\u00a3\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00fe]")
_LOST = re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯")


def repaired(words: Words) -> Words:
    """The words with every such pair as the one sign it is.

    A sign stands where its first byte does, the last of a cell where its second does, so that quotes hold it whole.
    """
    if words.text.isascii() or not _PAIRS.search(words.text):
        return words
    text: list[str] = []
    at: list[int] = []
    done = 0
    for match in _PAIRS.finditer(words.text):
        signs = _decoded(match.group())
        if signs is None:
            continue
        end = match.end()
        is_last = end == len(words.text) or words.text[end] in " \t|｜\u3000"
        places = list(words.at[match.start() : end : 2])
        text += [words.text[done : match.start()], signs]
        at += [*words.at[done : match.start()], *places[:-1], words.at[end - 1] if is_last else places[-1]]
        done = end
    return Words("".join(text) + words.text[done:], (*at, *words.at[done:]))


def _decoded(run: str) -> str | None:
    """The signs of a run of pairs; None where it holds no letter or is no GB 2312."""
    if not _LETTER.search(run):
        return None
    try:
        return run.encode("latin-1").decode("gb2312")
    except UnicodeDecodeError:
        return None


def is_lost(text: str) -> bool:
    """Whether characters of a text are gone for good."""
    return bool(_LOST.search(text))
