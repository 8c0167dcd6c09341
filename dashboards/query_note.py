"""A note to the office that published a document: which figures do not fit, word for word, and what is asked. Pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboards.arithmetic import arithmetic
from dashboards.formats import one_line

if TYPE_CHECKING:
    import polars as pl

    from dashboards.words import Words

# Verdicts that leave a question; what agrees needs none.
ASKED_ABOUT = frozenset({"contradicts", "gap", "not_checkable"})


def query_note(check: dict[str, Any], figures: pl.DataFrame, words: Words) -> str:
    """The note, ready to copy. In: a row of marts.reconciliations and its rows of marts.reconciled_figures."""
    lines = [
        words("note.greeting", publisher=one_line(check["publisher"])),
        words(
            "note.opening", title=one_line(check["document_title"]), year=check["fiscal_year"],
            project=one_line(check["project_name"]),
        ),
        *_side(figures, "computed", words),
        *_side(figures, "expected", words),
        words("note.arithmetic", text=arithmetic(check["arithmetic_text"], words)),
        words("note.question", text=question(check, words)),
        words("note.closing"),
    ]  # fmt: skip
    return "\n".join(lines)


def question(check: dict[str, Any], words: Words) -> str:
    """What is asked about a check."""
    if check["verdict"] == "not_checkable":
        return words("question.not_checkable")
    return words.of("question", check["check_name"])


def _side(figures: pl.DataFrame, side: str, words: Words) -> list[str]:
    rows = [row for row in figures.iter_rows(named=True) if row["side"] == side]
    if not rows:
        return []
    quoted = [words("note.quoted", quote=one_line(row["quote"]), place=_lines(row, words)) for row in rows]
    return [words(f"note.{side}"), *quoted]


def _lines(row: dict[str, Any], words: Words) -> str:
    first, last = row["line_start"], row["line_end"]
    return words("place.line", line=first) if first == last else words("place.lines", first=first, last=last)
