"""What a document says of itself: title, fiscal year, publisher, and the texts that may name its city."""

from __future__ import annotations

import re
from collections import Counter

from ingest.layout import Document, Form
from ingest.lexicon import bare
from ingest.nouns import Issue, Locator, Project, Reading

_PRINTED_YEAR = re.compile(r"\(?((?:19|20)\d{2})年?度\)?|^((?:19|20)\d{2})年.{0,30}(?:目标|自评|预算|项目|绩效)")
_YEAR = re.compile(r"(?<![\d\[〔(\]])((?:19|20)\d{2})\s*年")
_DOCUMENT_NUMBER = re.compile(r"[〔\[【﹝(](?:19|20)\d{2}[〕\]】﹞)]")
_QUOTED = re.compile(r"《[^》]*》")


def state_facts(reading: Reading, document: Document, forms: list[Form]) -> list[str]:
    """Fills title, year and publisher of `reading`; returns the texts that may name its city, the most telling first."""
    heads = [form.title.text for form in forms if form.title.text]
    first_lines = [piece.text for line in document.lines[:4] for piece in line.pieces if piece.text]
    reading.title = (heads or first_lines or [""])[0].strip() or None
    _state_year(reading, document, [*heads, *first_lines, *(w.text for form in forms for w in form.loose)])
    organisations = _organisations(forms, reading.projects)
    if organisations:
        reading.publisher = organisations[0]
    texts = [*organisations, *first_lines, *heads, "".join(p.name for p in reading.projects), document.text]
    return ["".join(organisations), *texts]


def _organisations(forms: list[Form], projects: list[Project]) -> list[str]:
    """Who may have published: the unit the document names as its own, then the organisations of its projects, the most frequent first."""
    own = [
        f.value.text.strip()
        for form in forms
        for f in form.fields
        if f.name == "organisation_budget" and len(bare(f.value.text)) >= 4
    ]
    named = Counter(name for p in projects if p.organisation_name for name in p.organisation_name.split(";"))
    return list(dict.fromkeys([*own, *(name for name, _ in named.most_common())]))


def _state_year(reading: Reading, document: Document, texts: list[str]) -> None:
    for text in texts:
        if len(bare(text)) < 60 and (match := _PRINTED_YEAR.search(bare(text))):
            reading.fiscal_year, reading.fiscal_year_basis = int(match.group(1) or match.group(2)), "printed"
            return
    words = _DOCUMENT_NUMBER.sub("", _QUOTED.sub("", document.text))
    years = Counter(int(year) for year in _YEAR.findall(words))
    if not years:
        reading.issues.append(Issue("fiscal_year_missing", "the document names no budget year", None))
        return
    most = max(years.values())
    reading.fiscal_year = max(year for year, count in years.items() if count == most)
    reading.fiscal_year_basis = "inferred"
    first = next(
        n for n, line in enumerate(document.text.split("\n"), 1) if re.search(rf"{reading.fiscal_year}\s*年", line)
    )
    quote = document.text.split("\n")[first - 1]
    reading.issues.append(
        Issue(
            "fiscal_year_inferred",
            f"no heading states the budget year; {reading.fiscal_year} is the year its text names most",
            Locator(first, first, quote),
        )
    )
