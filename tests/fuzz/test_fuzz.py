"""Damaged files end no reading process, hang none and stay within the memory they are given. `make fuzz` tries many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.runs import fuzz

COUNT = 500  # a quarter of a minute; `make fuzz` tries 20,000
MOST_MIB = 1536


@pytest.mark.timeout(900)
def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    result = fuzz(tmp_path, COUNT, seed=20261121)
    assert result.ended == [], "a reader let something else through than a reading or a refusal"
    assert result.most_mib < MOST_MIB
    assert result.codes["read"] > COUNT / 20, "the damage is too coarse to try anything"
