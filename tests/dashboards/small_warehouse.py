"""A small published warehouse for tests of the pages: a handful of standards read by eye from the documents.

Only the tables the pages read, in the columns they read them by; the real warehouse is tested in the browser.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb

from tests.dashboards import small_meta, small_projects

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "20261121T120000Z"
STANDARD_COLUMNS = {
    "aid_standard_id": "VARCHAR", "aid_type_id": "VARCHAR", "aid_type": "VARCHAR", "aid_type_en": "VARCHAR",
    "aid_family": "VARCHAR", "city_id": "VARCHAR", "city_name": "VARCHAR", "province_name": "VARCHAR",
    "city_level": "VARCHAR", "fiscal_year": "INTEGER", "document_id": "VARCHAR", "publisher": "VARCHAR",
    "document_title": "VARCHAR", "project_id": "VARCHAR", "project_name": "VARCHAR", "recipient_id": "VARCHAR",
    "recipient": "VARCHAR", "recipient_en": "VARCHAR", "honour_rank": "VARCHAR", "comparable_rank": "VARCHAR",
    "payer": "VARCHAR", "comparator": "VARCHAR", "amount_text": "VARCHAR", "amount_low_yuan": "DOUBLE",
    "amount_high_yuan": "DOUBLE", "per": "VARCHAR", "pay_period": "VARCHAR", "annual_low_yuan": "DOUBLE",
    "annual_high_yuan": "DOUBLE", "annual_basis": "VARCHAR", "monthly_low_yuan": "DOUBLE", "monthly_high_yuan": "DOUBLE",
    "symbolic_text": "VARCHAR", "origin": "VARCHAR", "scope": "VARCHAR", "evidence_grade": "VARCHAR",
    "reconciliation_text": "VARCHAR", "is_lump_sum": "BOOLEAN", "is_comparable": "BOOLEAN",
    "not_comparable_reason": "VARCHAR", "flags": "VARCHAR[]", "source_path": "VARCHAR", "page": "INTEGER",
    "line_start": "INTEGER", "line_end": "INTEGER", "quote": "VARCHAR", "horizon": "VARCHAR",
    "annual_reason_zh": "VARCHAR", "annual_reason_en": "VARCHAR",
    "derived_text": "VARCHAR", "correction_text": "VARCHAR", "footing_id": "VARCHAR",
}  # fmt: skip

CITIES = {
    "tianjin": ("120000", "天津市", "天津市", "municipality", 2024, "天津市总工会"),
    "tangshan": ("130200", "唐山市", "河北省", "prefecture", 2025, "唐山市总工会"),
    "hohhot": ("150100", "呼和浩特市", "内蒙古自治区", "prefecture", 2024, "呼和浩特市总工会"),
    "chuzhou": ("341100", "滁州市", "安徽省", "prefecture", 2023, "滁州市总工会"),
    "ezhou": ("420700", "鄂州市", "湖北省", "prefecture", 2025, "鄂州市总工会"),
}
AID_TYPES = {
    "honour_allowance": ("荣誉津贴", "Honour allowance", "model_workers"),
    "spring_festival_visit": ("春节慰问", "Spring Festival visit", "visits"),
    "winter_warmth": ("送温暖", "Winter-warmth visit", "visits"),
    "living_relief": ("生活救助", "Living relief", "hardship_relief"),
    "general_relief": ("困难职工救助", "Relief for workers in hardship", "hardship_relief"),
    "rest_retreat": ("疗休养", "Rest retreat", "services"),
}
RECIPIENTS = {
    "国家级": ("national_model_worker", "国家级劳模", "National model worker"),
    "省部级": ("provincial_model_worker", "省部级劳模", "Provincial or ministerial model worker"),
    "市级": ("municipal_model_worker", "市级劳模", "Municipal model worker"),
    None: ("worker_in_hardship", "困难职工", "Worker in hardship"),
}
ANNUAL_REASONS = {
    "monthly_times_12": ("按月发放，一年12个月", "paid every month: twelve times a year"),
    "stated_per_year": ("按年发放", "stated per year"),
    "once_a_year_by_nature": ("春节一年一次", "Spring Festival comes once a year"),
}
NOT_YEARLY = {"annual_basis": "period_not_stated", "annual": (None, None)}

# city, aid type, printed rank, comparator, low, high, printed amount,
# per, pay period, times a year, line, words; then exceptions
STANDARDS: list[tuple[Any, ...]] = [
    ("tianjin", "honour_allowance", "国家级", "=", 600, 600, "600元/人/月", "人", "月", 12, 154, "全国劳模 600元/人/月", {}),
    ("tianjin", "honour_allowance", "市级", "=", 300, 300, "300 元/人/月", "人", "月", 12, 155, "市级劳模 300 元/人/月",
     {"comparable_rank": "省部级"}),
    ("hohhot", "honour_allowance", "国家级", "=", 6000, 6000, "6000元/年", "人",
     "年", 1, 56, "国家级劳模发放津贴标准	正向	等于	6000	元/年", {}),
    ("hohhot", "honour_allowance", "省部级", "=", 3600, 3600, "3600元/年", "人",
     "年", 1, 57, "省部级劳模发放津贴标准	正向	等于	3600	元/年", {}),
    ("hohhot", "honour_allowance", "市级", "=", 720, 720, "720元/年", "人", "年", 1, 58, "市级劳模发放津贴标准	正向	等于	720	元/年", {}),
    ("tianjin", "spring_festival_visit", "市级", "=", 1000, 1000, "1000 元/人", "人", None, 1, 252, "1000 元/人",
     {"comparable_rank": "省部级", "evidence_grade": "A", "reconciliation_text": "11900 人 × 1000 元/人 = 11900000 元 = 预算 11900000 元"}),
    ("ezhou", "spring_festival_visit", None, "=", 900, 900, "900元/人", "人", None, 1, 69, "900元/人", {}),
    ("ezhou", "winter_warmth", None, "=", 2000, 2000, "2000元/人次", "人次", None, None, 227, "按照2000元/人次", NOT_YEARLY),
    ("ezhou", "winter_warmth", None, "range", 1000, 3000, "每人每年不低于1000元，不超过3000元", "人", "年", 1, 227,
     "每人每年不低于1000元，不超过3000元", {"scope": "regulation", "is_comparable": False, "not_comparable_reason": "quoted_rule"}),
    ("ezhou", "living_relief", None, "<=", None, 1500, "≤1500元/人年", "人", "年", 1, 202, "≤1500元/人年",
     {"payer": "市级财政", "evidence_grade": "D"}),
    ("ezhou", "living_relief", None, "<=", None, 3000, "≤3000元/人年", "人", "年", 1, 203, "≤3000元/人年",
     {"payer": "省级财政", "evidence_grade": "D"}),
    ("hohhot", "living_relief", None, "<=", None, 18000, "1.8万元", None, None, None, 26, "小于等于	1.8	万元",
     NOT_YEARLY | {"is_lump_sum": True, "is_comparable": False, "not_comparable_reason": "lump_sum", "flags": ["lump_sum"]}),
    ("tianjin", "general_relief", None, "range", 500, 1000, "500 元/人-1000 元/人", "人", None, None, 59, "照 500 元/人-1000 元/人",
     NOT_YEARLY | {"is_comparable": False, "not_comparable_reason": "period_not_stated"}),
    ("tianjin", "general_relief", None, ">=", 500, None, "≥500 元", "人", None, None, 72, "帮扶职工医疗费用补助金额 ≥500 元",
     NOT_YEARLY | {"is_comparable": False, "not_comparable_reason": "period_not_stated"}),
    ("chuzhou", "general_relief", None, "<=", None, None, "不超过12个月低保", None, None, None, 140, "不超过12个月低保",
     NOT_YEARLY | {"symbolic_text": "≤12个月低保", "is_comparable": False, "not_comparable_reason": "symbolic_amount"}),
    ("ezhou", "rest_retreat", None, "=", 3000, 3000, "3000元/人", "人", None, None, 289, "3000元/人",
     NOT_YEARLY | {"is_comparable": False, "not_comparable_reason": "period_not_stated"}),
]  # fmt: skip


def document_id(city: str) -> str:
    """The id this warehouse gives to a city's document."""
    return f"{CITIES[city][0]}-{CITIES[city][4]}-00000000"


