"""`corrections.yml` → its entries. Fields are called as in the output of `bangfu parse --json`; docs/corrections.md describes the file."""

from __future__ import annotations

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


def text_to_entries(text: bytes | str) -> list[Entry]:
    """The YAML of a `corrections.yml` → its entries. Raises BadCorrections, naming the entry and what is wrong with it."""
    import yaml
    from pydantic import ValidationError

    try:
        return _schema().validate_python(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise BadCorrections(f"{FILE} is not YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        raise BadCorrections(f"{FILE}: {'; '.join(_fault(found) for found in error.errors())}") from error


def _fault(found: Any) -> str:
    where = [f"entry {part + 1}" if isinstance(part, int) else str(part) for part in found["loc"]]
    return f"{', '.join(where) or 'the file'}: {found['msg']}"


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
