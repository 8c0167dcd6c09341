"""What a researcher finds in the star after a build on golden readings. Every expected figure was read from the documents by eye."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from tests.dbt.enlarged_warehouse import enlarged_tables
from tests.dbt.golden_warehouse import golden_tables
from tests.dbt.raw_database import build, write_raw

TIANJIN, HOHHOT = "120000-2024-d6080397", "150100-2024-96741dec"
CHUZHOU, EZHOU = "341100-2023-bbb42995", "420700-2025-c11cd05a"
NEXT_YEAR = "150100-2025-96741dec"
SCHEMAS = {"raw", "staging", "star", "marts"}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A golden warehouse after `dbt build` with all its tests, unit tests among them."""
    path = tmp_path_factory.mktemp("dbt") / "warehouse.duckdb"
    write_raw(path, golden_tables())
    built = build(path)
    assert built.returncode == 0, built.stdout[-4000:]
    assert "WARN=0 ERROR=0 SKIP=0" in built.stdout
    assert "WARNING" not in built.stdout
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def rows(warehouse: duckdb.DuckDBPyConnection, query: str, *values: Any) -> list[tuple[Any, ...]]:
    return warehouse.execute(query, list(values)).fetchall()


def test_schemas_are_those_of_the_contract(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert {
        schema for (schema,) in rows(warehouse, "select distinct table_schema from information_schema.tables")
    } == SCHEMAS


def test_everything_the_forms_state_is_there(warehouse: duckdb.DuckDBPyConnection) -> None:
    counts = [
        rows(warehouse, f"select count(*) from star.{table}")[0][0]
        for table in ("dim_documents", "dim_projects", "fct_indicator_targets", "fct_goals", "fct_payment_plans")
    ]
    assert counts == [5, 27, 428, 42, 28]


def test_all_prefectures_are_there_with_or_without_documents(warehouse: duckdb.DuckDBPyConnection) -> None:
    levels = dict(rows(warehouse, "select city_level, count(*) from star.dim_cities group by all"))
    assert levels["municipality"] == 4
    assert levels["prefecture"] > 330
    (hohhot,) = rows(warehouse, "select city_name, province_name from star.dim_cities where city_id = '150100'")
    assert hohhot == ("呼和浩特市", "内蒙古自治区")


def test_lump_sums_named_standard_are_no_amounts_per_head(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """
        select aid_type, amount_high_yuan, per, annual_high_yuan, evidence_grade, lump_sum_high_yuan, round(derived_high_yuan), derived_per
        from star.fct_aid_standards where is_lump_sum order by lump_sum_high_yuan desc
        """,
    )
    assert found == [
        ("医疗救助", None, None, None, "C", 106_000, 1359, "户"),
        ("子女助学", None, None, None, "C", 76_000, 1382, "户"),
        ("生活救助", None, None, None, "C", 18_000, 1385, "户"),
    ]
    verdicts = rows(
        warehouse, "select distinct is_comparable, not_comparable_reason from marts.aid_comparison where is_lump_sum"
    )
    assert verdicts == [(False, "lump_sum")]


def test_payers_of_one_sum_are_kept_apart(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """
        select payer, amount_high_yuan, not_comparable_reason
        from marts.aid_comparison where document_id = ? and aid_type_id = 'mutual_medical_aid'
        order by amount_high_yuan, payer
        """,
        CHUZHOU,
    )
    assert found == [
        ("个人", 50, "own_contribution"),
        ("单位", 50, "period_not_stated"),
        ("财政", 100, "period_not_stated"),
        (None, 200, "total_of_parts"),
    ]


def test_a_symbolic_amount_stays_symbolic(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """
        select aid_type, symbolic_text, amount_low_yuan, amount_high_yuan, annual_high_yuan
        from star.fct_aid_standards where symbolic_text is not null order by symbolic_text
        """,
    )
    assert found == [("子女助学", "≤10个月低保", None, None, None), ("生活救助", "≤12个月低保", None, None, None)]


def test_a_quoted_rule_is_not_what_is_paid(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """
        select scope, comparator, amount_low_yuan, amount_high_yuan, per, annual_high_yuan, evidence_grade
        from star.fct_aid_standards where document_id = ? and aid_type = '送温暖' order by scope, amount_low_yuan
        """,
        EZHOU,
    )
    assert found == [
        ("project", "=", 2000, 2000, "人次", 2000, "A"),
        ("regulation", "range", 1000, 3000, "人", 3000, "B"),
        ("regulation", "<=", None, 3000, "人", 3000, "D"),
    ]


def test_the_arithmetic_is_one_readable_line(warehouse: duckdb.DuckDBPyConnection) -> None:
    query = """
        select arithmetic_text from marts.reconciliations
        where document_id = ? and project_ordinal = ? and check_name = 'rates_to_budget'
    """
    assert rows(warehouse, query, TIANJIN, 3) == [("11900人 × 1000元/人 = 11900000元 = 预算 11900000元",)]
    assert rows(warehouse, query, TIANJIN, 2) == [
        ("≥7610人 × 3600–7200元/人/年 = ≥27396000元，预算 28100000元 在此范围内；其中领取 7200元者至多 195人",)
    ]
    assert rows(warehouse, query, HOHHOT, 2) == [
        ("4000人 × 200元/人 + ≤106000元 + ≤76000元 + ≤18000元 = 800000–1000000元，上限恰为预算 1000000元",)
    ]


def test_contradictions_are_shown(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        "select check_name, arithmetic_text from star.fct_reconciliations where verdict = 'contradicts'",
    )
    assert sorted(found) == [
        ("goal_to_indicator", "目标 79人 ≠ 指标 70人"),
        ("mid_term_to_annual", "中期 25000元 < 年度 50000元"),
        ("mid_term_to_annual", "中期 25000元 < 年度 50000元"),
        ("mid_term_to_annual", "中期 500000元 < 年度 1000000元"),
        ("mid_term_to_annual", "中期 500000元 < 年度 1000000元"),
        ("mid_term_to_annual", "中期 50000元 < 年度 100000元"),
        ("mid_term_to_annual", "中期 750000元 < 年度 1500000元"),
    ]


def test_a_silent_city_is_not_stated_and_may_have_a_ceiling(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """
        select n_standards, is_stated, round(derived_ceiling_yuan), derived_ceiling_per
        from marts.city_aid_coverage where city_name = '唐山市' and aid_type_id = 'general_relief'
        """,
    )
    assert found == [(0, False, 4807, "户")]  # 67.3 万元 for at least 140 households


def test_a_campaign_stated_together_with_another_is_not_silence(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        warehouse,
        """
        select is_stated, n_standards, joint_aid_type_id
        from marts.city_aid_coverage where city_id = '150100' and aid_type_id = 'winter_warmth'
        """,
    )
    assert found == [(True, 0, "warmth_and_cool")]


@pytest.fixture(scope="module")
def enlarged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same rows in the opposite order, with a second year of Hohhot and a local figure of Chuzhou."""
    path = tmp_path_factory.mktemp("enlarged") / "warehouse.duckdb"
    write_raw(path, enlarged_tables(HOHHOT, NEXT_YEAR))
    assert build(path, "build", "--exclude-resource-type", "test", "unit_test").returncode == 0
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_ids_depend_neither_on_the_order_of_rows_nor_on_other_documents(
    warehouse: duckdb.DuckDBPyConnection, enlarged: duckdb.DuckDBPyConnection
) -> None:
    query = f"""
        select aid_standard_id, aid_type, recipient, annual_high_yuan, evidence_grade, flags
        from star.fct_aid_standards where document_id != '{NEXT_YEAR}' order by 1
    """
    checks = f"""
        select reconciliation_id, verdict, arithmetic_text
        from star.fct_reconciliations where project_id not like '{NEXT_YEAR}%' order by 1
    """
    assert rows(enlarged, query) == rows(warehouse, query)
    assert rows(enlarged, checks) == rows(warehouse, checks)


def test_a_city_s_years_make_a_series(enlarged: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        enlarged,
        """
        select recipient, fiscal_year, n_years, amount_low_yuan, amount_high_yuan, change, change_high_yuan, change_pct
        from marts.aid_series where city_id = '150100' and aid_type_id = 'honour_allowance' order by amount_high_yuan desc, 2
        """,
    )
    assert found == [
        ("国家级劳模", 2025, 2, 6600, 6600, "raised", 600, 10),
        ("国家级劳模", 2024, 2, 6000, 6000, None, None, None),
        ("省部级劳模", 2024, 2, 3600, 3600, None, None, None),
        ("省部级劳模", 2025, 2, 3600, 3600, "same", 0, 0),
        ("市级劳模", 2024, 1, 720, 720, None, None, None),
    ]


def test_an_earlier_year_speaks_where_a_later_one_is_silent(enlarged: duckdb.DuckDBPyConnection) -> None:
    found = rows(
        enlarged,
        """
        select recipient, fiscal_year, verdict
        from marts.peers where city_id = '150100' and aid_type_id = 'honour_allowance' order by 1, 2
        """,
    )
    assert found == [
        ("国家级劳模", 2024, "superseded"),
        ("国家级劳模", 2025, "too_few"),
        ("市级劳模", 2024, "too_few"),
        ("省部级劳模", 2024, "superseded"),
        ("省部级劳模", 2025, "too_few"),
    ]


def test_months_of_a_guarantee_resolve_only_where_its_figure_is_known(
    warehouse: duckdb.DuckDBPyConnection, enlarged: duckdb.DuckDBPyConnection
) -> None:
    query = """
        select aid_type_id, resolved_low_yuan, resolved_high_yuan, evidence_grade, coalesce(derivation_text, missing_zh)
        from marts.real_terms where city_id = '341100' and kind = 'resolved' order by 1
    """
    assert rows(enlarged, query) == [
        ("education_relief", None, 7000, "C", "≤10个月低保 × 700元/人/月 = ≤7000元"),
        ("living_relief", None, 8400, "C", "≤12个月低保 × 700元/人/月 = ≤8400元"),
    ]
    missing = (None, None, "D", "缺少滁州市2023年的低保标准：没有注明来源的数字")
    assert rows(warehouse, query) == [("education_relief", *missing), ("living_relief", *missing)]
