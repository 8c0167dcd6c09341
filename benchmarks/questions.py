"""`python -m benchmarks.questions DATABASE`: how long the comparison page's questions take, as JSON: p95 in milliseconds.

All that `/compare` asks in its three views, of the kind of aid that has most standards; and the processor time of each question, which
says more than the clock where a machine has other work.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl

from dashboards import warehouse as asked
from dashboards.comparison import compare
from dashboards.comparison_cities import MOST_DRAWN
from dashboards.comparison_evidence import MOST_PAIRS
from dashboards.paging import ROWS_A_PART
from dashboards.questions import comparability, comparison
from dashboards.questions.standards import Wanted, choices, in_full, marks
from dashboards.warehouse import Warehouse
from dashboards.words import words_in

TURNS = 20
Questions = dict[str, Callable[[], object]]


def main(database: str) -> None:
    """Ask each question several times."""
    warehouse = Warehouse(Path(database), Path(database).parent)
    taken = {name: [_milliseconds(question) for _ in range(TURNS)] for name, question in _questions(warehouse).items()}
    p95 = {name: round(_p95([clock for clock, _ in times]), 1) for name, times in taken.items()}
    busy = {name: round(statistics.median(processor for _, processor in times), 1) for name, times in taken.items()}
    load = round(os.getloadavg()[0], 1)
    told = {"p95_ms": max(p95.values()), "questions_ms": p95, "questions_processor_ms": busy, "questions_load": load}
    print(json.dumps(told, ensure_ascii=False))


def _questions(warehouse: Warehouse) -> Questions:
    (aid_type,) = warehouse.answer(
        "select aid_type_id from marts.aid_comparison group by all order by count(*) desc limit 1"
    ).row(0)
    drawn = compare(marks(warehouse, Wanted(aid_type)), "year", words_in("zh").codes("rank")).drawn
    (one,) = drawn.select("aid_standard_id").row(0)
    few = drawn["aid_standard_id"].head(MOST_DRAWN).to_list()
    city, year = drawn.select("city_id", pl.col("fiscal_year").cast(pl.String)).row(0)
    return {
        "aid types": lambda: asked.aid_types(warehouse),
        "cities": lambda: comparison.cities(warehouse),
        "choices": lambda: choices(warehouse, aid_type),
        "standards of an aid type, each city's latest": lambda: marks(warehouse, Wanted(aid_type)),
        "the same as stated": lambda: marks(warehouse, Wanted(aid_type, "as_stated")),
        "the same as a share": lambda: marks(warehouse, Wanted(aid_type, "share", "minimum_wage")),
        "the same of a year and a grade": lambda: marks(warehouse, Wanted(aid_type, years=[year], grades=["B"])),
        "standards drawn, in full": lambda: in_full(warehouse, drawn.head(MOST_DRAWN)),
        "a part of the table, in full": lambda: in_full(warehouse, drawn.head(ROWS_A_PART)),
        "cities that are silent": lambda: asked.silent_cities(warehouse, aid_type),
        "what compares of those drawn": lambda: comparison.pair_verdicts(warehouse, aid_type, few),
        "a standard among its peers": lambda: comparability.peer_sentence(warehouse, one),
        "a standard against all others": lambda: comparability.verdicts(warehouse, one, MOST_PAIRS),
        "a standard in real terms": lambda: comparison.real_terms(warehouse, one),
        "standards of all kinds, one city": lambda: marks(warehouse, Wanted(city_ids=[city])),
        "standards of all kinds, all cities": lambda: marks(warehouse, Wanted()),
        "stated jointly": lambda: comparison.stated_jointly(warehouse),
        "the years of an aid type": lambda: comparison.series(warehouse, aid_type),
        "coverage": lambda: asked.coverage(warehouse),
    }


def _milliseconds(question: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of the processor, all cores added."""
    started, busy = time.perf_counter(), time.process_time()
    question()
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - busy)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main(sys.argv[1])
