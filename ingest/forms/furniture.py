"""Leaves out what belongs to the page and not to the form: page numbers, and running heads printed beside them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from ingest.layout import Cell
from ingest.lexicon import Lexicon, bare

_SMALL_NUMBER = re.compile(r"[0-9]{1,3}")
LEAST_PAGES = 2  # a line beside fewer page numbers is no running head
LEAST_HEAD = 3  # characters; a shorter line is a piece of a word printed upright in a narrow column


def without_furniture(cells: list[Cell], lexicon: Lexicon) -> list[Cell]:
    """Cells without page numbers and running heads.

    A running head stands on the same side of most page numbers and is no word of a form. It is left out there and nowhere
    else, so that words of a table that happen to stand at a page's end are kept.
    """
    lines = [list(group) for _, group in groupby(cells, key=lambda cell: cell.line)]
    texts = [bare(" ".join(cell.text for cell in line)) for line in lines]
    numbers = {i for i, text in enumerate(texts) if lexicon.is_page_number(text) or _is_between_rows(lines, i)}
    furniture = numbers | _heads(texts, numbers, -1, lexicon) | _heads(texts, numbers, 1, lexicon)
    return [cell for i, line in enumerate(lines) if i not in furniture for cell in line]


def _is_between_rows(lines: list[list[Cell]], i: int) -> bool:
    """Whether a small number stands alone between two rows of tables, as a page's number does where the page ended."""
    if not (0 < i < len(lines) - 1 and len(lines[i]) == 1 and _SMALL_NUMBER.fullmatch(lines[i][0].text)):
        return False
    return not lines[i][0].is_in_row and lines[i - 1][0].is_in_row and lines[i + 1][0].is_in_row


def _heads(texts: list[str], numbers: set[int], side: int, lexicon: Lexicon) -> set[int]:
    """The lines on one side of page numbers that say the same beside most of them."""
    beside = [i + side for i in numbers if 0 <= i + side < len(texts)]
    times = Counter(texts[i] for i in beside)
    least = max(LEAST_PAGES, len(beside) // 2 + 1)
    heads = {i for i in beside if times[texts[i]] >= least and len(texts[i]) >= LEAST_HEAD}
    return {i for i in heads if not _is_of_a_form(texts[i], lexicon)}


def _is_of_a_form(text: str, lexicon: Lexicon) -> bool:
    """Whether a line is a word that forms print again and again: a level, a header, a label, a title, a value."""
    is_value = (
        lexicon.is_cell("value", text) or lexicon.is_cell("direction", text) or lexicon.is_cell("comparator", text)
    )
    is_word = lexicon.level1(text) or lexicon.level2(text) or lexicon.header(text) or lexicon.label(text)
    return bool(is_value or is_word or lexicon.is_form_title(text))
