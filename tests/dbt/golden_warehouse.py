"""The raw tables as they are on a day when ingest reads every cell right: values from tests/golden, passports and texts from data/sources."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from ingest.identity import Keys, document_key

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SOURCES = ROOT / "data" / "sources"

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def digest(*words: object, length: int = 8) -> str:
    """A short hash of `words`: the same content has the same name in every build."""
    return hashlib.sha256("|".join(str(word) for word in words).encode()).hexdigest()[:length]


def golden_tables() -> Tables:
    """Every raw table as a list of rows, read from the golden readings."""
    tables: Tables = defaultdict(list)
    with (ROOT / "data" / "reference" / "places.csv").open(encoding="utf-8", newline="") as file:
        tables["places"] = [{name: value or None for name, value in row.items()} for row in csv.DictReader(file)]
    for expected in sorted(GOLDEN.glob("*/expected.json")):
        (source,) = SOURCES.glob(f"*_{expected.parent.name}/*/document.txt")
        add_document(tables, json.loads(expected.read_text(encoding="utf-8")), source)
    return tables


def add_document(tables: Tables, golden: Row, source: Path) -> None:
    """Append one golden reading to `tables`."""
    passport = yaml.safe_load((source.parent / "source.yml").read_text(encoding="utf-8"))
    lines = source.read_text(encoding="utf-8").split("\n")
    city, year = passport["city_id"], passport["fiscal_year"]
    document_id = document_key(city, year, passport["publisher"], passport["title"])
    names = (
        "city_id",
        "city_name",
        "publisher",
        "fiscal_year",
        "fiscal_year_basis",
        "title",
        "media_type",
        "sha256",
        "url",
    )
    tables["documents"].append(
        {name: passport[name] for name in names}
        | {"document_id": document_id, "obtained_text": passport["obtained"], "retrieved_at": passport["retrieved"]}
        | {"source_path": source.relative_to(SOURCES).as_posix(), "line_count": len(lines)}
    )
    for number, text in enumerate(lines, start=1):
        tables["document_lines"].append({"document_id": document_id, "line": number, "line_text": text})
    for ordinal, total in enumerate(golden["totals"], start=1):
        tables["document_totals"].append(
            {"document_id": document_id, "total_ordinal": ordinal, "label_text": total["label"]}
            | {"amount_text": total["amount_text"], "amount_yuan": total["amount_yuan"], "quote": total["amount_text"]}
        )
    keys = Keys()
    identities = [keys.key(document_id, 6, p["name"], p["code"]) for p in golden["projects"]]
    for ordinal, project in enumerate(golden["projects"], start=1):
        add_project(tables, project, ordinal, identities, lines)


def add_project(tables: Tables, project: Row, ordinal: int, identities: list[str], lines: list[str]) -> None:
    """Append one project with its budgets, goals, payments, indicators and rates."""
    project_id = identities[ordinal - 1]
    keys = {"project_id": project_id, "document_id": project_id.rsplit("-", 1)[0]}
    tables["projects"].append(
        keys
        | {"project_ordinal": ordinal, "project_name": project["name"], "project_code": project["code"]}
        | {"organisation_name": project["organisation"], "organisation_code": project["organisation_code"]}
        | {"project_category_text": project["category"], "fund_nature_text": project["fund_nature"]}
        | {"policy_basis_text": project["policy_basis"], "purpose_text": project["purpose"]}
        | {"flags": [], "quote": project["name"]}
    )
    for budget in project["budgets"]:
        figures = {name: budget[name] for name in ("horizon", "amount_text", "amount_yuan")}
        tables["budgets"].append(
            keys
            | figures
            | {"budget_part": budget["part"], "label_text": budget["label"], "money_unit_text": "万元"}
            | {"flags": []}
        )
    for goal in project["goals"]:
        tables["goals"].append(
            keys
            | {
                "horizon": goal["horizon"],
                "goal_ordinal": goal["ordinal"],
                "goal_text": goal["text"],
                "quote": goal["text"],
            }
        )
    for payment in project["payments"]:
        share = {"cumulative_pct_text": payment["text"], "cumulative_pct": payment["pct"]}
        tables["payment_plans"].append(keys | {"due_month": payment["due_month"]} | share)
    rows = [
        indicator_row(keys, row, number, identities, lines) for number, row in enumerate(project["indicators"], start=1)
    ]
    tables["indicators"].extend(rows)
    tables["rates"].extend(rate_row(keys, rate, number, rows) for number, rate in enumerate(project["rates"], start=1))


def indicator_row(keys: Row, row: Row, number: int, identities: list[str], lines: list[str]) -> Row:
    """One golden indicator as a row of raw.indicators."""
    printed = identities[row["printed_project"] - 1]
    moved = printed != keys["project_id"]
    words = (row["horizon"], row["level1"], row["level2"], row["name"], row["target_text"])
    return (
        keys
        | {
            name: row.get(name)
            for name in ("horizon", "level1", "level2", "target_text", "comparator", "measure", "weight")
        }
        | {"indicator_row_id": f"{keys['project_id']}-{digest(*words, number if row.get('duplicate') else '')}"}
        | {"printed_project_id": printed, "placement": "moved" if moved else "printed", "row_ordinal": number}
        | {"level1_text": row.get("level1_text", row["level1"]), "level2_text": row.get("level2_text", row["level2"])}
        | {"indicator_name": row["name"], "indicator_name_text": row.get("name_text", row["name"])}
        | {"description_text": row["description"], "basis_text": row["basis"], "direction_text": row["direction"]}
        | {"comparator_text": row.get("comparator_text"), "measure_text": row.get("measure_text")}
        | {"target_low": row["low"], "target_high": row["high"], "quantity_kind": quantity_kind(row), "confidence": 1.0}
        | {
            "flags": ["moved_across_page_break"] if moved else [],
            "line_start": row["line_start"],
            "line_end": row["line_end"],
        }
        | {"quote": "\n".join(lines[row["line_start"] - 1 : row["line_end"]])}
    )


def quantity_kind(row: Row) -> str:
    """The kind of a golden target, which the golden reading leaves to its measure."""
    measure = row["measure"] or ""
    if row["low"] is None and row["high"] is None:
        return "text"
    if "元/" in measure:
        return "rate"
    return {"%": "percent", "元": "money"}.get(measure, "number")


def rate_row(keys: Row, rate: Row, number: int, rows: list[Row]) -> Row:
    """One golden rate as a row of raw.rates, tied to the indicator row it stands in."""
    symbolic = rate["symbolic"] or {}
    squeezed = re.sub(r"\s", "", rate["quote"])
    row = indicator_of(rate, squeezed, rows) if rate["origin"] == "indicator" else None
    stated_in = "policy_basis" if row is None else "target" if stands_in(squeezed, row) else "basis"
    regulation = rate["scope"] == "regulation"
    total = stated_in == "basis" and bool(rate.get("debatable"))
    return (
        keys
        | {
            name: rate[name]
            for name in ("horizon", "origin", "comparator", "amount_low_yuan", "amount_high_yuan", "per")
        }
        | {name: rate[name] for name in ("pay_period", "scope", "quote", "line_start", "line_end")}
        | {"rate_id": digest(keys["project_id"], rate["horizon"], stated_in, number, squeezed, length=16)}
        | {"indicator_row_id": row and row["indicator_row_id"], "stated_in": stated_in, "amount_text": squeezed}
        | {"qualifier_text": rate["qualifier"], "payer_text": rate["payer"], "symbolic_low": symbolic.get("low")}
        | {"symbolic_high": symbolic.get("high"), "symbolic_unit_text": symbolic.get("unit")}
        | {
            "context_text": row["indicator_name"]
            if row
            else "每年春节，市级领导对联系企业困难职工按照2000元/人次，100人于春节前进行慰问。"
        }
        | {"flags": ["quoted_rule"] * regulation + ["total_of_parts"] * total + ["symbolic"] * bool(symbolic)}
    )


def indicator_of(rate: Row, squeezed: str, rows: list[Row]) -> Row:
    """The indicator row whose lines hold the rate; of several, the one whose words do."""
    near = [
        r for r in rows if r["horizon"] == rate["horizon"] and r["line_start"] <= rate["line_start"] <= r["line_end"]
    ]
    return next((r for r in near if stands_in(squeezed, r)), near[0])


def stands_in(squeezed: str, row: Row) -> bool:
    """Whether the rate's words stand in the row's target (with its measure column, if it has one)."""
    return squeezed in re.sub(r"\s", "", (row["target_text"] or "") + (row["measure_text"] or ""))
