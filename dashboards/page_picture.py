"""The picture of a page of an original file, drawn in a confined process: the file is a stranger's."""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path

from dashboards.confined import Limits, OutOfTime, run_confined
from dashboards.originals import Original

CHILD = Path(__file__).with_name("page_picture_child.py")
LIMITS = Limits(seconds=20, memory_mb=1024, output_mb=16)
PICTURES_KEPT = 64  # of some two hundred kilobytes
WIDTH = 1400  # pixels
MOST_PIXELS = 4_000_000
PNG = b"\x89PNG\r\n\x1a\n"


class NotDrawn(Exception):
    """The page could not be drawn: the file is damaged, has no such page, or takes too long."""


@lru_cache(maxsize=PICTURES_KEPT)
def page_picture(original: Original, page: int) -> bytes:
    """A page of a file, counted from 1, as PNG. Raises OriginalGone and NotDrawn."""
    request = {"page": page, "sha256": original.sha256, "width": WIDTH, "most_pixels": MOST_PIXELS}
    given = json.dumps(request).encode() + b"\n" + original.content()
    try:
        finished = run_confined([sys.executable, "-I", str(CHILD)], LIMITS, given)
    except OutOfTime as error:
        raise NotDrawn from error
    if finished.exit_code != 0 or not finished.output.startswith(PNG):
        raise NotDrawn
    return finished.output
