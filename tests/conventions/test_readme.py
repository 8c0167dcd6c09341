"""The READMEs cannot drift from the program: their SQL runs on a published warehouse, their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from tests.conventions.tracked import ROOT

READMES = ("README.md", "README.zh-CN.md")


def sql_in(readme: str) -> list[str]:
    return re.findall(
        r"^```sql\n(.*?)^```", (ROOT / readme).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )


EXAMPLES = [
    pytest.param(sql, id=f"{readme}-{number}") for readme in READMES for number, sql in enumerate(sql_in(readme), 1)
]


@pytest.mark.parametrize("sql", EXAMPLES)
def test_an_sql_example_finds_something(sql: str, warehouse: Path) -> None:
    with duckdb.connect(str(warehouse.resolve()), read_only=True) as connection:
        assert connection.execute(sql).fetchall() != []


def test_both_readmes_show_the_same_three_examples() -> None:
    english, chinese = (
        ["\n".join(re.sub(r"--.*", "", line).rstrip() for line in sql.splitlines()) for sql in sql_in(r)]
        for r in READMES
    )
    assert len(english) == 3
    assert english == chinese


@pytest.mark.parametrize("readme", [*READMES, "CONTRIBUTING.md", "docs/operations.md"])
def test_links_lead_to_files(readme: str) -> None:
    file = ROOT / readme
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", file.read_text(encoding="utf-8"))
    assert [target for target in targets if not (file.parent / target).exists()] == []