def source_path(city: str) -> str:
    """Where the city's document lies."""
    return f"{CITIES[city][0]}_{city}/{CITIES[city][4]}_project-performance-targets/document.txt"


def standards() -> list[dict[str, Any]]:
    """The rows of marts.aid_comparison."""
    return [_standard(number, *given) for number, given in enumerate(STANDARDS)]


def _standard(
    number: int, city: str, aid_type: str, rank: str | None, comparator: str, low: float | None, high: float | None,
    text: str, per: str | None, pay_period: str | None, times: int | None, line: int, quote: str, exceptions: dict[str, Any],
) -> dict[str, Any]:  # fmt: skip
    city_id, city_name, province, level, year, publisher = CITIES[city]
    annual = [value * times if value and times else None for value in (low, high)]
    basis = {12: "monthly_times_12", 1: "stated_per_year" if pay_period else "once_a_year_by_nature"}.get(times or 0)
    reasons = ANNUAL_REASONS[basis] if basis else (None, None)
    row = {
        "aid_standard_id": f"standard-{number:02}", "aid_type_id": aid_type, "aid_type": AID_TYPES[aid_type][0],
        "aid_type_en": AID_TYPES[aid_type][1], "aid_family": AID_TYPES[aid_type][2], "city_id": city_id,
        "city_name": city_name, "province_name": province, "city_level": level, "fiscal_year": year,
        "document_id": document_id(city), "publisher": publisher, "document_title": f"{publisher}{year}年项目绩效目标表",
        "project_id": f"{document_id(city)}-{aid_type}", "project_name": AID_TYPES[aid_type][0],
        "recipient_id": RECIPIENTS[rank][0], "recipient": RECIPIENTS[rank][1], "recipient_en": RECIPIENTS[rank][2],
        "honour_rank": rank, "comparable_rank": rank, "payer": None, "comparator": comparator, "amount_text": text,
        "amount_low_yuan": low, "amount_high_yuan": high, "per": per, "pay_period": pay_period,
        "annual_low_yuan": annual[0], "annual_high_yuan": annual[1], "annual_basis": basis,
        "monthly_low_yuan": annual[0] and annual[0] / 12, "monthly_high_yuan": annual[1] and annual[1] / 12,
        "symbolic_text": None, "origin": "indicator", "scope": "project", "evidence_grade": "B",
        "reconciliation_text": None, "is_lump_sum": False, "is_comparable": True, "not_comparable_reason": None,
        "flags": [], "source_path": source_path(city), "page": None, "line_start": line, "line_end": line, "quote": quote,
        "horizon": "annual", "annual_reason_zh": reasons[0],
        "annual_reason_en": reasons[1], "derived_text": None, "correction_text": None,
        "footing_id": f"footing-{number:02}",
    }  # fmt: skip
    given = {key: value for key, value in exceptions.items() if key != "annual"}
    return row | given


