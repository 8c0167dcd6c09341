"""A picture that leaves the page: a chart between its title and the lines that say what it is, where from and of which day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import altair as alt

from dashboards.formats import PICTURE_FONTS, broken

if TYPE_CHECKING:
    from dashboards.theme import Palette

    Drawing = alt.Chart | alt.LayerChart | alt.ConcatChart | alt.VConcatChart

PICTURE_WIDTH = 820
# In halves of a Chinese character, which is what a Latin letter takes: so much fits into the width at the size of each.
TITLE_HALVES, CAPTION_HALVES = 92, 132


@dataclass(frozen=True, slots=True)
class Frame:
    """The words around a picture: what the page says beside the chart on screen."""

    title: str
    subtitle: str = ""
    caption: list[str] = field(default_factory=list)


def bare(chart: Drawing) -> Any:
    """A chart without the configuration that only a whole picture may carry."""
    inner = chart.copy(deep=["title"])
    inner.config = alt.Undefined
    return inner


def framed(chart: Drawing, frame: Frame, palette: Palette) -> alt.VConcatChart:
    """A chart of a page as a picture with a ground, a width and the words of its own."""
    inner = bare(chart)
    if isinstance(inner, alt.Chart | alt.LayerChart):
        inner = inner.properties(width=PICTURE_WIDTH)
    caption = alt.TitleParams(
        [line for text in frame.caption for line in broken(text, CAPTION_HALVES)],
        orient="bottom", anchor="start", frame="bounds", fontSize=12, fontWeight="normal", lineHeight=18, offset=16,
        color=palette.faint_ink,
    )  # fmt: skip
    title = alt.TitleParams(
        broken(frame.title, TITLE_HALVES),
        subtitle=broken(frame.subtitle, CAPTION_HALVES) if frame.subtitle else [],
        anchor="start", frame="bounds", fontSize=17, lineHeight=23, subtitleFontSize=12, subtitlePadding=6, offset=16,
        color=palette.ink, subtitleColor=palette.faint_ink,
    )  # fmt: skip
    whole = alt.vconcat(inner.properties(title=caption), title=title, background=palette.paper, padding=20)
    picture: alt.VConcatChart = whole.configure(font=PICTURE_FONTS, view=alt.ViewConfig(stroke=None))
    return picture
