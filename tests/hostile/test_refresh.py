"""One refresh over every hostile file there is, beside sound ones: the hostile are quarantined with a sentence, the sound published."""

from __future__ import annotations

import socketserver
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.conftest import bangfu
from tests.hostile.archives import plain_zip, zip_with_raw_names
from tests.hostile.forms import small_form
from tests.hostile.pdf_samples import active_pdf, encrypted_pdf
from tests.hostile.samples import Attack, attacks, docx_with_remote_image, html_with_remote_parts
from tests.rendering.formats import to_docx, to_txt

FORMULA = '=HYPERLINK("http://example.org","5 万元")'


@dataclass(frozen=True)
class Refreshed:
    """What a refresh over the folder left behind."""

    process: subprocess.CompletedProcess[str]
    warehouse: Path
    connections: list[str]

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.warehouse.resolve() / "current.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine: its address, and who came."""
    came: list[str] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            came.append(self.request.recv(200).decode("latin-1"))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_address[1]}/picture.png", came
        listening.shutdown()


def sound(address: str) -> dict[str, bytes]:
    """Sound files, some with things in them that a careless reader would act upon."""
    member = to_txt(small_form("金华市总工会"))
    return {
        "remote_docx/document.docx": docx_with_remote_image(to_docx(small_form("黄山市总工会")), address),
        "remote_html/document.html": html_with_remote_parts(small_form("宣城市总工会"), address),
        "formula/document.txt": to_txt(small_form("绍兴市总工会", name=FORMULA, target="=5 万元")),
        "bundle/document.zip": plain_zip({"in/one.txt": member, "notes.txt": "会议通知".encode()}),
        "active/document.pdf": active_pdf(small_form("池州市总工会")),
        "restricted/document.pdf": encrypted_pdf(small_form("丽水市总工会"), ""),
        "gbk/document.zip": zip_with_raw_names({"芜湖.txt".encode("gbk"): to_txt(small_form("芜湖市总工会"))}),
    }


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory, server: tuple[str, list[str]]) -> Refreshed:
    folder = tmp_path_factory.mktemp("hostile")
    address, came = server
    files = sound(address) | {f"{a.name}/document{Path(a.name).suffix}": a.data for a in attacks()}
    for name, data in files.items():
        file = folder / "sources" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    process = bangfu("refresh", "--sources", folder / "sources", "--warehouse", folder / "warehouse")
    return Refreshed(process, folder / "warehouse", came)


def test_the_run_publishes_and_says_that_files_are_in_quarantine(refreshed: Refreshed) -> None:
    assert refreshed.process.returncode == 3, refreshed.process.stderr


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.name)
def test_a_hostile_file_is_quarantined_with_a_reason(refreshed: Refreshed, attack: Attack) -> None:
    found = refreshed.query(f"select code, reason from meta.quarantine where source_path like '{attack.name}/%'")
    assert len(found) == 1
    code, reason = map(str, found[0])
    assert code in attack.codes, reason
    assert 10 < len(reason) < 300 and "\n" not in reason, "one sentence"


def test_sound_documents_are_published(refreshed: Refreshed) -> None:
    cities = refreshed.query("select city_name from star.dim_documents join star.dim_cities using (city_id) order by 1")
    assert {str(city) for (city,) in cities} == {"黄山市", "宣城市", "绍兴市", "金华市", "芜湖市", "池州市", "丽水市"}
    targets = refreshed.query("select count(*) from star.fct_indicator_targets")
    assert targets == [(14,)]


def test_documents_of_a_bundle_are_named_within_it(refreshed: Refreshed) -> None:
    published = refreshed.query("select source_path from star.dim_documents where source_path like '%!/%' order by 1")
    assert published == [("bundle/document.zip!/in/one.txt",), ("gbk/document.zip!/芜湖.txt",)]
    refused = refreshed.query("select source_path, code from meta.quarantine where source_path like 'bundle/%'")
    assert refused == [("bundle/document.zip!/notes.txt", "not_a_form")]


def test_nobody_was_asked_for_a_remote_picture(refreshed: Refreshed) -> None:
    assert refreshed.process.returncode == 3
    assert refreshed.connections == []


def test_a_cell_like_a_formula_is_published_as_it_stands_and_exported_as_text(refreshed: Refreshed, tmp_path: Path) -> None:  # fmt: skip
    targets = "from star.dim_projects join star.fct_indicator_targets using (project_id)"
    found = refreshed.query(f"select project_name, target_text {targets} where project_name like '=%' order by 2")
    assert found == [(FORMULA, "=2000元/人"), (FORMULA, "=5 万元")]
    exported = bangfu("export", "--to", tmp_path, "--warehouse", refreshed.warehouse)
    assert exported.returncode == 0, exported.stderr
    projects = (tmp_path / "csv" / "star.dim_projects.csv").read_text(encoding="utf-8-sig")
    assert "'=HYPERLINK" in projects
    assert ",=HYPERLINK" not in projects and ',"=HYPERLINK' not in projects
    assert ",'=5 万元" in (tmp_path / "csv" / "star.fct_indicator_targets.csv").read_text(encoding="utf-8-sig")
