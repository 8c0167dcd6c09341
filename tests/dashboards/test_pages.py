"""The pages without a browser: what they say in both languages, what the address restores, and what they say when things are missing."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from tests.dashboards import small_warehouse
from tests.dashboards.conftest import OpenPage, seen


@pytest.mark.parametrize(
    ("page", "lang", "title"),
    [
        ("overview", "zh", "帮扶数据仓库"),
        ("overview", "en", "The bangfu warehouse"),
        ("compare", "zh", "各市帮扶标准对比"),
        ("compare", "en", "Aid standards compared"),
        ("city", "zh", "城市"),
        ("city", "en", "City"),
        ("project", "zh", "项目"),
        ("project", "en", "Projects"),
        ("reconciliation", "zh", "勾稽"),
        ("reconciliation", "en", "Reconciliation"),
        ("quality", "zh", "质量"),
        ("quality", "en", "Quality"),
        ("data", "zh", "数据"),
        ("data", "en", "Data"),
        ("try", "zh", "试读"),
        ("try", "en", "Try a document"),
        ("map", "zh", "地图"),
        ("map", "en", "Map"),
        ("source", "zh", "原文"),
        ("source", "en", "Source"),
    ],
)
def test_every_page_speaks_both_languages(open_page: OpenPage, page: str, lang: str, title: str) -> None:
    app = open_page(page, lang=lang)
    assert app.header[0].value == title
    assert not app.exception
    assert not app.error


def test_an_unknown_language_is_chinese(open_page: OpenPage) -> None:
    assert open_page(lang="fr").header[0].value == "帮扶数据仓库"


def test_the_language_switch_writes_the_address(open_page: OpenPage) -> None:
    app = open_page("compare")
    app.segmented_control(key="language_switch").set_value("en").run()
    assert app.query_params["lang"] == "en"
    assert app.header[0].value == "Aid standards compared"


# overview -------------------------------------------------------------------------------------------------------------


def test_the_overview_counts_and_dates(open_page: OpenPage) -> None:
    app = open_page()
    assert {metric.label: metric.value for metric in app.metric} == {
        "文件": "5",
        "城市": "5",
        "项目": "15",
        "指标行": "250",
        "帮扶标准": "20",
        "存疑标记": "1",
        "通过的检查": "1 / 1",
    }
    text = seen(app)
    assert f"当前版本 {small_warehouse.VERSION}，发布于 2026-11-21 20:00（北京时间）" in text
    assert "已记录的运行中没有失败" in text


# quality --------------------------------------------------------------------------------------------------------------


def test_a_flag_in_the_address_shows_its_places(open_page: OpenPage) -> None:
    assert "小于等于 1.8 万元" not in seen(open_page("quality"))
    text = seen(open_page("quality", flag="lump_sum"))
    assert "“名为标准，实为总额”出现在" in text
    assert "小于等于 1.8 万元" in text
    assert "source?document=150100-2024-00000000&line=26" in text


def test_failures_are_said(open_page: OpenPage, tmp_path: Path) -> None:
    folder = small_warehouse.build(tmp_path)
    with duckdb.connect(folder / "versions" / f"{small_warehouse.VERSION}.duckdb") as connection:
        connection.execute("update meta.checks set success = false")
        connection.execute(
            "insert into meta.quarantine values ('x/document.txt', 'not_a_form', 'no form found', now()::timestamp)"
        )
        connection.execute(
            "insert into meta.runs values ('r0', '2026-11-20 01:00', '2026-11-20 01:01', 'failed', 'disk *full*')"
        )
    text = seen(open_page("quality", folder=folder))
    assert "1 项检查中有 1 项未通过" in text
    assert "no form found" in text
    assert "disk *full*" in text
    assert r"最近一次失败：2026-11-20 09:00（北京时间）。disk \*full\*" in seen(open_page(folder=folder))


def test_a_failed_refresh_is_said_at_the_foot_of_every_page(open_page: OpenPage, tmp_path: Path) -> None:
    assert "失败，所示为此前的版本" not in seen(open_page("compare"))
    folder = small_warehouse.build(tmp_path)
    failed = {"run_id": "r9", "started_at": "2026-11-22 01:00:00", "outcome": "failed", "message": "disk full"}
    (folder / "runs.jsonl").write_text(f"{json.dumps(failed)}\n", encoding="utf-8")
    assert "最近一次更新（2026-11-22 09:00（北京时间））失败，所示为此前的版本" in seen(
        open_page("compare", folder=folder)
    )


def test_the_quality_page_tells_what_changed_since_the_version_before(open_page: OpenPage, tmp_path: Path) -> None:
    assert "没有变化，或此前没有版本" in seen(open_page("quality"))
    folder = small_warehouse.build(tmp_path)
    with duckdb.connect(folder / "versions" / f"{small_warehouse.VERSION}.duckdb") as connection:
        connection.execute("insert into meta.change_counts values ('rate', 2, 0, 1)")
        connection.execute(
            "insert into meta.changes values ('rate', 'changed', '120000-2024-00000000', '春节慰问 · 市级', 'amount_low_yuan',"
            " '1000', '1200', '1000 元/人', '1200 元/人', 252, 252)"
        )
    text = seen(open_page("quality", folder=folder))
    assert "待遇标准：新增 2，删除 0，改动 1" in text
    assert "source?document=120000-2024-00000000&line=252" in text


def test_the_quality_page_tells_what_became_of_each_address_on_the_web(open_page: OpenPage, tmp_path: Path) -> None:
    assert "没有列出要从网上取的文件" in seen(open_page("quality"))
    folder = small_warehouse.build(tmp_path)
    with duckdb.connect(folder / "versions" / f"{small_warehouse.VERSION}.duckdb") as connection:
        for url, outcome, message in (
            ("https://a.example/1", "unchanged", None),
            ("https://b.example/2", "vanished", "404"),
        ):
            connection.execute(
                "insert into meta.web_sources (url, outcome, message, checked_at) values (?, ?, ?, '2026-11-21 12:00')",
                [url, outcome, message],
            )
    text = seen(open_page("quality", folder=folder))
    assert "网址已失效,https://b.example/2,,404,2026-11-21 20:00（北京时间）" in text
    assert text.index("b.example") < text.index("a.example"), "what needs a person comes first"
    assert "no longer" not in text


def test_the_quality_page_counts_cities_of_their_province(open_page: OpenPage) -> None:
    app = open_page("quality")
    assert "没有文件被拒收" in seen(app)
    table = app.dataframe[0].value
    assert table[["省份", "城市", "预算年度", "文件数", "自相矛盾处"]].values.tolist()[0] == [
        "天津市",
        "天津市",
        "2024",
        1,
        0,
    ]
