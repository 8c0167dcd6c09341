"""Leaves out what belongs to the page and not to the form: page numbers, and running heads printed beside them."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from ingest.layout import Cell
from ingest.lexicon import Lexicon, bare


def without_furniture(cells: list[Cell], lexicon: Lexicon) -> list[Cell]:
    """Cells without page numbers and running heads. A running head stands next to a page number at least twice."""
    lines = [list(group) for _, group in groupby(cells, key=lambda cell: cell.line)]
    texts = [" ".join(cell.text for cell in line if cell.text) for line in lines]
    numbers = {i for i, text in enumerate(texts) if lexicon.is_page_number(text)}
    beside = Counter(bare(texts[i + step]) for i in numbers for step in (-1, 1) if 0 <= i + step < len(texts))
    heads = {text for text, times in beside.items() if times > 1 and not lexicon.header(text) and len(text) > 3}
    return [cell for i, line in enumerate(lines) if i not in numbers and bare(texts[i]) not in heads for cell in line]
