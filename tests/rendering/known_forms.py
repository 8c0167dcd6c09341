"""The forms that are rendered: what is printed, and what must come back."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from tests.rendering import frames
from tests.rendering.pages import Page, text_to_page

Record = dict[str, Any]
TESTS = Path(__file__).parents[1]

FRAMES: dict[str, Callable[[Record], Page]] = {
    "tianjin": frames.labels_above_levels,
    "tangshan": frames.payment_plan,
    "hohhot": frames.wide_list,
    "chuzhou": frames.two_halves,
    "ezhou": frames.approval,
}
# Documents with tabs or pipes, laid out again as the tables they were made from.
RELAID = (
    "bijie_older_frame",
    "hainan_transfer_in_yi",
    "huaihua_self_evaluation",
    "kaifeng_weight_first",
    "mentougou_markdown_projects",
    "quzhou_two_target_columns",
)
NAMES = (*FRAMES, *RELAID)


@cache
def known_form(name: str) -> tuple[Page, Record]:
    """The page of a known form, and the reading that must come back from it."""
    if name in FRAMES:
        expected = json.loads((TESTS / "golden" / name / "expected.json").read_text(encoding="utf-8"))
        return FRAMES[name](expected), expected
    folder = TESTS / "forms" / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return text_to_page((folder / "document.txt").read_text(encoding="utf-8")), expected
