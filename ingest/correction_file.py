"""`corrections.yml` → its entries. Fields are called as in the output of `bangfu parse --json`; docs/corrections.md describes the file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from ingest.nouns import Horizon
from ingest.provenance import CORRECTIONS_NAME as FILE

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_PLACE = ("project", "indicator", "rate", "budget", "line", "field")


@dataclass(frozen=True)
class Entry:
    """One value of one document: where it stands, what is read there, what is right, why, who says so and when it was said."""

    field: str
    expect: Any
    value: Any
    why: str
    by: str
    date: date
    document: str | None = None
    project: str | int | None = None
    indicator: str | None = None
    rate: str | None = None
    budget: str | None = None
    horizon: Horizon = "annual"
    line: int | None = None

    def place(self) -> str:
        """Where it points to, in the words of the file."""
        said = {name: getattr(self, name) for name in _PLACE}
        return ", ".join(f"{name} {value}" for name, value in said.items() if value is not None)


class BadCorrections(ValueError):
    """A file of corrections that cannot be understood, or does not say which document it means."""


class NoYaml(BadCorrections):
    """A file of corrections that nothing can be taken from."""


def text_to_entries(text: bytes | str, others: Collection[str] = ()) -> list[tuple[int, Entry]]:
    """The YAML of a `corrections.yml` → its entries, each with its number from 1, without those for the documents called `others`.

    Raises NoYaml, or BadCorrections, naming the entry and what is wrong with it.
    """
    import yaml
    from pydantic import ValidationError

    try:
        said = yaml.safe_load(text)
        if not isinstance(said, list):
            raise BadCorrections(f"{FILE}: the file: Input should be a valid list")
        own = [
            (n, one) for n, one in enumerate(said, 1) if not (isinstance(one, dict) and one.get("document") in others)
        ]
        return list(zip([n for n, _ in own], _schema().validate_python([one for _, one in own]), strict=True))
    except yaml.YAMLError as error:
        raise NoYaml(f"{FILE} is not YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        faults = "; ".join(_fault(found, own[int(found["loc"][0])][0]) for found in error.errors())
        raise BadCorrections(f"{FILE}: {faults}") from error


def _fault(found: Any, number: int) -> str:
    return f"{', '.join([f'entry {number}', *map(str, found['loc'][1:])])}: {found['msg']}"


@cache
def _schema() -> TypeAdapter[list[Entry]]:
    from pydantic import ConfigDict, Field, TypeAdapter
    from pydantic.dataclasses import dataclass as checked

    @checked(config=ConfigDict(extra="forbid", str_strip_whitespace=True), frozen=True)
    class EntryInFile(Entry):
        """An entry as people write it."""

        why: Annotated[str, Field(min_length=1)]
        by: Annotated[str, Field(min_length=1)]

    schema: TypeAdapter[Any] = TypeAdapter(list[EntryInFile])
    return schema
