"""What a document's passport says stands; where the document says otherwise, or nothing, an issue says so."""

from __future__ import annotations

from itertools import pairwise

from ingest.layout import Unreadable
from ingest.lexicon import bare
from ingest.nouns import Issue, Passport, Reading
from ingest.places import city_name

LEAST_ALIKE = 0.15  # share of a printed title's pairs of characters that the passport's title has too


def apply_passport(passport: Passport, reading: Reading) -> None:
    """Puts city, year, publisher and title of the passport into `reading`, and an issue for each that the document contradicts.

    Raises Unreadable when the passport's city is none.
    """
    if city_name(passport.city_id) is None:
        message = f"the passport's city_id {passport.city_id} is no prefecture's or municipality's code (GB/T 2260)"
        raise Unreadable("bad_passport", message)
    reading.issues = [issue for issue in reading.issues if issue.code not in {"city_missing", "fiscal_year_missing"}]
    reading.issues += [*_of_city(passport, reading), *_of_year(passport, reading)]
    reading.issues += [*_of_publisher(passport, reading), *_of_title(passport, reading)]
    reading.city_id = passport.city_id
    reading.city_name = passport.city_name or city_name(passport.city_id)
    reading.fiscal_year, reading.fiscal_year_basis = passport.fiscal_year, passport.fiscal_year_basis
    reading.publisher, reading.title = passport.publisher, passport.title


def _of_city(passport: Passport, reading: Reading) -> list[Issue]:
    if reading.city_id is None:
        return [Issue("city_from_passport", f"the document names no city; its passport says {passport.city_name}")]
    if reading.city_id == passport.city_id:
        return []
    message = f"the document names {reading.city_name}, its passport {passport.city_name}; the passport stands"
    return [Issue("city_contradicts_passport", message)]


def _of_year(passport: Passport, reading: Reading) -> list[Issue]:
    if reading.fiscal_year is None:
        return [Issue("year_from_passport", f"the document names no year; its passport says {passport.fiscal_year}")]
    if reading.fiscal_year == passport.fiscal_year:
        return []
    message = f"the document says {reading.fiscal_year}, its passport {passport.fiscal_year}; the passport stands"
    return [Issue("year_contradicts_passport", message)]


def _of_publisher(passport: Passport, reading: Reading) -> list[Issue]:
    """A unit of the publisher (…总工会财务部) is no contradiction, nor a publisher whose name stands anywhere in the document."""
    printed, known = bare(reading.publisher or ""), bare(passport.publisher)
    if not printed or known in printed or printed in known or known in bare("".join(reading.lines)):
        return []
    message = f"the document names {reading.publisher} as its own unit, its passport {passport.publisher}; the passport stands"
    return [Issue("publisher_contradicts_passport", message)]


def _of_title(passport: Passport, reading: Reading) -> list[Issue]:
    """A passport's title is often made from several printed ones: only one that hardly shares a word with it contradicts it."""
    printed = {a + b for a, b in pairwise(bare(reading.title or ""))}
    known = {a + b for a, b in pairwise(bare(passport.title))}
    if not printed or len(printed & known) >= LEAST_ALIKE * min(len(printed), len(known)):
        return []
    message = f"the document is headed {reading.title}, its passport says {passport.title}; the passport stands"
    return [Issue("title_contradicts_passport", message)]
