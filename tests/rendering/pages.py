"""A printed page without a format: lines of words, and ruled tables whose cells may be merged. Independent of the readers' nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LEVELS = re.compile(r"(一级|二级)指标|评价内容|绩效内容|绩效指标")


@dataclass(frozen=True)
class Box:
    """A cell: its words, and how many rows and columns it is merged over. A newline begins a new paragraph in it."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Ruled:
    """A ruled table, row by row; places that a merged cell covers are left out, as in HTML."""

    rows: list[list[Box]] = field(default_factory=list)

    def placed(self) -> Iterator[tuple[int, int, Box]]:
        """Every cell with its row and column, from 0."""
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(self.rows):
            c = 0
            for box in row:
                while (r, c) in taken:
                    c += 1
                taken |= {(r + y, c + x) for y in range(box.rows) for x in range(box.columns)}
                yield r, c, box
                c += box.columns

    @property
    def width(self) -> int:
        return max(c + box.columns for _, c, box in self.placed())

    def table(self) -> list[list[str]]:
        """The words of every place; covered places are empty."""
        words = [[""] * self.width for _ in self.rows]
        for r, c, box in self.placed():
            words[r][c] = box.text
        return words


Page = list[str | Ruled]


def boxes(*texts: str | tuple[str, int] | tuple[str, int, int]) -> list[Box]:
    """Cells from texts, each alone or with the columns and rows it is merged over."""
    return [Box(text) if isinstance(text, str) else Box(*text) for text in texts]


def merged_downwards(rows: list[list[str]], columns: int) -> list[list[Box]]:
    """Rows of words → cells; in the first `columns` a word that stands again below, with all before it, is one merged cell."""
    result: list[list[Box]] = []
    for r, row in enumerate(rows):
        line = []
        for c, text in enumerate(row):
            if c < columns and r and rows[r - 1][: c + 1] == row[: c + 1]:
                continue
            below = r + 1
            while c < columns and below < len(rows) and rows[below][: c + 1] == row[: c + 1]:
                below += 1
            line.append(Box(text, 1, below - r))
        result.append(line)
    return result


def text_to_page(text: str) -> Page:
    """A text conversion with tabs or pipes → the page it was made from: empty places become merged cells again."""
    page: Page = []
    table: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        delimiter = "\t" if "\t" in line else "|"
        if delimiter in line and set(line) - set("|- :"):
            cells = [cell.strip() for cell in line.split(delimiter)]
            table.append(cells[1:-1] if line.startswith("|") else cells)
        elif not line.strip(" |-:"):
            continue
        else:
            page += [_ruled(table), line.strip("# ")] if table else [line.strip("# ")]
            table = []
    return [*page, _ruled(table)] if table else page


def _ruled(rows: list[list[str]]) -> Ruled:
    """Below the header an empty place in a level's column belongs to the cell above it, elsewhere to the cell before it."""
    width = max(len(row) for row in rows)
    padded = [row + [""] * (width - len(row)) for row in rows]
    header = next(
        (r for r, row in enumerate(padded) if sum(bool(_LEVELS.fullmatch(cell)) for cell in row) > 1), len(padded)
    )
    levels = [c for c, cell in enumerate(padded[header]) if _LEVELS.fullmatch(cell)] if header < len(padded) else []
    ruled = []
    for r, row in enumerate(padded):
        cells: list[Box] = []
        for c, text in enumerate(row):
            if r > header and c in levels and not text:
                continue
            if r < header and not text and cells:
                cells[-1] = Box(cells[-1].text, cells[-1].columns + 1)
                continue
            height = 1
            while c in levels and r >= header and text and r + height < len(padded) and not padded[r + height][c]:
                height += 1
            cells.append(Box(text, 1, height))
        ruled.append(cells)
    return Ruled(ruled)
