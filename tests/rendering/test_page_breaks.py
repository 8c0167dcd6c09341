"""Printings to PDF that once came back wrong without a word; `python -m tests.rendering.page_breaks 20` tries many others."""

from __future__ import annotations

import pytest

from tests.rendering.page_breaks import printed_and_read, printings


@pytest.mark.parametrize(
    ("name", "number"),
    # a page begins between the title of a table and its rows, so that the running head stands there too
    [pytest.param("ezhou", 408, id="running head above the first row")],
)
def test_a_printing_that_came_back_wrong_comes_back_right(name: str, number: int) -> None:
    result = printed_and_read(name, printings(name, number + 1)[number])
    assert result.rows > 0
    assert (result.right, result.differences) == (result.rows, [])
