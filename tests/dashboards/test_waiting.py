"""Who waits is told so: a skeleton under a page that takes longer than 0.3 s, none under one that does not."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from tests.dashboards.conftest import OpenPage


@pytest.fixture
def put_up(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The height of each skeleton that was put up."""
    heights: list[int] = []
    skeleton = DeltaGenerator.skeleton

    def noted(self: DeltaGenerator, height: int, **options: Any) -> Any:
        heights.append(height)
        return skeleton(self, height, **options)

    monkeypatch.setattr(DeltaGenerator, "skeleton", noted)
    return heights


def page(seconds: float) -> None:
    """A page that says one thing after some seconds."""
    import time

    import streamlit as st

    from dashboards.shell import skeleton_while_waiting

    with skeleton_while_waiting():
        time.sleep(seconds)
        st.markdown("here")


@pytest.mark.parametrize(("seconds", "skeletons"), [(0.0, 0), (0.5, 1)])
def test_a_skeleton_stands_only_where_a_person_waits(put_up: list[int], seconds: float, skeletons: int) -> None:
    app = AppTest.from_function(page, kwargs={"seconds": seconds}).run()
    assert [text.value for text in app.markdown] == ["here"]
    assert len(put_up) == skeletons
    assert len(app.get("skeleton")) == 0


def test_what_is_below_a_chart_waits_for_a_new_drawing_only(
    open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[str] = []
    monkeypatch.setattr("dashboards.drawing.FIRST_DRAWING_SECONDS", "first")
    monkeypatch.setattr("dashboards.drawing.REDRAWING_SECONDS", "again")
    monkeypatch.setattr("dashboards.drawing.sleep", waited.append)
    app = open_page("map")
    assert waited == ["first", "first"]  # the overview, on the way, and the map
    app.run()
    assert waited == ["first", "first"]
    app.segmented_control(key="address.measure").set_value("n_projects").run()
    assert waited == ["first", "first", "again"]
