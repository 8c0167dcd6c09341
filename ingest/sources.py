"""Where documents come from: folders with a document and its passport, and loose files, in an inbox or in the folders."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.nouns import Passport, Refusal, SourceFile
from ingest.passport_file import PASSPORT_NAME, BadPassport, text_to_passport
from ingest.provenance import CORRECTIONS_NAME, is_left_behind

DOCUMENT_STEM = "document"
MOST_BYTES = 200_000_000  # of one file
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


def find_files(
    sources: Path, inbox: Path | None = None, fetched: Path | None = None
) -> tuple[list[FoundFile], list[Refusal]]:
    """Every document below `sources`, `fetched` and `inbox`, each ordered by path; refused: links that lead out, what cannot be opened.

    In a folder `document.*` is the document, and other files are kept beside it; where no file is called so, every file is one.
    So is every file that lies in `inbox` itself, where strangers' files meet: none has a passport there, and none hides another.
    A `corrections.yml` is no document, but may not stand alone. Cheap: nothing is parsed.
    The path of any file is written relative to the sources folder (`../inbox/notice.txt`). Raises OSError when `sources` itself is not
    there or cannot be opened.
    """
    found: list[FoundFile] = []
    refused: list[Refusal] = []
    for root in filter(None, (sources, fetched, inbox)):
        for documents, beside in _folders(root, root == inbox, _noted_in(refused, sources)):
            _take_folder(documents, beside, root, sources, found, refused)
    return found, refused


def files_to_sources(
    files: list[FoundFile], parse: Callable[[bytes], Passport] = text_to_passport
) -> tuple[list[SourceFile], list[Refusal]]:
    """Found files → source files with their passports; refused: passports that are no good or belong to another file.

    `parse` makes a passport of its text, or raises BadPassport.
    """
    sources: list[SourceFile] = []
    refused: list[Refusal] = []
    for file in files:
        try:
            text = file.beside.get(PASSPORT_NAME)
            passport = None if text is None else parse(text)
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


def _noted_in(refused: list[Refusal], sources: Path) -> Callable[[OSError], None]:
    """What becomes of a folder that cannot be opened: a refusal of all that lies below it."""

    def note(error: OSError) -> None:
        folder = Path(error.filename)
        if folder == sources:
            raise error
        if isinstance(error, FileNotFoundError):  # there is no inbox, or it went away just now, as any file may
            return
        reason = f"the folder cannot be opened: {error.strerror}"
        refused.append(Refusal(_below(folder, sources), None, "unreadable", reason))

    return note


def _folders(
    root: Path, is_loose_at_top: bool, note: Callable[[OSError], None]
) -> Iterator[tuple[list[Path], list[Path]]]:
    """Of every folder its documents and what stands beside them; links to folders, which are not followed, as documents."""
    for folder, subfolders, names in os.walk(root, onerror=note):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        # Path.is_symlink raises where a folder may be listed and not entered
        yield from (([path], []) for name in subfolders if os.path.islink(path := Path(folder, name)))  # noqa: PTH114
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
    return _in_utf8(_relative(path, sources))


def _in_utf8(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _relative(path: Path, sources: Path) -> str:
    return os.path.relpath(path, sources).replace(os.sep, "/")


def _take_folder(
    documents: list[Path], beside: list[Path], root: Path, sources: Path, found: list[FoundFile], refused: list[Refusal]
) -> None:
    """The documents of one folder with what stands beside them; refused: what stands there alone."""
    if beside and not documents:
        reason = f"{beside[-1].name} without a document beside it: put the file there or remove it"
        refused.append(Refusal(_below(beside[-1], sources), None, "document_missing", reason))
    try:
        contents = {path.name: path.read_bytes() for path in beside if path.is_file()}
    except OSError as error:  # without its passport and its corrections a document is not the same
        reason = f"{Path(error.filename).name} beside it cannot be opened: {error.strerror}"
        refused += [Refusal(_below(path, sources), None, "unreadable", reason) for path in documents]
        return
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
    printed = _relative(path, sources)
    source_path = _in_utf8(printed)
    if source_path != printed:
        reason = "the name of the file, or of its folder, is not UTF-8: rename it"
        refused.append(Refusal(source_path, None, "name_not_utf8", reason))
        return
    if os.path.islink(path) and (astray := _leads_astray(path, root)):  # noqa: PTH114 - see above
        refused.append(Refusal(source_path, None, *astray))
        return
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            return
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device would never end
            refused.append(
                Refusal(source_path, None, "unreadable", "no file, but a pipe, a socket or a device: remove it")
            )
        elif about.st_size > MOST_BYTES:
            reason = f"the file has {about.st_size} bytes; at most {MOST_BYTES} are read: split it"
            refused.append(Refusal(source_path, None, "file_too_large", reason))
        else:
            found.append(FoundFile(path, source_path, _sha256(path.read_bytes()), beside))
    except OSError as error:
        refused.append(Refusal(source_path, None, "unreadable", f"cannot be opened: {error.strerror}"))


def _leads_astray(link: Path, root: Path) -> tuple[str, str] | None:
    """Why a link is not followed, as a code and a reason. Nothing else can lead out: links to folders are not entered."""
    try:
        real = link.resolve()
    except (OSError, RuntimeError):  # RuntimeError: what Python up to 3.12 says of links that lead to each other
        return "unreadable", "a link that leads nowhere but to itself: remove it"
    if not real.is_relative_to(root.resolve()):
        return "link_leaves_folder", f"a link to {real}, outside {root}: put the file itself there"
    return None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
