"""The process that draws one page, and nothing else: `python -I page_picture_child.py`, request and file on standard in.

In: a line of JSON with `page` (from 1), `sha256` (of the document), `width` and `most_pixels`, then the bytes of the file: the document,
or a ZIP bundle that holds it. Out: the page as PNG on standard out; nothing, and an exit code, when there is none. It imports nothing
of the project. Memory, output, time and network are bounded by who starts it (`confined.py`).
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 200_000_000  # of a document in a bundle
DEEPEST = 3  # bundles in bundles
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def document_in(data: bytes, sha256: str, depth: int = DEEPEST) -> bytes | None:
    """The bytes with this hash: the file itself, or what a bundle holds; names in a bundle are not asked, they may lie."""
    if hashlib.sha256(data).hexdigest() == sha256:
        return data
    if not depth or not zipfile.is_zipfile(io.BytesIO(data)):
        return None
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        for member in bundle.infolist():
            if not member.is_dir() and member.file_size <= MOST_BYTES:
                found = document_in(bundle.read(member), sha256, depth - 1)
                if found is not None:
                    return found
    return None


def page_of(data: bytes, page: int, width: int, most_pixels: int) -> Image.Image:
    """The picture of a page, at most so wide and with so many pixels. Raises what the libraries raise."""
    if b"%PDF-" in data[:1024]:
        return _of_pdf(data, page, width, most_pixels)
    return _of_picture(data, page, width, most_pixels)


def _of_pdf(data: bytes, page: int, width: int, most_pixels: int) -> Image.Image:
    import pypdfium2

    opened = pypdfium2.PdfDocument(data)[page - 1]
    wide, high = opened.get_size()
    picture: Image.Image = opened.render(scale=min(width / wide, (most_pixels / (wide * high)) ** 0.5)).to_pil()
    return picture.convert("RGB")


def _of_picture(data: bytes, page: int, width: int, most_pixels: int) -> Image.Image:
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    picture: Any = Image.open(io.BytesIO(data), formats=FORMATS)
    picture.seek(page - 1)
    turned: Image.Image = ImageOps.exif_transpose(picture)
    shrink = min(1, width / turned.width, (most_pixels / (turned.width * turned.height)) ** 0.5)
    opaque = turned.convert("RGBA").resize((max(1, int(turned.width * shrink)), max(1, int(turned.height * shrink))))
    paper = Image.new("RGBA", opaque.size, "white")
    return Image.alpha_composite(paper, opaque).convert("RGB")


def main() -> None:
    """Read the request and the file, draw the page, write it."""
    request = json.loads(sys.stdin.buffer.readline())
    document = document_in(sys.stdin.buffer.read(), request["sha256"])
    if document is None:
        sys.exit("the document is not in the file")
    page_of(document, request["page"], request["width"], request["most_pixels"]).save(sys.stdout.buffer, "PNG")


if __name__ == "__main__":
    main()
