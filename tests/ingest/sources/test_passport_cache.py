from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.passport_cache import PassportCache
from ingest.passport_file import BadPassport

TEXT = """
title: 天津市总工会2024年项目绩效目标表
publisher: 天津市总工会
city_id: "120000"
city_name: 天津市
fiscal_year: 2024
fiscal_year_basis: printed
media_type: text/plain
sha256: d6080397d6080397d6080397d6080397d6080397d6080397d6080397d6080397
obtained: as published
retrieved: 2024-05-01
""".encode()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file with one passport that was parsed."""
    cache = PassportCache(tmp_path / "passports.json", "engine 1")
    assert cache.parse(TEXT).retrieved == date(2024, 5, 1)
    cache.keep()
    return tmp_path / "passports.json"


@pytest.fixture
def nothing_more_is_parsed(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def parse(_: bytes) -> None:
        raise BadPassport("parsed")

    monkeypatch.setattr("ingest.passport_cache.text_to_passport", parse)
    return kept


def test_a_passport_is_parsed_once(nothing_more_is_parsed: Path) -> None:
    passport = PassportCache(nothing_more_is_parsed, "engine 1").parse(TEXT)
    assert (passport.city_id, passport.fiscal_year, passport.retrieved, passport.url) == (
        "120000",
        2024,
        date(2024, 5, 1),
        None,
    )


@pytest.mark.parametrize(
    ("engine", "text"),
    [("engine 2", TEXT), ("engine 1", TEXT.replace(b"2024-05-01", b"2024-05-02"))],
    ids=["engine", "text"],
)
def test_another_engine_or_another_word_and_it_is_parsed_anew(
    nothing_more_is_parsed: Path, engine: str, text: bytes
) -> None:
    with pytest.raises(BadPassport, match="parsed"):
        PassportCache(nothing_more_is_parsed, engine).parse(text)


def test_a_file_that_a_disk_damaged_is_as_if_it_were_not_there(kept: Path) -> None:
    whole = kept.read_bytes()
    for damaged in (b"", whole[:100], b"[1, 2]", whole.replace(b"2024-05-01", b"today")):
        kept.write_bytes(damaged)
        cache = PassportCache(kept, "engine 1")
        assert cache.parse(TEXT).title == "天津市总工会2024年项目绩效目标表"
        cache.keep()
        assert kept.read_bytes() == whole


def test_what_nobody_asked_for_is_not_kept(kept: Path) -> None:
    other = TEXT.replace(b"2024-05-01", b"2024-05-02")
    cache = PassportCache(kept, "engine 1")
    cache.parse(other)
    cache.keep()
    assert b"2024-05-01" not in kept.read_bytes()
