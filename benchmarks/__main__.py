"""`python -m benchmarks`: measure, print the tables, and keep them as JSON in benchmarks/results/."""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.calibration import calibration_tables
from benchmarks.figures import Figure, all_figures
from benchmarks.readings import printed, written
from benchmarks.rendering import rendering_table

RESULTS = Path(__file__).parent / "results"
ROW = "{:<32} {:>10} {:<12} {:>10}  {:<28} {:>7} {:>6}  {}"


def main() -> None:
    """Measure in a scratch folder that is removed afterwards."""
    print(ROW.format("figure", "value", "", "floor", "", "ratio", "goal", "verdict"))
    figures = []
    with tempfile.TemporaryDirectory() as scratch:
        for figure in all_figures(Path(scratch)):
            figures.append(figure)
            print(_line(figure), flush=True)
    known = list(printed())
    tables = {
        "rendering": _shown("rows of known forms, printed and read back", rendering_table(known)),
        "calibration": _shown("what a flag is worth", calibration_tables([*written(), *known])),
    }
    print(f"\n{_write(figures, tables)}")


def _shown(title: str, lines: Iterator[str]) -> list[str]:
    """Lines printed as they come, and kept."""
    print(f"\n{title}")
    kept = []
    for line in lines:
        print(line, flush=True)
        kept.append(line)
    return kept


def _line(figure: Figure) -> str:
    goal = f"≤{figure.goal:g}" if figure.goal is not None else f"≥{figure.least:g}" if figure.least is not None else ""
    value, floor = (f"{number:,.2f}" for number in (figure.value, figure.floor))
    return ROW.format(
        figure.name, value, figure.unit, floor, figure.floor_name, f"{figure.ratio:.2f}", goal, figure.verdict
    )


def _write(figures: list[Figure], tables: dict[str, list[str]]) -> Path:
    moment = datetime.now(UTC)
    machine = {"system": platform.platform(), "python": platform.python_version(), "cores": os.cpu_count()}
    rows = [asdict(figure) | {"ratio": figure.ratio, "verdict": figure.verdict} for figure in figures]
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{moment:%Y%m%dT%H%M%SZ}.json"
    report = {
        "measured_at": moment.isoformat(timespec="seconds"),
        "machine": machine,
        "figures": rows,
        "tables": tables,
    }
    file.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    main()
