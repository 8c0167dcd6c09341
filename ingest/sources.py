"""Where documents come from: folders with a document and its passport, and loose files, in an inbox or in the folders."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from ingest.nouns import Passport, Refusal, SourceFile
from ingest.provenance import CORRECTIONS_NAME, is_left_behind

if TYPE_CHECKING:
    from pydantic import TypeAdapter

PASSPORT_NAME = "source.yml"
DOCUMENT_STEM = "document"
MOST_BYTES = 200_000_000  # of one file
SHORT = 4000  # characters of YAML that cannot nest deep enough to exhaust a stack
FIRST_YEAR, LAST_YEAR = 1949, 2199  # what a budget year can be
_CALLED = f"corrections are called {CORRECTIONS_NAME}"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it lies there, before its passport is read. `beside` holds the passport and what is called corrections, by name."""

    path: Path
    source_path: str
    sha256: str
    beside: dict[str, bytes]

    def fingerprint(self) -> str:
        """Hash of everything this file brings with it."""
        parts = [
            self.source_path,
            self.sha256,
            *(f"{name}:{_sha256(self.beside[name])}" for name in sorted(self.beside)),
        ]
        return _sha256("\n".join(parts).encode())

    def bare(self) -> SourceFile:
        """The file with its corrections and without its passport."""
        return SourceFile(self.path, self.source_path, self.sha256, corrections=self.beside.get(CORRECTIONS_NAME, b""))


class BadPassport(ValueError):
    """A `source.yml` that says too little, too much, or something about another file."""


