"""The prices of a reading that are the same for every text, in one unit: 1 is a small oddity, 5 a near impossibility."""

from __future__ import annotations

from ingest.layout import Boundary

INFINITE = 1e9
WRONG = 7.0

# What a boundary costs when the cells beside it are one cell, two cells of a row, or in two rows.
JOIN = {
    Boundary.GLUE: 0.4, Boundary.SPACE: 0.6, Boundary.LINE: 0.4, Boundary.WRAP: 0.3, Boundary.LINE_END: 2.5,
    Boundary.BLANK: 2.5, Boundary.CELL: 15.0, Boundary.CELL_LINE: 8.0, Boundary.CELL_BLANK: 9.0, Boundary.ROW: 15.0, Boundary.PAGE: 15.0,
}  # fmt: skip
NEXT = {
    Boundary.GLUE: 0.2, Boundary.SPACE: 0.2, Boundary.LINE: 0.5, Boundary.WRAP: 1.0, Boundary.LINE_END: 0.0,
    Boundary.BLANK: 0.0, Boundary.CELL: 0.0, Boundary.CELL_LINE: 0.0, Boundary.CELL_BLANK: 0.3, Boundary.ROW: 6.0, Boundary.PAGE: 8.0,
}  # fmt: skip
NEW_ROW = {
    Boundary.GLUE: 4.0, Boundary.SPACE: 1.0, Boundary.LINE: 0.0, Boundary.WRAP: 0.0, Boundary.LINE_END: 0.1,
    Boundary.BLANK: 0.1, Boundary.CELL: 15.0, Boundary.CELL_LINE: 0.3, Boundary.CELL_BLANK: 0.0, Boundary.ROW: 0.0, Boundary.PAGE: 0.0,
}  # fmt: skip
JOIN_FULL_LINE = 1.0  # the rest of a wrapped cell mostly stands alone in its line
JOIN_CHINESE_WORDS = 1.6  # two Chinese words parted by a blank are rarely one cell

# What it costs that a row has no cell for a column, or an empty one.
SKIP = {
    "level1": 0.2, "level2": 0.4, "name": 6.0, "target": 4.0, "description": 1.0, "basis": 0.8, "weight": 1.5,
    "comparator": 0.8, "direction": 0.8, "measure": 0.8, "actual": 0.4, "last_actual": 0.3, "interim": 0.4, "part": 0.3,
    "score": 0.5, "reason": 0.3,
    "goal_name": 0.1, "ordinal": 0.3, "unknown": 0.2, "project_name": 0.0, "organisation": 0.0, "category": 0.0, "budget": 0.0, "goal": 0.0,
}  # fmt: skip
EMPTY = {"name": 6.0, "target": 3.0, "description": 0.6, "basis": 0.5, "weight": 0.6}
SKIP_OTHER, EMPTY_OTHER = 0.5, 0.05
DROP, DROP_EMPTY, DROP_ECHO = 4.0, 0.15, 0.8
LEVEL_BEFORE_NAME = 2.0  # a level word in a cell of its own is rarely the beginning of a name
UNKNOWN_LEVEL = 2.5  # a word that stands where the header says a level stands
LEVELS = frozenset({"level1", "level2"})
HORIZON_TARGETS = {"target_mid_term", "target_long_term"}
VALUES = HORIZON_TARGETS | {"target", "target_again", "last_actual", "actual", "interim", "part"}
OFF_SLOT, MOST_OFF_SLOT = 0.12, 0.5
AT_HOME, LEFT_HOME = 0.1, 1.5  # a cell that fits the column it stands in is rarely one of another
IN_PLACE = frozenset({"project_name", "organisation", "category", "budget", "goal"})  # printed once, in place
