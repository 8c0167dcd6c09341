"""Rows → indicators with their target read and the rates their cells state."""

from __future__ import annotations

from dataclasses import replace

from ingest.layout import Document
from ingest.lexicon import Lexicon, lexicon
from ingest.nouns import Indicator, Target
from ingest.pipeline.rates import restated_rates, row_rates
from ingest.quantities import text_to_target
from ingest.records import Row, named_measure, placeholder, row_to_indicator

# 正向: more is better, so an upper bound contradicts it; 反向 and 负向 the other way round
_CONTRADICTING = {"正": ("<", "<="), "反": (">", ">="), "负": (">", ">=")}


def row_to_read_indicator(row: Row, document: Document, printed_project: int, words: Lexicon) -> Indicator:
    """A row → an indicator with its target, its rates, and every flag of both."""
    indicator = row_to_indicator(row, document, printed_project, words)
    indicator.target = text_to_target(
        row.words("target").text,
        comparator=indicator.comparator_text,
        measure=indicator.measure_text,
        placeholder=placeholder(indicator.name_text),
        named=named_measure(indicator.name_text, lexicon()),
    )
    flags = [*indicator.flags, *indicator.target.flags, *_contradiction(indicator, indicator.target)]
    indicator.flags = tuple(dict.fromkeys(flags))
    indicator.rates = row_rates(row, indicator, document)
    return indicator


def indicator_with_target(indicator: Indicator, target_text: str) -> Indicator:
    """The indicator as it would have been read with another 指标值: its target, the rates stated there, the flags of both.

    Its place stays that of the words that are printed.
    """
    target = text_to_target(
        target_text,
        comparator=indicator.comparator_text,
        measure=indicator.measure_text,
        placeholder=placeholder(indicator.name_text),
        named=named_measure(indicator.name_text, lexicon()),
    )
    of_old = {*indicator.target.flags, *_contradiction(indicator, indicator.target), "target_missing"}
    flags = [flag for flag in indicator.flags if flag not in of_old]
    flags += [*target.flags, *_contradiction(indicator, target), *(() if target_text else ("target_missing",))]
    elsewhere = [stated for stated in indicator.rates if stated.stated_in != "target"]
    return replace(
        indicator,
        target_text=target_text,
        target=target,
        rates=[*restated_rates(indicator, target_text), *elsewhere],
        flags=tuple(dict.fromkeys(flags)),
    )


def _contradiction(indicator: Indicator, target: Target) -> tuple[str, ...]:
    direction = (indicator.direction_text or "")[:1]
    return ("direction_contradicts_comparator",) if target.comparator in _CONTRADICTING.get(direction, ()) else ()
