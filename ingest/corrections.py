"""Corrections beside a document → its reading with these values set right and marked.

An entry says what it still expects to be read; when that no longer holds, or it fits nothing, the document is refused: it is never
published without its correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.correction_file import BadCorrections, Entry, NoYaml, text_to_entries
from ingest.correction_targets import FIELDS, Thing, as_value, fault_of, swap, things_named, value_of, with_value
from ingest.nouns import Correction, Reading, Refusal, SourceFile
from ingest.provenance import BETWEEN, Known
from ingest.provenance import CORRECTIONS_NAME as FILE


class Unmatched(ValueError):
    """An entry that fits no value of the document, several, or one that reads otherwise than it expects."""


def correct_readings(
    sources: Sequence[SourceFile], readings: Iterable[tuple[SourceFile, Reading | Known | None]]
) -> Iterator[tuple[SourceFile, Reading | Known | Refusal]]:
    """Readings of some of the `sources` with the corrections beside them applied, one by one; refused: what they do not fit.

    A known document passes as it is. A reading that is no longer there is refused too, and corrections that keep no document out though
    something is wrong with them.
    """
    names: dict[Path, set[str]] = {}
    for source in sources:
        names.setdefault(source.path.parent, set()).add(source.name)
    unheard = {source.path.parent: source for source in sources if source.corrections}
    for source, reading in readings:
        if isinstance(reading, Known):
            yield source, reading
            continue
        if reading is None:
            reason = "its reading was removed while the run was at work; the next refresh reads it again"
            yield source, Refusal(source.source_path, source.sha256, "read_failed", reason)
            continue
        outcome = correct(source, reading, names[source.path.parent])
        if isinstance(outcome, Refusal) and outcome.code == "bad_corrections":
            unheard.pop(source.path.parent, None)
        yield source, outcome
    for source in unheard.values():
        if fault := _fault(source, names[source.path.parent]):
            file = PurePosixPath(source.source_path.partition(BETWEEN)[0]).with_name(FILE)
            yield source, Refusal(str(file), None, "bad_corrections", fault)


def correct(source: SourceFile, reading: Reading, names: set[str] | None = None) -> Reading | Refusal:
    """The reading with the corrections beside its source applied; the one given is used up.

    `names` are those of all documents in its folder; by default its own alone. A refusal says which entry fits in no way. What is
    wrong with another document's entry is nothing to this one.
    """
    names = names or {source.name}
    if not source.corrections:
        return reading
    try:
        for where, entry in _own(source, reading, names):
            _apply(where, entry, reading)
        if fault := fault_of(reading):
            raise Unmatched(f"{FILE}: {fault}")
    except BadCorrections as error:
        if isinstance(error, NoYaml) and len(names) > 1 and not _is_named(source):
            return reading
        return Refusal(source.source_path, source.sha256, "bad_corrections", str(error))
    except Unmatched as error:
        return Refusal(source.source_path, source.sha256, "correction_unmatched", str(error))
    return reading


def _is_named(source: SourceFile) -> bool:
    """Whether the corrections have a document's name in them, in whatever encoding: where several lie beside them, they must."""
    return any(source.path.name.encode(encoding) in source.corrections for encoding in ("utf-8", "gb18030"))


def _own(source: SourceFile, reading: Reading, names: set[str]) -> list[tuple[str, Entry]]:
    """The entries for a document, each with what it is called in messages.

    Raises BadCorrections for an entry that names none of `names`, if it may be meant for this one: where it is alone, or reads so.
    """
    own = []
    for number, entry in text_to_entries(source.corrections, names - {source.name}):
        where = f"{FILE}, entry {number} ({entry.place()})"
        stray = _stray(where, entry, names)
        if stray is None:
            own.append((where, entry))
        elif len(names) == 1 or things_named(entry, reading):
            raise BadCorrections(stray)
    return own


def _stray(where: str, entry: Entry, names: set[str]) -> str | None:
    """What is wrong with an entry that is for no document in particular."""
    if entry.document is None:
        return f"{where}: {len(names)} documents lie beside it; say which one in `document`" if len(names) > 1 else None
    if entry.document in names:
        return None
    return f"{where}: there is no document {entry.document} beside it, but {', '.join(sorted(names))}"


def _fault(source: SourceFile, names: set[str]) -> str | None:
    """What is wrong with the corrections beside a source, if it kept no document out."""
    try:
        entries = text_to_entries(source.corrections)
    except BadCorrections as error:
        return str(error)
    strays = (_stray(f"{FILE}, entry {number} ({entry.place()})", entry, names) for number, entry in entries)
    return next(filter(None, strays), None)


def _apply(where: str, entry: Entry, reading: Reading) -> None:
    """Set one value right, and mark what it belongs to. Raises Unmatched."""
    thing = _only(things_named(entry, reading), where)
    if entry.field not in FIELDS[type(thing)]:
        raise Unmatched(f"{where}: there is no such field; there are {', '.join(FIELDS[type(thing)])}")
    try:
        expected, value = (as_value(given, thing, entry.field) for given in (entry.expect, entry.value))
    except ValueError as error:
        raise Unmatched(f"{where}: {' '.join(str(error).split())}") from error
    found = value_of(thing, entry.field)
    if found == value:
        raise Unmatched(f"{where}: the document already reads {_words(found)}: remove the entry")
    if found != expected:
        raise Unmatched(
            f"{where}: expects {_words(expected)}, but the document reads {_words(found)}: look at both and change the entry"
        )
    said = Correction(entry.field, _text(found), _text(value), entry.why, entry.by, entry.date)
    swap(reading, thing, with_value(thing, entry.field, value, said))


def _only(things: list[Thing], where: str) -> Thing:
    if not things:
        raise Unmatched(f"{where}: nothing of this name was read; `bangfu parse` shows what was")
    if len(things) > 1:
        lines = ", ".join(str(thing.locator.line_start) for thing in things)
        raise Unmatched(f"{where}: fits {len(things)} values, in lines {lines}; say which one in `line`")
    return things[0]


def _text(value: Any) -> str | None:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _words(value: Any) -> str:
    text = _text(value)
    return "nothing" if text is None else f"“{text}”"
