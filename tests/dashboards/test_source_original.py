"""`/source` beside the original file: the page with a box where the words stand, the cells of a workbook, files that are gone."""

from __future__ import annotations

import hashlib
import io
import zipfile
from base64 import b64decode
from pathlib import Path

import duckdb
import pytest
from PIL import Image

from dashboards.listing import lines_to_html
from dashboards.originals import Original, OriginalGone
from dashboards.page_picture import WIDTH, NotDrawn, page_picture
from dashboards.shell import source_query
from dashboards.warehouse import published_warehouse, source_lines
from tests.dashboards import small_warehouse
from tests.dashboards.conftest import OpenPage, listed, seen
from tests.ingest.readers.pdf_samples import pdf, words

DOCUMENT = pdf([words(20, 20, "first page")], [words(200, 150, "1190.00", size=20)])
SHA256 = hashlib.sha256(DOCUMENT).hexdigest()
BOX = (50.0, 45.0, 70.0, 51.0)  # around 1190.00 on a page of 400 × 300 points


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents."""
    monkeypatch.setenv("BANGFU_SOURCES", str(tmp_path / "sources"))
    monkeypatch.setenv("BANGFU_INBOX", str(tmp_path / "inbox"))
    (tmp_path / "sources").mkdir()
    return tmp_path / "sources"


@pytest.fixture(scope="module")
def warehouse_with_regions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse in which Ezhou's document is a PDF file, and Hohhot's a workbook."""
    home = tmp_path_factory.mktemp("regions")
    small_warehouse.build(home, lines={"ezhou": ["first page", "", "资金总额\t1190.00\t其中"]})
    ezhou, hohhot = small_warehouse.document_id("ezhou"), small_warehouse.document_id("hohhot")
    with duckdb.connect(str((home / "current.duckdb").resolve())) as connection:
        rows = [
            (ezhou, 1, 1, 0, 10, 1, 5.0, 4.0, 20.0, 8.0, None, None),
            (ezhou, 3, 1, 0, 4, 2, 20.0, 45.0, 40.0, 51.0, None, None),
            (ezhou, 3, 2, 5, 7, 2, *BOX, None, None),
            (hohhot, 58, 1, 0, 20, 1, None, None, None, None, "附件<b>", "C12:C13"),
        ]
        connection.executemany(f"insert into marts.source_regions values ({', '.join('?' * 12)})", rows)
        connection.execute(
            "update marts.source_lines set page = case line when 1 then 1 when 3 then 2 end where document_id = ?",
            [ezhou],
        )
        connection.execute("update star.dim_documents set sha256 = ? where document_id = ?", [SHA256, ezhou])
    return home


@pytest.fixture
def published(warehouse_with_regions: Path, folder: Path) -> Path:
    """The warehouse, and the PDF file where it was read."""
    original = folder / small_warehouse.source_path("ezhou")
    original.parent.mkdir(parents=True)
    original.write_bytes(DOCUMENT)
    return warehouse_with_regions


def shown_page(html: list[str]) -> tuple[Image.Image, str]:
    """The one picture of a page, and what lies over it."""
    (figure,) = [body for body in html if 'class="page"' in body]
    encoded, _, over = figure.partition("base64,")[2].partition('"')
    return Image.open(io.BytesIO(b64decode(encoded))), over


def test_the_page_is_shown_with_a_box_around_the_words_of_the_address(open_page: OpenPage, published: Path) -> None:
    app = open_page("source", published, document=small_warehouse.document_id("ezhou"), line="3", quote="1190.00")
    picture, over = shown_page(listed(app))
    assert over.count("<span") == 1
    assert "left:50.0%;top:45.0%;width:20.00%;height:6.00%" in over
    left, top, right, bottom = (int(edge / 100 * side) for edge, side in zip(BOX, picture.size * 2, strict=True))
    ink = picture.convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
    assert ink is not None
    assert left <= ink[0] < ink[2] <= right
    assert top <= ink[1] < ink[3] <= bottom
    assert "<mark>1190.00</mark>" in seen(app)
    assert "原件第 2 页，共 2 页" in seen(app)


