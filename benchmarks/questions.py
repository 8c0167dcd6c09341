"""`python -m benchmarks.questions DATABASE`: how long the comparison page's questions take, as JSON: p95 in milliseconds."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dashboards import warehouse as asked
from dashboards.warehouse import Warehouse

TURNS = 20


def main(database: str) -> None:
    """Ask each question several times, of the aid type that has most standards."""
    warehouse = Warehouse(Path(database), Path(database).parent)
    (aid_type,) = warehouse.answer(
        "select aid_type_id from marts.aid_comparison group by all order by count(*) desc limit 1"
    ).row(0)
    questions: dict[str, Callable[[], object]] = {
        "aid types": lambda: asked.aid_types(warehouse),
        "standards of an aid type": lambda: asked.standards(warehouse, aid_type),
        "cities that are silent": lambda: asked.silent_cities(warehouse, aid_type),
        "coverage": lambda: asked.coverage(warehouse),
    }
    taken = {name: [_milliseconds(question) for _ in range(TURNS)] for name, question in questions.items()}
    p95 = {name: round(_p95(times), 1) for name, times in taken.items()}
    print(json.dumps({"p95_ms": max(p95.values()), "questions_ms": p95}, ensure_ascii=False))


def _milliseconds(question: Callable[[], object]) -> float:
    started = time.perf_counter()
    question()
    return 1000 * (time.perf_counter() - started)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    main(sys.argv[1])
