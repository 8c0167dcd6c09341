"""What DOCX and HTML share: cells that hold blocks of their own → blocks. A table around tables is layout, not a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from ingest.readers.blocks import Block, Paragraph, TableBlock, TableCell


@dataclass(frozen=True, slots=True)
class BlockCell:
    """One cell as placed: where it begins (from 0), how far it reaches, and what stands in it."""

    blocks: list[Block]
    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def holds_table(self) -> bool:
        """Whether a table stands inside the cell."""
        return any(isinstance(block, TableBlock) for block in self.blocks)

    @property
    def text(self) -> str:
        """The cell's paragraphs, a line each."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))


def cells_to_blocks(cells: Iterable[BlockCell]) -> list[Block]:
    """Cells in the order of their rows → a table; a row that holds a table is written out as what its cells hold, in order."""
    blocks: list[Block] = []
    rows: list[TableCell] = []
    for _, row in groupby(without_covered_columns(cells), key=lambda cell: cell.row):
        placed = list(row)
        if any(cell.holds_table for cell in placed):
            blocks += [TableBlock(tuple(rows))] if rows else []
            blocks += [block for cell in placed for block in cell.blocks]
            rows = []
        else:
            rows += [TableCell(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in placed]
    return [*blocks, TableBlock(tuple(rows))] if rows else blocks


def without_covered_columns(cells: Iterable[BlockCell]) -> list[BlockCell]:
    """Cells with the columns taken out in which no cell begins: grid lines that the layout needed and the eye does not see."""
    placed = sorted(cells, key=lambda cell: (cell.row, cell.column))
    starts = sorted({cell.column for cell in placed})
    kept = []
    for cell in placed:
        first = bisect_left(starts, cell.column)
        reach = bisect_left(starts, cell.column + cell.columns) - first
        kept.append(BlockCell(cell.blocks, cell.row, first, cell.rows, reach))
    return kept
