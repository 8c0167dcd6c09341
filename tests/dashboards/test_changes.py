"""What changed, between any two kept versions. The earlier one is the project's own warehouse with a few rows as if documents had said so."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboards import differences
from tests.dashboards.conftest import OpenPage, seen

EARLIEST, EARLIER, NOW = (f"2026112{day}T161500000000Z-{hash_ * 12}" for day, hash_ in ((0, "a"), (1, "b"), (2, "c")))
SAID_EARLIER = """
    update star.fct_aid_standards set amount_low_yuan = 1200, amount_high_yuan = 1200, quote = '1200 元/人'
        where quote = '1000 元/人' and aid_type = '春节慰问';
    delete from star.fct_indicator_targets where indicator_name = '省部级劳模发放津贴标准';
    delete from star.dim_documents where city_id = '420700';
"""


@pytest.fixture(scope="module")
def folder(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of three versions, of which the first can no longer be read."""
    root = tmp_path_factory.mktemp("versions")
    versions = root / "versions"
    versions.mkdir()
    for name in (EARLIER, NOW):
        shutil.copyfile(warehouse.resolve(), versions / f"{name}.duckdb")
    with duckdb.connect(str(versions / f"{EARLIER}.duckdb")) as connection:
        connection.execute(SAID_EARLIER)
    (versions / f"{EARLIEST}.duckdb").write_bytes(b"cut short")
    (root / "current.duckdb").symlink_to(versions / f"{NOW}.duckdb")
    return root


def test_any_two_kept_versions_are_compared_in_english(open_page: OpenPage, folder: Path) -> None:
    app = open_page("quality", folder=folder, lang="en", before=EARLIER, after=NOW)
    text = seen(app)
    assert "Aid standards: 0 added, 0 removed, 1 changed" in text
    assert "Documents: 1 added, 0 removed, 0 changed" in text
    assert "Targets: 1 added, 0 removed, 0 changed" in text
    rate = "市级劳模春节慰问经费 · 春节慰问 · 市级劳模 · 市级"
    assert f"Aid standards,changed,{rate},amount_low_yuan,1200.0,1000.0,source?document=" in text
    assert "line=252&lang=en" in text
    before, after = (app.selectbox(key=f"address.{name}") for name in ("before", "after"))
    assert before.options[0] == "2026-11-23 00:15 (Beijing time) · cccccc · published now"
    assert (before.value, after.value) == (EARLIER, NOW)


def test_a_long_list_says_how_much_of_it_is_there(
    open_page: OpenPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(differences, "MOST_LISTED", 1)
    differences.difference.cache_clear()
    text = seen(open_page("quality", folder=folder, before=NOW, after=EARLIER))
    differences.difference.cache_clear()
    assert "共 4 处改动，下表列出前 1 处" in text
    assert f"bangfu diff {NOW} {EARLIER} --limit 4" in text
    assert "source?document" not in text, "the places of a version that is not published cannot be looked at"


def test_what_cannot_be_compared_is_said(open_page: OpenPage, folder: Path) -> None:
    assert "无法比较" in seen(open_page("quality", folder=folder, before=EARLIEST))
    assert "无从比较" in seen(open_page("quality", folder=folder, after=EARLIEST))
    assert "同一个版本" in seen(open_page("quality", folder=folder, before=NOW))
    gone = seen(open_page("quality", folder=folder, before="20260101T000000000000Z-000000000000"))
    assert "已不保留" in gone
    assert "没有变化，或此前没有版本" in gone, "what the published version tells itself is shown"


def test_a_choice_pins_both_versions_in_the_address(open_page: OpenPage, folder: Path) -> None:
    app = open_page("quality", folder=folder)
    app.selectbox(key="address.before").select(EARLIER).run()
    assert (app.query_params["before"], app.query_params["after"]) == (EARLIER, NOW)
    assert "待遇标准：新增 0，删除 0，改动 1" in seen(app)
