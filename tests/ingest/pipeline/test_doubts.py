from __future__ import annotations

import csv
from dataclasses import replace

from ingest.confidence import scale
from ingest.pipeline.doubts import weigh
from tests.conventions.tracked import ROOT
from tests.ingest.readings import indicator, project, rate, reading


def test_a_sure_row_and_its_rate_stay_sure() -> None:
    found = reading()
    weigh(found)
    (row,) = found.projects[0].indicators
    assert (row.confidence, row.flags, row.rates[0].confidence) == (1.0, (), 1.0)


def test_doubts_take_from_confidence_and_the_least_one_decides() -> None:
    found = reading(
        projects=[project(indicators=[indicator(flags=("ocr_doubtful", "cell_irregular"), confidence=0.8)])]
    )
    weigh(found)
    (row,) = found.projects[0].indicators
    assert (row.confidence, row.flags) == (scale().at_most["ocr_doubtful"], ("ocr_doubtful", "cell_irregular"))
    assert row.rates[0].confidence == 0.8, "a rate is as sure as its row is aligned, less its own doubts"


def test_what_is_below_the_threshold_is_flagged_with_all_it_states() -> None:
    found = reading(projects=[project(indicators=[indicator(confidence=0.09)])])
    weigh(found)
    (row,) = found.projects[0].indicators
    assert (row.confidence, row.flags, row.rates[0].rate.flags) == (0.09, ("low_confidence",), ("low_confidence",))


def test_a_narrative_rate_is_weighed_by_its_own_flags() -> None:
    stated = rate(origin="narrative")
    doubtful = replace(stated, rate=replace(stated.rate, flags=("borderless",)))
    found = reading(projects=[], rates=[stated, doubtful])
    weigh(found)
    assert [(s.confidence, s.rate.flags) for s in found.rates] == [(1.0, ()), (0.05, ("borderless", "low_confidence"))]


def test_a_figure_that_may_be_misread_is_not_sure() -> None:
    found = reading(projects=[project(indicators=[indicator(flags=("misread_figure",))])])
    weigh(found)
    assert found.projects[0].indicators[0].confidence < 0.5


def test_the_scale_names_only_flags_that_are_explained() -> None:
    with (ROOT / "dbt_project" / "seeds" / "flags.csv").open(encoding="utf-8", newline="") as file:
        explained = {row["flag"] for row in csv.DictReader(file)}
    assert set(scale().at_most) <= explained
    assert 0 < scale().threshold < 1
    assert all(0 <= share < 1 for share in scale().at_most.values())
