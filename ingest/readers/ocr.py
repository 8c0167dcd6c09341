"""Whether pictures can be read here: that takes the extra `ocr`, which the base install does without."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

INSTALL = "install the extra that reads pictures with `uv sync --extra ocr`"
_NEEDED = ("cv2", "onnxruntime", "rapidocr")


@cache
def is_ocr_installed() -> bool:
    """Looks the packages up without loading them."""
    return all(find_spec(name) is not None for name in _NEEDED)
