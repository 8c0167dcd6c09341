"""A source that is a ZIP bundle → a source for each document in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from ingest.layout import Unreadable
from ingest.nouns import Refusal, SourceFile
from ingest.provenance import BETWEEN
from ingest.readers import is_bundle
from ingest.readers.bundles import Member, bundle_to_members, member_bytes


def documents_in_bundle(source: SourceFile) -> tuple[list[SourceFile], list[Refusal]]:
    """A source → the sources in it, each with what the bundle's passport says; one that is no bundle stays as it is.

    Refused: documents in the bundle that cannot be taken out, or the bundle itself. Raises OSError when it cannot be opened.
    """
    data = source.path.read_bytes()
    if not is_bundle(source.path.name, data):
        return [source], []
    try:
        members = bundle_to_members(data)
    except Unreadable as error:
        return [], [Refusal(source.source_path, source.sha256, error.code, str(error))]
    if not members:
        return [], [Refusal(source.source_path, source.sha256, "empty_document", "the bundle holds no document")]
    taken = [_source(member, source, len(members)) for member in members if member.refused is None]
    return taken, [_refusal(member, source) for member in members if member.refused is not None]


def document_of_bundle(path: Path, member: tuple[str, ...]) -> tuple[str, bytes]:
    """The name and the bytes of one document of a bundle. Raises Unreadable when it is not there or damaged."""
    return PurePosixPath(member[-1]).name, member_bytes(path.read_bytes(), member)


def _source(member: Member, bundle: SourceFile, n_members: int) -> SourceFile:
    passport = bundle.passport
    if passport is not None and n_members > 1:
        passport = replace(passport, title=f"{passport.title} {PurePosixPath(member.names[-1]).stem}")
    return replace(
        bundle, source_path=_path(member, bundle), sha256=member.sha256, passport=passport, member=member.names
    )


def _refusal(member: Member, bundle: SourceFile) -> Refusal:
    assert member.refused is not None
    return Refusal(_path(member, bundle), None, member.refused.code, str(member.refused))


def _path(member: Member, bundle: SourceFile) -> str:
    return BETWEEN.join((bundle.source_path, *member.names))
