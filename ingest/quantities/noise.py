"""Words that hold figures but are no amounts: dates, document numbers, ages, ordinals."""

from __future__ import annotations

import re

_YEAR = r"(?:19|20)\d{2}"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DAY = rf"{_MONTH}月(?:份|底|末|初|上旬|中旬|下旬)?(?:\d{{1,2}}[日号])?"
_HAN = "[一二三四五六七八九十]"
_END = r"[,，、。；()]|$"

# Every pattern starts at the figure, or at the sign before it in FIRST_SIGNS, and is bounded in length.
_PATTERNS = {
    "docno": [
        rf"\({_YEAR}\)第?\d{{1,5}}号",
        rf"{_YEAR}\)\d{{1,5}}号",
        rf"\({_YEAR}\)\d{{1,4}}(?={_END})",  # its 号 stands in the next line
        r"\d{1,6}号(?:文件|文|令|公告)?",
    ],
    "date": [
        rf"\({_YEAR}\)(?!元|人|户)",
        rf"{_YEAR}([-./]){_MONTH}\1\d{{1,2}}日?(?![\d%元万])",
        rf"{_YEAR}[-/]{_MONTH}(?=[月底前起至]|{_END})",
        rf"{_YEAR}\.{_MONTH}[-至]{_YEAR}\.{_MONTH}(?={_END})",
        rf"{_YEAR}\.{_MONTH}(?=[月年日前底起止])",
        rf"{_YEAR}-{_YEAR}(?:年度|学年|年|(?={_END}))",
        rf"{_YEAR}(?:年度?|全年|学年)(?:{_DAY})?(?:度|底|末|初|全年|上半年|下半年|[一二三四1-4]季度)?",
        rf"{_MONTH}月?(?:份)?[-至到]{_MONTH}月(?:份|底|末|初)?(?!标准|低保)",
        rf"{_DAY}(?!标准|低保)",
        r"\d{1,2}[日号](?=前|之前|以前|起|止|至)",
        rf"第?[1-4]季度|第?{_HAN}季度",
        r"(?!1:)\d{1,2}:\d{2}(?::\d{2})?(?!\d)",  # 1:10 is a ratio
        r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d|元|万)",
        rf"{_HAN}{{1,2}}月(?:份|底|末|初|上旬|中旬|下旬|{_HAN}{{1,3}}[日号]|(?=前))",
        r"[二一][〇零一二三四五六七八九]{3}年度?",
    ],
    "age": [r"(?:\d{1,3}(?:周岁|岁)?[-至到])?\d{1,3}(?:\.\d)?(?:周岁|岁)(?:以上|以下|及以上|及以下)?"],
    "ordinal": [
        r"第(?:\d{1,4}|[一二三四五六七八九十百]{1,5})(?:[条款项章节批次期届年类个位名])?",
        rf"前(?:\d{{1,4}}|{_HAN}{{1,3}})(?:名|位|强|列|%)",
        r"(?:附件|附表|序号|指标|目标|表|注)\d(?![\d.%元万人户])",
    ],
}
_COMPILED = [(kind, re.compile(pattern, re.ASCII)) for kind, patterns in _PATTERNS.items() for pattern in patterns]
_LIST_NUMBER = re.compile(r"\d{1,2}(?:[.、](?:\x20|(?![\d%]))|\))|\(\d{1,2}\)(?!元)", re.ASCII)
FIRST_SIGNS = frozenset("(第前附序指目表注")


def match_noise(text: str, at: int) -> tuple[str, int] | None:
    """The kind and the end of the words at `at` that hold figures but are no amount."""
    for kind, pattern in _COMPILED:
        found = pattern.match(text, at)
        if found:
            return kind, found.end()
    return None


def match_list_number(text: str, at: int) -> int | None:
    """The end of `1.`, `2、` or `(3)` at the head of an item of a list; None where the text ends behind it."""
    found = _LIST_NUMBER.match(text, at)
    return found.end() if found and found.end() < len(text) else None
