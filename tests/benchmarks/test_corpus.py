"""The corpus of a country: documents read back to the facts they were made from, raw tables whose keys meet, the same seed the same bytes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb
import pytest

from benchmarks.corpus.documents import FORMATS, draw_documents, print_page, write_document
from benchmarks.corpus.kinds import read_kinds
from benchmarks.corpus.layouts import LAYOUTS, expected_of, layout_of, page_of
from benchmarks.corpus.raw import write_raw
from benchmarks.corpus.units import cities, unit_of
from ingest.nouns import Reading
from ingest.pipeline import read_data
from tests.rendering.scoring import score

SEED = 1
DOCUMENTS = list(draw_documents(SEED, 12))


@pytest.mark.parametrize(("layout", "form"), [*zip(LAYOUTS, ("pdf", "docx", "html", "xlsx", "txt"), strict=True)])
def test_documents_read_back_to_their_facts(layout: str, form: str) -> None:
    for facts in DOCUMENTS[:3]:
        expected = expected_of(layout, facts)
        reading = read_data(f"document.{form}", print_page(page_of(layout, expected), form))
        result = score(expected, reading)
        assert result.rows > 0
        assert result.is_perfect, "\n".join(result.differences)
        assert stated(reading) == Counter(
            (rate["amount_low_yuan"], rate["amount_high_yuan"], rate["pay_period"])
            for project in expected["projects"]
            for rate in project["rates"]
        )


def stated(reading: Reading) -> Counter[tuple[float | None, float | None, str | None]]:
    rows = [indicator for project in reading.projects for indicator in project.indicators]
    rates = [stated.rate for row in rows for stated in row.rates]
    return Counter((_float(r.amount_low_yuan), _float(r.amount_high_yuan), r.pay_period) for r in rates)


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_seed_gives_the_same_bytes(form: str, tmp_path: Path) -> None:
    facts = DOCUMENTS[0]
    (first, _), (again, _) = (write_document(SEED, facts, form, tmp_path / name) for name in ("first", "again"))
    assert first.read_bytes() == again.read_bytes()
    assert first.with_name("source.yml").read_bytes() == again.with_name("source.yml").read_bytes()


def test_another_seed_is_another_country() -> None:
    assert next(draw_documents(2, 1)) != DOCUMENTS[0]


def test_every_kind_of_project_and_every_fault_occurs() -> None:
    country = list(draw_documents(SEED, 340))
    kinds = {project.kind for facts in country for project in facts.projects}
    assert kinds == {kind.id for kind in read_kinds().kinds}
    assert {layout_of(SEED, facts) for facts in country} == set(LAYOUTS)
    for fault, share in read_kinds().shares.items():
        assert 0 < sum(fault in facts.faults for facts in country) < 3 * share * len(country), fault


def test_a_unit_does_the_same_in_the_next_year_with_other_figures() -> None:
    this, next_year = draw_documents(SEED, 2, n_cities=1)
    assert [project.kind for project in this.projects] == [project.kind for project in next_year.projects]
    assert this.unit.publisher == next_year.unit.publisher
    assert this.projects != next_year.projects


def test_a_country_has_a_document_of_every_city_before_any_second_unit() -> None:
    units = [unit_of(n) for n in range(340 * 3)]
    assert {(unit.city_id, unit.year) for unit in units} == {
        (city, y) for city, _ in cities()[:340] for y in (2023, 2024, 2025)
    }
    assert {unit.number for unit in units} == {0}
    assert unit_of(340 * 3).number == 1


def test_no_two_documents_are_the_same_publishers_of_a_year() -> None:
    units = [unit_of(n) for n in range(50_000)]
    assert len({(unit.city_id, unit.publisher, unit.year) for unit in units}) == len(units)


def test_fewer_rows_than_a_bank_has_are_of_whole_documents(tmp_path: Path) -> None:
    bank, fewer = tmp_path / "bank.duckdb", tmp_path / "fewer.duckdb"
    write_raw(bank, SEED, n_cities=10, n_years=4, bank=4, most_projects=2)
    write_raw(fewer, SEED, rows=150, of=bank)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{bank}' as bank (read_only); attach '{fewer}' as fewer (read_only)")
        rows = "select document_id, count(*) as n from {}.raw.indicators group by document_id"
        taken = connection.execute(rows.format("fewer")).fetchall()
        assert set(taken) < set(connection.execute(rows.format("bank")).fetchall())
        assert 75 < sum(n for _, n in taken) < 300
        (documents,) = connection.execute("select list(document_id) from fewer.raw.documents").fetchone() or ([],)
    assert set(documents) == {document for document, _ in taken}


def test_raw_tables_are_multiplied_with_keys_that_meet(tmp_path: Path) -> None:
    file = tmp_path / "raw.duckdb"
    write_raw(file, SEED, n_cities=10, n_years=4, bank=4, most_projects=2)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{file}' as corpus (read_only)")
        connection.execute("use corpus")

        def one(query: str) -> object:
            return connection.execute(query).fetchone()

        assert one("select count(*), count(distinct document_id), count(distinct sha256), count(distinct source_path) from raw.documents") == (
            40, 40, 40, 40,
        )  # fmt: skip
        assert one("select count(*) - count(distinct indicator_row_id), count(*) > 400 from raw.indicators") == (
            0,
            True,
        )
        for child, parent, key in (
            ("projects", "documents", "document_id"),
            ("indicators", "projects", "project_id"),
            ("budgets", "projects", "project_id"),
            ("rates", "indicators", "indicator_row_id"),
        ):
            assert one(f"select count(*) from raw.{child} anti join raw.{parent} using ({key})") == (0,), child
        lost = one("""
            select count(*) from raw.rates as rates
            where not exists (
                select 1 from raw.document_lines as lines
                where lines.document_id = rates.document_id and lines.line = rates.line_start
                    and contains(lines.line_text, rates.quote))
        """)
        assert lost == (0,)
