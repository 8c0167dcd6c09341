"""Tables of what follows from figures, for several pages. Pure functions: a mart in, a table for people out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.arithmetic import arithmetic, grouped
from dashboards.shell import page_address, source_links
from dashboards.tables import lines, titled

if TYPE_CHECKING:
    import polars as pl

    from dashboards.words import Words


def facts_table(facts: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per fact that is printed nowhere, with its arithmetic. In: marts.derived_facts."""
    rows = list(facts.iter_rows(named=True))
    columns = {
        "fact": [grouped(row[f"statement_{words.language}"]) for row in rows],
        "derivation": [arithmetic(text, words) for text in facts["derivation_text"]],
        "project": lines(facts["project_name"]),
        "project_link": [page_address("project", words.language, project=row["project_id"]) for row in rows],
        "link": source_links(facts, words),
    }
    return titled(columns, words)


def rule_tests_table(tests: pl.DataFrame, words: Words) -> pl.DataFrame:
    """One row per rate and rule that binds it; the link opens the rule. In: `questions.facts.rule_tests`."""
    rows = list(tests.iter_rows(named=True))
    columns = {
        "verdict": [words.of("rule_verdict", row["verdict"]) for row in rows],
        "paid": [arithmetic(text, words) for text in tests["subject_text"]],
        "arithmetic": [arithmetic(text, words) for text in tests["arithmetic_text"]],
        "rule": lines(tests["rule_text"]),
        "rule_level": [words.of("rule_level", row["rule_level"]) for row in rows],
        "city": [words.pick(row, "city_name") for row in rows],
        "project": lines(tests["project_name"]),
        "rule_link": source_links(tests, words),
    }
    return titled(columns, words)
