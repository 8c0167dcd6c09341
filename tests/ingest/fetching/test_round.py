"""What a round leaves on the shelf, night after night."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from ingest.fetching.shelf import Shelf
from ingest.sources import files_to_sources, find_files
from tests.ingest.fetching.bad_server import BadServer, conditional, ok, redirect, status
from tests.ingest.fetching.conftest import Fetch

TEXT = "黄山市总工会2024年项目绩效目标表\n".encode()
NEWER = "黄山市总工会2024年项目绩效目标表（更正）\n".encode()
LIST = {
    "id": "all",
    "title": None,
    "fiscal_year": None,
    "links": {"text": r"(?P<fiscal_year>20\d\d)年.*绩效目标", "address": r"\.txt$"},
}


def passport(shelf: Shelf, folder: str) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((shelf.root / folder / "source.yml").read_text(encoding="utf-8"))
    return content


def everything(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def test_a_document_lands_with_its_passport(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    server.says("/there.txt", ok(TEXT))
    url = server.says("/document.txt", redirect("/there.txt"))
    (source,) = fetching(url).sources
    assert passport(shelf, source.folder) == {
        "title": "黄山市总工会2024年项目绩效目标表",
        "publisher": "黄山市总工会",
        "city_id": "341000",
        "city_name": "黄山市",
        "fiscal_year": 2024,
        "fiscal_year_basis": "inferred",
        "media_type": "text/plain",
        "url": url,
        "retrieved": datetime.now(UTC).date(),
        "sha256": hashlib.sha256(TEXT).hexdigest(),
        "obtained": f"Fetched from {url}, which led to {server.url('/there.txt')}, as data/sources.yml lists it under huangshan-2024.",
    }
    found, refused = find_files(shelf.root)
    sources, bad = files_to_sources(found)
    assert (refused, bad) == ([], [])
    assert [file.passport is not None for file in sources] == [True]


def test_the_same_bytes_change_nothing(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.txt", ok(TEXT))
    (source,) = fetching(url).sources
    file = shelf.root / source.folder / "source.yml"
    file.write_text(file.read_text("utf-8").replace(str(datetime.now(UTC).date()), "2025-01-31"), encoding="utf-8")
    before = everything(shelf.root / "huangshan-2024")
    assert fetching(url).sources[0].outcome == "unchanged"
    assert everything(shelf.root / "huangshan-2024") == before


def test_new_bytes_at_the_same_address_are_a_revision(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.txt", conditional(TEXT, '"a"'))
    first = fetching(url).sources[0]
    server.says("/document.txt", conditional(NEWER, '"b"'))
    second = fetching(url).sources[0]
    assert (second.outcome, second.folder, second.first_fetched_at) == ("changed", first.folder, first.first_fetched_at)
    assert passport(shelf, second.folder)["sha256"] == hashlib.sha256(NEWER).hexdigest()
    assert (shelf.root / second.folder / "document.txt").read_bytes() == NEWER


def test_corrections_stay_beside_a_revised_document(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.txt", ok(TEXT))
    (source,) = fetching(url).sources
    corrections = shelf.root / source.folder / "corrections.yml"
    corrections.write_text("[]\n", encoding="utf-8")
    server.says("/document.txt", ok(NEWER))
    fetching(url)
    assert corrections.read_text(encoding="utf-8") == "[]\n"


def test_a_passport_that_was_damaged_by_hand_is_written_anew(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.txt", conditional(TEXT, '"a"'))
    (source,) = fetching(url).sources
    before = passport(shelf, source.folder)
    (shelf.root / source.folder / "source.yml").write_text("title: [\n", encoding="utf-8")
    assert fetching(url).refused == []
    assert passport(shelf, source.folder) == before


def test_a_vanished_document_is_noted_and_stays(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.txt", ok(TEXT))
    fetching(url)
    before = everything(shelf.root / "huangshan-2024")
    server.says("/document.txt", status(410))
    gone = fetching(url)
    assert (gone.sources[0].outcome, gone.refused) == ("vanished", [])
    assert fetching(url).sources[0].gone_since == gone.sources[0].gone_since
    assert everything(shelf.root / "huangshan-2024") == before
    server.says("/document.txt", ok(TEXT))
    back = fetching(url).sources[0]
    assert (back.outcome, back.gone_since) == ("unchanged", None)


def test_a_night_without_a_network_keeps_everything(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.txt", conditional(TEXT, '"a"'))
    fetching(url)
    before = everything(shelf.root / "huangshan-2024")
    server.says("/document.txt", status(503))
    night = fetching(url)
    assert [refused.code for refused in night.refused] == ["fetch_failed"]
    assert everything(shelf.root / "huangshan-2024") == before
    server.says("/document.txt", conditional(TEXT, '"a"'))
    assert fetching(url).sources[0].outcome == "unchanged"
    assert server.asked[-1].headers["if-none-match"] == '"a"'


def test_a_row_that_says_more_now_amends_the_passport(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.txt", conditional(TEXT, '"a"'))
    (source,) = fetching(url).sources
    before = passport(shelf, source.folder)
    fetching({"url": url, "title": "黄山市总工会2024年项目支出绩效目标表"})
    assert passport(shelf, source.folder) == before | {"title": "黄山市总工会2024年项目支出绩效目标表"}


def test_a_row_that_is_taken_off_the_list_leaves_its_document(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    fetching(server.says("/document.txt", ok(TEXT)))
    (source,) = fetching().sources
    assert source.outcome == "unlisted"
    assert shelf.document_in(source.folder) is not None


def test_a_page_lists_documents(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    page = """<a href="2024.txt">2024年项目绩效目标表</a> <a href="2023.txt">2023年项目绩效目标表</a>
        <a href="2022.pdf">2022年项目绩效目标表</a> <a href="news.txt">劳模大会</a>
        <a href="http://elsewhere.example/2021.txt">2021年项目绩效目标表</a>"""
    server.says("/2024.txt", ok(TEXT))
    server.says("/2023.txt", ok(TEXT.replace(b"2024", b"2023")))
    fetched = fetching(LIST | {"url": server.says("/list.html", ok(page.encode()))})
    assert fetched.refused == []
    assert [(s.url, s.outcome) for s in fetched.sources] == [
        (server.url("/2024.txt"), "new"),
        (server.url("/2023.txt"), "new"),
    ]
    assert [
        (passport(shelf, s.folder)["title"], passport(shelf, s.folder)["fiscal_year"]) for s in fetched.sources
    ] == [
        ("2024年项目绩效目标表", 2024),
        ("2023年项目绩效目标表", 2023),
    ]


ARTICLES = {
    "id": "articles", "title": None, "fiscal_year": None,
    "links": {"text": r"(?P<fiscal_year>20\d\d)年.*预算公开", "most": 9, "links": {"text": "附件", "most": 9}},
}  # fmt: skip
INDEX = """<a href="a/2024.html">2024年部门预算公开</a> <a href="a/2023.html">2023年部门预算公开</a>
    <a href="a/2022.html">2022年部门预算公开</a> <a href="a/news.html">劳模大会</a>"""


def test_a_page_lists_pages_that_list_documents(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    row = ARTICLES | {"url": server.says("/index.html", ok(INDEX.encode()))}
    server.says("/a/2024.html", ok('<a href="f24.txt">附件1：绩效目标表</a> <a href="../index.html">返回</a>'.encode()))
    server.says("/a/2023.html", ok('<a href="f23.txt">附件</a> <a href="f24.txt">附件（去年）</a>'.encode()))
    server.says("/a/2022.html", ok("<p>没有附件</p>".encode()))
    server.says("/a/f24.txt", ok(TEXT))
    server.says("/a/f23.txt", ok(TEXT.replace(b"2024", b"2023")))
    fetched = fetching(row)
    assert fetched.refused == []
    assert {s.url for s in fetched.sources} == {server.url("/a/f24.txt"), server.url("/a/f23.txt")}
    assert {passport(shelf, s.folder)["fiscal_year"] for s in fetched.sources} == {2023, 2024}
    assert "2023年部门预算公开 附件" in {passport(shelf, s.folder)["title"] for s in fetched.sources}
    assert not server.asked_for("/a/news.html")

    server.says("/a/2023.html", status(404))
    again = fetching(row)
    assert [(s.url, s.outcome) for s in again.sources if s.outcome == "failed"] == [
        (server.url("/a/2023.html"), "failed")
    ]
    assert sorted(s.url for s in again.sources if s.outcome == "unchanged") == [
        server.url("/a/f23.txt"), server.url("/a/f24.txt"),
    ]  # fmt: skip


def test_a_page_of_pages_without_documents_is_told(server: BadServer, fetching: Fetch) -> None:
    row = ARTICLES | {"url": server.says("/index.html", ok('<a href="a.html">2024年预算公开</a>'.encode()))}
    server.says("/a.html", ok("<p>没有附件</p>".encode()))
    (refused,) = fetching(row).refused
    assert (refused.source_path, refused.reason) == (row["url"], "no page that it links to has a link that matches")


def test_a_page_that_lists_nothing_any_more_is_told_and_its_documents_stay(
    server: BadServer, shelf: Shelf, fetching: Fetch
) -> None:
    server.says("/2024.txt", ok(TEXT))
    row = LIST | {"url": server.says("/list.html", ok('<a href="2024.txt">2024年绩效目标</a>'.encode()))}
    fetching(row)
    server.says("/list.html", ok("<p>网站升级中</p>".encode()))
    fetched = fetching(row)
    assert [(r.source_path, r.reason) for r in fetched.refused] == [
        (row["url"], "0 links match links.text and links.address, expected were 1 to 100")
    ]
    assert fetched.count("unchanged") == 1
    assert len(list(shelf.root.glob("all/*/document.txt"))) == 1
    server.says("/list.html", ok('<a href="2024.txt">2024年绩效目标</a>'.encode()))
    assert [(s.url, s.outcome) for s in fetching(row).sources] == [(server.url("/2024.txt"), "unchanged")]


def test_a_kill_between_taking_away_and_putting_back_loses_nothing(
    server: BadServer, shelf: Shelf, fetching: Fetch
) -> None:
    url = server.says("/document.txt", ok(TEXT))
    (source,) = fetching(url).sources
    home = shelf.root / source.folder
    kept = everything(home)
    (shelf.root / ".staged" / "half").mkdir(parents=True)
    away = shelf.root / ".replaced" / source.folder
    away.parent.mkdir(parents=True, exist_ok=True)
    home.replace(away)
    shelf.put_right()
    assert everything(home) == kept
    assert not (shelf.root / ".staged").exists()


def test_a_ledger_that_is_lost_or_damaged_costs_one_full_answer(
    server: BadServer, shelf: Shelf, fetching: Fetch
) -> None:
    url = server.says("/document.txt", conditional(TEXT, '"a"'))
    fetching(url)
    (shelf.root / ".ledger.json").write_text("[{", encoding="utf-8")
    assert fetching(url).sources[0].outcome == "unchanged"
    assert "if-none-match" not in server.asked[-1].headers


def test_a_shelf_that_was_emptied_by_hand_is_filled_again(server: BadServer, shelf: Shelf, fetching: Fetch) -> None:
    url = server.says("/document.txt", conditional(TEXT, '"a"'))
    fetching(url)
    shutil.rmtree(shelf.root / "huangshan-2024")
    assert fetching(url).sources[0].outcome == "new"
