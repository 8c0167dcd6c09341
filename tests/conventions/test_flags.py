"""Every flag and issue that ingest can raise is explained, in both languages, in the seed `flags`."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tests.conventions.tracked import ROOT, name_of, tracked

CODE = re.compile(r"[a-z]+[0-9]?(_[a-z0-9]+)*")
CODE_ARGUMENT = {"Issue": 0, "Refusal": 2}
"""Which positional argument of these nouns is the code."""


def explained() -> dict[str, dict[str, str]]:
    with (ROOT / "dbt_project" / "seeds" / "flags.csv").open(encoding="utf-8", newline="") as file:
        return {row["flag"]: row for row in csv.DictReader(file)}


def is_flags(node: ast.AST) -> bool:
    """Whether a name or an attribute holds flags: `flags`, `phrase.flags`, `flag`."""
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in {"flag", "flags", "code"}


def places_of_codes(tree: ast.AST) -> Iterator[ast.AST]:
    """Every expression whose text constants are codes: what is assigned, added or handed over as flags or as a code."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=noun), args=arguments) if noun in CODE_ARGUMENT:
                yield from arguments[CODE_ARGUMENT[noun] :][:1]
            case ast.Call(
                func=ast.Attribute(value=holder, attr="add" | "append" | "extend" | "update"), args=arguments
            ):
                yield from arguments if is_flags(holder) else ()
            case ast.BinOp(left=left, right=right) if is_flags(left) or is_flags(right):
                yield node
            case ast.AugAssign(target=target, value=value) if is_flags(target):
                yield value
            case ast.Assign(targets=[target], value=value) if is_flags(target):
                yield value
            case ast.keyword(arg="flags" | "code", value=value):
                yield value


def texts_in(place: ast.AST) -> Iterator[str]:
    """The text constants that an expression may come to, without those it only decides by or looks up with."""
    if isinstance(place, ast.Constant) and isinstance(place.value, str):
        yield place.value
    if isinstance(place, ast.IfExp):
        yield from chain(texts_in(place.body), texts_in(place.orelse))
    elif not isinstance(place, ast.Compare | ast.Subscript):
        yield from chain.from_iterable(map(texts_in, ast.iter_child_nodes(place)))


def codes_in(file: Path) -> set[str]:
    """The codes that one file of Python raises."""
    places = places_of_codes(ast.parse(file.read_text(encoding="utf-8")))
    return {text for place in places for text in texts_in(place) if CODE.fullmatch(text)}


def test_every_code_that_ingest_raises_is_explained() -> None:
    unexplained = {name_of(file): codes_in(file) - explained().keys() for file in tracked("ingest/*.py")}
    assert {name: sorted(codes) for name, codes in unexplained.items() if codes} == {}


def test_explanations_are_complete_in_both_languages() -> None:
    for row in explained().values():
        assert row["severity"] in {"info", "warning", "critical"}, row
        assert re.search(r"[\u4e00-\u9fff]", row["meaning_zh"]), row
        assert re.search(r"[A-Za-z]", row["meaning_en"]), row


def test_the_rule_finds_codes_wherever_they_are_raised(tmp_path: Path) -> None:
    code = """
reading.issues.append(Issue("one", "message"))
flags.add("two")
row = replace(row, flags=(*row.flags, "three"))
phrase.flags | {"four"}
flags |= {"five"} if words["not_raised"] else set()
flag = "six" if word == "not_raised" else "seven"
words.append("not_a_flag")
Refusal(path, None, "eight", "reason")
"""
    file = tmp_path / "example.py"
    file.write_text(code, encoding="utf-8")
    assert codes_in(file) == {"one", "two", "three", "four", "five", "six", "seven", "eight"}
