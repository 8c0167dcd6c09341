"""Every document is the one its passport speaks of, and its passport is complete."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conventions.tracked import ROOT, name_of

FOLDERS = sorted(path.parent for path in (ROOT / "data" / "sources").glob("*/*/source.yml"))
KEYS = {
    "title",
    "publisher",
    "city_id",
    "city_name",
    "fiscal_year",
    "fiscal_year_basis",
    "fiscal_year_evidence",
    "media_type",
    "url",
    "retrieved",
    "sha256",
    "obtained",
}
UNKNOWN_AT_TIMES = {"url", "retrieved"}


def passport(folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((folder / "source.yml").read_text(encoding="utf-8"))
    return content


def document(folder: Path) -> Path:
    (file,) = folder.glob("document.*")
    return file


def test_the_first_five_documents_are_there() -> None:
    assert {"120000_tianjin", "130200_tangshan", "150100_hohhot", "341100_chuzhou", "420700_ezhou"} <= {
        folder.parent.name for folder in FOLDERS
    }


def test_every_document_has_a_passport() -> None:
    assert sorted(file.parent for file in (ROOT / "data" / "sources").rglob("document.*")) == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_document_is_the_file_its_passport_speaks_of(folder: Path) -> None:
    assert hashlib.sha256(document(folder).read_bytes()).hexdigest() == passport(folder)["sha256"]


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_passport_is_complete(folder: Path) -> None:
    content = passport(folder)
    assert set(content) == KEYS
    assert {key for key, value in content.items() if not value} <= UNKNOWN_AT_TIMES
    assert content["fiscal_year_basis"] in {"printed", "inferred"}


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_the_evidence_for_the_year_stands_in_the_document(folder: Path) -> None:
    content = passport(folder)
    assert str(content["fiscal_year"]) in content["fiscal_year_evidence"]
    if content["media_type"].startswith("text/"):
        assert content["fiscal_year_evidence"] in document(folder).read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_is_named_for_its_city_and_year(folder: Path) -> None:
    content = passport(folder)
    with (ROOT / "data" / "reference" / "places.csv").open(encoding="utf-8", newline="") as file:
        cities = {
            row["place_id"]: row["place_name"] for row in csv.DictReader(file) if row["place_id"] == row["city_id"]
        }
    assert cities[content["city_id"]] == content["city_name"]
    assert re.fullmatch(rf"{content['city_id']}_[a-z]+", folder.parent.name)
    assert re.fullmatch(rf"{content['fiscal_year']}_[a-z0-9-]+", folder.name)
