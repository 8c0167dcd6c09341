"""How many documents give so many rows."""

from __future__ import annotations

from itertools import islice

from benchmarks.corpus.documents import draw_documents
from benchmarks.corpus.layouts import expected_of, layout_of


def documents_for(rows: int, seed: int, bank: int, n_cities: int, n_years: int, most_projects: int | None) -> int:
    """The number of documents that have about so many indicator rows, where those beyond the bank repeat it."""
    sizes = [
        sum(len(project["indicators"]) for project in expected_of(layout_of(seed, facts), facts)["projects"])
        for facts in islice(draw_documents(seed, bank, n_cities, n_years, most_projects), bank)
    ]
    return max(1, round(rows * len(sizes) / sum(sizes)))