def page_of(city: str, line: int) -> int | None:
    """One of the documents has pages, of forty lines."""
    return (line - 1) // 40 + 1 if city == "chuzhou" else None


def build(folder: Path, rows: list[dict[str, Any]] | None = None, lines: dict[str, list[str]] | None = None) -> Path:
    """Publish a small warehouse in `folder`: a versioned file and the link to it. Returns the folder.

    `rows` are those of marts.aid_comparison; `lines` the text of each city's document, else forty numbered lines.
    An empty list of rows makes an empty warehouse: every table is there, none has a row but the run's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = standards() if rows is None else rows
    file = folder / "versions" / f"{VERSION}.duckdb"
    file.parent.mkdir(exist_ok=True)
    with duckdb.connect(file) as connection:
        for statement in ("create schema marts", "create schema star", "create schema meta"):
            connection.execute(statement)
        columns = ", ".join(f"{name} {kind}" for name, kind in STANDARD_COLUMNS.items())
        connection.execute(f"create table marts.aid_comparison ({columns})")
        for row in rows:
            marks = ", ".join("?" for _ in STANDARD_COLUMNS)
            connection.execute(
                f"insert into marts.aid_comparison values ({marks})", [row[name] for name in STANDARD_COLUMNS]
            )
        _derive(connection, lines if lines is not None else {}, is_empty=not rows)
    link = folder / "current.duckdb"
    link.unlink(missing_ok=True)
    link.symlink_to(file.relative_to(folder))
    return folder


def _derive(connection: duckdb.DuckDBPyConnection, lines: dict[str, list[str]], is_empty: bool) -> None:
    """The other tables, derived from the standards as the real models do it, as far as the pages look."""
    connection.execute("""
        create table marts.aid_types as
        select aid_type_id, min(aid_standard_id) as ordinal, aid_type, aid_type_en, aid_family, count(distinct city_id) as n_cities,
            count(*) as n_standards, count(*) filter (is_comparable) as n_comparable
        from marts.aid_comparison group by all;
        create table marts.documents_overview (
            document_id varchar, city_id varchar, city_name varchar, province_name varchar, publisher varchar,
            fiscal_year integer, fiscal_year_basis varchar, title varchar, source_path varchar, retrieved_at date,
            n_projects bigint, n_indicator_targets bigint, with_bounds_pct double, n_flagged bigint, n_aid_standards bigint,
            n_with_bounds bigint, n_contradictions bigint);
        create table marts.source_lines (
            document_id varchar, source_path varchar, page integer, line integer, line_text varchar);
        create table marts.source_regions (
            document_id varchar, line integer, region_ordinal integer, n_characters_before integer, n_characters integer, page integer,
            left_pct double, top_pct double, right_pct double, bottom_pct double, sheet_name varchar, cell_range varchar);
        create table marts.corrections_in_force (
            correction_id varchar, document_id varchar, field varchar, original_text varchar, value_text varchar, why_text varchar,
            said_by varchar, said_on date, line_start integer, line_end integer);
        create table marts.flag_meanings (flag varchar, severity varchar, meaning varchar, meaning_en varchar);
        insert into marts.flag_meanings values ('lump_sum', 'warning', '名为标准，实为总额', 'A lump sum that is called a standard');
        create table marts.flagged_values as
        select f.flag, m.severity, m.meaning, m.meaning_en, document_id, city_id, city_name, fiscal_year, project_name, amount_text as value_text,
            null::varchar as message, source_path, page, line_start, line_end, quote
        from (select unnest(flags) as flag, * from marts.aid_comparison) f left join marts.flag_meanings m using (flag);
    """)
    connection.execute(small_meta.TABLES)
    for city, (city_id, city_name, province, _, year, publisher) in CITIES.items() if not is_empty else ():
        connection.execute(
            "insert into marts.documents_overview values (?, ?, ?, ?, ?, ?, 'printed', ?, ?, null, 3, 50, 80.0, 2, 4, 40, 0)",
            [
                document_id(city),
                city_id,
                city_name,
                province,
                publisher,
                year,
                f"{publisher}{year}年项目绩效目标表",
                source_path(city),
            ],
        )
        text = lines.get(city) or [f"{city} {number}" for number in range(1, 401)]
        connection.executemany(
            "insert into marts.source_lines values (?, ?, ?, ?, ?)",
            [
                [document_id(city), source_path(city), page_of(city, number), number, line]
                for number, line in enumerate(text, 1)
            ],
        )
    connection.execute("""
        create table marts.city_aid_coverage as
        select d.city_id, d.city_name, t.aid_type_id, t.aid_type, t.aid_type_en, 1 as n_documents,
            count(s.aid_standard_id) as n_standards, count(s.aid_standard_id) filter (s.is_comparable) as n_comparable,
            count(s.aid_standard_id) > 0 as is_stated,
            null::double as derived_ceiling_yuan, null::varchar as derived_ceiling_per
        from marts.documents_overview d cross join marts.aid_types t
        left join marts.aid_comparison s
            on s.city_id = d.city_id and s.aid_type_id = t.aid_type_id and s.scope = 'project'
        group by all
    """)
    small_projects.derive(connection)
    if not is_empty:
        moment = datetime(2026, 11, 21, 12, 0)
        connection.execute("insert into meta.runs values ('r1', ?, ?, 'succeeded', null)", [moment, moment])
        connection.execute("insert into meta.versions values (?, ?)", [VERSION, moment])
        check = "'marts', 'marts.aid_comparison', 'city_id', 'expect_column_values_to_not_be_null', 'has a city', true, true, '0 of 16'"
        connection.execute(f"insert into meta.checks values (1, {check})")
