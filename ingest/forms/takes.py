"""Labels that wait for their values, and which texts these can be: a label of money takes a figure and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.layout import Boundary, Cell, Words, joined
from ingest.lexicon import LONGEST_LABEL, LabelWord, Lexicon, bare
from ingest.nouns import Horizon

LEAST_COLUMN = 3  # labels in lines below each other; with fewer, the first have no values
_MONEY = re.compile(r"[-+]?\d[\d,]*(\.\d+)?[亿万]?元?(\d[\d,.]*[亿万]?元?)?(\(.*)?")
_MONEY_UNIT = re.compile(r"(亿元|万元|元)")
_MONEY_TAIL = re.compile(r"(亿|万)?元")
_CODE = re.compile(r"[0-9A-Za-z\-]{4,40}")


@dataclass(slots=True)
class OpenLabel:
    """A label that waits for its value, whose cells are gathered in `parts`."""

    label: LabelWord
    words: Words
    line: int
    horizon: Horizon | None
    printed_at: int | None = None  # where it stands in its row itself
    parts: list[Words] = field(default_factory=list)
    slot: int | None = None  # where its value stands in its row

    @property
    def value(self) -> Words:
        """The words of its value, put together."""
        return joined(self.parts)


def behind(cell: Cell) -> list[Words]:
    """The words of a further cell of a text, with the blank that stands before it in its line."""
    return [Words(" ", (cell.words.at[0] - 1,)), cell.words] if cell.boundary == Boundary.SPACE else [cell.words]


def money_unit(text: str) -> str | None:
    """The unit of money that a text names: 元, 万元 or 亿元."""
    match = _MONEY_UNIT.search(bare(text))
    return match.group(1) if match else None


def unit_in_brackets(text: str) -> str | None:
    """The unit of money in the brackets behind a label or a header: 资金情况(万元)."""
    _, bracket, inside = bare(text).partition("(")
    return money_unit(inside) if bracket else None


def is_money_tail(text: str) -> bool:
    """Whether a text is the unit printed apart from its figure."""
    return bool(_MONEY_TAIL.fullmatch(bare(text)))


def is_column(waiting: list[OpenLabel], cell: Cell) -> bool:
    """Whether waiting labels stand in lines of their own, one below the other, before all their values, `cell` the first of them."""
    lines = [label.line for label in waiting]
    return not cell.is_in_row and len(lines) >= LEAST_COLUMN and lines == [*range(lines[0], lines[0] + len(lines))]


def is_below(filling: OpenLabel, padding: tuple[int, int], cell: Cell) -> bool:
    """Whether a cell stands below a text, in a row whose cell for the label is empty: the label's cell is merged over both.

    `padding` is the last row that began with empty cells, and how many.
    """
    is_text = filling.label.takes in ("text", "goal")
    return is_text and bool(cell.slot) and padding == (cell.line, cell.slot) and filling.slot == cell.slot


def begins_indicators(text: str, lexicon: Lexicon) -> bool:
    """Whether a level word with a colon opens a text, so that indicators begin and no goal goes on: 产出指标：."""
    begun, colon, _ = bare(text[:LONGEST_LABEL]).partition(":")
    return bool(colon and (lexicon.level1(begun) or lexicon.level2(begun)))


def accepts(label: LabelWord, text: str) -> bool:
    """Whether `text` can be the value of `label`."""
    match label.takes:
        case "money":
            return len(text) <= LONGEST_LABEL and bool(_MONEY.fullmatch(bare(text)))
        case "unit":
            return len(text) <= LONGEST_LABEL and len(bare(text)) <= 6 and money_unit(text) is not None
        case "code":
            return len(text) <= LONGEST_LABEL and bool(_CODE.fullmatch(bare(text)))
        case _:
            return True
