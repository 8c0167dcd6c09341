"""A chart on a page: drawn in the colours of the page, said in words, and to carry away as a picture that explains itself."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import count
from time import sleep
from typing import TYPE_CHECKING, Any

import altair as alt
import streamlit as st
from altair.utils.schemapi import debug_mode

from dashboards.charts.frame import Frame, bare, framed
from dashboards.downloads import shows_chinese, to_png, to_svg
from dashboards.formats import as_markdown, one_line
from dashboards.theme import LIGHT, palette

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboards.charts.frame import Drawing
    from dashboards.shell import Edition
    from dashboards.theme import Palette
    from dashboards.words import Words

MAKERS = {"png": ("image/png", to_png), "svg": ("image/svg+xml", to_svg)}
# In Latin letters in both languages, because this is what a machine without a Chinese font can write.
NO_FONT = "Chinese characters are missing here: no Chinese font was found (Debian: fonts-noto-cjk)."
NAME_LENGTH = 60
COLUMNS, MULTIPLE_WIDTH = 3, 250
# What a browser is told at once it builds at once, and a chart last: its program is fetched and its marks are laid out meanwhile.
FIRST_DRAWING_SECONDS, REDRAWING_SECONDS = 0.4, 0.15


def frame(
    shown: Edition, words: Words, title: str, *notes: str, subtitle: str = "", source: str | None = None
) -> Frame:
    """The words around a chart: its title, what is to be known of it, the source, and version and day of publication."""
    dated = words("carry.version", version=shown.version, published=shown.published)
    return Frame(title, subtitle, [*(note for note in notes if note), source or words("carry.source"), dated])


def show_chart(
    key: str, draw: Callable[[Palette], Drawing], around: Frame, description: str, words: Words, is_first: bool = False,
    **options: Any,
) -> Any:  # fmt: skip
    """Show a chart and, under it, the buttons for a picture and a drawing of it.

    In: `draw` makes the chart in the colours it is given; `description` is for who cannot see it; `options` are Streamlit's.
    The first chart of a page is drawn before the browser hears of what is below it. Out: what a person selected on it.
    """
    spec = _spec(draw)
    selected = st.vega_lite_chart(spec=spec, key=key, alt=description, **options)
    if is_first:
        _await_drawing(key, spec)
    picture_buttons(key, lambda: draw(LIGHT), around, words)
    return selected


def _spec(draw: Callable[[Palette], Drawing]) -> dict[str, Any]:
    """A chart for Vega-Lite, not checked against its schema, which takes longer than drawing it; the tests check each."""
    with debug_mode(False):
        spec: dict[str, Any] = draw(palette()).to_dict(validate=False)
    return spec


def _await_drawing(key: str, spec: dict[str, Any]) -> None:
    """Wait while a browser draws a chart that it has not drawn yet, or not so."""
    drawn: dict[str, str] = st.session_state.setdefault("drawn", {})
    now = sha256(json.dumps(spec, default=str).encode()).hexdigest()
    if drawn.get(key) != now:
        sleep(REDRAWING_SECONDS if key in drawn else FIRST_DRAWING_SECONDS)
    drawn[key] = now


@dataclass(frozen=True, slots=True)
class Multiple:
    """One of many small charts: name, unit (on its axis), how it is drawn, what it says in words.

    `note` stands in place of the marks; `left_out` says what is not among them.
    """

    name: str
    unit: str
    draw: Callable[[Palette], alt.LayerChart]
    description: str
    note: str = ""
    left_out: str = ""


def show_multiples(
    key: str, multiples: Sequence[Multiple], around: Frame, words: Words, picked: Callable[[str], None] | None = None
) -> None:
    """Show small charts in a grid, and the buttons for one picture of all of them. `picked` is told the key of a chart that was clicked."""
    for start in range(0, len(multiples), COLUMNS):
        for column, multiple, number in zip(
            st.columns(COLUMNS), multiples[start : start + COLUMNS], count(start), strict=False
        ):
            with column:
                st.markdown(f"**{as_markdown(multiple.name)}**")
                if multiple.note:
                    st.caption(multiple.note)
                    continue
                chart_key = f"{key}_{number}"
                st.vega_lite_chart(
                    spec=_spec(multiple.draw), key=chart_key,
                    alt=words("compare.multiple_alt", name=multiple.name, unit=multiple.unit, rows=multiple.description),
                    on_select=partial(picked, chart_key) if picked else "ignore",
                )  # fmt: skip
                if multiple.left_out:
                    st.caption(multiple.left_out)
    picture_buttons(key, lambda: multiples_picture([one for one in multiples if not one.note], LIGHT), around, words)


def multiples_picture(multiples: Sequence[Multiple], palette: Palette) -> alt.ConcatChart:
    """Small charts as one picture, each with its name above it."""
    charts = [
        bare(one.draw(palette)).properties(
            width=MULTIPLE_WIDTH,
            title=alt.TitleParams(one.name, anchor="start", fontSize=13, color=palette.ink),
        )
        for one in multiples
    ]  # fmt: skip
    grid: alt.ConcatChart = alt.concat(*charts, columns=COLUMNS, spacing=24)
    return grid


def picture_buttons(key: str, draw: Callable[[], Drawing], around: Frame, words: Words) -> None:
    """A button for each format of the picture of a chart; the picture is drawn when it is asked for."""
    name = one_line(around.title).replace("/", "-")[:NAME_LENGTH]
    with st.container(horizontal=True, gap="small", key=f"{key}_picture"):
        for kind, (mime, make) in MAKERS.items():
            st.download_button(
                words(f"carry.{kind}"), partial(_made, make, draw, around), file_name=f"{name}.{kind}",
                mime=mime, key=f"{key}_{kind}", on_click="ignore", type="tertiary", icon=":material/download:",
                help=words(f"carry.{kind}_help", title=as_markdown(around.title)),
            )  # fmt: skip


def _made(make: Callable[[alt.TopLevelMixin], bytes], draw: Callable[[], Drawing], around: Frame) -> bytes:
    return make(framed(draw(), told(around), LIGHT))


def told(around: Frame) -> Frame:
    """The words around a picture, and that Chinese is missing from it where this machine cannot draw it."""
    return around if shows_chinese() else replace(around, caption=[NO_FONT, *around.caption])
