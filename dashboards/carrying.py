"""The buttons with which a person carries a table away, and what its file says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.downloads import to_csv, to_parquet, to_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import polars as pl

    from dashboards.shell import Edition
    from dashboards.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def about(shown: Edition, words: Words, **more: str) -> dict[str, str]:
    """What every file says of itself: version, day of publication, where it is from, how to cite it."""
    facts = {
        "about.version": shown.version,
        "about.published": shown.published,
        "about.source": words("about.source_text"),
        "about.citation": citation(shown, words),
        "about.grades": words("define.grade"),
    }
    return {words(key): text for key, text in facts.items()} | more


def citation(shown: Edition, words: Words) -> str:
    """How to cite what a version says."""
    return words("about.citation_text", version=shown.version, published=shown.published)


def table_buttons(
    key: str, name: str, table: Callable[[], pl.DataFrame], facts: Mapping[str, str], words: Words
) -> None:
    """A button per format; the file is made when it is asked for. In: `table` gives the rows, `name` the files' name."""
    makers: dict[str, tuple[str, Callable[[], bytes]]] = {
        "csv": ("text/csv", lambda: to_csv(table())),
        "xlsx": (XLSX, lambda: to_xlsx(table(), name, facts)),
        "parquet": ("application/vnd.apache.parquet", lambda: to_parquet(table(), facts)),
    }
    with st.container(horizontal=True, gap="small"):
        for kind, (mime, make) in makers.items():
            st.download_button(
                words(f"carry.{kind}"), make, file_name=f"{name}.{kind}", mime=mime, key=f"{key}_{kind}", on_click="ignore",
                type="tertiary", icon=":material/download:",
            )  # fmt: skip
