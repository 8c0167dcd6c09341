"""What the pages say when there is no warehouse, an empty one or one of another make, and when the data is hostile."""

from __future__ import annotations

import tomllib
from pathlib import Path

import duckdb
import pytest

from tests.dashboards import small_warehouse
from tests.dashboards.conftest import OpenPage, seen
from tests.dashboards.sent import HOSTILE, obeyed

PAGES = ["overview", "compare", "map", "city", "project", "reconciliation", "source", "quality", "try", "data"]


@pytest.mark.parametrize("page", PAGES)
def test_no_warehouse_says_what_to_do(open_page: OpenPage, tmp_path: Path, page: str) -> None:
    app = open_page(page, folder=tmp_path)
    assert not app.exception
    assert "还没有可以显示的数据仓库" in seen(app)
    assert "bangfu refresh" in seen(app)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("overview", "仓库是空的"),
        ("compare", "还没有任何帮扶标准"),
        ("source", "还没有文件"),
        ("city", "还没有任何城市的文件"),
        ("map", "还没有任何城市的文件"),
        ("project", "还没有项目"),
        ("reconciliation", "还没有可以核对的数字"),
        ("quality", "还没有文件，所以没有覆盖可言"),
    ],
)
def test_an_empty_warehouse_says_so(open_page: OpenPage, tmp_path: Path, page: str, text: str) -> None:
    app = open_page(page, folder=small_warehouse.build(tmp_path, rows=[]))
    assert not app.exception
    assert text in seen(app)


def test_a_warehouse_of_another_make_says_so(open_page: OpenPage, tmp_path: Path) -> None:
    duckdb.connect(tmp_path / "old.duckdb").close()
    (tmp_path / "current.duckdb").symlink_to("old.duckdb")
    text = seen(open_page(folder=tmp_path))
    assert "这个仓库不能回答本页的问题" in text
    assert "marts.documents_overview" in text


@pytest.mark.parametrize("page", PAGES)
def test_hostile_texts_are_only_texts(open_page: OpenPage, tmp_path: Path, page: str) -> None:
    texts = (
        "city_name",
        "publisher",
        "document_title",
        "project_name",
        "recipient",
        "amount_text",
        "quote",
        "payer",
        "source_path",
    )
    rows = [row | dict.fromkeys(texts, HOSTILE) for row in small_warehouse.standards()]
    folder = small_warehouse.build(tmp_path, rows=rows, lines={"tianjin": [HOSTILE]})
    project = str(small_warehouse.standards()[0]["project_id"])
    query = {
        "project": {"project": project},
        "reconciliation": {"check": f"{project}:rates_to_budget"},
        "city": {"city": "120000", "standard": "standard-00"},
    }
    app = open_page(page, folder=folder, **query.get(page, {"standard": "standard-00", "flag": "lump_sum"}))
    assert not app.exception
    assert obeyed(app) == []


def test_a_text_that_stands_alone_in_a_page_is_not_shown() -> None:
    config = Path(__file__).parents[2] / "dashboards" / ".streamlit" / "config.toml"
    assert tomllib.loads(config.read_text(encoding="utf-8"))["runner"]["magicEnabled"] is False
