"""Row → indicator: every verbatim cell, its place and its confidence. What the target says is read later."""

from __future__ import annotations

from decimal import Decimal

from ingest.confidence import scale
from ingest.layout import Document
from ingest.lexicon import Lexicon
from ingest.nouns import Indicator
from ingest.records.printed import LEVEL_KINDS, Row
from ingest.records.texts import clean_level, clean_name, to_decimal


def row_to_indicator(row: Row, document: Document, printed_project: int, words: Lexicon) -> Indicator:
    """A row → an indicator with every verbatim cell; its target and rates are still empty."""
    comparator, direction = _sides(row, words)
    name_text = row.text("name")
    weight, doubts = _weight(row.text("weight"))
    flags = list(row.flags)
    flags += [] if row.text("target") else ["target_missing"]
    name = clean_name(name_text, words)
    holds_value = words.holds("swallowed_value", name) or words.holds("ends_closed", name)
    flags += ["name_holds_value"] if holds_value else []
    flags += doubts
    parts = [cell for kind, cell in row.cells.items() if cell.at and (kind not in LEVEL_KINDS or row.half == 0)]
    return Indicator(
        horizon=row.horizon,
        level1_text=row.text("level1") or None,
        level2_text=row.text("level2") or None,
        level1=clean_level(row.levels.level1),
        level2=clean_level(row.levels.level2),
        name=name,
        name_text=name_text,
        target_text=row.text("target"),
        locator=document.locate(*parts),
        description_text=row.text("description") or None,
        comparator_text=comparator,
        measure_text=row.text("measure") or None,
        direction_text=direction,
        weight_text=row.text("weight") or None,
        basis_text=row.text("basis") or None,
        weight=weight,
        confidence=scale().of_margin(row.margin),
        flags=tuple(dict.fromkeys(flags)),
        printed_project=printed_project,
    )


def _weight(text: str) -> tuple[Decimal | None, list[str]]:
    """What an indicator weighs of its project's hundred, and the doubts about it: more than all of it is no weight."""
    weight = to_decimal(text)
    if weight is None:
        return None, ["unreadable_number"] if text else []
    return (weight, []) if 0 <= weight <= 100 else (None, ["weight_out_of_range"])


def _sides(row: Row, words: Lexicon) -> tuple[str | None, str | None]:
    """The comparator and the direction, whichever of the two columns each was printed in."""
    found = [text for kind in ("comparator", "direction") if (text := row.text(kind))]
    direction = next((text for text in found if words.is_cell("direction", text)), None)
    return next((text for text in found if text != direction), None), direction
