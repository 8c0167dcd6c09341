r"""RE2's regular expressions → Java's. Both take the leftmost match and prefer alternatives in their order; these differ:

\p{Han} is \p{IsHan}; a lone $ is the very end, where Java stops before a last line end too; `.` leaves out the line feed alone;
a replacement says \1 where Java says $1.
"""

from __future__ import annotations

import re

from sqlglot import exp

_GROUP = re.compile(r"\\(\d)")
_END = re.compile(r"(?<!\\)((?:\\\\)*)\$")
UNIX_LINES = "(?d)"  # only \n ends a line


def java_pattern(pattern: exp.Expression) -> exp.Expression:
    """A pattern as Java reads it: at once where it is written out, in the query where it is a column (patterns of the seeds)."""
    if isinstance(pattern, exp.Literal):
        return exp.Literal.string(_in_java(pattern.name))
    for re2, java in ((r"\p{Han}", r"\p{IsHan}"), ("$", r"\z")):
        pattern = exp.Anonymous(
            this="replace", expressions=[pattern, exp.Literal.string(re2), exp.Literal.string(java)]
        )
    return exp.Anonymous(this="concat", expressions=[exp.Literal.string(UNIX_LINES), pattern])


def _in_java(pattern: str) -> str:
    translated = _END.sub(r"\1\\z", pattern.replace(r"\p{Han}", r"\p{IsHan}"))
    return UNIX_LINES + translated if "." in pattern else translated


def java_replacement(replacement: exp.Expression) -> exp.Expression:
    """What a match is replaced by, which is written out."""
    return exp.Literal.string(_GROUP.sub(r"$\1", replacement.name.replace("$", r"\$")))