class PassportFault(BadPassport):
    """A passport whose fields are not in order: what is wrong with each, by its name."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__(f"{PASSPORT_NAME}: " + "; ".join(f"{field}: {fault}" for field, fault in faults.items()))
        self.faults = faults


def find_files(
    sources: Path, inbox: Path | None = None, fetched: Path | None = None
) -> tuple[list[FoundFile], list[Refusal]]:
    """Every document below `sources`, `fetched` and `inbox`, each ordered by path; refused: links that lead out.

    In a folder `document.*` is the document, and other files are kept beside it; where no file is called so, every file is one.
    So is every file that lies in `inbox` itself, where strangers' files meet: none has a passport there, and none hides another.
    A `corrections.yml` is no document, but may not stand alone. Cheap: nothing is parsed.
    The path of any file is written relative to the sources folder (`../inbox/notice.txt`).
    """
    found: list[FoundFile] = []
    refused: list[Refusal] = []
    for root in filter(None, (sources, fetched, inbox)):
        for documents, beside in _folders(root, is_loose_at_top=root == inbox):
            _take_folder(documents, beside, root, sources, found, refused)
    return found, refused


def files_to_sources(files: list[FoundFile]) -> tuple[list[SourceFile], list[Refusal]]:
    """Found files → source files with their passports; refused: passports that are no good or belong to another file."""
    sources: list[SourceFile] = []
    refused: list[Refusal] = []
    for file in files:
        try:
            passport = _passport_of(file)
        except BadPassport as error:
            refused.append(Refusal(file.source_path, file.sha256, "bad_passport", str(error)))
            continue
        if passport is not None and passport.sha256 != file.sha256:
            reason = f"the passport belongs to a file with sha256 {passport.sha256}; this one has {file.sha256}"
            refused.append(Refusal(file.source_path, file.sha256, "sha256_mismatch", reason))
            continue
        if misnamed := sorted(file.beside.keys() - {PASSPORT_NAME, CORRECTIONS_NAME}):
            reason = f"{misnamed[0]} beside it is not read: {_CALLED}"
            refused.append(Refusal(file.source_path, file.sha256, "bad_corrections", reason))
            continue
        corrections = file.beside.get(CORRECTIONS_NAME, b"")
        sources.append(SourceFile(file.path, file.source_path, file.sha256, passport, corrections=corrections))
    return sources, refused


def one_file(path: Path) -> FoundFile:
    """A single file named by a person; passport and corrections beside it count when the file is called `document.*`."""
    named = [path.with_name(PASSPORT_NAME), path.with_name(CORRECTIONS_NAME)] if path.stem == DOCUMENT_STEM else []
    beside = {p.name: p.read_bytes() for p in named if p.is_file()}
    return FoundFile(path, path.name, _sha256(path.read_bytes()), beside)


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
        raise PassportFault({".".join(map(str, e["loc"])) or "file": e["msg"] for e in error.errors()}) from error
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


def _folders(root: Path, is_loose_at_top: bool) -> Iterator[tuple[list[Path], list[Path]]]:
    """Of every folder its documents and what stands beside them; links to folders, which are not followed, as documents."""
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (([Path(folder, name)], []) for name in subfolders if Path(folder, name).is_symlink())
        files = [Path(folder, name) for name in sorted(names)]
        beside = [path for path in files if path.name == PASSPORT_NAME or _is_corrections(path)]
        documents = [path for path in files if path not in beside and not _is_no_document(path)]
        if is_loose_at_top and Path(folder) == root:
            yield from (([], [path]) for path in beside if path.name == PASSPORT_NAME)
            yield documents, [path for path in beside if path.name != PASSPORT_NAME]
        else:
            yield [path for path in documents if path.stem == DOCUMENT_STEM] or documents, beside


def _is_no_document(path: Path) -> bool:
    """Hidden files, notes to people, and what desktops leave behind."""
    return path.name.startswith(".") or path.stem.upper() == "README" or is_left_behind(path.name)


def _is_corrections(path: Path) -> bool:
    """Whether a file means to be corrections, also under a wrong name that would otherwise be passed over in silence."""
    return "corrections" in path.name.lower() and path.suffix.lower() in {".yml", ".yaml"}


def _below(path: Path, sources: Path) -> str:
    """A path as it is written everywhere; what is not UTF-8 in it shows as such, and no file of that name is read."""
    return os.fsencode(Path(os.path.relpath(path, sources)).as_posix()).decode("utf-8", "replace")


def _take_folder(
    documents: list[Path], beside: list[Path], root: Path, sources: Path, found: list[FoundFile], refused: list[Refusal]
) -> None:
    """The documents of one folder with what stands beside them; refused: what stands there alone."""
    if beside and not documents:
        reason = f"{beside[-1].name} without a document beside it: put the file there or remove it"
        refused.append(Refusal(_below(beside[-1], sources), None, "document_missing", reason))
    contents = {path.name: path.read_bytes() for path in beside if path.is_file()}
    read = {name: text for name, text in contents.items() if name in (PASSPORT_NAME, CORRECTIONS_NAME)}
    for path in documents:
        misnamed = {name: contents[name] for name in contents.keys() - read.keys() if _may_mean(name, path, documents)}
        _take(path, read | misnamed, root, sources, found, refused)
    if len(documents) > 1:
        refused += [
            Refusal(_below(path, sources), None, "bad_corrections", f"{path.name} is not read: {_CALLED}")
            for path in beside
            if path.name in contents and path.name not in read
        ]


def _may_mean(name: str, document: Path, documents: list[Path]) -> bool:
    """Whether corrections under a wrong name may be for a document: it is alone, or they are called after it."""
    return len(documents) == 1 or document.stem in name


def _take(
    path: Path, beside: dict[str, bytes], root: Path, sources: Path, found: list[FoundFile], refused: list[Refusal]
) -> None:
    source_path = _below(path, sources)
    if source_path != Path(os.path.relpath(path, sources)).as_posix():
        reason = "the name of the file, or of its folder, is not UTF-8: rename it"
        refused.append(Refusal(source_path, None, "name_not_utf8", reason))
        return
    real = path.resolve()
    if not real.is_relative_to(root.resolve()):
        refused.append(
            Refusal(
                source_path, None, "link_leaves_folder", f"a link to {real}, outside {root}: put the file itself there"
            )
        )
        return
    if real.is_dir():
        return
    try:
        if not real.is_file():  # a pipe or a device would never end
            refused.append(
                Refusal(source_path, None, "unreadable", "no file, but a pipe, a socket or a device: remove it")
            )
        elif (size := real.stat().st_size) > MOST_BYTES:
            reason = f"the file has {size} bytes; at most {MOST_BYTES} are read: split it"
            refused.append(Refusal(source_path, None, "file_too_large", reason))
        else:
            found.append(FoundFile(path, source_path, _sha256(path.read_bytes()), beside))
    except OSError as error:
        refused.append(Refusal(source_path, None, "unreadable", f"cannot be opened: {error.strerror}"))


def _passport_of(file: FoundFile) -> Passport | None:
    text = file.beside.get(PASSPORT_NAME)
    return None if text is None else text_to_passport(text)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
