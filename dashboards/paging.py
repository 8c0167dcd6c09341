"""Long tables in parts: so many rows at a time, the part in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards import address

if TYPE_CHECKING:
    import polars as pl

    from dashboards.words import Words

ROWS_A_PART = 200


def part_of(rows: pl.DataFrame, parameter: str, words: Words) -> pl.DataFrame:
    """The part of a table that the address asks for; a short table is whole, and offers no choice."""
    if rows.height <= ROWS_A_PART:
        return rows
    parts = -(-rows.height // ROWS_A_PART)
    asked = address.asked_number(parameter, 1, parts) or 1
    key = f"address.{parameter}.{parts}"
    with st.container(horizontal=True, vertical_alignment="center"):
        number = st.pagination(
            parts, default=asked, key=key, on_change=lambda: address.write(parameter, str(st.session_state[key]))
        )
        first = (number - 1) * ROWS_A_PART
        last = min(first + ROWS_A_PART, rows.height)
        st.caption(words("paging.part", first=f"{first + 1:,}", last=f"{last:,}", count=f"{rows.height:,}"))
    return rows.slice(first, ROWS_A_PART)
