from __future__ import annotations

import shutil
import socketserver
import subprocess
import threading
from pathlib import Path

import pytest

from ingest.layout import Unreadable
from ingest.pipeline import read_data
from ingest.readers import doc
from tests.hostile.forms import small_form
from tests.rendering.formats import to_docx, to_html

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer"
)


@pytest.fixture
def form(tmp_path: Path) -> bytes:
    """A form as LibreOffice saves it for Word 97."""
    source = tmp_path / "form.docx"
    source.write_bytes(to_docx(small_form()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return (tmp_path / "form.doc").read_bytes()


@needs_libreoffice
def test_a_form_in_word_97_is_read(form: bytes) -> None:
    (project,) = read_data("form.doc", form).projects
    assert [(i.name, i.target_text) for i in project.indicators] == [
        ("救助困难职工人数", "≥100人"),
        ("救助标准", "=2000元/人"),
    ]


@needs_libreoffice
def test_nobody_is_asked_for_a_remote_picture() -> None:
    came = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            came.append(self.request.recv(100))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}/picture.png"
        page = f'<img src="{address}">'.encode() + to_html(small_form())
        try:
            doc.read(page, "application/msword")
        except Unreadable as refusal:
            assert refusal.code in {"unsafe_links", "broken_file"}
        server.shutdown()
    assert came == []


def test_without_libreoffice_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "PROGRAMS", ("no-such-program",))
    with pytest.raises(Unreadable, match="install libreoffice-writer") as refusal:
        doc.read(b"", "application/msword")
    assert refusal.value.code == "libreoffice_missing"
