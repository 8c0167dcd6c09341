"""Colours of the charts, in light and in dark; the rest of the look is in .streamlit/config.toml."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one theme. Text colours reach a contrast of 4.5:1 on `paper`, marks 3:1."""

    paper: str
    ink: str
    faint_ink: str
    band: str
    grid: str
    lit: str
    grades: dict[str, str]
    steps: tuple[str, str]
    lines: tuple[str, ...]


LIGHT = Palette(
    paper="#ffffff",
    ink="#1d2733",
    faint_ink="#566472",
    band="#eef2f5",
    grid="#e3e8ed",
    lit="#f2b705",
    grades={"A": "#0b6e4f", "B": "#1f5a85", "C": "#8a5a00", "D": "#6b7280", "X": "#b3261e"},
    steps=("#dbe8f1", "#1f5a85"),
    lines=("#1f5a85", "#b3541e", "#0b6e4f", "#7a3e8e", "#8a6a00", "#566472", "#a8325e", "#2a7f8e"),
)
DARK = Palette(
    paper="#12181f",
    ink="#e6ebf0",
    faint_ink="#a6b2be",
    band="#1e2832",
    grid="#2a3641",
    lit="#f2b705",
    grades={"A": "#4ec49a", "B": "#6fb1de", "C": "#e0a84a", "D": "#9aa5b1", "X": "#f08a80"},
    steps=("#22384a", "#6fb1de"),
    lines=("#6fb1de", "#e89a6a", "#4ec49a", "#c294d6", "#d9b84a", "#a6b2be", "#ec89ad", "#6cc5d3"),
)


def palette() -> Palette:
    """The colours that fit what the person's browser shows."""
    return DARK if st.context.theme.type == "dark" else LIGHT
