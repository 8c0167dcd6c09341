"""A project's form as a tree in HTML: horizon, level 1, level 2, indicator. Its texts are untrusted: every character is escaped."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from dashboards.formats import bounds, number, one_line
from dashboards.shell import source_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from dashboards.words import Words

Row = dict[str, Any]

STYLE = """<style>
.form{width:100%;border-collapse:collapse;font-size:.9rem;line-height:1.5}
.form caption{text-align:left;font-weight:600;font-size:1.05rem;padding:.6rem 0 .3rem}
.form th,.form td{border:0;border-bottom:1px solid rgba(128,140,150,.3);padding:.3rem .5rem;text-align:left;vertical-align:top;
overflow-wrap:anywhere;font-weight:400}
.form thead th{font-weight:600}
.form .level1 th{font-weight:600;background:rgba(128,140,150,.16)}
.form .level2 th{font-weight:600;padding-left:1.2rem}
.form .indicator th{padding-left:2.2rem;min-width:8rem}
.form .read{white-space:nowrap}
.form td.number,.form th.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.form a{color:inherit;white-space:nowrap}
.form .flag{border:1px solid;border-radius:3px;padding:0 .25rem;font-size:.75rem;white-space:nowrap;cursor:help}
@media(max-width:640px){.form .wide{display:none}.form .indicator th{padding-left:.8rem;min-width:5rem}
.form th,.form td{padding:.3rem .25rem}}
</style>"""
HEADINGS = ("indicator", "target", "read_as", "weight", "basis", "link")
CLASSES = {"weight": "number", "basis": "wide", "read_as": "read"}


def form_to_html(rows: pl.DataFrame, meanings: Mapping[str, str], words: Words) -> str:
    """One table per horizon. In: rows of marts.indicator_targets of one project in order; what flags mean."""
    tables = [
        _table(horizon, list(group), meanings, words)
        for horizon, group in groupby(rows.iter_rows(named=True), key=lambda row: row["horizon"])
    ]
    return STYLE + "".join(tables)


def goals_to_html(goals: pl.DataFrame, words: Words) -> str:
    """The goals in a list, each with a link to its place. In: rows of star.fct_goals."""
    items = "".join(
        f"<li><b>{escape(words.of('horizon', row['horizon']))}</b> {escape(one_line(row['goal_text']))} {_link(row, words)}</li>"
        for row in goals.iter_rows(named=True)
    )
    return f'{STYLE}<ul class="form">{items}</ul>'


def read_as(row: Row) -> str:
    """How a target was read: its bounds and what they count; empty for a target in words."""
    amount = bounds(row["comparator"], row["target_low"], row["target_high"])
    return " ".join(part for part in (amount, row["measure"]) if part) if amount else ""


def _table(horizon: str, rows: list[Row], meanings: Mapping[str, str], words: Words) -> str:
    headings = "".join(f'<th scope="col"{_class(name)}>{escape(words(f"columns.{name}"))}</th>' for name in HEADINGS)
    bodies = "".join(_level1(level1, list(group), meanings, words) for level1, group in _in_turn(rows, "level1"))
    caption = escape(words.of("horizon", horizon) + _sum(rows, words))
    return f'<table class="form"><caption>{caption}</caption><thead><tr>{headings}</tr></thead>{bodies}</table>'


def _level1(level1: str | None, rows: list[Row], meanings: Mapping[str, str], words: Words) -> str:
    head = _level("level1", level1, rows, words)
    branches = "".join(
        _level("level2", level2, branch, words) + "".join(_indicator(row, meanings, words) for row in branch)
        for level2, branch in ((level2, list(group)) for level2, group in _in_turn(rows, "level2"))
    )
    return f"<tbody>{head}{branches}</tbody>"


def _in_turn(rows: list[Row], level: str) -> Iterable[tuple[str | None, Iterable[Row]]]:
    return groupby(rows, key=lambda row: row[level])


def _level(kind: str, name: str | None, rows: list[Row], words: Words) -> str:
    text = escape(one_line(name) or words("not_stated")) + escape(_sum(rows, words))
    return f'<tr class="{kind}"><th scope="rowgroup" colspan="{len(HEADINGS)}">{text}</th></tr>'


def _sum(rows: list[Row], words: Words) -> str:
    weights = [row["weight"] for row in rows if row["weight"] is not None]
    return words("project.weight_sum", sum=number(sum(weights))) if weights else ""


def _indicator(row: Row, meanings: Mapping[str, str], words: Words) -> str:
    cells = {
        "target": escape(one_line(row["target_text"])) + _flags(row, meanings, words),
        "read_as": escape(read_as(row)),
        "weight": "" if row["weight"] is None else number(row["weight"]),
        "basis": escape(one_line(row["basis_text"])),
        "link": _link(row, words),
    }
    name = escape(one_line(row["indicator_name"]))
    tds = "".join(f"<td{_class(cell)}>{content}</td>" for cell, content in cells.items())
    return f'<tr class="indicator"><th scope="row">{name}</th>{tds}</tr>'


def _flags(row: Row, meanings: Mapping[str, str], words: Words) -> str:
    said = [meanings.get(flag, flag) for flag in row["flags"] or []]
    if not said:
        return ""
    title = escape(words("compare.list_separator").join(said), quote=True)
    return f' <span class="flag" title="{title}">{escape(words("project.flagged"))}</span>'


def _link(row: Row, words: Words) -> str:
    address = source_link(row, words.language) if row["line_start"] else None
    if address is None:
        return ""
    text = words("place.line", line=row["line_start"])
    return f'<a href="{escape(address, quote=True)}">{escape(text)}</a>'


def _class(name: str) -> str:
    return f' class="{CLASSES[name]}"' if name in CLASSES else ""
