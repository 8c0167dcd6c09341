"""Pictures of pages - image files, and pages of a PDF that are pictures - → what stands on them, as if it had been drawn.

The picture is turned upright and its ruling lines found; words are read cell by cell. From there a scan goes the way of a PDF.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageSequence, UnidentifiedImageError

from ingest.layout import Document, Unreadable
from ingest.readers.ocr import INSTALL, is_ocr_installed
from ingest.readers.pdf_document import contents_to_document
from ingest.readers.pdf_page import PageContent

MOST_PIXELS = 50_000_000  # of a page; A3 at 400 dots per inch has 31 million
MOST_PAGES = 60  # that are pictures; a page takes some five seconds
LONGEST_SIDE = 842.0  # points; a picture that does not say how large it is, is taken for A4
DPI = 200
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def read(data: bytes, media_type: str) -> Document:
    """Bytes of an image file → Document, its pages the pictures in it. Raises Unreadable when they are damaged, too large or
    without a legible word, or when the extra `ocr` is not installed.
    """
    if not is_ocr_installed():
        raise Unreadable("ocr_missing", f"the file is a picture; {INSTALL}")
    contents = [_content(picture, number) for number, picture in enumerate(_pictures(data), 1)]
    if not any(content.glyphs for content in contents):
        raise Unreadable("empty_document", "the picture shows no legible word")
    return contents_to_document(contents, media_type)


def scanned_pages(data: bytes, numbers: list[int]) -> Iterator[PageContent]:
    """Pages of a PDF file, by their numbers from 1, read as pictures. Raises Unreadable when there are too many."""
    import pypdfium2

    if len(numbers) > MOST_PAGES:
        raise Unreadable(
            "too_large", f"{len(numbers)} pages are pictures; at most {MOST_PAGES} are read: split the file"
        )
    document = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            page = document[number - 1]
            width, height = page.get_size()
            scale = min(DPI / 72, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            yield _content(page.render(scale=scale).to_pil().convert("RGB"), number, 1 / scale)
            page.close()
    finally:
        document.close()


def _pictures(data: bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            if getattr(opened, "n_frames", 1) > MOST_PAGES:
                raise Unreadable("too_large", f"the picture has more than {MOST_PAGES} pages; split it")
            for frame in ImageSequence.Iterator(opened):
                if frame.width * frame.height > MOST_PIXELS:
                    size = f"{frame.width} by {frame.height} pixels; at most {MOST_PIXELS:,} are read"
                    raise Unreadable("too_large", f"the picture has {size}: save it smaller")
                yield _on_white(frame)
    except Image.DecompressionBombError as error:
        raise Unreadable(
            "too_large", f"the picture has more pixels than the {MOST_PIXELS:,} that are read: save it smaller"
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable(
            "broken_file", "the picture is damaged, or in no format we know; save it anew as PNG"
        ) from error


def _on_white(frame: Image.Image) -> Image.Image:
    """A picture as it looks on paper, turned as its camera said."""
    from PIL.ImageOps import exif_transpose

    frame = exif_transpose(frame)
    if "A" in frame.getbands() or "transparency" in frame.info:
        frame = frame.convert("RGBA")
        paper = Image.new("RGBA", frame.size, "white")
        frame = Image.alpha_composite(paper, frame)
    return frame.convert("RGB")


def _content(picture: Image.Image, number: int, scale: float | None = None) -> PageContent:
    """A picture whose pixels measure `scale` points → what stands on the page."""
    from ingest.readers.scan_page import picture_to_content

    return picture_to_content(picture, number, scale or LONGEST_SIDE / max(picture.size))
