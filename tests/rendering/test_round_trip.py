"""The same facts printed in different formats give the same records."""

from __future__ import annotations

import pytest

from tests.rendering.formats import RENDERERS
from tests.rendering.known_forms import NAMES
from tests.rendering.round_trip import round_trip


@pytest.mark.parametrize("ending", RENDERERS)
@pytest.mark.parametrize("name", NAMES)
def test_what_went_in_comes_back(name: str, ending: str) -> None:
    result = round_trip(name, ending)
    assert result.rows > 0
    assert result.is_perfect, f"{len(result.differences)} differences\n" + "\n".join(result.differences)
