"""Every page of the dashboards as its address; `{document}` is the document that prints 600元/人/月."""

from __future__ import annotations

from pathlib import Path

PAGES = {
    "overview": "/",
    "compare": "/compare",
    "ceilings": "/compare?aid_type=living_relief",
    "as_stated": "/compare?aid_type=mutual_medical_aid",
    "kinds": "/compare?view=kinds",
    "years": "/compare?view=years",
    "source": "/source?document={document}&line=154",
    "city": "/city?city=150100",
    "project": "/project?q=劳模 慰问",
    "reconciliation": "/reconciliation?verdict=contradicts,gap",
    "quality": "/quality",
    "map": "/map",
    "try": "/try",
    "data": "/data",
}

# Every pair of a width, a scheme and a language once.
SCREENS = [(390, "light", "zh"), (390, "dark", "en"), (1440, "light", "en"), (1440, "dark", "zh")]


def page_path(path: str, document: str, lang: str) -> str:
    """The address of one of PAGES in a language."""
    return f"{path.format(document=document)}{'&' if '?' in path else '?'}lang={lang}"


def monthly_document(warehouse: Path) -> str:
    """The id of the document of the five that prints 600元/人/月. In: the folder of the published warehouse."""
    from dashboards.warehouse import published_warehouse

    found = published_warehouse(warehouse).answer(
        "select document_id from marts.source_lines where line_text like '全国劳模 600元/人/月%'"
    )
    return str(found.item())
