"""Hostile PDF files, written byte by byte where no program would write them, and sound ones that carry something along."""

from __future__ import annotations

import io
import zlib

import pypdfium2
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.forms import small_form
from tests.rendering.pages import Page
from tests.rendering.pdf import print_page, to_pdf

PDF_CODES = ("broken_file", "too_large", "no_text_layer", "empty_document", "read_died")


def pdf_attacks() -> dict[str, tuple[bytes, tuple[str, ...]]]:
    """Name → bytes, and the codes that may stand in the quarantine for them."""
    return {
        "self_referencing.pdf": (self_referencing_pdf(), PDF_CODES),
        "many_paths.pdf": (many_paths_pdf(300_000), PDF_CODES),
        "huge_page.pdf": (one_page_pdf(b"", box=b"0 0 1000000000 1000000000"), PDF_CODES),
        "endless_pages.pdf": (endless_pages_pdf(), PDF_CODES),
        "truncated.pdf": (truncated_pdf(), ("broken_file",)),
        "locked.pdf": (encrypted_pdf(small_form(), "secret"), ("encrypted",)),
        "many_pages.pdf": (empty_pages_pdf(5_000), ("too_large",)),
        "empty_pages.pdf": (empty_pages_pdf(1_400), ("empty_document", "no_text_layer")),
        "inflating.pdf": (inflating_pdf(400_000_000), ("too_large", "read_memory", "read_died")),
        "twice_inflating.pdf": (twice_inflating_pdf(400_000_000), ("too_large", "read_memory", "read_died")),
        "unseen.pdf": (unseen_pdf(), ("empty_document", "no_text_layer", "not_a_form")),
    }


def one_page_pdf(content: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:  # fmt: skip
    """A PDF with one page; `more` are objects from number 5 on."""
    return one_stream_pdf(_stream(b"", content), box, resources, more)


def one_stream_pdf(stream: bytes, box: bytes = b"0 0 595 842", resources: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:  # fmt: skip
    """A PDF with one page, whose content is this stream as it stands."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[" + box + b"]/Contents 4 0 R/Resources<<" + resources + b">>>>"
    return _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream, *more)


def self_referencing_pdf() -> bytes:
    """A form that draws itself."""
    form = _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</XObject<</F 5 0 R>>>>", b"/F Do")
    return one_page_pdf(b"/F Do", resources=b"/XObject<</F 5 0 R>>", more=(form,))


def many_paths_pdf(paths: int) -> bytes:
    return one_page_pdf(b"".join(b"%d %d m %d %d l S\n" % (n % 595, n % 842, n % 590, n % 840) for n in range(paths)))


def endless_pages_pdf() -> bytes:
    """A page tree that contains itself and claims a billion pages."""
    return _pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>")


def truncated_pdf() -> bytes:
    """A download that broke off before the first page was whole."""
    return to_pdf(small_form())[:500]


def encrypted_pdf(page: Page, password: str) -> bytes:
    """A form that asks for a password to open it; with an empty one it only asks not to be printed or changed."""
    file = io.BytesIO()
    print_page(page, Canvas(file, encrypt=StandardEncryption(password, "owner", canPrint=0, canModify=0)))
    return file.getvalue()


def empty_pages_pdf(count: int) -> bytes:
    pages = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    kids = b" ".join(b"%d 0 R" % n for n in range(3, count + 3))
    tree = b"<</Type/Pages/Kids[" + kids + b"]/Count %d>>" % count
    return _pdf(b"<</Type/Catalog/Pages 2 0 R>>", tree, *[pages] * count)


def inflating_pdf(size: int) -> bytes:
    """A page whose content is a few hundred kilobytes and unpacks to `size` bytes of drawing."""
    packed = _packed(b"1 0 0 1 0 0 cm 0 0 m 9 9 l S\n", size)
    return one_stream_pdf(_stream(b"/Filter/FlateDecode", packed))


def twice_inflating_pdf(size: int) -> bytes:
    """The same packed twice: a few kilobytes."""
    packed = zlib.compress(_packed(b"0 0 m 9 9 l S\n", size), 9)
    return one_stream_pdf(_stream(b"/Filter[/FlateDecode/FlateDecode]", packed))


def unseen_pdf() -> bytes:
    """A form in white on white: whoever looks at it sees an empty page."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFillColor("white")
    canvas.setStrokeColor("white")
    print_page(small_form("淮安市总工会"), canvas)
    return file.getvalue()


def active_pdf(page: Page) -> bytes:
    """A sound form with a script that runs when it is opened, and a form of another city attached to it."""
    file = io.BytesIO()
    canvas = Canvas(file)
    action = PDFDictionary({"S": PDFName("JavaScript"), "JS": PDFString("app.launchURL('http://127.0.0.1/')")})
    canvas._doc.Catalog.OpenAction = action
    print_page(page, canvas)
    document = pypdfium2.PdfDocument(file.getvalue())
    document.new_attachment("form.pdf").set_data(to_pdf(small_form("铜陵市总工会")))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _packed(piece: bytes, size: int) -> bytes:
    packer = zlib.compressobj(9)
    block = piece * (1_000_000 // len(piece))
    packed = b"".join(packer.compress(block) for _ in range(size // len(block)))
    return packed + packer.flush()


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _pdf(*objects: bytes) -> bytes:
    pieces, offsets, length = [b"%PDF-1.7\n"], [], 9
    for number, written in enumerate(objects, 1):
        offsets.append(length)
        pieces.append(b"%d 0 obj\n%s\nendobj\n" % (number, written))
        length += len(pieces[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, length)
    return b"".join(pieces) + head + table + end
