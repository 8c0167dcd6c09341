"""What an amount is paid per: 元/人/月, 元/人·月, 元/月.人, 元/人年, 元每年每人, 元(每人), 元/(人·月), 元/每学年."""

from __future__ import annotations

from ingest.quantities.tokens import Token

_JOINTS = frozenset({"slash", "dot", "every", "open"})
_LONGEST_UNKNOWN = 3


def read_denominator(tokens: list[Token], index: int) -> tuple[list[str], int, frozenset[str]]:
    """The canonical words from `index` on, in printed order, the index behind them, and flags.

    Flags: unknown_per for a word we have not met (元/盏灯), partly_read for a slash with nothing we can read behind it.
    """
    parts: list[str] = []
    accepted = (0, index)
    at, depth = index, 0
    while True:
        joints, unit_at = _joints(tokens, at)
        if not _may_follow(joints, tokens, unit_at, bool(parts)):
            break
        parts.append(tokens[unit_at].value)
        depth += joints.count("open")
        at = unit_at + 1
        while depth and at < len(tokens) and tokens[at].kind == "close":
            depth, at = depth - 1, at + 1
        if depth == 0:
            accepted = (len(parts), at)
    count, at = accepted
    if at < len(tokens) and tokens[at].kind == "slash":
        if at + 1 < len(tokens) and tokens[at + 1].kind == "word" and len(tokens[at + 1].text) <= _LONGEST_UNKNOWN:
            return [*parts[:count], tokens[at + 1].text], at + 2, frozenset({"unknown_per"})
        return parts[:count], at + 1, frozenset({"partly_read"})
    return parts[:count], at, frozenset()


def _joints(tokens: list[Token], at: int) -> tuple[list[str], int]:
    joints: list[str] = []
    while at < len(tokens) and tokens[at].kind in _JOINTS and len(joints) < 3:
        joints.append(tokens[at].kind)
        at += 1
    if not joints and at < len(tokens) and tokens[at].text == "、":
        return ["item"], at + 1
    return joints, at


def _may_follow(joints: list[str], tokens: list[Token], unit_at: int, has_parts: bool) -> bool:
    if unit_at >= len(tokens) or tokens[unit_at].kind not in ("unit", "period"):
        return False
    if joints == ["item"]:  # 元/人、天
        return has_parts and tokens[unit_at].kind == "period"
    if not joints:  # 元/人年
        return has_parts and tokens[unit_at].kind == "period"
    return joints != ["dot"] or has_parts
