"""Forms printed, scanned - turned, dirty, under a red seal, on their side - and read back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from ingest.layout import Unreadable
from ingest.pipeline import read_data
from ingest.readers import ocr, read_bytes, scan, scan_model, scan_reading
from ingest.readers.scan_model import Character
from ingest.readers.scan_picture import Pixels
from tests.rendering.pages import Page, Ruled, boxes
from tests.rendering.paper import Paper
from tests.rendering.scan_scores import scan_score
from tests.rendering.scans import Scanner, to_jpeg, to_pictures, to_png

ROWS = [
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "帮扶困难职工人数", "≥120人"],
    ["产出指标", "时效指标", "资金发放及时率", "≥95%"],
]
SMALL: Page = ["困难职工帮扶项目绩效目标表", Ruled([boxes(*row) for row in ROWS])]


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return to_pictures(SMALL, Paper(height=220), Scanner(degrees=-0.7))[0]


def test_a_scanned_form_comes_back_and_what_is_wrong_is_flagged() -> None:
    result = scan_score("tianjin")
    assert result.cells == 180
    assert result.right / result.cells >= 0.98
    assert result.silently_wrong == 0, result.differences
    assert (result.rows.rows, result.rows.silently_wrong) == (32, 0), result.rows.differences


@pytest.mark.parametrize(
    ("quarters", "degrees"), [(1, 0.0), (2, 0.0), (3, 0.0), (0, 2.0), (0, -1.5), (1, 1.0)], ids=str
)
def test_a_page_may_lie_on_its_side_upside_down_or_a_little_turned(quarters: int, degrees: float) -> None:
    scanner = Scanner(degrees=degrees, has_seal=False)
    (sheet,) = to_pictures(SMALL, Paper(height=220), scanner)
    document = read_bytes("a.png", to_png(sheet.rotate(90 * quarters, expand=True), scanner))
    assert [[piece.text for piece in line.pieces] for line in document.lines if line.is_row] == ROWS


@pytest.mark.slow
def test_grey_noisy_paper_is_read() -> None:
    scanner = Scanner(grey=60, noise=14, quality=60, has_seal=False)
    (sheet,) = to_pictures(SMALL, Paper(height=220), scanner)
    document = read_bytes("a.jpg", to_jpeg(sheet, scanner))
    assert [[piece.text for piece in line.pieces] for line in document.lines if line.is_row] == ROWS


def test_every_picture_of_a_file_is_a_page() -> None:
    (sheet,) = to_pictures(SMALL, Paper(height=220), Scanner(has_seal=False))
    file = io.BytesIO()
    sheet.save(file, "TIFF", save_all=True, append_images=[sheet], dpi=(200, 200))
    document = read_bytes("a.tif", file.getvalue())
    assert {line.page for line in document.lines} == {1, 2}
    assert document.text.count("帮扶困难职工人数") == 2


def test_only_what_is_read_in_a_doubtful_cell_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    (sheet,) = to_pictures(SMALL, Paper(height=220), Scanner(has_seal=False))
    sure = scan_model.pictures_to_characters

    def unsure_of_95(pictures: list[Pixels]) -> Iterator[list[Character]]:
        for word in sure(pictures):
            is_95 = "".join(character.text for character in word).startswith("≥95")
            yield [replace(character, confidence=0.6) if is_95 else character for character in word]

    monkeypatch.setattr(scan_reading, "pictures_to_characters", unsure_of_95)
    reading = read_data("a.png", to_png(sheet, Scanner()))
    flags = {i.name: "ocr_doubtful" in i.flags for project in reading.projects for i in project.indicators}
    assert flags == {"帮扶困难职工人数": False, "资金发放及时率": True}


@pytest.mark.parametrize("save", [to_jpeg, to_png], ids=["jpeg", "png"])
def test_a_picture_is_read_whatever_its_ending_says(picture: Image.Image, save: object) -> None:
    document = read_bytes("document.txt", save(picture, Scanner()))  # type: ignore[operator]
    assert "帮扶困难职工人数" in document.text
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
