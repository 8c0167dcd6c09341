"""`data/sources.yml` → what to fetch. A row that is wrong is refused with its line and key; the others are fetched all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from functools import cache
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from ingest.nouns import Refusal

if TYPE_CHECKING:
    import yaml
    from pydantic import TypeAdapter

NAME = "sources.yml"
YEAR_GROUP = "fiscal_year"
MOST_LEVELS = 3  # of pages between the listed one and a document
MOST_LINKS = 1000  # of one row
_BELONG_TO_SOURCES = 190  # megabytes; what is larger no refresh would read


@dataclass(frozen=True, slots=True)
class Links:
    """Which links of a page lead to documents: their words, and if need be their addresses, match these patterns.

    `text` may name a group `fiscal_year`. Links to other hosts than the page's own are followed only to `hosts`.
    With `links` they lead to pages, on which those are the links to look for.
    """

    text: re.Pattern[str]
    address: re.Pattern[str] | None = None
    hosts: tuple[str, ...] = ()
    most: int = 100
    links: Links | None = None

    def levels(self) -> list[Links]:
        """These links and those of the pages below, from the listed page down."""
        return [self, *(self.links.levels() if self.links else [])]


@dataclass(frozen=True, slots=True)
class Row:
    """One document on the web, or (with `links`) one page that lists several; the rest is what their passports say."""

    id: str
    url: str
    publisher: str
    city_id: str
    city_name: str
    title: str | None = None
    fiscal_year: int | None = None
    fiscal_year_basis: Literal["printed", "inferred"] = "inferred"
    links: Links | None = None
    most_megabytes: int = 50


@dataclass(frozen=True, slots=True)
class Listing:
    """What the file says: rows, hosts that may have private addresses, and how to ask. `refused`: what is wrong in it, by line."""

    rows: list[Row] = field(default_factory=list)
    private_hosts: frozenset[str] = frozenset()
    contact: str | None = None
    pause_seconds: float = 2.0
    attempts: int = 4
    refused: list[Refusal] = field(default_factory=list)


def read_listing(file: Path) -> Listing:
    """The file → its rows; a file that is not there lists nothing. Nothing is raised: what is wrong is in `refused`."""
    import yaml

    if not file.is_file():
        return Listing()
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return Listing(refused=[_refusal(f"it is not YAML: {' '.join(str(error).split())}")])
    if not isinstance(content, dict) or not isinstance(content.get("sources") or [], list):
        return Listing(refused=[_refusal("it must hold a key `sources` with a list of rows")])
    if not any(content.values()):
        return Listing()
    from pydantic import ValidationError

    refused = [_refusal(f"line {line}: {key} is written twice") for line, key in _written_twice(node)]
    try:
        settings = _settings_schema().validate_python({k: v for k, v in content.items() if k != "sources"})
    except ValidationError as error:
        return Listing(refused=[*refused, *_faults(error, node, [])])
    rows: list[Row] = []
    for number, fields in enumerate(content.get("sources") or []):
        try:
            checked = _row_schema().validate_python(fields)
        except ValidationError as error:
            refused += _faults(error, node, ["sources", number])
            continue
        row = Row(**{part.name: getattr(checked, part.name) for part in dataclass_fields(Row)})
        fault = _fault_beside(row, rows)
        if fault:
            refused.append(_refusal(f"line {_line(node, ['sources', number])}: sources[{number}]: {fault}"))
        else:
            rows.append(row)
    return Listing(rows, settings.private_hosts, settings.contact, settings.pause_seconds, settings.attempts, refused)


def _fault_beside(row: Row, others: Sequence[Row]) -> str | None:
    """What is wrong with a row as a whole, or beside the ones before it."""
    if any(row.id == other.id for other in others):
        return f"id {row.id} is taken by an earlier row"
    if any(row.url == other.url for other in others):
        return "url is listed by an earlier row"
    if row.links is None and (row.title is None or row.fiscal_year is None):
        return "a document needs title and fiscal_year; a page of documents needs links"
    levels = row.links.levels() if row.links else []
    if levels and row.fiscal_year is None and not any(YEAR_GROUP in level.text.groupindex for level in levels):
        return f"without fiscal_year, links.text must name a group (?P<{YEAR_GROUP}>…)"
    if len(levels) > MOST_LEVELS:
        return f"links stand in links more than {MOST_LEVELS} deep: list a page that is nearer to its documents"
    if (most := prod(level.most for level in levels)) > MOST_LINKS:
        return f"links.most allows {most} addresses, level by level multiplied; at most {MOST_LINKS} are asked for"
    return None


@dataclass(frozen=True, slots=True)
class _Settings:
    private_hosts: frozenset[str] = frozenset()
    contact: str | None = None
    pause_seconds: float = 2.0
    attempts: int = 4


@cache
def _settings_schema() -> TypeAdapter[_Settings]:
    from typing import Annotated

    from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter
    from pydantic.dataclasses import dataclass as checked

    @checked(config=ConfigDict(extra="forbid"), frozen=True)
    class SettingsInFile(_Settings):
        private_hosts: frozenset[Annotated[str, StringConstraints(to_lower=True)]] = frozenset()
        pause_seconds: Annotated[float, Field(ge=0, le=3600)] = 2.0
        attempts: Annotated[int, Field(ge=1, le=10)] = 4
        contact: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]+$")] | None = None

    return TypeAdapter(SettingsInFile)


@cache
def _row_schema() -> TypeAdapter[Row]:
    from typing import Annotated

    from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, TypeAdapter
    from pydantic.dataclasses import dataclass as checked

    words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
    config = ConfigDict(extra="forbid")

    @checked(config=config, frozen=True)
    class LinksInFile(Links):
        most: Annotated[int, Field(ge=1, le=MOST_LINKS)] = 100
        links: LinksInFile | None = None

    @checked(config=config, frozen=True)
    class RowInFile(Row):
        id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
        url: Annotated[str, AfterValidator(_web_address)]
        publisher: words
        city_id: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
        city_name: words
        title: words | None = None
        fiscal_year: Annotated[int, Field(ge=1990, le=2100)] | None = None
        links: LinksInFile | None = None
        most_megabytes: Annotated[int, Field(ge=1, le=_BELONG_TO_SOURCES)] = 50

    return TypeAdapter(RowInFile)


def _web_address(url: str) -> str:
    """An address of the web, without a fragment. Raises ValueError for any other; one with a password would be told to everybody."""
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must begin with http:// or https:// and name a host")
    if parts.username or parts.password:
        raise ValueError("must hold no user name or password")
    return parts._replace(fragment="").geturl()


def _faults(error: Any, node: yaml.Node | None, above: Sequence[str | int]) -> Iterator[Refusal]:
    """A validation error → one refusal for each fault, with the line where it stands and the key in the file's own words."""
    for found in error.errors():
        path = [*above, *(part for part in found["loc"] if part != "lax-or-strict")]
        key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
        yield _refusal(f"line {_line(node, path)}: {key or 'the file'}: {found['msg']}")


def _line(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """The line, from 1, of what a path leads to; of the last part of it that is there."""
    import yaml

    line = 1
    for part in path:
        below: dict[Any, tuple[yaml.Node, yaml.Node]] = {}
        if isinstance(node, yaml.MappingNode):
            below = {key.value: (key, value) for key, value in node.value}
        elif isinstance(node, yaml.SequenceNode):
            below = {number: (value, value) for number, value in enumerate(node.value)}
        if part not in below:
            break
        here, node = below[part]
        line = here.start_mark.line + 1
    return line


def _written_twice(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Keys that stand twice in one mapping, of which YAML would silently take the last: line and key."""
    import yaml

    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, key.value
            seen.add(key.value)
            yield from _written_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _written_twice(value)


def _refusal(reason: str) -> Refusal:
    return Refusal(NAME, None, "bad_sources_file", f"{NAME}: {reason}")
