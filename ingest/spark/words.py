"""What all rules of the translation say: a function of Spark, and that something has none."""

from __future__ import annotations

from sqlglot import exp


class NotInSpark(ValueError):
    """A model says what has no known counterpart in Spark; the message names it and what to do."""

    def __init__(self, node: exp.Expression, why: str) -> None:
        super().__init__(
            f"{node.sql(dialect='duckdb')[:200]}: {why}. Write it otherwise, or show in tests/spark/same_meaning.yml "
            "that both engines give the same and add it to ingest/spark/known.yml"
        )


def call(name: str, *arguments: exp.Expression) -> exp.Expression:
    """A function of Spark by its own name, which sqlglot shall not read as another engine's."""
    return exp.Anonymous(this=name, expressions=list(arguments))