def test_without_words_the_whole_line_is_boxed_and_pages_can_be_turned(open_page: OpenPage, published: Path) -> None:
    app = open_page("source", published, document=small_warehouse.document_id("ezhou"), line="3")
    assert shown_page(listed(app))[1].count("<span") == 2
    app.button(key="page_before").click().run()
    assert app.query_params["page"] == "1"
    assert shown_page(listed(app))[1].count("<span") == 0
    assert "第 3 行已亮起" in seen(app)


def test_a_workbook_says_sheet_and_cells(open_page: OpenPage, published: Path) -> None:
    text = seen(open_page("source", published, document=small_warehouse.document_id("hohhot"), line="58"))
    assert "第 58 行已亮起，在工作表“附件\\<b\\>”的单元格 C12:C13" in text
    assert 'class="page"' not in text


@pytest.mark.parametrize(("content", "said"), [(None, "没有这份文件的原件"), (b"another", "换成了另一份")])
def test_an_original_that_is_gone_is_said_and_the_text_stays(
    content: bytes | None, said: str, open_page: OpenPage, published: Path, folder: Path
) -> None:
    original = folder / small_warehouse.source_path("ezhou")
    original.unlink()
    if content:
        original.write_bytes(content)
    page_picture.cache_clear()
    text = seen(open_page("source", published, document=small_warehouse.document_id("ezhou"), line="3"))
    assert said in text
    assert "资金总额" in text


# the original file ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["../../secret", "/etc/hostname", "a/../../../secret", "link"])
def test_a_path_that_leaves_the_folders_leads_to_nothing(path: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(OriginalGone):
        Original(path, hashlib.sha256(b"secret").hexdigest()).content()


def test_a_file_of_the_inbox_is_found_beside_the_sources(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.pdf").write_bytes(DOCUMENT)
    assert Original("../inbox/a.pdf", SHA256).content() == DOCUMENT


def test_a_document_in_a_bundle_in_a_bundle_is_known_by_its_hash(folder: Path) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as bundle:
        bundle.writestr("same.pdf", b"%PDF-1.7 another one")
        bundle.writestr("附件.pdf", DOCUMENT)
    with zipfile.ZipFile(outer, "w") as bundle:
        bundle.writestr("a.zip", inner.getvalue())
    (folder / "b.zip").write_bytes(outer.getvalue())
    picture = Image.open(io.BytesIO(page_picture(Original("b.zip!/a.zip!/附件.pdf", SHA256), 2)))
    assert picture.size == (WIDTH, WIDTH * 3 // 4)


def test_a_picture_is_turned_as_its_camera_said_and_made_small(folder: Path) -> None:
    taken = Image.new("RGB", (3000, 1000), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    taken.save(folder / "a.jpg", exif=exif)
    content = (folder / "a.jpg").read_bytes()
    picture = Image.open(io.BytesIO(page_picture(Original("a.jpg", hashlib.sha256(content).hexdigest()), 1)))
    assert picture.size == (1000, 3000)


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"GIF89a broken"])
def test_a_damaged_file_is_not_drawn_and_harms_nobody(content: bytes, folder: Path) -> None:
    (folder / "a").write_bytes(content)
    with pytest.raises(NotDrawn):
        page_picture(Original("a", hashlib.sha256(content).hexdigest()), 1)


# addresses ------------------------------------------------------------------------------------------------------------


def test_the_words_of_the_address_are_only_words() -> None:
    html = lines_to_html([(1, "a <b>1</b> c")], range(1, 2), "", {}, "<b>1</b>")
    assert "a <mark>&lt;b&gt;1&lt;/b&gt;</mark> c" in html


@pytest.mark.parametrize(
    ("quote", "last", "told"), [("1190.00", 2, True), ("a\nb", 2, False), ("x" * 41, 2, False), ("1", 3, False)]
)
def test_short_words_of_one_line_are_told_by_the_address(quote: str, last: int, told: bool) -> None:
    query = source_query({"document_id": "d", "line_start": 2, "line_end": last, "quote": quote}, "zh")
    assert ("quote" in query) == told


def test_empty_lines_that_stand_on_no_page_stay_where_they_are(warehouse_with_regions: Path) -> None:
    warehouse = published_warehouse(warehouse_with_regions)
    ezhou = small_warehouse.document_id("ezhou")
    assert source_lines(warehouse, ezhou, 1, 3)["line_text"].to_list() == ["first page", "", "资金总额\t1190.00\t其中"]
