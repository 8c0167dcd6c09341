"""What a document says of itself: title, fiscal year, publisher, and the texts that may name its city."""

from __future__ import annotations

import re
from collections import Counter

from ingest.layout import Document, Form, Words
from ingest.lexicon import bare
from ingest.nouns import Issue, Locator, Project, Reading

_BRACKETED_YEAR = re.compile(r"\(((?:19|20)\d{2})年度?\)")
_PRINTED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?度|^((?:19|20)\d{2})年.{0,30}(?:目标|自评|预算|项目|绩效)")
LONGEST_HEADING = 60  # characters
_SPELLED_YEAR = re.compile(r"二[〇零○O][一二三四五六七八九〇零○O]{2}(?=年)")
_DIGITS = str.maketrans("〇零○O一二三四五六七八九", "0000123456789")
_YEAR_IN_TITLE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})年(?:市级|省级|本级|部门|单位)?(?:项目|预算|绩效)"
)  # not of a project: 2025年送温暖
_YEAR = re.compile(r"(?<![\d\[〔(\]])((?:19|20)[0-9]{2})\s*年")
# Years of other things: the number of an official document, the title of a regulation.
_OTHER_YEARS = re.compile(r"[〔\[【﹝(](?:19|20)\d{2}[〕\]】﹞)]|《[^》]{0,200}》")


def state_facts(reading: Reading, document: Document, forms: list[Form]) -> list[str]:
    """Fills title, year and publisher of `reading`; returns the texts that may name its city, the most telling first."""
    heads = [form.title.text for form in forms if form.title.text]
    first_lines = [piece.text for line in document.lines[:4] for piece in line.pieces if piece.text]
    reading.title = (heads or first_lines or [""])[0].strip() or None
    _state_year(reading, document, heads, [*first_lines, *(w.text for form in forms for w in form.loose)])
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


def _figures(text: str) -> str:
    """Bare text with its years in figures: 二〇二四年 → 2024年."""
    return _SPELLED_YEAR.sub(lambda match: match.group(0).translate(_DIGITS), bare(text))


def _state_year(reading: Reading, document: Document, titles: list[str], texts: list[str]) -> None:
    patterns = [(_PRINTED_YEAR, text) for text in titles + texts] + [(_YEAR_IN_TITLE, title) for title in titles]
    for pattern, text in patterns:
        if len(bare(text)) < LONGEST_HEADING and (match := pattern.search(_figures(text))):
            reading.fiscal_year, reading.fiscal_year_basis = int(next(filter(None, match.groups()))), "printed"
            return
    if match := _BRACKETED_YEAR.search(bare(document.text[:2000])):
        reading.fiscal_year, reading.fiscal_year_basis = int(match.group(1)), "printed"
        return
    words = _OTHER_YEARS.sub(lambda match: " " * len(match.group(0)), document.text)  # every place stays where it was
    named = list(_YEAR.finditer(words))
    if not named:
        reading.issues.append(Issue("fiscal_year_missing", "the document names no budget year", None))
        return
    years = Counter(int(match.group(1)) for match in named)
    most = max(years.values())
    reading.fiscal_year = max(year for year, count in years.items() if count == most)
    reading.fiscal_year_basis = "inferred"
    first = next(match for match in named if int(match.group(1)) == reading.fiscal_year)
    message = f"no heading states the budget year; {reading.fiscal_year} is the year its text names most"
    reading.issues.append(Issue("fiscal_year_inferred", message, _place(first, document)))


def _place(match: re.Match[str], document: Document) -> Locator:
    return document.locate(Words(match.group(0), tuple(range(*match.span()))))
