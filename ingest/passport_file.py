"""`source.yml`, the passport beside a document: its text → what is known of the document from outside it."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from ingest.nouns import Passport

if TYPE_CHECKING:
    from pydantic import TypeAdapter

PASSPORT_NAME = "source.yml"
SHORT = 4000  # characters of YAML that cannot nest deep enough to exhaust a stack
FIRST_YEAR, LAST_YEAR = 1949, 2199  # what a budget year can be
# what people get wrong most often, in words for them; the rest in those of pydantic
_SAID = {
    "missing": "is missing",
    "string_type": "must be text: write a number in quotes",
    "int_parsing": "must be a whole number, such as 2024",
    "int_type": "must be a whole number, such as 2024",
    "unexpected_keyword_argument": "is no field of a passport",
}


class BadPassport(ValueError):
    """A `source.yml` that says too little, too much, or something about another file."""


class PassportFault(BadPassport):
    """A passport whose fields are not in order: what is wrong with each, by its name."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(f"{PASSPORT_NAME}: " + "; ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = faults


def text_to_passport(text: bytes | str) -> Passport:
    """The YAML of a `source.yml` → a passport. Raises BadPassport, naming the field and what is wrong with it."""
    import yaml
    from pydantic import ValidationError

    # libyaml is nine times as fast, but a long and malicious text ends its process
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader) if len(text) <= SHORT else yaml.SafeLoader
    try:
        fields = asdict(_passport_schema().validate_python(yaml.load(text, Loader=loader)))  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise BadPassport(f"{PASSPORT_NAME} is not YAML: {error}") from error
    except ValidationError as error:
        faults = {".".join(map(str, e["loc"])) or "file": _SAID.get(e["type"], e["msg"]) for e in error.errors()}
        raise PassportFault(faults) from error
    del fields["fiscal_year_evidence"]
    return Passport(**fields)


@cache
def _passport_schema() -> TypeAdapter[Any]:
    from pydantic import ConfigDict, Field, TypeAdapter
    from pydantic.dataclasses import dataclass as checked

    @checked(config=ConfigDict(extra="forbid", str_strip_whitespace=True), frozen=True)
    class PassportFile(Passport):
        """A passport as people write it: it also says which words of the document its year rests on."""

        title: Annotated[str, Field(min_length=1)]
        publisher: Annotated[str, Field(min_length=1)]
        city_id: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
        fiscal_year: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
        url: Annotated[str, Field(pattern=r"^https?://\S+$")] | None = None
        sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
        fiscal_year_evidence: str | None = None

    return TypeAdapter(PassportFile)
