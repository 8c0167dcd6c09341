"""A value that a person set right says so wherever it is shown, with the reason."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.dashboards.conftest import OpenPage, listed, seen
from tests.dashboards.small_warehouse import VERSION, build, document_id, standards

SAID = "payer: ∅ → 市级财政 (由市级财政支付; 某市总工会, 2026-11-20)"


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """The small warehouse with one standard of Tianjin, in line 155, whose payer a person has set."""
    rows = [row | {"correction_text": SAID if row["aid_standard_id"] == "standard-01" else None} for row in standards()]
    folder = build(tmp_path / "corrected", rows)
    with duckdb.connect(folder / "versions" / f"{VERSION}.duckdb") as connection:
        connection.execute(
            "insert into marts.corrections_in_force values ('c1', ?, 'payer', null, '市级财政', '由市级财政支付', '某市总工会', '2026-11-20', 155, 155)",
            [document_id("tianjin")],
        )
    return folder


def test_the_comparison_shows_the_reason_in_its_table_and_in_the_evidence(open_page: OpenPage, corrected: Path) -> None:
    app = open_page("compare", corrected, aid_type="honour_allowance", standard="standard-01")
    (table,) = [frame.value for frame in app.dataframe if "人工更正" in frame.value.columns]
    assert list(table["人工更正"].dropna()) == [SAID]
    assert "**人工更正**" in seen(app)


def test_nothing_is_said_of_corrections_where_there_are_none(open_page: OpenPage) -> None:
    assert "人工更正" not in seen(open_page("compare", aid_type="honour_allowance", standard="standard-01"))
    assert "人工更正" not in seen(open_page("source", document=document_id("tianjin"), line="155"))


def test_the_source_lists_what_was_set_right_and_marks_its_line(open_page: OpenPage, corrected: Path) -> None:
    app = open_page("source", corrected, document=document_id("tianjin"), line="155")
    (told,) = [warning.value for warning in app.warning]
    assert "payer：未说明 → 市级财政。由市级财政支付" in told.replace("\\", "")
    (listing,) = [html for html in listed(app) if "listing" in html] or [""]
    assert 'title="第 155 行，payer：' in listing


def test_the_quality_page_lists_what_is_in_force_with_its_reason(open_page: OpenPage, corrected: Path) -> None:
    app = open_page("quality", corrected)
    (table,) = [frame.value for frame in app.dataframe if "改读为" in frame.value.columns]
    assert table[["城市", "字段", "改读为", "理由", "更正的依据"]].to_numpy().tolist() == [
        ["天津市", "payer", "市级财政", "由市级财政支付", "某市总工会"]
    ]
    assert "所有数值都按文件印的读" in seen(open_page("quality"))
