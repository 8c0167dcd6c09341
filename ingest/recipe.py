"""How every table of a version was made: the statements that dbt compiled, in the order in which it ran them.

A model is a SELECT, and so is a data test. A version keeps them in meta.recipe, so that a small part of it can be made again without
dbt, which takes longer to start than the part to build.

A table whose model names a `document_key` in its `meta` speaks of one document at a time: its rows for some documents, built by themselves,
are its rows for these documents in the whole. The key is a column that holds a document_id, or a key below one. A model without looks
across documents; forgetting the mark costs time, never truth.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Statement:
    """One model, seed (without a statement) or data test. `relation` is `schema.table`: what it makes, or what it is a test of."""

    step_ordinal: int
    kind: Literal["seed", "table", "view", "test"]
    name: str
    relation: str
    document_key: str | None
    depends_on: list[str]
    statement: str | None
    column: str | None = None
    expectation: str | None = None
    description: str | None = None
    is_critical: bool | None = None


def compiled(results: list[dict[str, Any]], nodes: dict[str, Any]) -> list[Statement]:
    """The recipe of a build, from dbt's results and the nodes of its manifest; without models that were not built."""
    return [_statement(n, nodes[result["unique_id"]], result, nodes) for n, result in enumerate(results, 1)]


def write_recipe(connection: DuckDBPyConnection, recipe: list[Statement]) -> None:
    """Fill meta.recipe."""
    import pyarrow as pa

    names = [f.name for f in fields(Statement)]
    types = {"step_ordinal": pa.int32(), "depends_on": pa.list_(pa.string()), "is_critical": pa.bool_()}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in names])
    rows = pa.Table.from_pylist([asdict(step) for step in recipe], schema)
    connection.register("recipe_to_insert", rows)
    connection.execute("insert into meta.recipe by name select * from recipe_to_insert")
    connection.unregister("recipe_to_insert")


def read_recipe(connection: DuckDBPyConnection) -> list[Statement]:
    """What meta.recipe holds, in order."""
    names = ", ".join(f'"{f.name}"' for f in fields(Statement))
    query = f"select {names} from meta.recipe order by step_ordinal"  # noqa: S608
    return [Statement(*row) for row in connection.execute(query).fetchall()]


def by_document(recipe: list[Statement]) -> dict[str, str]:
    """The tables that speak of one document at a time → their document_key."""
    return {step.relation: step.document_key for step in recipe if step.kind == "table" and step.document_key}


def for_documents(recipe: list[Statement]) -> list[Statement]:
    """What has to be made, and tested, for some documents alone: what speaks of a document, and what it rests on."""
    models = {step.relation: step for step in recipe if step.kind != "test"}
    needed: set[str] = set()
    waiting = [relation for relation, step in models.items() if step.document_key]
    while waiting:
        relation = waiting.pop()
        if relation in models and relation not in needed:
            needed.add(relation)
            waiting += models[relation].depends_on
    return [
        step
        for step in recipe
        if (not _looks_across(step, models) if step.kind == "test" else step.kind == "seed" or step.relation in needed)
    ]


def across_documents(recipe: list[Statement]) -> list[Statement]:
    """The tables that look across documents, and every test that looks at one."""
    models = {step.relation: step for step in recipe if step.kind != "test"}
    return [
        step
        for step in recipe
        if (_looks_across(step, models) if step.kind == "test" else step.kind == "table" and not step.document_key)
    ]


def _looks_across(test: Statement, models: dict[str, Statement]) -> bool:
    seen = [models[relation] for relation in test.depends_on if relation in models]
    return any(step.kind != "seed" and not step.document_key for step in seen)


def _statement(n: int, node: dict[str, Any], result: dict[str, Any], nodes: dict[str, Any]) -> Statement:
    read = [_relation(nodes[name]) for name in node["depends_on"].get("nodes", []) if name in nodes]
    if node["resource_type"] != "test":
        kind = node["config"]["materialized"]
        key = node["config"]["meta"].get("document_key")
        return Statement(n, kind, node["name"], _relation(node), key, read, result["compiled_code"])
    tested = nodes.get(node.get("attached_node") or "")
    return Statement(
        n, "test", node["name"], _relation(tested) if tested else node["name"], None, read, result["compiled_code"],
        column=node.get("column_name"),
        expectation=(node.get("test_metadata") or {}).get("name") or node["name"],
        description=node.get("description") or node["name"],
        is_critical=node["config"]["severity"].lower() == "error",
    )  # fmt: skip


def _relation(node: dict[str, Any]) -> str:
    return f"{node['schema']}.{node['alias']}"
