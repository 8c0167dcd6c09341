"""Format × form: how many rows of what was printed come back right, how many are wrong without a word, how many flagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.readings import Known

GOAL_PCT = {"pdf": 99.0}  # of the rows; of every other format all
ROW = "{:<12} {:>6} {:>6} {:>8} {:>7} {:>8} {:>8} {:>8} {:>6}  {}"


def rendering_table(known: Iterable[Known]) -> Iterator[str]:
    """A line a format, then a line for every form that did not come back whole."""
    from tests.rendering.page_breaks import Tally, tally

    by_format: dict[str, Tally] = {}
    flawed: list[str] = []
    for one in known:
        found = tally(one.expected, one.reading)
        by_format[one.format] = by_format.get(one.format, Tally()) + found
        if found.right < found.rows or found.silently_wrong:
            counts = f"{found.right} of {found.rows} rows right, {found.silently_wrong} silently wrong"
            flawed.append(f"  {one.format:<12} {one.name:<28} {counts}")
    yield ROW.format("format", "rows", "right", "", "silent", "flagged", "missing", "flagged", "goal", "verdict")
    yield ROW.format("", "", "", "", "wrong", "wrong", "", "right", "", "")
    for name, total in by_format.items():
        share, goal = 100 * total.right / total.rows, GOAL_PCT.get(name, 100.0)
        verdict = "met" if share >= goal and not total.silently_wrong else "MISSED"
        yield ROW.format(
            name, total.rows, total.right, f"{share:.1f} %", total.silently_wrong, total.wrong_flagged, total.missing,
            total.right_flagged, f"{goal:g} %", verdict,
        )  # fmt: skip
    yield from flawed
    yield "scans, cell by cell (all forms: python -m tests.rendering.scan_scores)"
    yield from _scans()


def _scans() -> Iterator[str]:
    """Some forms printed, scanned at 200 dpi and read by OCR, where that is installed: their cells and rows."""
    from ingest.layout import Unreadable
    from tests.rendering.scan_scores import table

    try:
        yield from table()
    except Unreadable as error:
        yield f"scans: {error}"
