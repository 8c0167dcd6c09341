"""A known form printed, scanned - turned, dirty, under a red seal - and read back."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from ingest.layout import Unreadable
from ingest.readers import ocr, read_bytes, scan
from ingest.readers.scan_reading import HARMLESS
from tests.rendering.known_forms import known_form
from tests.rendering.paper import Paper
from tests.rendering.scan_scores import scan_score
from tests.rendering.scans import Scanner, to_jpeg, to_pictures, to_png


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return to_pictures(known_form("bijie_older_frame")[0], Paper(), Scanner(degrees=-0.7))[0]


def test_a_scanned_form_comes_back_and_what_is_wrong_is_flagged() -> None:
    result = scan_score("tianjin")
    assert result.cells == 180
    assert result.right / result.cells >= 0.98
    assert result.silently_wrong == 0, result.differences
    assert (result.rows.rows, result.rows.silently_wrong) == (32, 0), result.rows.differences


@pytest.mark.parametrize("save", [to_jpeg, to_png], ids=["jpeg", "png"])
def test_a_picture_is_read_whatever_its_ending_says(picture: Image.Image, save: object) -> None:
    document = read_bytes("document.txt", save(picture, Scanner()))  # type: ignore[operator]
    assert "毕节市总工会" in document.text
    assert document.pages[document.lines[0].number] == 1


def test_a_doubtful_cell_says_so(picture: Image.Image) -> None:
    """A third of the picture's resolution, so that the model has something to doubt."""
    small = picture.resize((picture.width // 3, picture.height // 3))
    doubts = [d for d in read_bytes("a.png", to_png(small, Scanner())).doubts if d.code == "ocr_doubtful"]
    assert doubts
    assert all(doubt.locator and doubt.locator.page == 1 for doubt in doubts)


def test_an_empty_page_is_refused() -> None:
    paper = Image.fromarray(np.full((900, 700, 3), 240, np.uint8))
    with pytest.raises(Unreadable) as refusal:
        scan.read(to_png(paper, Scanner()), "image/png")
    assert refusal.value.code == "empty_document"


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_ocr_installed", lambda: False)
    with pytest.raises(Unreadable, match="uv sync --extra ocr") as refusal:
        scan.read(b"", "image/png")
    assert refusal.value.code == "ocr_missing"


def test_the_extra_is_installed_where_the_tests_run() -> None:
    assert ocr.is_ocr_installed()
    assert "，" in HARMLESS
