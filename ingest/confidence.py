"""How sure a value is, from 0 to 1. The numbers are in ingest/vocabulary/confidence.yml, and read nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "vocabulary" / "confidence.yml"
FLAG = "low_confidence"


@dataclass(frozen=True, slots=True)
class Scale:
    """The threshold below which a value is flagged, the margin from which a row is sure, and what each doubt leaves, by flag."""

    threshold: float
    sure_margin: float
    at_most: Mapping[str, float]

    def of_margin(self, margin: float) -> float:
        """The confidence of a row whose second-best reading is dearer by `margin`."""
        return max(0.0, min(1.0, margin / self.sure_margin))

    def after_doubts(self, confidence: float, flags: Iterable[str]) -> float:
        """What doubts leave of a confidence."""
        return round(min([confidence, *(self.at_most[flag] for flag in flags if flag in self.at_most)]), 3)

    def flags_for(self, confidence: float) -> tuple[str, ...]:
        """The flag of a value that is not sure enough, or none."""
        return (FLAG,) if confidence < self.threshold else ()


@cache
def scale() -> Scale:
    """The scale in force. Raises TypeError when the file has a key that does not exist."""
    import yaml

    return Scale(**yaml.safe_load(FILE.read_text(encoding="utf-8")))
