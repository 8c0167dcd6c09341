"""A page → pictures of its sheets as a scanner takes them: a little turned, a little dirty, with a red seal stamped over the words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw

from tests.rendering.pages import Page
from tests.rendering.paper import Paper
from tests.rendering.pdf import to_pdf

RED = (214, 40, 46)


@dataclass(frozen=True)
class Scanner:
    """How a sheet is taken: dots per inch, degrees it lies turned, how grey the paper is and how strong the noise, and the quality of the JPEG."""

    dpi: int = 200
    degrees: float = 0.4
    grey: int = 12
    noise: float = 6.0
    quality: int = 80
    has_seal: bool = True


def to_pictures(page: Page, paper: Paper, scanner: Scanner, seed: int = 0) -> list[Image.Image]:
    """One picture for each sheet."""
    return [
        _scanned(sheet, scanner, np.random.default_rng([seed, n]))
        for n, sheet in enumerate(_sheets(page, paper, scanner))
    ]


def to_jpeg(picture: Image.Image, scanner: Scanner) -> bytes:
    return _saved(picture, "JPEG", quality=scanner.quality, dpi=(scanner.dpi, scanner.dpi))


def to_png(picture: Image.Image, scanner: Scanner) -> bytes:
    return _saved(picture, "PNG", dpi=(scanner.dpi, scanner.dpi))


def to_scanned_pdf(pictures: list[Image.Image], scanner: Scanner) -> bytes:
    """A PDF that holds a picture on every page and no text, as office copiers write it."""
    return _saved(
        pictures[0], "PDF", save_all=True, append_images=pictures[1:], resolution=scanner.dpi, quality=scanner.quality
    )


def _sheets(page: Page, paper: Paper, scanner: Scanner) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(to_pdf(page, paper))
    for sheet in document:
        yield sheet.render(scale=scanner.dpi / 72).to_pil().convert("RGB")


def _scanned(sheet: Image.Image, scanner: Scanner, chance: np.random.Generator) -> Image.Image:
    if scanner.has_seal:
        _stamp(sheet, scanner, chance)
    sheet = sheet.rotate(scanner.degrees, Image.Resampling.BICUBIC, fillcolor="white")
    pixels = np.asarray(sheet, dtype=np.float32) - scanner.grey
    pixels += chance.normal(0, scanner.noise, pixels.shape)
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _stamp(sheet: Image.Image, scanner: Scanner, chance: np.random.Generator) -> None:
    """A round seal with a star, somewhere over the print; ink lies over ink, so what is black stays black."""
    radius = 0.8 * scanner.dpi
    x, y = (chance.uniform(0.25, 0.75) * side for side in sheet.size)
    seal = Image.new("RGB", sheet.size, "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=scanner.dpi // 20)
    draw.regular_polygon((x, y, radius / 3), 5, fill=RED)
    draw.line(
        (x - radius * 0.7, y + radius * 0.6, x + radius * 0.7, y + radius * 0.6), fill=RED, width=scanner.dpi // 12
    )
    sheet.paste(Image.fromarray(np.minimum(np.asarray(sheet), np.asarray(seal))))


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()
