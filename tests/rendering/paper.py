"""How a program prints: the size of its paper, where it may cut a table, and what it draws at the cut."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal


@dataclass(frozen=True)
class Paper:
    """One program's manner of printing to PDF.

    `cut`: between rows only, or anywhere between lines of words. `edge`: at the cut all cells are closed by a line; only those
    are that end there; or none is. `words`: stand at the top of their cell or in its middle, or are printed again behind a cut
    that divides a merged cell. `strokes`: borders are drawn as lines, as thin areas, or as one path.
    """

    width: float = 595
    height: float = 842
    cut: Literal["rows", "lines"] = "rows"
    edge: Literal["closed", "open", "bare"] = "closed"
    words: Literal["top", "middle", "again"] = "top"
    strokes: Literal["lines", "areas", "path"] = "lines"
    has_header_again: bool = False
    has_page_numbers: bool = True
    running_head: str = ""
    is_bordered: bool = True
    margin: float = 40
    size: float = 9

    @property
    def depth(self) -> float:
        """The height that a page has for what is printed."""
        return self.height - 2 * self.margin


def papers(seed: int, count: int, width: float) -> list[Paper]:
    """Manners of printing as they come: every height, every cut, every edge."""
    random = Random(seed)
    return [
        Paper(
            width=width,
            height=random.uniform(260, 900),
            cut=random.choice(["rows", "lines"]),
            edge=random.choice(["closed", "open", "bare"]),
            words=random.choice(["top", "middle", "again"]),
            strokes=random.choice(["lines", "areas", "path"]),
            has_header_again=random.random() < 0.4,
            has_page_numbers=random.random() < 0.7,
            running_head=random.choice(["", "", "2024年部门预算公开"]),
        )
        for _ in range(count)
    ]
